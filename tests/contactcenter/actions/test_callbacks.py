"""Being called back: the contact it becomes, its place, the calls we make for it, and how often."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.answer_leg import answer_leg
from contactcenter.actions.ask_callback import find_callback
from contactcenter.actions.choose_in_menu import choose_in_menu
from contactcenter.actions.end_call import end_call
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.join_conversation import join_agent
from contactcenter.actions.lose_leg import miss_leg
from contactcenter.actions.reach_customer import miss_customer, reach_customer
from contactcenter.actions.receive_call import receive_call
from contactcenter.actions.wait_in_queue import choose_callback, choose_waiting, leave_queue, wait_in_queue
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calendars.changes import add_calendar
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.standing import CLOSED, NUMBER_RIGHT, OR_MESSAGE, WHICH_NUMBER
from contactcenter.calls.steps import HangUp, Join, Park, Say
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from contactcenter.jobs import offer_waiting, wake_snoozed
from contactcenter.lines.models import Line
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.models import Queue
from tests.support.builders.calls import arrive, held, make_voice_line, queue_call
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.builders.templates import make_template
from tests.support.switchboard import REFUSED, Switchboard

SOON = NOW + timedelta(seconds=30)
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
async def agent(db: Database) -> Agent:
    """The only one who serves the only queue; the line has a menu."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def asked(db: Database, *, caller: str = OWNER, now: datetime = NOW) -> Call:
    """A caller in the line who asks to be called back at once and hangs up."""
    async with db.transaction() as session:
        call = await queue_call(session, caller=caller, now=now)
        await choose_waiting(session, call.id, digits="1", now=SOON)
        await leave_queue(session, call.id, has_failed=False, now=SOON)
        await choose_callback(session, call.id, menu_code=NUMBER_RIGHT, digits="1", now=SOON)
        await end_call(session, call.id, now=SOON)
    return call


async def callback(db: Database) -> Contact:
    async with db.reading() as session:
        return (await session.scalars(select(Contact).where(Contact.source == "callback"))).one()


async def accepted(db: Database, agent: Agent, now: datetime = LATER) -> Call:
    """The agent takes the callback; her telephone is about to ring."""
    contact = await callback(db)
    async with db.transaction() as session:
        await accept_contact(session, contact.id, agent=await get_agent(session, agent.id), now=now)
    return await call_of(db, contact)


async def call_of(db: Database, contact: Contact) -> Call:
    async with db.reading() as session:
        query = select(Call).where(Call.contact_id == contact.id).order_by(Call.id.desc())
        return (await session.scalars(query.limit(1))).one()


async def leg_of(db: Database, call: Call, role: str) -> Leg:
    async with db.reading() as session:
        return (await session.scalars(select(Leg).where(Leg.call_id == call.id, Leg.role == role))).one()


async def dialed(db: Database, agent: Agent, carrier: Switchboard, now: datetime = LATER) -> Call:
    """The agent waits in the conversation, the customer's telephone rings."""
    call = await accepted(db, agent, now)
    leg = await leg_of(db, call, "agent")
    await carrier.carry_out(db, now=now)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id=f"CA{leg.id}", now=now)
        await join_agent(session, leg.id, number=1, now=now)
    await carrier.carry_out(db, now=now)
    return call


async def test_a_callback_is_a_contact_of_its_own_in_the_place_of_its_call(db: Database, agent: Agent) -> None:
    call = await asked(db)
    before, contact = (await held(db, call)).contact, await callback(db)
    assert (before.state, before.agent_id) == ("closed", None)
    async with db.reading() as session:
        assert [matter.outcome for matter in await matters_of(session, before.id)] == ["callback_asked"]
        assert [matter.outcome for matter in await matters_of(session, contact.id)] == [None]
    assert (contact.channel, contact.direction, contact.state) == ("voice", "outbound", "queued")
    assert contact.origin_id == before.id
    for same in ("queued_at", "queue_key", "class_", "queue_id", "language", "customer_id", "line", "address"):
        assert getattr(contact, same) == getattr(before, same), same


async def test_it_is_offered_like_a_call_to_whoever_is_free_for_one(db: Database, agent: Agent) -> None:
    await asked(db)
    assert await offer_waiting.fire(db, now=LATER) == 1
    assert (await callback(db)).state == "offered"
    carrier = Switchboard()
    await carrier.carry_out(db, now=LATER)
    assert carrier.done == [], "nobody's telephone rings before it is accepted"


