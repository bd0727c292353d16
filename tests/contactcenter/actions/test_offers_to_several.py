"""A contact rings at several people at once: the first who accepts has it; who says no ends it for nobody else."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.end_call import end_call
from contactcenter.actions.lose_leg import miss_leg
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls.models import Call
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database
from contactcenter.errors import Conflict
from contactcenter.jobs import expire_offers, offer_waiting
from contactcenter.routing.models import Offer
from contactcenter.routing.offers import live_offers_of
from tests.support.builders.calls import agent_leg, contact_of, held, make_voice_line, queue_call
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue

LATER = NOW + timedelta(seconds=5)


async def ring_group(db: Database, *, size: int = 3) -> tuple[Contact, list[Agent]]:
    async with db.transaction() as session:
        queue = await make_queue(session)
        queue.strategy, queue.ring_size = "ring_group", size
        agents = [await make_free_agent(session, queue, since=NOW - timedelta(minutes=9 - n)) for n in range(size)]
        contact = await make_contact(session, queue_id=queue.id, waiting_minutes=3)
    assert await offer_waiting.fire(db, now=NOW) == size
    return contact, agents


async def ringing_at(db: Database, contact_id: str) -> list[str]:
    async with db.reading() as session:
        return [offer.agent_id for offer in await live_offers_of(session, contact_id)]


async def stored(db: Database, contact: Contact) -> Contact:
    async with db.reading() as session:
        return await get_contact(session, contact.id)


async def ends(db: Database) -> dict[str, str]:
    async with db.reading() as session:
        return {offer.agent_id: offer.state for offer in await session.scalars(select(Offer))}


async def test_a_ring_group_is_asked_together_and_the_first_to_accept_has_it(db: Database) -> None:
    contact, agents = await ring_group(db)
    assert await ringing_at(db, contact.id) == [agent.id for agent in agents]
    async with db.transaction() as session:
        await accept_contact(session, contact.id, agent=agents[1], now=LATER)
    assert (await stored(db, contact)).agent_id == agents[1].id
    withdrawn = [agents[0].id, agents[2].id]
    assert await ends(db) == {agents[1].id: "accepted"} | dict.fromkeys(withdrawn, "withdrawn")
    async with db.reading() as session:
        assert {(await get_agent(session, id_)).presence for id_ in withdrawn} == {"available"}, "nobody missed it"


async def test_of_all_who_accept_at_once_one_wins(db: Database) -> None:
    contact, agents = await ring_group(db)

    async def accept(agent: Agent) -> str:
        try:
            async with db.transaction() as session:
                await accept_contact(session, contact.id, agent=agent, now=LATER)
        except Conflict as refused:
            return refused.code
        return agent.id

    results = await asyncio.gather(*(accept(agent) for agent in agents))
    assert sorted(results)[1:] == ["already_taken"] * 2
    assert (await stored(db, contact)).agent_id in results


async def test_who_declines_leaves_it_to_the_others_and_the_last_one_to_the_queue(db: Database) -> None:
    contact, agents = await ring_group(db, size=2)
    async with db.transaction() as session:
        await decline_contact(session, contact.id, agent=agents[0], now=LATER)
    assert (await stored(db, contact)).state == "offered"
    assert await ringing_at(db, contact.id) == [agents[1].id]
    async with db.transaction() as session:
        await decline_contact(session, contact.id, agent=agents[1], now=LATER)
    after = await stored(db, contact)
    assert (after.state, after.queued_at) == ("queued", contact.queued_at)


async def test_who_leaves_the_desk_leaves_it_to_the_others(db: Database) -> None:
    contact, agents = await ring_group(db, size=2)
    async with db.transaction() as session:
        agent = await get_agent(session, agents[0].id)
        await set_presence(session, agent, "away", author=agent, now=LATER)
    assert await ringing_at(db, contact.id) == [agents[1].id]


async def test_where_nobody_answers_all_have_missed_it_and_it_waits_in_its_place(db: Database) -> None:
    contact, agents = await ring_group(db)
    assert await expire_offers.fire(db, now=NOW + timedelta(seconds=20)) == 3
    after = await stored(db, contact)
    assert (after.state, after.queued_at) == ("queued", contact.queued_at)
    async with db.reading() as session:
        assert {(await get_agent(session, agent.id)).presence for agent in agents} == {"missed"}


async def test_an_emergency_rings_at_free_agents_whatever_the_queue_asks(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session, skills={"lifts": 5})
        agents = [await make_free_agent(session, queue) for _ in range(2)]
        contact = await make_contact(session, queue_id=queue.id, class_="emergency")
    assert await offer_waiting.fire(db, now=NOW) == 2
    assert set(await ringing_at(db, contact.id)) == {agent.id for agent in agents}


async def test_who_gets_free_is_asked_too_while_an_emergency_rings(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        first = await make_free_agent(session, queue)
        contact = await make_contact(session, queue_id=queue.id, class_="emergency")
    assert await offer_waiting.fire(db, now=NOW) == 1
    async with db.transaction() as session:
        second = await make_free_agent(session, queue)
    assert await offer_waiting.fire(db, now=LATER) == 1
    assert await ringing_at(db, contact.id) == [first.id, second.id]
    async with db.transaction() as session:
        await accept_contact(session, contact.id, agent=second, now=LATER)
    assert await ends(db) == {first.id: "withdrawn", second.id: "accepted"}


class Calling:
    """A call that rings at a ring group: the first telephone rings, the others' screens do."""

    def __init__(self, db: Database, call: Call, agents: list[Agent]) -> None:
        self.db, self.call, self.agents = db, call, agents

    async def ringing(self) -> str | None:
        standing = await held(self.db, self.call)
        return standing.agent.agent_id if standing.agent else None

    async def state(self) -> tuple[str, str]:
        standing = await held(self.db, self.call)
        return standing.call.state, standing.contact.state


