"""A report the carrier lost holds nobody: whoever has been quiet for a while is asked after."""

from datetime import timedelta

import pytest

from contactcenter.actions.answer_leg import answer_leg
from contactcenter.agents.models import Agent
from contactcenter.calls.models import Call
from contactcenter.db import Database
from contactcenter.jobs.reconcile_calls import ReconcileCalls
from tests.support.builders.calls import agent_leg, held, make_voice_line, queue_call, ringing_call, talking_call
from tests.support.builders.contacts import NOW
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import BUSY, Switchboard

LATER = NOW + timedelta(seconds=61)


@pytest.fixture
def carrier() -> Switchboard:
    return Switchboard()


@pytest.fixture
async def agent(db: Database) -> Agent:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def look(db: Database, carrier: Switchboard, *, seconds: float = 61) -> int:
    return await ReconcileCalls(carrier).fire(db, now=NOW + timedelta(seconds=seconds))


async def states(db: Database, call: Call) -> tuple[str, str]:
    now = await held(db, call)
    return now.call.state, now.contact.state


async def test_nobody_is_asked_after_who_was_heard_of(db: Database, agent: Agent, carrier: Switchboard) -> None:
    await talking_call(db)
    assert await look(db, carrier, seconds=59) == 0
    assert carrier.done == []


async def test_what_goes_on_is_asked_after_once_a_while(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    assert await look(db, carrier) == 0
    assert await look(db, carrier, seconds=70) == 0
    assert len(carrier.done) == 2, "the caller and the agent, each once"
    assert await states(db, call) == ("talking", "active")


async def test_a_caller_who_left_unheard_ends_the_call(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    carrier.over.add(call.external_id)
    assert await look(db, carrier) == 1
    assert await states(db, call) == ("ended", "wrap_up")


async def test_a_caller_who_left_the_line_unheard_is_abandoned(db: Database, carrier: Switchboard) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        call = await queue_call(session)
    carrier.over.add(call.external_id)
    assert await look(db, carrier) == 1
    assert await states(db, call) == ("ended", "closed")


async def test_an_agent_lost_unheard_gives_the_caller_back(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    carrier.over.add((await agent_leg(db, call)).external_id or "")
    assert await look(db, carrier) == 1
    assert await states(db, call) == ("queued", "queued")


async def test_a_telephone_that_stopped_ringing_unheard_is_missed(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await ringing_call(db)
    await carrier.carry_out(db, now=NOW)
    carrier.over.add((await agent_leg(db, call)).external_id or "")
    assert await look(db, carrier) == 1
    assert await states(db, call) == ("queued", "queued")


async def test_an_agent_who_waits_in_the_conversation_unheard_gets_the_caller(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    """A caller waits: this is looked at within seconds."""
    call = await ringing_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id="CAleg", now=NOW)
    carrier.talking.add("CAleg")
    assert await look(db, carrier, seconds=9) == 1
    carrier.done.clear()
    await carrier.carry_out(db, now=NOW + timedelta(seconds=9))
    assert carrier.done == [("bring in", call.external_id)]


async def test_where_the_carrier_cannot_be_asked_nothing_changes(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await talking_call(db)
    carrier.fails["ask"] = [BUSY]
    assert await look(db, carrier) == 0
    assert await states(db, call) == ("talking", "active")
    assert carrier.done == []
