"""What the outbox asks of the carrier about calls, and what comes of refusals, losses and delays."""

from datetime import timedelta

import pytest

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.answer_leg import answer_leg, ring_leg
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.end_call import end_call
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.hold_call import hold_call
from contactcenter.actions.join_conversation import join_agent, join_customer
from contactcenter.actions.lose_leg import lose_leg
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call, Leg
from contactcenter.db import Database
from contactcenter.jobs import expire_offers, offer_waiting
from tests.support.builders.calls import agent_leg, held, live_offer, make_voice_line, ringing_call, talking_call
from tests.support.builders.contacts import NOW
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import BUSY, GONE, LOST, REFUSED, Switchboard

SOON = NOW + timedelta(seconds=3)


@pytest.fixture
def carrier() -> Switchboard:
    return Switchboard()


@pytest.fixture
async def agent(db: Database) -> Agent:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def states(db: Database, call: Call) -> tuple[str, str]:
    now = await held(db, call)
    return now.call.state, now.contact.state


async def joining(db: Database) -> tuple[Call, Leg]:
    """The agent waits in the conversation, the caller is about to be brought in."""
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id=f"CA{leg.id}", now=NOW)
        await join_agent(session, leg.id, number=1, now=NOW)
    return call, leg


async def test_ringing_is_tried_again_while_the_offer_stands(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await ringing_call(db)
    carrier.fails["ring"] = [BUSY]
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == []
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == [("ring", (await agent_leg(db, call)).id)]


async def test_a_telephone_of_unknown_fate_is_looked_for_before_it_is_rung_again(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    carrier.fails["ring"] = [LOST]
    await carrier.carry_out(db, now=NOW)
    carrier.rung.append("CAfound")
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == [("look for", agent.id)]
    assert (await agent_leg(db, call)).external_id == "CAfound"


async def test_one_that_never_began_is_rung_again(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await ringing_call(db)
    carrier.fails["ring"] = [LOST]
    await carrier.carry_out(db, now=NOW)
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == [("look for", agent.id), ("ring", (await agent_leg(db, call)).id)]


async def test_what_the_carrier_spoke_of_already_is_not_rung_again(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    carrier.fails["ring"] = [LOST]
    await carrier.carry_out(db, now=NOW)
    async with db.transaction() as session:
        await ring_leg(session, (await agent_leg(db, call)).id, external_id="CAspoken", now=NOW)
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == []
    assert (await agent_leg(db, call)).external_id == "CAspoken"


async def test_a_telephone_that_cannot_be_rung_is_missed_by_nobody(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    """The offer goes on at the screen for its seconds: a carrier that refuses must not be asked in a circle."""
    call = await ringing_call(db)
    carrier.fails["ring"] = [REFUSED]
    await carrier.carry_out(db, now=NOW)
    assert (await agent_leg(db, call)).state == "failed"
    assert await live_offer(db) is not None
    assert await expire_offers.fire(db, now=NOW + timedelta(seconds=21)) == 1
    assert await states(db, call) == ("queued", "queued")
    async with db.reading() as session:
        assert (await get_agent(session, agent.id)).presence == "available"


async def test_accepting_after_the_telephone_could_not_be_rung_rings_it_anew(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    first = await agent_leg(db, call)
    carrier.fails["ring"] = [REFUSED]
    await carrier.carry_out(db, now=NOW)
    async with db.transaction() as session:
        await accept_contact(session, call.contact_id, agent=agent, now=NOW)
    second = await agent_leg(db, call)
    assert second.id != first.id
    await carrier.carry_out(db, now=NOW)
    assert carrier.done == [("ring", second.id)]
    carrier.fails["ring"] = [REFUSED]
    async with db.transaction() as session:
        await answer_leg(session, second.id, external_id="CA2", now=NOW)
    assert await states(db, call) == ("ringing", "active")


async def test_a_telephone_that_stopped_being_wanted_while_it_was_rung_is_ended(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    carrier.fails["ring"] = [LOST]
    await carrier.carry_out(db, now=NOW)
    carrier.rung.append("CArung")
    async with db.transaction() as session:
        # The carrier speaks of it, and at once the agent declines on the screen.
        await ring_leg(session, (await agent_leg(db, call)).id, external_id="CArung", now=NOW)
        await decline_contact(session, call.contact_id, agent=agent, now=NOW)
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == [("end", "CArung")]


async def test_a_caller_who_is_gone_frees_the_agent(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call, leg = await joining(db)
    carrier.fails["bring in"] = [GONE]
    await carrier.carry_out(db, now=NOW)
    assert await states(db, call) == ("ended", "closed")
    assert carrier.done == [("end", leg.external_id or f"CA{leg.id}")]


async def test_a_caller_who_cannot_be_brought_in_waits_on_and_the_agent_does_not(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call, leg = await joining(db)
    carrier.fails["bring in"] = [REFUSED]
    await carrier.carry_out(db, now=NOW)
    assert await states(db, call) == ("queued", "queued")
    assert carrier.done == [("end", f"CA{leg.id}")]


async def test_a_caller_is_never_fetched_out_of_the_conversation_she_is_in(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    """The first request was carried out, its answer lost: a second one would end the talk."""
    call, _leg = await joining(db)
    carrier.fails["bring in"] = [LOST]
    await carrier.carry_out(db, now=NOW)
    async with db.transaction() as session:
        await join_customer(session, call.id, now=NOW)
    await carrier.carry_out(db, now=SOON)
    assert carrier.done == []
    assert await states(db, call) == ("talking", "active")


@pytest.mark.parametrize(("error", "ended_by"), [(GONE, "customer"), (REFUSED, "system")])
async def test_a_caller_who_cannot_be_sent_back_is_called_back(
    db: Database, agent: Agent, carrier: Switchboard, error: object, ended_by: str
) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await lose_leg(session, (await agent_leg(db, call)).id, now=NOW)
    carrier.fails["send to queue"] = [error]  # type: ignore[list-item]
    await carrier.carry_out(db, now=NOW)
    assert await states(db, call) == ("ended", "queued")
    assert (await held(db, call)).call.ended_by == ended_by
    assert (("end", call.external_id) in carrier.done) == (ended_by == "system")


async def test_a_hold_that_fails_is_taken_back_on_the_screen(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await hold_call(session, call.id, agent=agent, now=NOW)
    carrier.fails["hold"] = [REFUSED]
    await carrier.carry_out(db, now=NOW)
    assert (await held(db, call)).call.held_since is None


async def test_holding_a_caller_who_is_gone_ends_the_talk(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await hold_call(session, call.id, agent=agent, now=NOW)
    carrier.fails["hold"] = [GONE]
    await carrier.carry_out(db, now=NOW)
    assert await states(db, call) == ("ended", "wrap_up")


async def test_hanging_up_on_somebody_who_is_gone_is_done(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await hang_up_call(session, call.id, agent=agent, now=NOW)
    carrier.fails["end"] = [GONE, BUSY]
    await carrier.carry_out(db, now=NOW)
    await carrier.carry_out(db, now=SOON)
    assert len([verb for verb, _ in carrier.done if verb == "end"]) == 1, "the busy one was tried again"


async def test_nothing_is_asked_for_a_call_that_is_over(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call, _leg = await joining(db)
    async with db.transaction() as session:
        await end_call(session, call.id, now=NOW)
    await carrier.carry_out(db, now=NOW)
    assert {verb for verb, _ in carrier.done} == {"end"}
    assert await offer_waiting.fire(db, now=NOW) == 0