@pytest.fixture
async def calling(db: Database) -> Calling:
    async with db.transaction() as session:
        queue = await make_queue(session)
        queue.strategy, queue.ring_size = "ring_group", 2
        await make_voice_line(session, queue)
        agents = [await make_free_agent(session, queue, since=NOW - timedelta(minutes=9 - n)) for n in range(2)]
        call = await queue_call(session)
    assert await offer_waiting.fire(db, now=NOW) == 2
    return Calling(db, call, agents)


async def test_the_telephone_of_the_first_rings(calling: Calling) -> None:
    assert await calling.state() == ("ringing", "offered")
    assert await calling.ringing() == calling.agents[0].id


async def test_whoever_accepts_on_the_screen_is_rung_instead(db: Database, calling: Calling) -> None:
    contact = await contact_of(db, calling.call)
    async with db.transaction() as session:
        await accept_contact(session, contact.id, agent=calling.agents[1], now=LATER)
    assert await calling.state() == ("ringing", "active")
    assert await calling.ringing() == calling.agents[1].id
    assert (await contact_of(db, calling.call)).agent_id == calling.agents[1].id


async def test_when_the_first_does_not_answer_the_next_telephone_rings(db: Database, calling: Calling) -> None:
    leg = await agent_leg(db, calling.call)
    async with db.transaction() as session:
        await miss_leg(session, leg.id, external_id="CA1", is_declined=True, now=LATER)
    assert await calling.state() == ("ringing", "offered")
    assert await calling.ringing() == calling.agents[1].id
    contact = await contact_of(db, calling.call)
    assert await ringing_at(db, contact.id) == [calling.agents[1].id]
    async with db.transaction() as session:
        await decline_contact(session, contact.id, agent=calling.agents[1], now=LATER)
    assert await calling.state() == ("queued", "queued")
    assert await calling.ringing() is None


async def test_a_caller_who_hangs_up_ends_it_for_everybody(db: Database, calling: Calling) -> None:
    async with db.transaction() as session:
        await end_call(session, calling.call.id, now=LATER)
    assert await calling.state() == ("ended", "closed")
    assert set((await ends(db)).values()) == {"withdrawn"}
