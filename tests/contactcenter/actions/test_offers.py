"""Accepting and declining what rings, and taking what waits."""

import asyncio
from datetime import timedelta

import pytest

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.jobs import offer_waiting
from contactcenter.journal.history import of_subject
from contactcenter.routing.offers import live_offers_of, live_offers_to
from contactcenter.routing.service import get_queue
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue


async def ringing(db: Database) -> tuple[Contact, Agent]:
    """A contact that rings at its only free agent."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        contact = await make_contact(session, queue_id=queue.id, waiting_minutes=12)
    assert await offer_waiting.fire(db, now=NOW) == 1
    return contact, agent


async def stored(db: Database, contact: Contact) -> Contact:
    async with db.reading() as session:
        return await get_contact(session, contact.id)


async def test_the_agent_it_rings_at_accepts(db: Database) -> None:
    contact, agent = await ringing(db)
    async with db.transaction() as session:
        await accept_contact(session, contact.id, agent=agent, now=NOW)
    after = await stored(db, contact)
    assert (after.state, after.agent_id, after.preferred_agent_id) == ("active", agent.id, agent.id)
    assert after.queued_at == contact.queued_at
    async with db.reading() as session:
        assert not await live_offers_of(session, contact.id)
        entries = await of_subject(session, "contact", contact.id)
    assert [(entry.act, entry.author_id) for entry in entries] == [("offered", None), ("accepted", agent.id)]


async def test_accepting_twice_is_no_error(db: Database) -> None:
    contact, agent = await ringing(db)
    for _ in range(2):
        async with db.transaction() as session:
            after = await accept_contact(session, contact.id, agent=agent, now=NOW)
    assert after.agent_id == agent.id


async def test_what_rings_at_a_colleague_is_taken(db: Database) -> None:
    contact, _ = await ringing(db)
    async with db.transaction() as session:
        colleague = await make_agent(session, roles=["supervisor"])
        with pytest.raises(Conflict) as refused:
            await accept_contact(session, contact.id, agent=colleague, now=NOW)
    assert refused.value.code == "already_taken"


async def test_of_many_who_take_a_waiting_contact_at_once_one_wins(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        agents = [await make_agent(session) for _ in range(6)]

    async def take(agent: Agent) -> str:
        try:
            async with db.transaction() as session:
                await accept_contact(session, contact.id, agent=agent, now=NOW)
        except Conflict as refused:
            return refused.code
        return agent.id

    results = await asyncio.gather(*(take(agent) for agent in agents))
    assert sorted(results)[-5:] == ["already_taken"] * 5
    assert (await stored(db, contact)).agent_id in results


@pytest.mark.parametrize("state", ["active", "waiting", "snoozed", "wrap_up", "closed"])
async def test_only_what_waits_can_be_taken(db: Database, state: str) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state=state, agent=await make_agent(session))
        with pytest.raises(Conflict) as refused:
            await accept_contact(session, contact.id, agent=await make_agent(session), now=NOW)
    assert refused.value.code == "already_taken"


async def test_back_office_takes_no_contacts(db: Database) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session)
        with pytest.raises(NotAllowed):
            await accept_contact(session, contact.id, agent=await make_agent(session, roles=["back_office"]), now=NOW)


async def test_declined_goes_to_the_next_agent_and_keeps_its_place(db: Database) -> None:
    contact, agent = await ringing(db)
    async with db.transaction() as session:
        await decline_contact(session, contact.id, agent=agent, now=NOW)
        queue = await get_queue(session, contact.queue_id or "")
        next_agent = await make_free_agent(session, queue)
    after = await stored(db, contact)
    assert (after.state, after.queued_at, after.agent_id) == ("queued", contact.queued_at, None)
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=1)) == 1
    async with db.reading() as session:
        assert len(await live_offers_to(session, next_agent.id)) == 1


async def test_one_declines_only_what_rings_at_oneself(db: Database) -> None:
    contact, _ = await ringing(db)
    async with db.transaction() as session:
        with pytest.raises(Conflict) as refused:
            await decline_contact(session, contact.id, agent=await make_agent(session), now=NOW)
    assert refused.value.code == "already_taken"
