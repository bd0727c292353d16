"""How calls end: whoever talked wraps up, whoever rang is free, and nobody who waited is forgotten."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.answer_leg import answer_leg
from contactcenter.actions.change_account import release_contacts
from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.end_call import end_call, end_talk
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.hold_call import hold_call, resume_call
from contactcenter.actions.join_conversation import join_agent
from contactcenter.actions.lose_leg import lose_leg, outlive_conversation
from contactcenter.actions.reply import reply
from contactcenter.actions.snooze_contact import snooze_contact
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.actions.wait_in_queue import choose_waiting, leave_queue
from contactcenter.actions.wrap_up import wrap_up
from contactcenter.agents.models import Agent
from contactcenter.basics.automatic_texts import AUTOMATIC
from contactcenter.basics.seed import add_templates
from contactcenter.basics.texts import NEUTRAL, templates_of
from contactcenter.calls.models import Call
from contactcenter.calls.steps import HangUp, Park
from contactcenter.contacts.models import Message
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.service import loads
from tests.support.builders.calls import (
    agent_leg,
    arrive,
    contact_of,
    held,
    live_offer,
    make_voice_line,
    queue_call,
    ringing_call,
    talking_call,
)
from tests.support.builders.contacts import LINE, NOW, OWNER
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.switchboard import Switchboard

LATER = NOW + timedelta(minutes=3)


@pytest.fixture
def carrier() -> Switchboard:
    return Switchboard()


@pytest.fixture
async def agent(db: Database) -> Agent:
    """Free, on a line that takes calls and texts."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        await make_line(session, queue_id=queue.id)
        await add_templates(session, templates_of(AUTOMATIC, NEUTRAL))
        return await make_free_agent(session, queue)


async def states(db: Database, call: Call) -> tuple[str, str]:
    now = await held(db, call)
    return now.call.state, now.contact.state


async def event_names(db: Database) -> list[str]:
    async with db.reading() as session:
        query = select(Message).where(Message.kind == "call_event").order_by(Message.id)
        return [message.text for message in await session.scalars(query)]


async def texts_owed(db: Database) -> list[str]:
    async with db.reading() as session:
        query = select(OutboxCommand).where(OutboxCommand.kind == "send_text").order_by(OutboxCommand.id)
        return [command.payload["text"] for command in await session.scalars(query)]


async def is_free(db: Database, agent: Agent) -> bool:
    async with db.reading() as session:
        return not any((await loads(session, [agent.id]))[agent.id].values())


# The talk is over.


