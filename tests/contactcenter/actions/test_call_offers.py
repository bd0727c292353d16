"""An agent's telephone rings with the offer; a telephone nobody answers costs the caller nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.answer_leg import answer_leg, ring_leg
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.end_call import end_call
from contactcenter.actions.join_conversation import join_agent, join_customer
from contactcenter.actions.lose_leg import lose_leg, miss_leg
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call
from contactcenter.calls.steps import HangUp, Join, Park
from contactcenter.contacts.models import Message
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Database
from contactcenter.errors import Conflict
from contactcenter.jobs import expire_offers, offer_waiting
from contactcenter.routing.models import Offer, Queue
from contactcenter.routing.service import loads
from tests.support.builders.calls import (
    agent_leg,
    contact_of,
    held,
    live_offer,
    make_voice_line,
    queue_call,
    ringing_call,
    talking_call,
)
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import Switchboard


@pytest.fixture
def carrier() -> Switchboard:
    return Switchboard()


@pytest.fixture
async def agent(db: Database) -> Agent:
    """Free, on a line that takes calls."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def presence_of(db: Database, agent: Agent) -> str:
    async with db.reading() as session:
        return (await get_agent(session, agent.id)).presence


async def states(db: Database, call: Call) -> tuple[str, str]:
    now = await held(db, call)
    return now.call.state, now.contact.state


