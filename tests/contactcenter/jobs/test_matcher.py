"""The standing matcher: it remembers who waits and who is free, and hears of every change."""

from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import delete, event, select, update

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.end_call import end_call
from contactcenter.actions.lose_window import close_windows, open_window
from contactcenter.actions.set_presence import set_presence
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contact, matters_of
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.events import Fact
from contactcenter.jobs import end_wrap_ups, expire_offers
from contactcenter.jobs.offer_waiting import Matcher
from contactcenter.live.bus import InProcessBus, Resync
from contactcenter.routing.models import Offer, Queue, QueueAgent
from contactcenter.routing.picture import Picture
from tests.support.builders.calls import make_voice_line, queue_call
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue


def phone(number: int) -> str:
    return f"+85291{number:06}"


@pytest.fixture
def bus(db: Database) -> InProcessBus:
    bus = InProcessBus()
    db.publish = bus.publish
    return bus


@pytest.fixture
async def matcher(db: Database, bus: InProcessBus) -> AsyncIterator[Matcher]:
    matcher = Matcher(bus)
    yield matcher
    await matcher.close()


async def arrive(db: Database, queue: Queue, number: int, **values: object) -> Contact:
    """As intake does it: the row, and the fact that it is there."""
    async with db.transaction() as session:
        contact = await make_contact(session, queue_id=queue.id, address=phone(number), **values)
        session.record(Fact("contact.changed", contact.id, contact.version))
    return contact


async def ringing(db: Database) -> dict[str, set[str]]:
    """Whom each contact rings at."""
    found: dict[str, set[str]] = {}
    async with db.reading() as session:
        for offer in await session.scalars(select(Offer).where(Offer.state == "offered")):
            found.setdefault(offer.contact_id, set()).add(offer.agent_id)
    return found


async def settle(matcher: Matcher, db: Database, now: datetime = NOW) -> int:
    """As the worker does it: once more while something was decided."""
    passes = 0
    while await matcher.fire(db, now=now):
        passes += 1
        assert passes < 50, "it does not come to rest"
    return passes


async def check_picture(matcher: Matcher, db: Database, now: datetime) -> None:
    """What it remembers is what stands in the rows."""
    known = matcher._picture
    assert known is not None
    async with db.reading() as session:
        fresh = await Picture.of(session, now=now)
    assert known.engine.agents == fresh.engine.agents
    assert {id_: _lasting(each, now) for id_, each in known.engine.contacts.items()} == {
        id_: _lasting(each, now) for id_, each in fresh.engine.contacts.items()
    }
    assert known._holders == fresh._holders
    assert known.askable == fresh.askable
    assert not fresh.engine.decide(now), "whoever could be asked is"


def _lasting(contact: object, now: datetime) -> object:
    """Without those who are not spared any more: nothing need be read for time to pass."""
    spared = {agent_id: until for agent_id, until in contact.let_go_by.items() if until > now}  # type: ignore[attr-defined]
    return replace(contact, let_go_by=spared)  # type: ignore[type-var]


