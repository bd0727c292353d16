"""Clocks follow what happens to contacts, and their steps are taken."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.reply import reply
from contactcenter.agents.models import Agent
from contactcenter.contacts.messages import add_message
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database, Session
from contactcenter.groups.models import Group
from contactcenter.jobs.keep_clocks import KeepClocks
from contactcenter.journal.history import of_subject
from contactcenter.sla.models import SlaClock, SlaProgress
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_text
from tests.support.builders.groups import make_group
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.builders.sla import make_policy

WARN = {"clock": "first_answer", "action": "warn", "target": "", "at_percent": 80}
TELL = {"clock": "first_answer", "action": "tell", "target": "role:supervisor", "at_percent": 100}
RAISE = {"clock": "first_answer", "action": "class", "target": "priority", "after_seconds": 7200}


def at(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


@pytest.fixture
def job() -> KeepClocks:
    return KeepClocks()


async def begin(db: Database, *steps: dict[str, Any], texts: int = 1, **policy: Any) -> list[str]:
    """A line with a policy, and as many owners who wrote; gives their contacts."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_line(session, queue_id=queue.id)
        await make_policy(session, steps=steps, **policy)
        arrived = [make_text(sender=f"+8529000{number:04}") for number in range(texts)]
        await receive_messages(session, arrived, now=NOW)
        return list(await session.scalars(select(Contact.id).order_by(Contact.id)))


async def answer(db: Database, contact_id: str, *, minutes: float, then: str = "stay") -> Agent:
    async with db.transaction() as session:
        agent = await make_free_agent(session)
        await accept_contact(session, contact_id, agent=agent, now=at(minutes))
        await reply(session, contact_id, "馬上來。", agent=agent, now=at(minutes), then=then)  # type: ignore[arg-type]
    return agent


async def clocks(db: Database) -> dict[str, SlaClock]:
    async with db.reading() as session:
        rows: Sequence[SlaClock] = (await session.scalars(select(SlaClock))).all()
    return {row.kind if row.number == 1 else f"{row.kind} {row.number}": row for row in rows}


async def steps_taken(db: Database, contact_id: str) -> list[tuple[str, Any]]:
    async with db.reading() as session:
        entries = await of_subject(session, "contact", contact_id)
    return [(entry.details["step"], entry.details["result"]) for entry in entries if entry.act == "sla_step"]


async def test_a_text_starts_its_clocks_and_an_answer_meets_the_first(db: Database, job: KeepClocks) -> None:
    (contact_id,) = await begin(db)
    await job.fire(db, now=at(0))
    begun = await clocks(db)
    assert {kind: (clock.state, clock.due_at) for kind, clock in begun.items()} == {
        "first_answer": ("running", at(60)),
        "solution": ("running", at(24 * 60)),
    }
    await answer(db, contact_id, minutes=10, then="wait")
    await job.fire(db, now=at(10))
    after = await clocks(db)
    assert (after["first_answer"].state, after["first_answer"].ended_at) == ("met", at(10))
    assert (after["first_answer"].elapsed_seconds, after["solution"].state) == (600, "paused")


async def test_an_owner_who_writes_again_starts_the_next_clock(db: Database, job: KeepClocks) -> None:
    (contact_id,) = await begin(db)
    await answer(db, contact_id, minutes=10, then="wait")
    await job.fire(db, now=at(10))
    async with db.transaction() as session:
        texts = [make_text("還是漏", sender="+85290000000", at=at(30))]
        await receive_messages(session, texts, now=at(30) + timedelta(seconds=1))
    await job.fire(db, now=at(31))
    after = await clocks(db)
    assert (after["next_answer"].state, after["next_answer"].started_at) == ("running", at(30))
    assert after["solution"].pauses[0]["reason"] == "waiting"


