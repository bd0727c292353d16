"""The outbox: nothing sent twice because a process died, nothing tried for ever, one recipient's texts in order."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.db import Database
from contactcenter.errors import SendError
from contactcenter.outbox import service
from contactcenter.outbox.models import DONE, FAILED, WAITING, OutboxCommand

START = datetime(2026, 11, 23, 22, 10, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


async def enqueue(db: Database, *, to: str = "sms:line:a", deadline_seconds: float = 3600) -> str:
    async with db.transaction() as session:
        return await service.enqueue(
            session, "send_text", {"to": to}, ordering_key=to, now=START, deadline_seconds=deadline_seconds
        )


async def claim(db: Database, now: datetime = START) -> list[OutboxCommand]:
    async with db.transaction() as session:
        return list(await service.claim_due(session, kinds=["send_text"], now=now, limit=50))


async def state_of(db: Database, command_id: str) -> str:
    async with db.reading() as session:
        row = await session.get(OutboxCommand, command_id)
        assert row is not None
        return row.state


async def test_a_claimed_command_is_nobody_elses(db: Database) -> None:
    command_id = await enqueue(db)
    assert [row.id for row in await claim(db)] == [command_id]
    assert await claim(db) == []


async def test_texts_to_one_number_go_out_one_after_the_other(db: Database) -> None:
    first, second, other = await enqueue(db), await enqueue(db), await enqueue(db, to="sms:line:b")
    claimed = await claim(db)
    assert [row.id for row in claimed] == [first, other]
    async with db.transaction() as session:
        assert await service.settle(session, claimed[0], now=START)
    assert [row.id for row in await claim(db)] == [second]


async def test_after_a_death_the_command_is_claimed_again_as_maybe_sent(db: Database) -> None:
    await enqueue(db)
    (before,) = await claim(db)
    assert not before.maybe_sent
    (again,) = await claim(db, after(service.LEASE_SECONDS + 1))
    assert again.maybe_sent
    assert again.attempts == 2
    async with db.transaction() as session:
        assert not await service.settle(session, before, now=START), "the first claim is no longer ours"
        assert await service.settle(session, again, now=START)
    assert await state_of(db, again.id) == DONE


async def test_pauses_double_until_the_deadline_ends_it(db: Database) -> None:
    command_id = await enqueue(db, deadline_seconds=60)
    error = SendError("busy", code="503", retryable=True)
    now, attempts = START, 0
    while await state_of(db, command_id) == WAITING:
        (row,) = await claim(db, now)
        async with db.transaction() as session:
            await service.settle_failure(session, row, error, now=now)
        attempts += 1
        now += timedelta(seconds=service.FIRST_RETRY_SECONDS * 2 ** (attempts - 1))
    assert attempts == 5
    assert await state_of(db, command_id) == FAILED


@pytest.mark.parametrize(("retryable", "state"), [(True, WAITING), (False, FAILED)], ids=["temporary", "final"])
async def test_only_what_may_help_is_tried_again(db: Database, retryable: bool, state: str) -> None:
    command_id = await enqueue(db)
    (row,) = await claim(db)
    async with db.transaction() as session:
        assert await service.settle_failure(session, row, SendError("no", retryable=retryable), now=START) == state
    assert await state_of(db, command_id) == state


async def test_what_the_provider_asks_for_is_waited_for(db: Database) -> None:
    await enqueue(db)
    (row,) = await claim(db)
    async with db.transaction() as session:
        await service.settle_failure(session, row, SendError("slow down", retryable=True, retry_after=30), now=START)
    assert await claim(db, after(29)) == []
    assert len(await claim(db, after(30))) == 1