async def test_who_arrives_and_who_gets_free_is_heard_of(db: Database, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
    assert await settle(matcher, db) == 0
    first = await arrive(db, queue, 1)
    assert await settle(matcher, db) == 0, "nobody is there"
    async with db.transaction() as session:
        agent = await make_free_agent(session, queue)
    await settle(matcher, db)
    assert await ringing(db) == {first.id: {agent.id}}
    second = await arrive(db, queue, 2)
    assert await settle(matcher, db) == 0, "one at a time"
    async with db.transaction() as session:
        await accept_contact(session, first.id, agent=agent, now=NOW)
    await settle(matcher, db)
    assert await ringing(db) == {second.id: {agent.id}}


async def test_while_nobody_is_there_those_who_arrive_cost_no_query(db: Database, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
    await settle(matcher, db)
    arrived = [await arrive(db, queue, number) for number in range(5)]
    statements: list[str] = []
    event.listen(db.reader.sync_engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    await matcher.fire(db, now=NOW)
    assert not statements
    async with db.transaction() as session:
        agent = await make_free_agent(session, queue)
    await settle(matcher, db)
    assert await ringing(db) == {arrived[0].id: {agent.id}}


async def test_what_nobody_told_is_found_by_comparing(db: Database, bus: InProcessBus, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
        gone = await make_contact(session, queue_id=queue.id, address=phone(1), waiting_minutes=9, class_="low")
        other = await make_queue(session, "other")
        session.add(QueueAgent(queue_id=other.id, agent_id=(await make_free_agent(session)).id))
    async with db.transaction() as session:
        await session.execute(update(Agent).where(Agent.id == agent.id).values(presence="away", version=9))
    await settle(matcher, db)
    async with db.transaction() as session:
        # Behind its back, as a process that was killed between its commit and its words would leave it.
        await session.execute(update(Agent).where(Agent.id == agent.id).values(presence="available", version=10))
        await session.execute(update(Contact).values(queue_id=other.id, version=7))
        here = await make_contact(session, queue_id=queue.id, address=phone(2))
        await session.execute(delete(QueueAgent).where(QueueAgent.queue_id == other.id))
    bus.deliver(Resync("node expired"), set())
    await settle(matcher, db)
    assert set(await ringing(db)) == {gone.id, here.id}
    await check_picture(matcher, db, NOW)


async def test_an_offer_that_came_too_late_is_decided_again(db: Database, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agent = await make_free_agent(session, queue)
    await settle(matcher, db)
    first, second = await arrive(db, queue, 1, waiting_minutes=9), await arrive(db, queue, 2)
    async with db.transaction() as session:
        # Nobody tells that it has changed.
        await session.execute(update(Contact).where(Contact.id == first.id).values(state="closed", version=5))
    await settle(matcher, db)
    assert await ringing(db) == {second.id: {agent.id}}


async def test_after_a_pass_that_failed_it_reads_everything_anew(db: Database, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_free_agent(session, queue)
    await settle(matcher, db)
    contact = await arrive(db, queue, 1)

    def fail(*arguments: object) -> None:
        if str(arguments[2]).startswith("INSERT INTO offers"):
            raise ConnectionError("the database went away")

    event.listen(db.writer.sync_engine, "before_cursor_execute", fail)
    with pytest.raises(ConnectionError):
        await matcher.fire(db, now=NOW)
    event.remove(db.writer.sync_engine, "before_cursor_execute", fail)
    await settle(matcher, db)
    assert set(await ringing(db)) == {contact.id}


async def test_time_alone_makes_somebody_suitable(db: Database, matcher: Matcher) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        queue.requirements = [{"after_seconds": 0, "skills": {"plumbing": 4}}, {"after_seconds": 60, "skills": {}}]
        agent = await make_free_agent(session, queue, skills={"plumbing": 2})
    contact = await arrive(db, queue, 1)
    assert await settle(matcher, db) == 0
    assert await settle(matcher, db, NOW + timedelta(seconds=59)) == 0
    await settle(matcher, db, NOW + timedelta(seconds=60))
    assert await ringing(db) == {contact.id: {agent.id}}


async def test_an_emergency_rings_at_several_at_once_and_at_who_has_no_room_for_more(
    db: Database, matcher: Matcher
) -> None:
    async with db.transaction() as session:
        queue = await make_queue(session)
        agents = [await make_free_agent(session, queue) for _ in range(2)]
        for number, agent in enumerate(agents):
            agent.capacity = {"sms": 1}
            await make_contact(session, state="active", agent=agent, address=phone(10 + number))
    contact = await arrive(db, queue, 1)
    assert await settle(matcher, db) == 0
    async with db.transaction() as session:
        held = await lock_contact(session, contact.id)
        await raise_class(session, held, "emergency", author_id=None, now=NOW, reason="emergency_word")
        session.record(Fact("emergency.raised", contact.id))
    await settle(matcher, db)
    assert await ringing(db) == {contact.id: {agent.id for agent in agents}}


async def test_after_any_evening_it_remembers_what_stands_in_the_rows(db: Database, matcher: Matcher) -> None:
    """Seeded: whatever people and callers do, by the facts alone it knows what a fresh reader would find."""
    random = Random(4)
    async with db.transaction() as session:
        queue = await make_queue(session)
        ring_group = await make_queue(session, "ring")
        ring_group.strategy, ring_group.ring_size = "ring_group", 2
        await make_voice_line(session, queue)
        agents = [await make_free_agent(session, queue, ring_group) for _ in range(4)]
    now, windows = NOW, dict[str, str]()
    for number in range(60):
        now += timedelta(seconds=random.choice([1, 5, 25]))
        act = random.choice(
            [_text, _text, _text, _call, _answer, _answer, _answer, _move, _close, _come, _window, _hang_up, _wait]
        )
        with suppress(Conflict, NotAllowed):
            await act(db, random, now, queues=[queue, ring_group], agents=agents, windows=windows, number=number)
        await expire_offers.fire(db, now=now)
        await end_wrap_ups.fire(db, now=now)
        await settle(matcher, db, now)
        # Those who arrived while nobody had room were left for later: it is later.
        matcher._pace.read_at = float("-inf")
        await settle(matcher, db, now)
        await check_picture(matcher, db, now)


async def _text(db: Database, random: Random, now: datetime, *, queues: list[Queue], number: int, **_: object) -> None:
    await arrive(db, random.choice(queues), number, queued_at=now, created_at=now)


async def _call(db: Database, random: Random, now: datetime, *, number: int, **_: object) -> None:
    async with db.transaction() as session:
        await queue_call(session, caller=phone(1000 + number), now=now)


async def _answer(db: Database, random: Random, now: datetime, *, agents: list[Agent], **_: object) -> None:
    async with db.transaction() as session:
        offers = list(await session.scalars(select(Offer).where(Offer.state == "offered").order_by(Offer.id)))
        if offers:
            offer = random.choice(offers)
            agent = await get_agent(session, offer.agent_id)
            act = random.choice([accept_contact, accept_contact, decline_contact])
            await act(session, offer.contact_id, agent=agent, now=now)


async def _move(db: Database, random: Random, now: datetime, *, queues: list[Queue], **_: object) -> None:
    async with db.transaction() as session:
        contact = await _held(session, random)
        if contact is not None:
            agent = await get_agent(session, contact.agent_id or "")
            queue_id = random.choice(queues).id
            await transfer_contact(session, contact.id, agent=agent, queue_id=queue_id, now=now)


async def _close(db: Database, random: Random, now: datetime, **_: object) -> None:
    async with db.transaction() as session:
        contact = await _held(session, random)
        if contact is not None:
            outcomes = [MatterOutcome(matter.id, "answered") for matter in await matters_of(session, contact.id)]
            agent = await get_agent(session, contact.agent_id or "")
            await close_contact(session, contact.id, outcomes=outcomes, note="", agent=agent, now=now)


async def _held(session: Session, random: Random) -> Contact | None:
    query = select(Contact).where(Contact.state.in_(("active", "wrap_up"))).order_by(Contact.id)
    held = list(await session.scalars(query))
    return random.choice(held) if held else None


async def _come(db: Database, random: Random, now: datetime, *, agents: list[Agent], **_: object) -> None:
    async with db.transaction() as session:
        agent = await get_agent(session, random.choice(agents).id)
        presence = random.choice(["available", "available", "away", "offline"])
        await set_presence(session, agent, presence, author=agent, now=now)


async def _window(
    db: Database, random: Random, now: datetime, *, agents: list[Agent], windows: dict[str, str], **_: object
) -> None:
    async with db.transaction() as session:
        if windows and random.random() < 0.5:
            await close_windows(session, [windows.popitem()[0]], now=now)
        else:
            agent = random.choice(agents)
            windows[await open_window(session, agent.id, node="node-1", now=now)] = agent.id


async def _hang_up(db: Database, random: Random, now: datetime, **_: object) -> None:
    async with db.transaction() as session:
        query = select(Contact).where(Contact.channel == "voice", Contact.state.in_(("queued", "offered")))
        waiting = list(await session.scalars(query.order_by(Contact.id)))
        if waiting:
            await end_call(session, random.choice(waiting).thread_key, by="customer", now=now)


async def _wait(db: Database, random: Random, now: datetime, **_: object) -> None:
    """Nothing happens."""