async def test_nothing_new_costs_no_writing(db: Database, job: KeepClocks) -> None:
    await begin(db)
    await job.fire(db, now=at(0))
    async with db.reading() as session:
        version = await session.scalar(select(SlaProgress.version))
    await job.fire(db, now=at(0.01))
    async with db.reading() as session:
        assert await session.scalar(select(SlaProgress.version)) == version


async def test_each_step_is_taken_once_and_stands_in_the_history(db: Database, job: KeepClocks) -> None:
    (contact_id,) = await begin(db, WARN, TELL, RAISE)
    async with db.transaction() as session:
        supervisor = await make_agent(session, roles=("supervisor",))
    await job.fire(db, now=at(47))
    assert await steps_taken(db, contact_id) == []
    for minutes in (48, 49, 60, 61):
        await job.fire(db, now=at(minutes))
    assert await steps_taken(db, contact_id) == [("warn@80%", "done"), ("tell@100%:role:supervisor", "done")]
    assert (await clocks(db))["first_answer"].state == "breached"
    for _ in range(2):
        await job.fire(db, now=at(120))
    async with db.reading() as session:
        contact = await get_contact(session, contact_id)
        entries = await of_subject(session, "contact", contact_id)
    assert contact.class_ == "priority"
    [told] = [entry.details["told"] for entry in entries if entry.details.get("action") == "tell"]
    assert told == [supervisor.id]
    [raised] = [entry for entry in entries if entry.act == "class_raised"]
    assert (raised.author_id, raised.details["reason"], raised.details["seconds"]) == (None, "sla", 7200)
    assert len((await clocks(db))["first_answer"].targets) == 1


async def test_two_processes_take_a_step_once(db: Database) -> None:
    (contact_id,) = await begin(db, WARN)
    first, second = KeepClocks(), KeepClocks()
    await first.fire(db, now=at(0))
    await first.fire(db, now=at(50))
    # The first is gone for longer than its lease.
    await second.fire(db, now=at(51))
    await first.fire(db, now=at(52))
    assert await steps_taken(db, contact_id) == [("warn@80%", "done")]


async def test_made_again_from_zero_the_clocks_are_the_same(db: Database, job: KeepClocks) -> None:
    contact_ids = await begin(db, WARN, TELL, RAISE, texts=12)
    await job.fire(db, now=at(1))
    for number, contact_id in enumerate(contact_ids[:6]):
        await answer(db, contact_id, minutes=10 * number, then="wait" if number % 2 else "stay")
    for minutes in (30, 48, 60, 125):
        await job.fire(db, now=at(minutes))
    before = await rows(db)
    async with db.transaction() as session:
        await session.execute(delete(SlaClock))
    again = KeepClocks()
    async with db.transaction() as session:
        progress = (await session.scalars(select(SlaProgress))).one()
        progress.settled_id, progress.kept_until = "", NOW
    while await again.fire(db, now=at(125)):
        pass
    assert await rows(db) == before
    assert len(before) == 24


async def rows(db: Database) -> list[dict[str, Any]]:
    async with db.reading() as session:
        found = (await session.execute(select(SlaClock.__table__))).mappings()
        return sorted((dict(row) for row in found), key=lambda row: (row["contact_id"], row["kind"]))


async def test_a_contact_moves_to_the_queue_and_to_the_group_its_steps_name(db: Database, job: KeepClocks) -> None:
    async with db.transaction() as session:
        other = await make_queue(session, "second-line")
        group = await make_group(session, members=[await make_agent(session, name="Max")])
    to_queue = {"clock": "first_answer", "action": "queue", "target": other.id, "at_percent": 50}
    to_group = {"clock": "first_answer", "action": "group", "target": group.id, "at_percent": 70}
    (contact_id,) = await begin(db, to_queue, to_group)
    await job.fire(db, now=at(0))
    await job.fire(db, now=at(31))
    async with db.reading() as session:
        contact = await get_contact(session, contact_id)
    assert (contact.queue_id, contact.state, contact.queued_at) == (other.id, "queued", NOW)
    await job.fire(db, now=at(45))
    async with db.reading() as session:
        contact = await get_contact(session, contact_id)
    assert (contact.group_id, contact.state) == (group.id, "queued")


