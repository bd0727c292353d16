"""Waiting contacts are offered; offers nobody accepts end."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import get_contact, matters_of
from contactcenter.db import Database
from contactcenter.errors import Conflict
from contactcenter.jobs import expire_offers, offer_waiting
from contactcenter.routing.models import Offer
from contactcenter.routing.service import loads
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue


def phone(number: int) -> str:
    return f"+85291{number:06}"


async def live_offers(db: Database) -> list[Offer]:
    async with db.reading() as session:
        return list(await session.scalars(select(Offer).where(Offer.state == "offered").order_by(Offer.id)))


async def test_the_first_in_the_queue_is_offered_for_the_queues_seconds(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session, offer_seconds=12)
        agent = await make_free_agent(session, queue)
        await make_contact(session, queue_id=queue.id, address=phone(1), waiting_minutes=5)
        urgent = await make_contact(session, queue_id=queue.id, address=phone(2), class_="emergency")
        await make_contact(session, queue_id=queue.id, address=phone(3), waiting_minutes=50, class_="low")
    assert await offer_waiting.fire(db, now=NOW) == 1
    (offer,) = await live_offers(db)
    assert (offer.contact_id, offer.agent_id) == (urgent.id, agent.id)
    assert offer.expires_at == NOW + timedelta(seconds=12)
    assert await offer_waiting.fire(db, now=NOW) == 0, "one at a time"


async def test_a_head_start_moves_ahead_within_the_class(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_free_agent(session, queue)
        await make_contact(session, queue_id=queue.id, address=phone(1), waiting_minutes=5)
        ahead = await make_contact(session, queue_id=queue.id, address=phone(2), head_start_seconds=600)
    await offer_waiting.fire(db, now=NOW)
    assert [offer.contact_id for offer in await live_offers(db)] == [ahead.id]


async def test_capacity_counts_what_is_active_and_what_is_wrapped_up(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        agent.capacity = {"sms": 2}
        for number, values in enumerate(
            [
                {"state": "active"},
                {"state": "wrap_up", "wrap_up_until": NOW + timedelta(seconds=30)},
                {"state": "waiting"},
                {"state": "snoozed"},
            ]
        ):
            await make_contact(session, agent=agent, address=phone(number), **values)
        await make_contact(session, queue_id=queue.id, address=phone(9))
        assert await loads(session, [agent.id]) == {agent.id: {"sms": 2}}
    assert await offer_waiting.fire(db, now=NOW) == 0


async def test_a_missed_offer_costs_the_agent_their_turn_and_the_contact_nothing(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        asleep = await make_free_agent(session, queue, since=NOW - timedelta(hours=1))
        awake = await make_free_agent(session, queue, since=NOW)
        contact = await make_contact(session, queue_id=queue.id, waiting_minutes=9)
    await offer_waiting.fire(db, now=NOW)
    assert await expire_offers.fire(db, now=NOW + timedelta(seconds=19)) == 0
    assert await expire_offers.fire(db, now=NOW + timedelta(seconds=20)) == 1
    async with db.reading() as session:
        assert (await get_agent(session, asleep.id)).presence == "missed"
        back = await get_contact(session, contact.id)
        assert (back.state, back.queued_at) == ("queued", contact.queued_at)
    await offer_waiting.fire(db, now=NOW + timedelta(seconds=20))
    assert [offer.agent_id for offer in await live_offers(db)] == [awake.id]


async def test_who_missed_is_asked_again_once_available(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        await make_contact(session, queue_id=queue.id)
    await offer_waiting.fire(db, now=NOW)
    await expire_offers.fire(db, now=NOW + timedelta(seconds=20))
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=21)) == 0
    async with db.transaction() as session:
        await set_presence(session, await get_agent(session, agent.id), "available", author=agent, now=NOW)
    assert await offer_waiting.fire(db, now=NOW + timedelta(seconds=22)) == 1


async def test_what_changed_since_it_was_read_is_not_offered(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agents = [await make_free_agent(session, queue) for _ in range(2)]
        contact = await make_contact(session, queue_id=queue.id)

    async def accept() -> None:
        async with db.transaction() as session:
            await accept_contact(session, contact.id, agent=agents[0], now=NOW)

    await asyncio.gather(accept(), *(offer_waiting.fire(db, now=NOW) for _ in range(4)), return_exceptions=True)
    async with db.reading() as session:
        stored = await get_contact(session, contact.id)
    offered = await live_offers(db)
    assert (stored.state == "offered") == (len(offered) == 1)
    assert (stored.agent_id is None) == (stored.state == "offered")


async def test_accepting_expiring_and_leaving_at_the_same_moment_end_well(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agents = [await make_free_agent(session, queue) for _ in range(4)]
        for number in range(4):
            await make_contact(session, queue_id=queue.id, address=phone(number))

    async def accept(offer: Offer) -> None:
        async with db.transaction() as session:
            await accept_contact(session, offer.contact_id, agent=await get_agent(session, offer.agent_id), now=NOW)

    async def leave(agent: Agent) -> None:
        async with db.transaction() as session:
            await set_presence(session, await get_agent(session, agent.id), "away", author=agent, now=NOW)

    assert await offer_waiting.fire(db, now=NOW) == 4
    end = NOW + timedelta(seconds=30)
    acts = [accept(offer) for offer in await live_offers(db)]
    acts += [leave(agent) for agent in agents]
    acts += [expire_offers.fire(db, now=end), offer_waiting.fire(db, now=end)]
    results = await asyncio.gather(*acts, return_exceptions=True)
    assert not [result for result in results if isinstance(result, Exception) and not isinstance(result, Conflict)]
    await check_promises(db, agents)


async def test_several_matchers_at_once_offer_each_contact_once(db: Database) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        for _ in range(5):
            await make_free_agent(session, queue)
        for number in range(8):
            await make_contact(session, queue_id=queue.id, address=phone(number), waiting_minutes=number)
    made = await asyncio.gather(*(offer_waiting.fire(db, now=NOW) for _ in range(4)))
    offers = await live_offers(db)
    assert sum(made) == len(offers) == 5
    assert len({offer.contact_id for offer in offers}) == len({offer.agent_id for offer in offers}) == 5


async def test_an_evening_of_random_agents_keeps_every_promise(db: Database) -> None:
    """Seeded: contacts arrive, offers are accepted, declined or missed, people come and go, contacts close."""
    random = Random(20261123)
    async with db.transaction() as session:
        queue = await make_queue(session)
        agents = [await make_free_agent(session, queue) for _ in range(6)]
        for agent in agents:
            agent.capacity = {"sms": 2}
    now, arrived = NOW, 0
    for _ in range(36):
        now += timedelta(seconds=5)
        if arrived < 24:
            async with db.transaction() as session:
                arrived += 1
                await make_contact(session, queue_id=queue.id, address=phone(arrived), queued_at=now, created_at=now)
        first = await first_waiting(db, now)
        if await offer_waiting.fire(db, now=now) and first is not None:
            assert first in {offer.contact_id for offer in await live_offers(db)}, "who waits longest is served first"
        for offer in await live_offers(db):
            await answer(db, offer, random.choice(["accept", "accept", "decline", "miss"]), now)
        await expire_offers.fire(db, now=now)
        await come_and_go(db, random.choice(agents), random.choice(["available", "available", "away"]), now)
        await close_some(db, random, now)
        await check_promises(db, agents)
    async with db.reading() as session:
        states = Counter((await session.scalars(select(Contact.state))).all())
    assert states["closed"] >= 10
    assert sum(states.values()) == arrived, "none is lost"


async def first_waiting(db: Database, now: datetime) -> str | None:
    """The first in the queue whom nobody let go by lately: that agent is spared it for a minute."""
    async with db.reading() as session:
        spared = select(Offer.contact_id).where(
            Offer.state.in_(("declined", "missed")), Offer.ended_at > now - timedelta(seconds=60)
        )
        query = select(Contact.id).where(Contact.state == "queued", Contact.id.not_in(spared))
        query = query.order_by(Contact.queue_key, Contact.id)
        return (await session.scalars(query)).first()


async def answer(db: Database, offer: Offer, how: str, now: datetime) -> None:
    async with db.transaction() as session:
        agent = await get_agent(session, offer.agent_id)
        if how == "accept":
            await accept_contact(session, offer.contact_id, agent=agent, now=now)
        elif how == "decline":
            await decline_contact(session, offer.contact_id, agent=agent, now=now)


async def come_and_go(db: Database, agent: Agent, presence: str, now: datetime) -> None:
    async with db.transaction() as session:
        agent = await get_agent(session, agent.id)
        await set_presence(session, agent, presence, author=agent, now=now)


async def close_some(db: Database, random: Random, now: datetime) -> None:
    async with db.transaction() as session:
        for contact in await session.scalars(select(Contact).where(Contact.state == "active").order_by(Contact.id)):
            if random.random() < 0.3:
                outcomes = [MatterOutcome(matter.id, "answered") for matter in await matters_of(session, contact.id)]
                agent = await get_agent(session, contact.agent_id or "")
                await close_contact(session, contact.id, outcomes=outcomes, note="", agent=agent, now=now)


async def check_promises(db: Database, agents: list[Agent]) -> None:
    async with db.reading() as session:
        contacts = list(await session.scalars(select(Contact)))
        filled = await loads(session, [agent.id for agent in agents])
    offers = await live_offers(db)
    offered = {offer.contact_id for offer in offers}
    assert offered == {contact.id for contact in contacts if contact.state == "offered"}
    assert len({offer.agent_id for offer in offers}) == len(offers), "two things never ring at once"
    for contact in contacts:
        assert (contact.agent_id is not None) == (contact.state in ("active", "closed"))
    assert all(load.get("sms", 0) <= 2 for load in filled.values()), "capacity"