async def test_the_agent_hangs_up_and_wraps_up(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    for _clicked_twice in range(2):
        async with db.transaction() as session:
            await hang_up_call(session, call.id, agent=agent, now=LATER)
    assert await states(db, call) == ("ended", "wrap_up")
    over = await held(db, call)
    assert (over.call.ended_by, over.call.ended_at, over.agent) == ("agent", LATER, None)
    assert over.contact.wrap_up_until == LATER + timedelta(seconds=60)
    await carrier.carry_out(db, now=LATER)
    ended = {whom for verb, whom in carrier.done if verb == "end"}
    assert ended == {call.external_id, (await agent_leg(db, call)).external_id}
    async with db.transaction() as session:
        await end_call(session, call.id, now=LATER)
    assert (await held(db, call)).call.ended_by == "agent", "what follows of itself changes nothing"


@pytest.mark.parametrize("how", ["the caller's own report", "the agent outlives the conversation"])
async def test_the_caller_hangs_up_and_the_agent_wraps_up(db: Database, agent: Agent, how: str) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        if how == "the caller's own report":
            await end_call(session, call.id, now=LATER)
        else:
            await outlive_conversation(session, (await agent_leg(db, call)).id, now=LATER)
    assert await states(db, call) == ("ended", "wrap_up")
    assert (await held(db, call)).call.ended_by == "customer"
    async with db.transaction() as session:
        await lose_leg(session, (await agent_leg(db, call)).id, now=LATER)
    assert await states(db, call) == ("ended", "wrap_up")
    assert (await event_names(db))[-1] == "talk.ended"


async def test_only_whoever_holds_the_contact_hangs_up(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        stranger = await make_free_agent(session)
        with pytest.raises(NotAllowed):
            await hang_up_call(session, call.id, agent=stranger, now=NOW)


async def test_nobody_hangs_up_on_a_caller_nobody_has_taken(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        supervisor = await make_free_agent(session, roles=("supervisor",))
        with pytest.raises(Conflict):
            await hang_up_call(session, call.id, agent=supervisor, now=NOW)


async def test_wrapping_up_on_the_screen_hangs_up(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        contact = await wrap_up(session, call.contact_id, agent=agent, now=NOW)
        assert contact.state == "wrap_up"
    await carrier.carry_out(db, now=NOW)
    assert ("end", call.external_id) in carrier.done


async def test_closing_the_contact_hangs_up(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        (matter,) = await matters_of(session, call.contact_id)
        outcomes = [MatterOutcome(matter.id, "no_action")]
        await close_contact(session, call.contact_id, outcomes=outcomes, note="", agent=agent, now=NOW)
    assert await states(db, call) == ("ended", "closed")
    await carrier.carry_out(db, now=NOW)
    assert ("end", call.external_id) in carrier.done


async def test_a_caller_on_the_line_is_not_put_aside(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        with pytest.raises(Conflict) as refused:
            await snooze_contact(session, call.contact_id, until=LATER, agent=agent, now=NOW)
        assert refused.value.code == "in_call"
    with pytest.raises(Conflict):
        async with db.transaction() as session:
            await reply(session, call.contact_id, "稍後覆您", agent=agent, then="wait", now=NOW)
    async with db.transaction() as session:
        message = await reply(session, call.contact_id, "水掣喺廚房櫃入面", agent=agent, now=NOW)
        assert message.channel == "sms"
    async with db.reading() as session:
        command = (await session.scalars(select(OutboxCommand).where(OutboxCommand.kind == "send_text"))).one()
    assert (command.payload["sender"], command.payload["recipient"]) == (LINE, OWNER)


# The agent is gone.


async def test_a_lost_agent_brings_the_caller_back_into_her_place(
    db: Database, agent: Agent, carrier: Switchboard
) -> None:
    call = await talking_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        await hold_call(session, call.id, agent=agent, now=NOW)
    async with db.transaction() as session:
        await lose_leg(session, leg.id, now=LATER)
    back = await held(db, call)
    assert (back.call.state, back.contact.state) == ("queued", "queued")
    assert (back.call.agent_id, back.call.held_since, back.contact.agent_id) == (None, None, None)
    assert (back.contact.queued_at, back.contact.preferred_agent_id) == (NOW, None)
    assert await is_free(db, agent)
    await carrier.carry_out(db, now=LATER)
    assert carrier.done[-1] == ("send to queue", call.external_id)
    assert ("hold", call.external_id) not in carrier.done, "what is superseded is not done"


async def test_a_conversation_that_ends_under_the_caller_puts_her_into_the_line(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        steps = await end_talk(session, call.id, now=LATER)
    assert isinstance(steps[-1], Park)
    assert await states(db, call) == ("queued", "queued")


async def test_whoever_gives_up_after_we_lost_her_is_called_back(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await lose_leg(session, (await agent_leg(db, call)).id, now=LATER)
        await end_call(session, call.id, now=LATER + timedelta(minutes=1))
    assert await states(db, call) == ("ended", "queued")
    contact = await contact_of(db, call)
    assert contact.queued_at == NOW
    assert contact.reference in (await texts_owed(db))[0]


async def test_a_transfer_puts_the_caller_back_with_her_place(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    leg = await agent_leg(db, call)
    async with db.transaction() as session:
        other = await make_queue(session, "other")
        await transfer_contact(session, call.contact_id, agent=agent, queue_id=other.id, now=LATER)
    contact = await contact_of(db, call)
    assert await states(db, call) == ("queued", "queued")
    assert (contact.queue_id, contact.queued_at) == (other.id, NOW)
    await carrier.carry_out(db, now=LATER)
    assert {("send to queue", call.external_id), ("end", leg.external_id)} <= set(carrier.done)
    async with db.transaction() as session:
        await outlive_conversation(session, leg.id, now=LATER)
    assert await states(db, call) == ("queued", "queued"), "the conversation we ended ourselves is no hanging up"


async def test_a_supervisor_takes_a_caller_over(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        supervisor = await make_free_agent(session, roles=("supervisor",))
        await transfer_contact(session, call.contact_id, agent=supervisor, to_agent_id=supervisor.id, now=LATER)
    assert await states(db, call) == ("ringing", "active")
    leg = await agent_leg(db, call)
    assert leg.agent_id == supervisor.id
    async with db.transaction() as session:
        await answer_leg(session, leg.id, external_id="CAsupervisor", now=LATER)
        await join_agent(session, leg.id, number=1, now=LATER)
    await carrier.carry_out(db, now=LATER)
    assert carrier.done[-1] == ("bring in", call.external_id)


async def test_an_account_switched_off_gives_its_caller_back(db: Database, agent: Agent) -> None:
    call = await talking_call(db)
    async with db.transaction() as session:
        await release_contacts(session, agent.id, author_id=None, now=LATER)
    assert await states(db, call) == ("queued", "queued")


# The caller gives up.


async def test_whoever_waited_in_vain_is_told_once_that_we_are_sorry(db: Database, agent: Agent) -> None:
    for minute in range(2):
        async with db.transaction() as session:
            call = await queue_call(session, now=NOW + timedelta(minutes=minute))
        for _told_twice in range(2):
            async with db.transaction() as session:
                await end_call(session, call.id, now=NOW + timedelta(minutes=minute, seconds=30))
        assert await states(db, call) == ("ended", "closed")
        async with db.reading() as session:
            assert [matter.outcome for matter in await matters_of(session, call.contact_id)] == ["abandoned"]
        if minute == 0:
            first = await contact_of(db, call)
    assert [first.reference in text for text in await texts_owed(db)] == [True]


async def test_whoever_hangs_up_within_seconds_is_left_in_peace(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        in_menu, waiting = await arrive(session), await queue_call(session, caller="+85291234568")
        await end_call(session, in_menu.id, now=NOW + timedelta(minutes=5))
        await end_call(session, waiting.id, now=NOW + timedelta(seconds=9))
    assert await states(db, in_menu) == await states(db, waiting) == ("ended", "closed")
    assert await texts_owed(db) == []


async def test_a_line_without_texts_sends_none(db: Database) -> None:
    async with db.transaction() as session:
        await make_voice_line(session, await make_queue(session))
        await add_templates(session, templates_of(AUTOMATIC, NEUTRAL))
        call = await queue_call(session)
        await end_call(session, call.id, now=LATER)
    assert await texts_owed(db) == []


async def test_hanging_up_while_a_telephone_rings_stops_it(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await ringing_call(db)
    await carrier.carry_out(db, now=NOW)
    async with db.transaction() as session:
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "closed")
    assert await live_offer(db) is None
    await carrier.carry_out(db, now=LATER)
    assert carrier.done[-1] == ("end", (await agent_leg(db, call)).external_id)
    assert await is_free(db, agent)


async def test_hanging_up_while_an_agent_comes_frees_the_agent(db: Database, agent: Agent) -> None:
    call = await ringing_call(db)
    async with db.transaction() as session:
        await accept_contact(session, call.contact_id, agent=agent, now=NOW)
    async with db.transaction() as session:
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "closed")
    assert await is_free(db, agent)
    assert (await contact_of(db, call)).agent_id is None


async def test_an_emergency_that_hangs_up_is_called_back(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        call = await queue_call(session)
        await choose_waiting(session, call.id, digits="9", now=NOW)
        await end_call(session, call.id, now=LATER)
    assert await states(db, call) == ("ended", "queued")
    contact = await contact_of(db, call)
    assert (contact.class_, contact.queued_at) == ("emergency", NOW)


async def test_a_call_that_is_over_answers_every_question_with_hanging_up(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        call = await queue_call(session)
        await end_call(session, call.id, now=NOW)
        assert await leave_queue(session, call.id, has_failed=False, now=NOW) == (HangUp(),)
        assert await end_talk(session, call.id, now=NOW) == (HangUp(),)


# Holding.


async def test_hold_and_resume(db: Database, agent: Agent, carrier: Switchboard) -> None:
    call = await talking_call(db)
    await carrier.carry_out(db, now=NOW)
    carrier.done.clear()
    for act in (hold_call, hold_call, resume_call, resume_call):
        async with db.transaction() as session:
            await act(session, call.id, agent=agent, now=LATER)
        await carrier.carry_out(db, now=LATER)
    assert carrier.done == [("hold", call.external_id), ("resume", call.external_id)]
    assert (await event_names(db))[-2:] == ["talk.held", "talk.resumed"]
    async with db.transaction() as session:
        await hang_up_call(session, call.id, agent=agent, now=LATER)
        with pytest.raises(Conflict):
            await hold_call(session, call.id, agent=agent, now=LATER)
