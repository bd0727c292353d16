"""Facts reach screens after the commit only; what may be lost is announced as a resync."""

import asyncio

import pytest
from sqlalchemy import text

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.live.bus import LONGEST_BACKLOG, InProcessBus, Resync
from contactcenter.live.foreign import ForeignWrites


async def test_facts_are_published_after_the_commit_and_never_after_a_rollback(db: Database) -> None:
    bus = InProcessBus()
    db.publish = bus.publish
    async with bus.subscribe() as subscription:
        with pytest.raises(RuntimeError):
            await _record_and_fail(db)
        async with db.transaction() as session:
            session.record(Fact("contact.changed", "kept"), Fact("contact.changed", "kept"))
        assert await anext(subscription) == [Fact("contact.changed", "kept")]


async def _record_and_fail(db: Database) -> None:
    async with db.transaction() as session:
        session.record(Fact("contact.changed", "lost"))
        raise RuntimeError


async def test_a_screen_that_cannot_follow_is_told_to_refetch(db: Database) -> None:
    bus = InProcessBus()
    async with bus.subscribe() as subscription:
        for number in range(LONGEST_BACKLOG + 1):
            await bus.publish([Fact("contact.changed", str(number))], set())
        assert await anext(subscription) == Resync("too slow")


async def test_a_wake_up_reaches_only_who_waits_for_that_topic(db: Database) -> None:
    bus = InProcessBus()
    offers, outbox = bus.alarm(["offers"]), bus.alarm(["outbox"])
    db.publish = bus.publish
    async with db.transaction() as session:
        session.wake("offers")
    assert offers.is_set()
    assert not outbox.is_set()


async def test_writes_of_another_process_are_noticed_and_our_own_are_not(db: Database) -> None:
    if not db.is_sqlite:
        # On PostgreSQL every process writes through a server that all nodes share; nodes tell each other over Redis.
        assert db.dialect == "postgresql"
        return
    bus = InProcessBus()
    watch = ForeignWrites(bus)
    change = text("INSERT INTO nodes VALUES (:id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '', 0, 0)")
    async with bus.subscribe() as subscription:
        await watch.fire(db, now=clock.now())
        async with db.transaction() as session:
            await session.execute(change.bindparams(id="own"))
        await watch.fire(db, now=clock.now())
        other = Database(db.url)
        async with other.transaction() as session:
            await session.execute(change.bindparams(id="foreign"))
        await other.close()
        await watch.fire(db, now=clock.now())
        async with asyncio.timeout(1):
            assert await anext(subscription) == Resync("another process wrote")
