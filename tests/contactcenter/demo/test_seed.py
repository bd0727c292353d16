"""The demo estate is seeded once, into an empty database, as one consistent story."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select, text

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.basics.seed import seed_basics
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.references import next_references
from contactcenter.db import Base, Database, Session
from contactcenter.demo.content.history import build_history
from contactcenter.demo.content.history_shapes import ContactScript
from contactcenter.demo.seed import seed_demo
from contactcenter.follow_ups.models import FollowUp
from contactcenter.groups.models import Group
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.journal.models import HistoryEntry
from contactcenter.live.models import Installation
from contactcenter.outbox.models import OutboxCommand
from contactcenter.promises.models import Promise
from contactcenter.routing.models import Offer, Queue
from contactcenter.shifts.models import Shift
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from contactcenter.work_orders.service import group_for
from knowledge_base.gaps.models import Gap, GapAsker

NOW = clock.now()
SCRIPTS: list[ContactScript] = [contact.script for contact in build_history()]


async def seed(db: Database, lines: list[str] | None = None) -> bool:
    said = [] if lines is None else lines
    return await seed_demo(db, now=NOW, say=said.append)


async def count(session: Session, model: type[Base], *conditions: Any) -> int:
    return await session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def is_rising(values: Sequence[Any]) -> bool:
    return all(first <= second for first, second in pairwise(values))


async def test_it_is_seeded_once_and_says_so_in_a_few_lines(db: Database) -> None:
    lines: list[str] = []
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
    assert await seed(db, lines)
    assert 2 <= len(lines) <= 4
    assert f"{len(SCRIPTS)} contacts" in lines[-1]
    assert not await seed(db)
    async with db.reading() as session:
        assert await count(session, Agent) == 31
        assert await count(session, Contact) == len(SCRIPTS)
        assert await session.scalar(select(Installation.is_demo))
        # What an installation without a demo begins with has made room.
        assert await count(session, Group, Group.code == "service") == 0
        assert await session.scalar(select(func.count(func.distinct(Queue.code)))) == await count(session, Queue)


async def test_the_story_is_whole(db: Database) -> None:
    await seed(db)
    matters = [matter for script in SCRIPTS for matter in script.matters]
    orders = [matter.order for matter in matters if matter.order]
    async with db.reading() as session:
        if db.is_sqlite:
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []
        assert await count(session, Matter) == len(matters)
        assert await count(session, WorkOrder) == len(orders)
        assert await count(session, FollowUp) == sum(order.done_after is not None for order in orders)
        assert await count(session, Promise) == sum(matter.promise is not None for matter in matters)
        assert await count(session, Gap) == len({matter.gap.key for matter in matters if matter.gap})
        assert await count(session, GapAsker) == sum(matter.gap is not None for matter in matters)
        with_matter = select(Matter.contact_id)
        assert await count(session, Contact, Contact.id.not_in(with_matter)) == 0
        open_matters = select(Matter.contact_id).where(Matter.outcome.is_(None))
        assert await count(session, Contact, Contact.state == "closed", Contact.id.in_(open_matters)) == 0
        assert await count(session, Contact, (Contact.state == "closed") != Contact.closed_at.is_not(None)) == 0
        assert await count(session, Matter, Matter.outcome == "work_order", Matter.work_order_id.is_(None)) == 0
        assert await count(session, Matter, Matter.outcome == "gap", Matter.gap_id.is_(None)) == 0
        assert await count(session, Message, Message.text.contains("{")) == 0
        assert await count(session, Message, Message.direction == "outbound", Message.delivery_state.is_(None)) == 0
        entries = dict(
            (await session.execute(select(WorkOrderEntry.work_order_id, func.count()).group_by("work_order_id"))).all()
        )
        versions = dict((await session.execute(select(WorkOrder.id, WorkOrder.version))).all())
        # Each line of the timeline numbers the order anew, and so does each change of who answers for it.
        assert all(entries[id_] <= version <= entries[id_] + 1 for id_, version in versions.items())


async def test_everything_stands_in_the_order_of_time_and_real_numbers_go_on(db: Database) -> None:
    await seed(db)
    async with db.transaction() as session:
        assert is_rising((await session.scalars(select(Contact.created_at).order_by(Contact.id))).all())
        assert is_rising((await session.scalars(select(Contact.reference).order_by(Contact.id))).all())
        assert is_rising((await session.scalars(select(WorkOrder.created_at).order_by(WorkOrder.id))).all())
        assert is_rising((await session.scalars(select(Message.created_at).order_by(Message.id))).all())
        by_subject: dict[str, list[Any]] = {}
        for subject_id, at in await session.execute(
            select(HistoryEntry.subject_id, HistoryEntry.at).order_by(HistoryEntry.id)
        ):
            by_subject.setdefault(subject_id, []).append(at)
        assert all(is_rising(moments) for moments in by_subject.values())
        assert max(max(moments) for moments in by_subject.values()) <= NOW
        used = set(await session.scalars(select(Contact.reference))) | set(
            await session.scalars(select(WorkOrder.reference))
        )
        for kind, model in (("C", Contact), ("W", WorkOrder)):
            [fresh] = await next_references(session, kind, 1, NOW)
            assert fresh not in used
            of_year = await count(session, model, model.reference.startswith(f"{kind}-{clock.local(NOW).year}-"))
            assert int(fresh.rsplit("-", 1)[1]) == of_year + 1


async def test_something_is_open_for_everybody_but_nothing_waits_for_an_agent(db: Database) -> None:
    await seed(db)
    async with db.reading() as session:
        states = Counter(await session.scalars(select(Contact.state)))
        assert set(states) == {"active", "waiting", "snoozed", "closed"}
        assert await count(session, Offer) == 0
        assert await count(session, OutboxCommand) == 0
        people = dict((await session.execute(select(Agent.username, Agent.id))).all())
        groups = dict((await session.execute(select(Group.code, Group.id))).all())
        for username in ("agent1", "agent2", "agent3", "agent4"):
            open_ = (Contact.agent_id == people[username], Contact.state != "closed")
            assert await count(session, Contact, *open_) >= 1
        for state in ("active", "waiting", "snoozed"):
            assert await count(session, Contact, Contact.agent_id == people["agent1"], Contact.state == state) >= 1
        unfinished = WorkOrder.state.in_(("new", "taken"))
        for code, state in (("engineering-3", "new"), ("engineering-3", "taken"), ("after-sales", "taken")):
            assert await count(session, WorkOrder, WorkOrder.group_id == groups[code], WorkOrder.state == state) >= 1
        assert await count(session, WorkOrder, unfinished, WorkOrder.due_at < NOW) == 1
        assert await count(session, WorkOrder, WorkOrder.reopened_count == 1, WorkOrder.state == "new") == 1
        soon = Promise.due_at.between(NOW, NOW + timedelta(minutes=30))
        assert await count(session, Promise, Promise.state == "open", soon) == 1
        assert await group_for(session, type_code="lift", place=None) == groups["engineering-1"]


async def test_shifts_were_handed_over_and_the_roster_begins_now(db: Database) -> None:
    await seed(db)
    async with db.reading() as session:
        handovers = (await session.scalars(select(Handover).order_by(Handover.id))).all()
        assert len(handovers) >= 3
        assert {handover.state for handover in handovers} == {"accepted"}
        assert is_rising([handover.created_at for handover in handovers])
        items = (await session.scalars(select(HandoverItem))).all()
        assert {item.kind for item in items} == {"work_order", "promise", "gap"}
        assert {item.state for item in items} == {"accepted"}
        assert any(item.question and item.answer for item in items)
        assert Counter(await session.scalars(select(Shift.state)))["closed"] == len(handovers)
        assert await count(session, Shift, Shift.state == "planned", Shift.ends_at <= NOW) == 0
        # What was accepted belongs to whoever accepted it.
        taken = {item.subject_id: item.decided_by for item in items if item.kind == "work_order"}
        orders = await session.scalars(select(WorkOrder).where(WorkOrder.id.in_(taken)))
        assert {order.id: order.desk_agent_id for order in orders} == taken
