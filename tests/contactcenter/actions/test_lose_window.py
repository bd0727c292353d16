"""An agent's windows close: what rings goes on at once, what was being written after a while."""

from datetime import timedelta

import pytest

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.lose_window import GONE_AFTER, close_windows, lose_agent, open_window
from contactcenter.actions.set_presence import set_presence
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database
from contactcenter.jobs import offer_waiting
from contactcenter.jobs.watch_windows import WatchWindows
from contactcenter.live.models import Node
from contactcenter.routing.offers import live_offers_to
from contactcenter.routing.situation import read_agents
from tests.support.builders.calls import contact_of, make_voice_line, talking_call
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.routing import make_free_agent, make_queue

NODE, OTHER = "node-1", "node-2"
GONE = NOW + GONE_AFTER


@pytest.fixture
async def agent(db: Database) -> Agent:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


async def windows(db: Database, agent: Agent, *nodes: str) -> list[str]:
    async with db.transaction() as session:
        return [await open_window(session, agent.id, node=node, now=NOW) for node in nodes]


async def close(db: Database, *ids: str) -> None:
    async with db.transaction() as session:
        await close_windows(session, ids, now=NOW)


async def is_asked(db: Database) -> bool:
    async with db.reading() as session:
        (agent,) = await read_agents(session, now=NOW)
    return agent.is_available


async def presence_of(db: Database, agent: Agent) -> str:
    async with db.reading() as session:
        return (await get_agent(session, agent.id)).presence


async def lose(db: Database, agent: Agent, *, seconds: float = 0) -> bool:
    async with db.transaction() as session:
        return await lose_agent(session, agent.id, now=GONE + timedelta(seconds=seconds))


async def test_when_the_last_window_closes_nothing_rings_any_more(db: Database, agent: Agent) -> None:
    first, second = await windows(db, agent, NODE, OTHER)
    async with db.transaction() as session:
        contact = await make_contact(session)
    assert await offer_waiting.fire(db, now=NOW) == 1
    await close(db, first)
    async with db.reading() as session:
        assert await live_offers_to(session, agent.id), "another window is open"
    await close(db, second)
    async with db.reading() as session:
        assert not await live_offers_to(session, agent.id)
        after = await get_contact(session, contact.id)
    assert (after.state, after.queued_at) == ("queued", contact.queued_at)
    assert not await is_asked(db)
    assert await offer_waiting.fire(db, now=NOW) == 0
    assert await presence_of(db, agent) == "available", "there is time to come back"
    await windows(db, agent, OTHER)
    assert await is_asked(db)


async def test_who_does_not_come_back_is_off_duty_and_what_was_written_waits_again(db: Database, agent: Agent) -> None:
    (window,) = await windows(db, agent, NODE)
    async with db.transaction() as session:
        kept = {"waiting": {}, "snoozed": {}, "wrap_up": {}, "active": {"waiting_minutes": 30}}
        contacts = {
            state: await make_contact(session, state=state, agent=agent, address=f"+8529000000{n}", **values)
            for n, (state, values) in enumerate(kept.items())
        }
    await close(db, window)
    assert not await lose(db, agent, seconds=-1)
    assert await lose(db, agent)
    assert not await lose(db, agent)
    assert await presence_of(db, agent) == "offline"
    async with db.reading() as session:
        after = {state: await get_contact(session, contact.id) for state, contact in contacts.items()}
    assert {state: contact.state for state, contact in after.items()} == {
        "waiting": "waiting",
        "snoozed": "snoozed",
        "wrap_up": "wrap_up",
        "active": "queued",
    }
    assert after["active"].queued_at == contacts["active"].queued_at
    assert (after["active"].agent_id, after["active"].preferred_agent_id) == (None, None)


async def test_a_talk_goes_on_until_the_carrier_says_otherwise(db: Database, agent: Agent) -> None:
    (window,) = await windows(db, agent, NODE)
    call = await talking_call(db)
    await close(db, window)
    assert await lose(db, agent)
    contact = await contact_of(db, call)
    assert (contact.state, contact.agent_id) == ("active", agent.id)


async def test_who_never_had_a_window_is_left_alone(db: Database, agent: Agent) -> None:
    async with db.transaction() as session:
        contact = await make_contact(session, state="active", agent=agent)
    assert not await lose(db, agent, seconds=3600)
    assert await WatchWindows({}, node=NODE).fire(db, now=GONE) == 0
    assert (await presence_of(db, agent), contact.state) == ("available", "active")


async def test_who_says_so_without_a_window_is_there(db: Database, agent: Agent) -> None:
    await close(db, *await windows(db, agent, NODE))
    async with db.transaction() as session:
        await set_presence(session, await get_agent(session, agent.id), "available", author=agent, now=NOW)
    assert await is_asked(db)
    assert not await lose(db, agent, seconds=3600)


class Nodes:
    """Two nodes, as rows; the job of the first."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.mine: dict[str, str] = {}
        self.job = WatchWindows(self.mine, node=NODE)

    async def alive(self, *ids: str) -> None:
        async with self.db.transaction() as session:
            values = {"started_at": NOW, "heartbeat_at": NOW, "secret_fingerprint": "", "has_bus": True}
            session.add_all(Node(id=id_, **values) for id_ in ids)


@pytest.fixture
def nodes(db: Database) -> Nodes:
    return Nodes(db)


async def test_the_windows_of_a_dead_node_are_closed_and_their_agents_lost_in_time(
    db: Database, agent: Agent, nodes: Nodes
) -> None:
    await nodes.alive(NODE)
    await windows(db, agent, OTHER)
    async with db.transaction() as session:
        contact = await make_contact(session)
        await accept_contact(session, contact.id, agent=agent, now=NOW)
    assert await nodes.job.fire(db, now=NOW) == 0
    assert not await is_asked(db)
    assert await nodes.job.fire(db, now=GONE) == 1
    assert await presence_of(db, agent) == "offline"
    async with db.reading() as session:
        assert (await get_contact(session, contact.id)).state == "queued"


async def test_what_another_node_took_for_dead_is_opened_again(db: Database, agent: Agent, nodes: Nodes) -> None:
    await nodes.alive(NODE, OTHER)
    (window,) = await windows(db, agent, NODE)
    nodes.mine[window] = agent.id
    await close(db, window)
    await nodes.job.fire(db, now=NOW)
    assert await is_asked(db)
    await nodes.job.fire(db, now=GONE)
    assert await presence_of(db, agent) == "available"


async def test_a_window_this_node_knows_nothing_of_is_gone(db: Database, agent: Agent, nodes: Nodes) -> None:
    await nodes.alive(NODE)
    await windows(db, agent, NODE)
    await nodes.job.fire(db, now=NOW + timedelta(seconds=1))
    assert await is_asked(db), "it is being opened"
    await nodes.job.fire(db, now=NOW + timedelta(seconds=9))
    assert not await is_asked(db)