async def test_the_agents_telephone_rings_first_then_the_customers(db: Database, agent: Agent) -> None:
    await asked(db)
    call = await accepted(db, agent)
    assert (call.state, call.direction, call.external_id) == ("calling", "outbound", call.id)
    leg, carrier = await leg_of(db, call, "agent"), Switchboard()
    await carrier.carry_out(db, now=LATER)
    assert carrier.done == [("ring", leg.id)]
    async with db.transaction() as session:
        summary, join = await answer_leg(session, leg.id, external_id=f"CA{leg.id}", now=LATER)
        assert isinstance(summary, Say)
        assert "回電" in summary.text
        assert join == Join("agent")
        await join_agent(session, leg.id, number=1, now=LATER)
    await carrier.carry_out(db, now=LATER)
    assert carrier.done[1:] == [("dial", OWNER)]
    async with db.transaction() as session:
        steps = await reach_customer(session, call.id, external_id=f"CA{call.id}", is_machine=False, now=LATER)
        again = await reach_customer(session, call.id, external_id=f"CA{call.id}", is_machine=False, now=LATER)
    assert steps[-1] == again[-1] == Join("customer")
    talking = await held(db, call)
    assert (talking.call.state, talking.contact.state, talking.contact.agent_id) == ("talking", "active", agent.id)
    assert talking.contact.thread_key == talking.contact.id, "the next wish to be called back is a new one"
    async with db.transaction() as session:
        await hang_up_call(session, call.id, agent=agent, now=LATER)
    assert (await callback(db)).state == "wrap_up"


