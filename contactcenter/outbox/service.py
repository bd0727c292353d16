"""Write, claim and settle commands. `jobs/deliver_outbox.py` carries them out between claim and settlement."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, and_, or_, select, update
from sqlalchemy.orm import aliased

from contactcenter.db import Session, insert_rows, new_id
from contactcenter.errors import SendError
from contactcenter.metrics import OUTBOX_FAILED, OUTBOX_RETRIED, OUTBOX_SENT
from contactcenter.outbox.models import CLAIMED, DONE, FAILED, WAITING, OutboxCommand

LEASE_SECONDS = 45
FIRST_RETRY_SECONDS = 2
LONGEST_RETRY_SECONDS = 300
TOPIC = "outbox"


def command(
    kind: str,
    payload: dict[str, Any],
    *,
    ordering_key: str,
    now: datetime,
    deadline_seconds: float,
    message_id: str | None = None,
) -> dict[str, Any]:
    """One command as a row for `enqueue_many`."""
    return {
        "id": new_id(),
        "kind": kind,
        "payload": payload,
        "ordering_key": ordering_key,
        "message_id": message_id,
        "created_at": now,
        "next_attempt_at": now,
        "deadline_at": now + timedelta(seconds=deadline_seconds),
    }


async def enqueue(
    session: Session,
    kind: str,
    payload: dict[str, Any],
    *,
    ordering_key: str,
    now: datetime,
    deadline_seconds: float,
    message_id: str | None = None,
) -> str:
    """Write one command; it goes out after the commit. Returns its id."""
    row = command(
        kind, payload, ordering_key=ordering_key, now=now, deadline_seconds=deadline_seconds, message_id=message_id
    )
    await enqueue_many(session, [row])
    return str(row["id"])


async def enqueue_many(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Write many commands (rows of `command`) with one statement."""
    if rows:
        await insert_rows(session, OutboxCommand, rows)
        session.wake(TOPIC)


async def claim_due(session: Session, *, kinds: Collection[str], now: datetime, limit: int) -> Sequence[OutboxCommand]:
    """Lease up to `limit` due commands of these kinds, at most one for each ordering key, oldest first.

    A command whose lease ran out was being carried out by a process that died: it is claimed again with
    `maybe_sent`, so that the sender first looks whether it went out.
    """
    earlier = aliased(OutboxCommand)
    waits_for_earlier = (
        select(earlier.id)
        .where(
            earlier.ordering_key == OutboxCommand.ordering_key,
            earlier.id < OutboxCommand.id,
            earlier.state.in_((WAITING, CLAIMED)),
        )
        .exists()
    )
    query = select(OutboxCommand).where(_is_due(kinds, now), ~waits_for_earlier).order_by(OutboxCommand.id).limit(limit)
    commands = (await session.scalars(query.with_for_update(skip_locked=True))).all()
    for row in commands:
        row.maybe_sent = row.maybe_sent or row.state == CLAIMED
        row.state = CLAIMED
        row.claim_token = new_id()
        row.claimed_until = now + timedelta(seconds=LEASE_SECONDS)
        row.attempts += 1
    await session.flush()
    return commands


async def is_any_due(session: Session, *, kinds: Collection[str], now: datetime) -> bool:
    """Whether `claim_due` may find something; a look that holds nobody up."""
    due = select(OutboxCommand.id).where(_is_due(kinds, now)).limit(1)
    return await session.scalar(due) is not None


def _is_due(kinds: Collection[str], now: datetime) -> ColumnElement[bool]:
    waits = and_(OutboxCommand.state == WAITING, OutboxCommand.next_attempt_at <= now)
    was_dropped = and_(OutboxCommand.state == CLAIMED, OutboxCommand.claimed_until <= now)
    return and_(OutboxCommand.kind.in_(kinds), or_(waits, was_dropped))


async def settle(session: Session, claimed: OutboxCommand, *, now: datetime) -> bool:
    """Record success; False where another process has taken the command over meanwhile."""
    is_ours = await _settle(session, claimed, {"state": DONE, "finished_at": now, "claim_token": None})
    if is_ours:
        session.measure(OUTBOX_SENT.labels(claimed.kind).inc)
    return is_ours


async def settle_failure(session: Session, claimed: OutboxCommand, error: SendError, *, now: datetime) -> str | None:
    """Record a failed attempt; returns the new state, or None where another process took the command over.

    It waits for its next attempt (doubling pauses, or what the provider asked for) until its deadline.
    """
    pause = max(error.retry_after, min(FIRST_RETRY_SECONDS * 2 ** (claimed.attempts - 1), LONGEST_RETRY_SECONDS))
    next_attempt_at = now + timedelta(seconds=pause)
    goes_on = error.retryable and next_attempt_at <= claimed.deadline_at
    values: dict[str, Any] = {
        "state": WAITING if goes_on else FAILED,
        "next_attempt_at": next_attempt_at,
        "last_error": f"{error.code} {error.text}".strip()[:500],
        "maybe_sent": error.maybe_sent or claimed.maybe_sent,
        "finished_at": None if goes_on else now,
        "claim_token": None,
    }
    if not await _settle(session, claimed, values):
        return None
    session.measure((OUTBOX_RETRIED if goes_on else OUTBOX_FAILED).labels(claimed.kind).inc)
    return str(values["state"])


async def _settle(session: Session, claimed: OutboxCommand, values: dict[str, Any]) -> bool:
    is_ours = and_(OutboxCommand.id == claimed.id, OutboxCommand.claim_token == claimed.claim_token)
    result = await session.execute(
        update(OutboxCommand).where(is_ours).values(**values).execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount == 1
