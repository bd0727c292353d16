"""The demo estate is seeded once, into an empty database, as one consistent story."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from io import StringIO
from itertools import pairwise
from typing import Any

from sqlalchemy import func, select, text

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.basics.seed import seed_basics
from contactcenter.calendars.models import Holiday
from contactcenter.calendars.service import is_open
from contactcenter.calls.models import Call
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.references import next_references
from contactcenter.customers.models import Customer
from contactcenter.db import Base, Database, Session
from contactcenter.demo.content.history import HistoryContact, build_history
from contactcenter.demo.content.lines import OFFICE_NUMBER, PUBLIC_NUMBER
from contactcenter.demo.content.staff import build_staff
from contactcenter.demo.month.build import build_month
from contactcenter.demo.progress import ProgressBar
from contactcenter.demo.seed import seed_demo
from contactcenter.follow_ups.models import FollowUp
from contactcenter.groups.models import Group
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.journal.models import HistoryEntry
from contactcenter.lines.service import find_line
from contactcenter.live.models import Installation
from contactcenter.notices.models import Notice
from contactcenter.outbox.models import OutboxCommand
from contactcenter.places.models import Place
from contactcenter.promises.models import Promise
from contactcenter.routing.emergencies import find_emergency
from contactcenter.routing.models import Offer, Queue
from contactcenter.shifts.models import Shift
from contactcenter.shifts.roster import make_plan
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from contactcenter.work_orders.service import group_for
from knowledge_base.gaps.models import Gap, GapAsker
from tests.contactcenter.demo.conftest import DAYS, NOW

HISTORY: list[HistoryContact] = [*build_history(), *build_month(NOW, DAYS)]
MATTERS = [matter for contact in HISTORY for matter in contact.script.matters]


async def count(session: Session, model: type[Base], *conditions: Any) -> int:
    return await session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def is_rising(values: Sequence[Any]) -> bool:
    return all(first <= second for first, second in pairwise(values))


async def test_it_is_seeded_once_and_says_so_in_a_few_lines(db: Database) -> None:
    lines: list[str] = []
    async with db.transaction() as session:
        await seed_basics(session, now=NOW)
    assert await seed_demo(db, now=NOW, say=lines.append, history_days=0)
    assert 2 <= len(lines) <= 4
    assert f"{len(build_history())} contacts" in lines[-1]
    assert not await seed_demo(db, now=NOW, say=lines.append, history_days=0)
    async with db.reading() as session:
        assert await count(session, Agent) == len(build_staff())
        assert await count(session, Contact) == len(build_history())
        assert await count(session, Place, Place.kind == "unit") == 1500
        assert await count(session, Customer, Customer.kind == "person") == 2500
        assert await session.scalar(select(Installation.is_demo))
        # What an installation without a demo begins with has made room.
        assert await count(session, Group, Group.code == "service") == 0
        assert await session.scalar(select(func.count(func.distinct(Queue.code)))) == await count(session, Queue)


async def test_the_hotline_is_always_open_and_the_office_is_not(estate: Database) -> None:
    # Three o'clock in the morning at the desk.
    night = NOW.replace(hour=19, minute=0)
    async with estate.reading() as session:
        hotline = await find_line(session, "voice", PUBLIC_NUMBER)
        office = await find_line(session, "voice", OFFICE_NUMBER)
        assert hotline is not None
        assert office is not None
        assert await is_open(session, hotline.calendar_id, night)
        assert not await is_open(session, office.calendar_id, night)
        years = {day.year for day in await session.scalars(select(Holiday.day))}
        assert len(years) == 3
        assert await find_emergency(session, {"a": "困𨋢呀", "b": "門卡唔見咗"}) != {}
        assert await count(session, Notice, Notice.starts_at > NOW) >= 4


async def test_the_story_is_whole(estate: Database) -> None:
    orders = [matter.order for matter in MATTERS if matter.order]
    completions = sum(
        (order.done_after is not None) + (order.again is not None and order.again.done_after is not None)
        for order in orders
    )
    async with estate.reading() as session:
        if estate.is_sqlite:
            assert (await session.execute(text("PRAGMA foreign_key_check"))).all() == []
        assert await count(session, Contact) == len(HISTORY)
        assert await count(session, Matter) == len(MATTERS)
        assert await count(session, WorkOrder) == len(orders)
        assert await count(session, FollowUp) == completions
        assert await count(session, Promise) == sum(matter.promise is not None for matter in MATTERS)
        assert await count(session, Gap) == len({matter.gap.key for matter in MATTERS if matter.gap})
        assert await count(session, GapAsker) == sum(matter.gap is not None for matter in MATTERS)
        assert await count(session, Call) == sum(contact.script.channel == "voice" for contact in HISTORY)
        with_matter = select(Matter.contact_id)
        assert await count(session, Contact, Contact.id.not_in(with_matter)) == 0
        open_matters = select(Matter.contact_id).where(Matter.outcome.is_(None))
        assert await count(session, Contact, Contact.state == "closed", Contact.id.in_(open_matters)) == 0
        assert await count(session, Contact, (Contact.state == "closed") != Contact.closed_at.is_not(None)) == 0
        assert await count(session, Matter, Matter.outcome == "work_order", Matter.work_order_id.is_(None)) == 0
        assert await count(session, Matter, Matter.outcome == "gap", Matter.gap_id.is_(None)) == 0
        assert await count(session, Message, Message.text.contains("{")) == 0
        written = (Message.direction == "outbound", Message.channel != "voice")
        assert await count(session, Message, *written, Message.delivery_state.is_(None)) == 0
        closed = (WorkOrder.state == "closed") != WorkOrder.closed_at.is_not(None)
        assert await count(session, WorkOrder, closed) == 0


async def test_each_line_of_a_timeline_and_each_new_desk_numbers_an_order_anew(estate: Database) -> None:
    async with estate.reading() as session:
        by_order = select(WorkOrderEntry.work_order_id, func.count()).group_by(WorkOrderEntry.work_order_id)
        entries = dict((await session.execute(by_order)).all())
        passed = select(HistoryEntry.subject_id, func.count()).where(HistoryEntry.act == "desk_passed")
        passes = dict((await session.execute(passed.group_by(HistoryEntry.subject_id))).all())
        versions = dict((await session.execute(select(WorkOrder.id, WorkOrder.version))).all())
        assert versions == {id_: entries[id_] + passes.get(id_, 0) for id_ in versions}


async def test_everything_stands_in_the_order_of_time_and_real_numbers_go_on(estate: Database) -> None:
    async with estate.transaction() as session:
        assert is_rising((await session.scalars(select(Contact.created_at).order_by(Contact.id))).all())
        assert is_rising((await session.scalars(select(Contact.reference).order_by(Contact.id))).all())
        assert is_rising((await session.scalars(select(WorkOrder.created_at).order_by(WorkOrder.id))).all())
        assert is_rising((await session.scalars(select(WorkOrder.reference).order_by(WorkOrder.id))).all())
        assert is_rising((await session.scalars(select(Message.created_at).order_by(Message.id))).all())
        moments = (await session.scalars(select(HistoryEntry.at).order_by(HistoryEntry.id))).all()
        assert is_rising(moments)
        assert moments[-1] <= NOW
        for kind, model in (("C", Contact), ("W", WorkOrder)):
            used = set(await session.scalars(select(model.reference)))
            [fresh] = await next_references(session, kind, 1, NOW)
            assert fresh not in used
            of_year = await count(session, model, model.reference.startswith(f"{kind}-{clock.local(NOW).year}-"))
            assert int(fresh.rsplit("-", 1)[1]) == of_year + 1


async def test_something_is_open_for_everybody_but_nothing_waits_for_an_agent(estate: Database) -> None:
    async with estate.reading() as session:
        states = Counter(await session.scalars(select(Contact.state)))
        assert set(states) == {"active", "waiting", "snoozed", "closed"}
        assert await count(session, Offer, Offer.state == "offered") == 0
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
        assert 1 <= await count(session, WorkOrder, unfinished, WorkOrder.due_at < NOW) <= 12
        assert await count(session, WorkOrder, WorkOrder.reopened_count == 1, WorkOrder.state == "new") >= 1
        soon = Promise.due_at.between(NOW, NOW + timedelta(minutes=30))
        assert await count(session, Promise, Promise.state == "open", soon) >= 1
        assert await group_for(session, type_code="lift", place=None) == groups["engineering-1"]


async def test_every_shift_was_handed_over_and_the_roster_begins_now(estate: Database) -> None:
    async with estate.reading() as session:
        handovers = (await session.scalars(select(Handover).order_by(Handover.id))).all()
        assert len(handovers) >= 10 * DAYS
        assert {handover.state for handover in handovers} == {"accepted"}
        assert is_rising([handover.created_at for handover in handovers])
        assert sum(handover.counts["contacts_handled"] for handover in handovers) > 50 * DAYS
        items = (await session.scalars(select(HandoverItem).order_by(HandoverItem.id))).all()
        assert {item.kind for item in items} == {"work_order", "promise", "gap"}
        assert {item.state for item in items} == {"accepted"}
        assert any(item.question and item.answer for item in items)
        assert any(item.age_shifts for item in items)
        over = await count(session, Shift, Shift.state == "closed")
        assert over >= len(handovers)
        assert await count(session, Shift, Shift.state == "planned", Shift.ends_at <= NOW) == 0
        # Planned once, two weeks ahead, and the colleague on leave has somebody who stands in.
        planned = list(await session.scalars(select(Shift).where(Shift.state == "planned")))
        assert len({(shift.agent_id, shift.starts_at) for shift in planned}) == len(planned) > 200
        assert sum(shift.instead_of_id is not None for shift in planned) == 2
        assert not await make_plan(session, now=NOW)
        # What was accepted belongs to whoever accepted it last.
        taken = {item.subject_id: item.decided_by for item in items if item.kind == "work_order"}
        orders = await session.scalars(select(WorkOrder).where(WorkOrder.id.in_(taken)))
        assert {order.id: order.desk_agent_id for order in orders} == taken


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_a_bar_and_a_file_nothing() -> None:
    for stream, sees in ((Terminal(), True), (StringIO(), False)):
        bar = ProgressBar(stream)
        bar.step("people", 0.0, 0.5)
        bar.advance(0.5)
        bar.advance(0.5)
        bar.finish()
        assert (" 25 %" in stream.getvalue()) is sees
        assert stream.getvalue().count("25 %") == (1 if sees else 0)
