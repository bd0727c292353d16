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


async def test_a_window_that_says_what_it_shows_hears_of_nothing_else() -> None:
    bus = InProcessBus()
    shown, elsewhere = Fact("message.added", "shown"), Fact("message.added", "elsewhere")
    mine = Fact("contact.changed", "mine", holder_id="a1")
    for_me, for_all = Fact("offer.made", "o1", agent_ids=("a1",)), Fact("queue.changed", "q1")
    async with bus.subscribe("a1") as narrow, bus.subscribe("a2") as wide:
        bus.show(narrow, frozenset({"forgotten"}))
        bus.show(narrow, frozenset({"shown"}))
        await bus.publish([elsewhere, shown, mine, Fact("message.added", "forgotten"), for_me, for_all], set())
        assert await anext(narrow) == [shown, mine, for_me, for_all]
        assert await anext(wide) == [elsewhere, shown, mine, Fact("message.added", "forgotten"), for_all]


async def test_who_has_gone_is_forgotten() -> None:
    bus = InProcessBus()
    async with bus.subscribe("a1") as subscription:
        bus.show(subscription, frozenset({"c1"}))
    await bus.publish([Fact("message.added", "c1"), Fact("offer.made", "o1", agent_ids=("a1",))], set())
    assert not bus._subscriptions
    assert not bus._by_thread
    assert not bus._by_agent


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
    change = text("INSERT INTO nodes VALUES (:id, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, '', 0)")
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