async def test_the_telephone_rings_in_the_transaction_of_the_offer(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    assert await states(db, call) == ("ringing", "offered")
    leg, offer = await agent_leg(db, call), await live_offer(db)
    assert offer is not None
    assert (leg.state, leg.agent_id, leg.offer_id) == ("asked", agent.id, offer.id)
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [("ring", leg.id)]
    assert (await agent_leg(db, call)).external_id == f"CA{leg.id}"


async def test_answering_is_accepting_and_the_caller_follows_the_agent(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await ring_leg(session, leg.id, external_id="CAleg", now=NOW)
        assert await answer_leg(session, leg.id, external_id="CAleg", now=NOW) == (Join("agent"),)
    assert await states(db, call) == ("ringing", "active"), "the agent first"
    assert (await contact_of(db, call)).agent_id == agent.id
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [], "nobody is moved before the agent is there, and what is answered is not rung again"
    async with db.transaction() as session:
        await join_agent(session, leg.id, number=2, now=NOW)
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [("bring in", call.external_id)]
    async with db.transaction() as session:
        assert await join_customer(session, call.id, now=NOW) == (Join("customer"),)
    talking = await held(db, call)
    assert (talking.call.state, talking.call.agent_id, talking.call.answered_at) == ("talking", agent.id, NOW)
    assert [leg.state for leg in (talking.customer, talking.agent) if leg] == ["joined", "joined"]


async def test_accepting_on_the_screen_lets_the_telephone_ring_on(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await accept_contact(session, call.contact_id, agent=agent, now=NOW)
    assert await states(db, call) == ("ringing", "active")
    assert (await agent_leg(db, call)).left_at is None
    async with db.transaction() as session:
        assert await answer_leg(session, leg.id, external_id="CAleg", now=NOW) == (Join("agent"),)


async def test_accepted_on_the_screen_but_never_answered_brings_the_next_agent(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await accept_contact(session, call.contact_id, agent=agent, now=NOW)
    async with db.transaction() as session:
        await miss_leg(session, leg.id, external_id="CAleg", is_declined=False, now=NOW)
    assert await states(db, call) == ("queued", "queued")
    contact = await contact_of(db, call)
    assert (contact.agent_id, contact.queued_at) == (None, NOW)
    assert await presence_of(db, agent) == "missed"


@pytest.mark.parametrize(("is_declined", "presence"), [(True, "available"), (False, "missed")])
async def test_a_telephone_not_answered_ends_the_offer(
    db: Database, agent: Agent, is_declined: bool, presence: str
) -> None:
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    for _told_twice in range(2):
        async with db.transaction() as session:
            await miss_leg(session, leg.id, external_id="CAleg", is_declined=is_declined, now=NOW)
    assert await states(db, call) == ("queued", "queued")
    assert await presence_of(db, agent) == presence
    async with db.reading() as session:
        (offer,) = (await session.scalars(select(Offer))).all()
    assert offer.state == ("declined" if is_declined else "missed")


@pytest.mark.parametrize("how", ["expires", "declined", "withdrawn"])
async def test_an_offer_that_ends_stops_the_ringing(db: Database, agent: Agent, carrier: Switchboard, how: str) -> None:
    call = await ringing_call(db)
    await carrier.carry_out(db, now=NOW)
    leg = await agent_leg(db, call)
    later = NOW + timedelta(seconds=21)
    if how == "expires":
        assert await expire_offers.fire(db, now=later) == 1
    elif how == "declined":
        async with db.transaction() as session:
            await decline_contact(session, call.contact_id, agent=agent, now=later)
    else:
        async with db.transaction() as session:
            await set_presence(session, agent, "away", author=agent, now=later)
    assert await states(db, call) == ("queued", "queued")
    await carrier.carry_out(db, now=later)
    assert carrier.done == [("ring", leg.id), ("end", f"CA{leg.id}")]
    async with db.transaction() as session:
        assert await answer_leg(session, leg.id, external_id=f"CA{leg.id}", now=later) == (HangUp(),)
    assert await states(db, call) == ("queued", "queued"), "the late answer of a dead offer changes nothing"
    missed = [m.event["details"]["reason"] for m in await messages(db) if m.event and m.event["name"] == "agent.missed"]
    assert missed == [{"expires": "missed"}.get(how, how)]


async def messages(db: Database) -> list[Message]:
    async with db.reading() as session:
        return list(await session.scalars(select(Message).order_by(Message.id)))


async def test_what_is_not_offered_any_more_is_not_rung(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        await decline_contact(session, call.contact_id, agent=agent, now=NOW)
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == []


async def test_the_next_agent_is_rung_and_the_place_is_kept(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        queue = (await session.scalars(select(Queue))).one()
        other = await make_free_agent(session, queue)
        await decline_contact(session, call.contact_id, agent=agent, now=NOW)
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=1)) == 1
    assert (await agent_leg(db, call)).agent_id == other.id
    assert (await contact_of(db, call)).queued_at == NOW


async def test_a_call_picked_from_the_list_rings_at_whoever_picked_it(db: Database, carrier: Switchboard) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        call = await queue_call(session)
        agent = await make_free_agent(session, queue)
        await accept_contact(session, call.contact_id, agent=agent, now=NOW)
    assert await states(db, call) == ("ringing", "active")
    leg = await agent_leg(db, call)
    assert (leg.agent_id, leg.offer_id) == (agent.id, None)
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [("ring", leg.id)]
    async with db.transaction() as session:
        assert await answer_leg(session, leg.id, external_id="CAleg", now=NOW) == (Join("agent"),)


async def test_what_rings_at_a_colleague_cannot_be_picked(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        other = await make_free_agent(session)
    async with db.transaction() as session:
        with pytest.raises(Conflict):
            await accept_contact(session, call.contact_id, agent=other, now=NOW)


async def test_a_caller_takes_the_whole_agent_until_the_call_is_written_down(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        text = await make_contact(session, queue_id=(await lock_contact(session, call.contact_id)).queue_id)
        assert await loads(session, [agent.id]) == {agent.id: {"voice": 1}}
    assert await offer_waiting.fire(db, now=NOW) == 0
    async with db.transaction() as session:
        await end_call(session, call.id, now=NOW)
    assert await offer_waiting.fire(db, now=NOW) == 0, "wrap-up takes the whole agent too"
    contact = await contact_of(db, call)
    assert (contact.state, contact.wrap_up_until) == ("wrap_up", NOW + timedelta(seconds=60))
    async with db.transaction() as session:
        (await lock_contact(session, call.contact_id)).wrap_up_until = None
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=61)) == 1
    offer = await live_offer(db)
    assert offer is not None
    assert offer.contact_id == text.id


async def test_events_of_the_conversation_count_in_the_carriers_order(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    """The agent's leaving overtook the joining: whoever is gone already does not bring the caller in."""
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id="CAleg", now=NOW)
    async with db.transaction() as session:
        await lose_leg(session, leg.id, number=3, now=NOW)
    async with db.transaction() as session:
        await join_agent(session, leg.id, number=2, now=NOW)
    await carrier.carry_out(db, now=NOW)
    assert ("bring in", call.external_id) not in carrier.done
    assert await states(db, call) == ("queued", "queued")
    async with db.transaction() as session:
        assert await join_customer(session, call.id, now=NOW) == (Park(),)


async def test_an_agent_who_joins_a_call_that_is_over_is_hung_up(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id="CAleg", now=NOW)
        await end_call(session, call.id, now=NOW)
    await carrier.carry_out(db, now=NOW)
    carrier.done.clear()
    async with db.transaction() as session:
        await join_agent(session, leg.id, number=1, now=NOW)
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [("end", "CAleg")]
    assert await states(db, call) == ("ended", "closed")