async def test_whoever_is_not_reached_is_tried_again_in_her_place_then_told_by_text(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        await make_line(session, channel="sms")
        await make_template(session, "callback_unreached", "編號{reference}，未能聯絡到您。")
        await session.execute(update(Queue).values(callback_attempts=2, callback_delay_seconds=600))
    await asked(db)
    carrier, place = Switchboard(), (await callback(db)).queue_key
    call = await dialed(db, agent, carrier)
    async with db.transaction() as session:
        await miss_customer(session, call.id, reason="no_answer", external_id="CA1", now=LATER)
        await miss_customer(session, call.id, reason="no_answer", external_id="CA1", now=LATER)
    contact = await callback(db)
    assert (contact.state, contact.agent_id, contact.queue_key) == ("snoozed", None, place)
    assert contact.snoozed_until == LATER + timedelta(seconds=600)
    again = LATER + timedelta(seconds=600)
    await wake_snoozed.fire(db, now=again)
    assert (await callback(db)).state == "queued"
    call = await dialed(db, agent, carrier, again)
    async with db.transaction() as session:
        await miss_customer(session, call.id, reason="busy", now=again)
    contact = await callback(db)
    assert contact.state == "closed"
    async with db.reading() as session:
        assert [matter.outcome for matter in await matters_of(session, contact.id)] == ["unreached"]
        texts = await session.scalars(select(OutboxCommand).where(OutboxCommand.kind == "send_text"))
        assert [text.payload["recipient"] for text in texts] == [OWNER]


async def test_a_machine_that_answers_is_no_customer(db: Database, agent: Agent) -> None:
    await asked(db)
    call = await dialed(db, agent, Switchboard())
    async with db.transaction() as session:
        steps = await reach_customer(session, call.id, external_id="CA1", is_machine=True, now=LATER)
    assert isinstance(steps[-1], HangUp)
    assert (await callback(db)).state == "snoozed"


async def test_a_number_the_carrier_refuses_counts_as_an_attempt(db: Database, agent: Agent) -> None:
    await asked(db)
    carrier = Switchboard(fails={"dial": [REFUSED]})
    call = await dialed(db, agent, carrier)
    assert ((await held(db, call)).call.state, (await callback(db)).state) == ("ended", "snoozed")
    async with db.reading() as session:
        query = select(Message).where(Message.kind == "call_event", Message.text == "call.unreached")
        event = (await session.scalars(query)).one().event
    assert event is not None
    assert event["details"] == {"reason": "failed", "attempt": 1}


async def test_an_agent_who_does_not_answer_costs_her_nothing(db: Database, agent: Agent) -> None:
    await asked(db)
    place = (await callback(db)).queue_key
    call = await accepted(db, agent)
    leg = await leg_of(db, call, "agent")
    async with db.transaction() as session:
        await miss_leg(session, leg.id, external_id="CA1", is_declined=False, now=LATER)
    contact = await callback(db)
    assert (contact.state, contact.agent_id, contact.queue_key) == ("queued", None, place)
    async with db.reading() as session:
        assert (await get_agent(session, agent.id)).presence == "missed"


async def test_whoever_calls_again_meanwhile_is_in_her_place_and_no_second_one(db: Database, agent: Agent) -> None:
    await asked(db)
    place = (await callback(db)).queue_key
    assert await offer_waiting.fire(db, now=LATER) == 1
    async with db.transaction() as session:
        steps = await receive_call(session, external_id="CA2", caller=OWNER, line_address=LINE, now=LATER)
    assert steps[-1] == Park()
    contact = await callback(db)
    assert (contact.state, contact.queue_key) == ("queued", place)
    assert (await call_of(db, contact)).state == "queued"
    async with db.transaction() as session:
        await end_call(session, (await call_of(db, contact)).id, now=LATER)
    assert (await callback(db)).state == "queued", "we still owe her the call"


async def test_whoever_calls_while_we_are_ringing_her_was_faster(db: Database, agent: Agent) -> None:
    await asked(db)
    ours = await dialed(db, agent, Switchboard())
    async with db.transaction() as session:
        await receive_call(session, external_id="CA2", caller=OWNER, line_address=LINE, now=LATER)
    contact = await callback(db)
    assert (contact.state, contact.preferred_agent_id) == ("queued", agent.id)
    assert (await held(db, ours)).call.state == "ended"


async def test_asking_again_changes_the_call_we_owe_and_adds_none(db: Database, agent: Agent) -> None:
    first = await callback(db) if await asked(db) else None
    assert first is not None
    async with db.transaction() as session:
        # From another telephone, for the same number.
        call = await queue_call(session, caller="+85291239999", now=LATER)
        await choose_waiting(session, call.id, digits="1", now=LATER)
        await choose_callback(session, call.id, menu_code=NUMBER_RIGHT, digits="2", now=LATER)
        await choose_callback(session, call.id, menu_code=WHICH_NUMBER, digits=OWNER.removeprefix("+852"), now=LATER)
        await choose_callback(session, call.id, menu_code=NUMBER_RIGHT, digits="1", now=LATER)
    contact = await callback(db)
    assert (contact.id, contact.queue_key) == (first.id, first.queue_key)
    assert (await held(db, call)).contact.state == "closed"


async def test_on_a_closed_line_she_is_called_when_we_open(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        week = {day: [["08:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
        calendar_id = await add_calendar(session, code="day", names={"en": "Day"}, weekly=week)
        await session.execute(update(Line).values(calendar_id=calendar_id, when_closed="callback"))
    night = NOW.replace(hour=15) + timedelta(days=1)  # 23:00 in Hong Kong
    async with db.transaction() as session:
        call = await arrive(session, now=night)
        assert call.menu_code == CLOSED
        await choose_in_menu(session, call.id, menu_code=CLOSED, digits="1", words="", now=night)
        await choose_callback(session, call.id, menu_code=NUMBER_RIGHT, digits="1", now=night)
        contact = await find_callback(session, LINE, OWNER)
    assert contact is not None
    assert (contact.state, contact.agent_id, contact.queue_id is not None) == ("snoozed", None, True)
    assert contact.snoozed_until is not None
    assert contact.snoozed_until - night == timedelta(hours=9)


async def test_a_full_queue_takes_nobody_but_owes_a_call(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        await session.execute(update(Queue).values(most_waiting=1, when_full="callback"))
        await queue_call(session, caller="+85291230001")
        call = await queue_call(session, caller="+85291230002", now=SOON)
    assert call.state == "callback"
    async with db.transaction() as session:
        emergency = await arrive(session, caller="+85291230003", now=SOON)
        await choose_in_menu(session, emergency.id, menu_code=emergency.menu_code or "", digits="9", words="", now=SOON)
    assert (await held(db, emergency)).call.state == "queued"


async def test_where_nobody_is_signed_in_the_rule_of_the_queue_holds(db: Database) -> None:
    async with db.transaction() as session:
        night = await make_queue(session, "night")
        day = await make_queue(session, "day")
        await make_voice_line(session, day)
        await make_free_agent(session, night)
        day.join_empty = "queue:night"
        # Somebody serves it, but is not there.
        away = await make_free_agent(session, day)
        away.presence = "offline"
        await session.flush()
        call = await queue_call(session)
    assert (await held(db, call)).contact.queue_id == night.id


async def test_when_the_last_one_signs_out_callers_are_moved_on(db: Database) -> None:
    async with db.transaction() as session:
        night = await make_queue(session, "night")
        day = await make_queue(session, "day")
        day.leave_empty = "queue:night"
        await make_voice_line(session, day)
        await make_free_agent(session, night)
        last = await make_free_agent(session, day)
        call = await queue_call(session)
        last.presence = "away"
        await wait_in_queue(session, call.id, now=SOON)
        assert call.state == "queued", "a break is no reason"
        last.presence = "offline"
        await session.flush()
        await wait_in_queue(session, call.id, now=LATER)
    assert (await held(db, call)).contact.queue_id == night.id


async def test_a_queue_that_is_closed_while_its_line_is_open_sends_callers_to_what_the_line_has(
    db: Database, agent: Agent
) -> None:
    async with db.transaction() as session:
        calendar_id = await add_calendar(session, code="never", names={"en": "Never"}, weekly={})
        other = await make_queue(session, "other")
        await session.execute(update(Line).values(when_closed="callback", queue_id=other.id))
        await session.execute(update(Queue).where(Queue.code == "general").values(calendar_id=calendar_id))
        call = await queue_call(session)
    assert (call.state, call.menu_code) == ("callback", OR_MESSAGE)