async def test_a_contact_stays_where_it_is_when_the_group_its_step_names_was_removed(
    db: Database, job: KeepClocks
) -> None:
    """An older version of a promise goes on for what began with it, and may name a group that is no more."""
    async with db.transaction() as session:
        group = await make_group(session)
    (contact_id,) = await begin(db, {"clock": "first_answer", "action": "group", "target": group.id, "at_percent": 50})
    await job.fire(db, now=at(0))
    async with db.transaction() as session:
        await session.execute(delete(Group).where(Group.id == group.id))
    await job.fire(db, now=at(31))
    async with db.reading() as session:
        contact = await get_contact(session, contact_id)
    assert (contact.group_id, contact.state) == (None, "queued")
    assert [result for _, result in await steps_taken(db, contact_id)] == ["unknown"]


async def test_a_contact_is_given_to_whom_its_step_names_if_they_are_there(db: Database, job: KeepClocks) -> None:
    async with db.transaction() as session:
        away = await make_agent(session)
        there = await make_free_agent(session)
    to_away = {"clock": "first_answer", "action": "assign", "target": away.id, "at_percent": 50}
    to_there = {"clock": "first_answer", "action": "assign", "target": there.id, "at_percent": 60}
    (contact_id,) = await begin(db, to_away, to_there)
    await job.fire(db, now=at(0))
    await job.fire(db, now=at(40))
    async with db.reading() as session:
        contact = await get_contact(session, contact_id)
    assert (contact.state, contact.agent_id) == ("active", there.id)
    assert [result for _, result in await steps_taken(db, contact_id)] == ["not_there", "done"]


async def test_rows_that_appear_late_are_found(db: Database, job: KeepClocks) -> None:
    """On PostgreSQL a transaction may commit after others that began later; on SQLite they come one after the other."""
    slow_id, quick_id = await begin(db, texts=2)
    async with db.transaction() as session:
        agent = await make_agent(session)
    await job.fire(db, now=at(0))
    async with db.transaction() as slow:
        await say(slow, slow_id, agent)
        if not db.is_sqlite:
            await overtake(db, job, quick_id, agent)
    if db.is_sqlite:
        await overtake(db, job, quick_id, agent)
    await job.fire(db, now=at(1))
    assert await answered(db) == {quick_id, slow_id}


async def overtake(db: Database, job: KeepClocks, contact_id: str, agent: Agent) -> None:
    async with db.transaction() as session:
        await say(session, contact_id, agent)
    await job.fire(db, now=at(1))
    assert contact_id in await answered(db)


async def say(session: Session, contact_id: str, agent: Agent) -> None:
    contact = await get_contact(session, contact_id)
    await add_message(session, contact, kind="message", direction="outbound", author=agent, text="好", now=at(1))


async def answered(db: Database) -> set[str]:
    async with db.reading() as session:
        return set(await session.scalars(select(SlaClock.contact_id).where(SlaClock.end_reason == "answered")))


async def test_words_in_a_merged_thread_are_owed_an_answer_in_the_one_it_went_into(
    db: Database, job: KeepClocks
) -> None:
    survivor_id, merged_id = await begin(db, texts=2)
    await answer(db, survivor_id, minutes=5)
    async with db.transaction() as session:
        merged = await get_contact(session, merged_id)
        merged.merged_into_id = survivor_id
    await job.fire(db, now=at(6))
    async with db.transaction() as session:
        merged = await get_contact(session, merged_id)
        await add_message(
            session,
            merged,
            kind="message",
            direction="inbound",
            author=None,
            author_kind="customer",
            text="?",
            now=at(9),
        )
    await job.fire(db, now=at(9))
    async with db.reading() as session:
        started = select(SlaClock.started_at).where(SlaClock.contact_id == survivor_id, SlaClock.kind == "next_answer")
        assert await session.scalar(started) == at(9)
