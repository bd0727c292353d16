"""Agents come and go; what rings and what they hold."""

from datetime import timedelta

import pytest

from contactcenter.actions.change_account import change_account
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.service import AgentChanges, get_agent
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotAllowed
from contactcenter.jobs import offer_waiting
from contactcenter.journal.history import of_subject
from contactcenter.routing.offers import live_offers_to
from contactcenter.shifts.service import current_shift
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue


async def test_going_available_opens_the_shift(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        agent = await set_presence(session, agent, "available", author=agent, now=NOW)
        shift = await current_shift(session, agent.id, NOW)
    assert agent.presence == "available"
    assert shift is not None
    assert shift.state == "open"


@pytest.mark.parametrize("leaving", ["away", "offline", "busy"])
async def test_who_leaves_gives_back_what_rings_but_keeps_what_they_hold(db: Database, leaving: str) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        held = await make_contact(session, state="active", agent=agent, address="+85291110000")
        ringing = await make_contact(session, queue_id=queue.id, waiting_minutes=9)
    assert await offer_waiting.fire(db, now=NOW) == 1
    async with db.transaction() as session:
        await set_presence(session, await get_agent(session, agent.id), leaving, author=agent, now=NOW)
    async with db.reading() as session:
        assert not await live_offers_to(session, agent.id)
        back = await get_contact(session, ringing.id)
        assert (back.state, back.queued_at) == ("queued", ringing.queued_at)
        assert (await get_contact(session, held.id)).agent_id == agent.id
        entries = await of_subject(session, "contact", ringing.id)
    assert [(entry.act, entry.author_id) for entry in entries][-1] == ("offer_withdrawn", agent.id)
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=1)) == 0


async def test_people_do_not_choose_what_the_product_sets(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(InvalidInput):
            await set_presence(session, agent, "missed", author=agent, now=NOW)


async def test_only_a_supervisor_speaks_for_a_colleague(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(NotAllowed):
            await set_presence(session, agent, "away", author=await make_agent(session), now=NOW)
        supervisor = await make_agent(session, roles=["supervisor"])
        agent = await set_presence(session, agent, "away", author=supervisor, reason="lunch", now=NOW)
    assert agent.presence == "away"


async def test_a_switched_off_account_leaves_no_contact_behind(db: Database) -> None:
    async with db.transaction() as session:
        administrator = await make_agent(session, roles=["administrator"])
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        ringing = await make_contact(session, queue_id=queue.id)
    assert await offer_waiting.fire(db, now=NOW) == 1
    async with db.transaction() as session:
        held = [
            await make_contact(session, state=state, agent=agent, address=f"+8529111000{number}", waiting_minutes=30)
            for number, state in enumerate(("active", "waiting", "snoozed", "wrap_up"))
        ]
    async with db.transaction() as session:
        off = AgentChanges(is_active=False)
        await change_account(session, agent.id, off, author_id=administrator.id, now=NOW)
    async with db.reading() as session:
        for contact in [*held, ringing]:
            back = await get_contact(session, contact.id)
            assert (back.state, back.agent_id, back.queued_at) == ("queued", None, contact.queued_at)
            assert back.snoozed_until is None
