"""Two servers on one PostgreSQL, one Redis and one media folder, behind a balancer, with agents at both.

A node is killed, Redis is flushed and stopped, PostgreSQL is restarted, always while texts stream in. Afterwards the
carrier's own books, the database and what every agent sees from each node must tell the same story.
"""

import asyncio
import contextlib
import itertools
import random
import sqlite3
import time
import urllib.request
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from contactcenter.db import Database
from contactcenter.live.nodes import EXPIRY_SECONDS
from contactcenter.live.redis_bus import REFETCH_SECONDS
from contactcenter.migrations.runner import migrate
from tests.support.balancer import Balancer, balancing
from tests.support.builders.agents import PASSWORD, make_agent
from tests.support.builders.lines import make_line
from tests.support.desk import DeskAgent
from tests.support.servers import PostgreSQL, Redis, running_postgresql, running_redis_server
from tests.support.service import ACCOUNT_SID, AUTH_TOKEN, LINE, Process

pytestmark = pytest.mark.process

FIRST, SECOND = 0, 1
AGENTS = ("ada", "bela", "chun", "dora")
# Texts a second, from so many phones; each phone writes three times, so that threads grow as well as begin.
RATE = 12
PATIENCE_SECONDS = 30


@dataclass
class TwoNodes:
    """The whole installation of a test."""

    nodes: list[Process]
    carrier: Process
    balancer: Balancer
    postgresql: PostgreSQL
    redis: Redis
    agents: list[DeskAgent]

    def sql(self, statement: str) -> list[list[str]]:
        return [line.split("|") for line in self.postgresql.run_sql(statement, "desk").splitlines()]

    def books(self, statement: str) -> list[tuple[str, ...]]:
        """Read from the carrier's own database."""
        with contextlib.closing(sqlite3.connect(f"file:{self.carrier.folder}/simulator.db?mode=ro", uri=True)) as books:
            return books.execute(statement).fetchall()

    def metric(self, node: int, name: str) -> float:
        with urllib.request.urlopen(f"{self.nodes[node].base_url}/metrics", timeout=10) as answer:
            families = text_string_to_metric_families(answer.read().decode())
            return sum(sample.value for family in families for sample in family.samples if sample.name == name)

    def accepted(self, node: int, since: float) -> int:
        return sum(at >= since and where == node for agent in self.agents for at, where in agent.accepted_at)


def build_nodes(folder: Path, balancer: Balancer, carrier: Process, database_url: str, redis_url: str) -> list[Process]:
    shared = {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "SECRET_KEY": "the same on both",
        "MEDIA_URL": (folder / "mounted").as_uri(),
        "PUBLIC_BASE_URL": balancer.url,
        "TWILIO_ACCOUNT_SID": ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": AUTH_TOKEN,
        "TWILIO_API_BASE": carrier.base_url,
    }
    nodes = []
    for name, port in zip(("first", "second"), balancer.ports, strict=True):
        (folder / name).mkdir()
        nodes.append(Process(["serve"], folder / name, port=port, settings=dict(shared)))
    return nodes


def build_carrier(folder: Path, balancer: Balancer) -> Process:
    # It posts its webhooks to its own settings' port, which is the balancer's.
    settings = {"TWILIO_ACCOUNT_SID": ACCOUNT_SID, "TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    settings |= {"PUBLIC_BASE_URL": balancer.url, "PORT": str(balancer.port)}
    carrier = Process([], folder / "carrier", settings=settings)
    carrier.arguments = ["simulator", "--port", str(carrier.port)]
    carrier.folder.mkdir()
    return carrier


async def fill(url: str) -> None:
    """A line, and agents who may take its texts; the rest a first start makes, here at two nodes at once."""
    await migrate(url)
    db = Database(url)
    async with db.transaction() as session:
        await make_line(session)
        for name in AGENTS:
            await make_agent(session, username=name)
    await db.close()


@contextlib.asynccontextmanager
async def two_nodes(folder: Path) -> AsyncIterator[TwoNodes]:
    ports = [Process([], folder).port, Process([], folder).port]
    with running_postgresql() as postgresql, running_redis_server() as redis:
        postgresql.run_sql("CREATE DATABASE desk")
        async with balancing(ports) as balancer:
            carrier = build_carrier(folder, balancer)
            nodes = build_nodes(folder, balancer, carrier, postgresql.url("desk"), redis.url)
            with contextlib.ExitStack() as stack:
                await fill(postgresql.url("desk"))
                for process in (carrier, *nodes):
                    process.start()
                    stack.callback(process.stop)
                for process, path in ((carrier, "/phone"), *((node, "/readyz") for node in nodes)):
                    await asyncio.to_thread(process.wait_until, path)
                urls = [node.base_url for node in nodes]
                agents = [DeskAgent(name, PASSWORD, urls, number % 2) for number, name in enumerate(AGENTS)]
                yield TwoNodes(nodes, carrier, balancer, postgresql, redis, agents)


@contextlib.asynccontextmanager
async def at_work(desk: TwoNodes) -> AsyncIterator[None]:
    """Agents at their desks and owners writing; at the end the last text is worked off and the books are compared."""
    async with contextlib.AsyncExitStack() as stack:
        for agent in desk.agents:
            await agent.sign_in()
            stack.push_async_callback(agent.close)
        async with background(*(agent.work() for agent in desk.agents)):
            async with background(write_texts(desk)):
                yield
            await worked_off(desk)
        await check_books(desk)


@contextlib.asynccontextmanager
async def background(*work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(each) for each in work]
    try:
        yield
        broken = [task for task in tasks if task.done()]
        assert not broken, [task.exception() for task in broken]
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def write_texts(desk: TwoNodes) -> None:
    """Owners write at the carrier, until cancelled; from there the webhooks come by the balancer."""
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    chance = random.Random(seed)
    async with aiohttp.ClientSession() as http:
        for number in itertools.count():
            phone, body = f"+8526{number // 3:07}", {"line": LINE, "text": f"3座12樓B室 漏水 {number}"}
            async with http.post(f"{desk.carrier.base_url}/control/phones/{phone}/texts", json=body) as answer:
                assert answer.status in (200, 201), await answer.text()
            await asyncio.sleep(chance.uniform(0.5, 1.5) / RATE)


async def eventually(look: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> float:
    """Until it is seen; returns how long that took."""
    began = time.monotonic()
    while not await asyncio.to_thread(look):
        assert time.monotonic() - began < seconds, f"not seen within {seconds} s: {what}"
        await asyncio.sleep(0.05)
    return time.monotonic() - began


async def worked_off(desk: TwoNodes) -> None:
    """Until the carrier has handed over every text and no contact waits for an agent any more."""

    def nothing_waits() -> bool:
        undelivered = desk.books("SELECT count(*) FROM texts WHERE direction = 'inbound' AND status <> 'received'")
        ((waiting, journal),) = desk.sql(
            "SELECT (SELECT count(*) FROM contacts WHERE state IN ('new', 'queued', 'offered', 'active') "
            "AND address LIKE '+8526000%'), (SELECT count(*) FROM inbound_events WHERE state = 'waiting')"
        )
        return undelivered == [(0,)] and (waiting, journal) == ("0", "0")

    await eventually(nothing_waits, "all texts answered")


async def check_books(desk: TwoNodes) -> None:
    """The carrier's books, the database, and every agent's view from each node that lives."""
    stored = Counter(sid for (sid,) in desk.sql("SELECT external_id FROM messages WHERE direction = 'inbound'"))
    written = [sid for (sid,) in desk.books("SELECT sid FROM texts WHERE direction = 'inbound'")]
    assert len(written) > 30, "owners hardly wrote"
    assert not (lost := set(written) - set(stored)), f"{len(lost)} texts are gone"
    assert {sid for sid in written if stored[sid] != 1} == set(), "texts are there twice"

    # What a killed node was about to send belongs to it for the length of a lease; it is late, but not lost. Asked
    # before the carrier: what is sent between the two questions would be in neither answer.
    leased = {row[0] for row in desk.sql("SELECT payload ->> 'text' FROM outbox WHERE state IN ('waiting', 'claimed')")}
    told = desk.books("SELECT phone, body FROM texts WHERE direction LIKE 'outbound%'")
    said = Counter(body for _, body in told if body.startswith("reply "))
    replies = [reply for agent in desk.agents for reply in agent.replies]
    assert {text: count for text, count in said.items() if count != 1} == {}, "owners were answered twice"
    assert set(replies) - set(said) - leased == set(), "answers are gone"
    acknowledged = Counter(phone for phone, body in told if not body.startswith("reply "))
    assert {phone: count for phone, count in acknowledged.items() if count > 1} == {}, "owners were told twice"

    held: dict[str, set[str]] = {}
    for contact, agent_id in desk.sql("SELECT id, agent_id FROM contacts WHERE agent_id IS NOT NULL"):
        held.setdefault(agent_id, set()).add(contact)
    living = [number for number, node in enumerate(desk.nodes) if node.process and node.process.poll() is None]
    for agent in desk.agents:
        views = [await agent.view(node) for node in living]
        assert all(view == views[0] for view in views), "two nodes tell two stories"
        assert set(views[0]) == held.get(agent.agent_id, set())


async def both_nodes_work(desk: TwoNodes, since: float, *, each: int) -> float:
    """Until agents at both nodes have accepted so many; returns how long that took."""

    def work() -> bool:
        return all(desk.accepted(node, since) >= each for node in (FIRST, SECOND))

    return await eventually(work, "agents at both nodes answer")


def third_node(folder: Path, desk: TwoNodes) -> Process:
    """Set up as the others, but for a media folder of its own."""
    (folder / "third").mkdir()
    settings = desk.nodes[FIRST].settings | {"MEDIA_URL": (folder / "third" / "media").as_uri()}
    return Process(["serve"], folder / "third", settings=settings)


@contextlib.asynccontextmanager
async def refused(node: Process) -> AsyncIterator[None]:
    """Beside what happens inside: it waits until the others could have been dead, and ends with one sentence."""
    node.start()
    assert node.process is not None
    try:
        yield
        assert await asyncio.to_thread(node.process.wait, 60) == 2
        assert "CONTACTCENTER_MEDIA_URL is not the store of the other node" in node.last_words()
    finally:
        node.stop()


async def test_a_node_is_killed_and_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    async with two_nodes(tmp_path) as desk:
        async with at_work(desk):
            await both_nodes_work(desk, 0, each=4)
            assert min(desk.metric(node, "contactcenter_journal_accepted_total") for node in (FIRST, SECOND)) > 0
            survivors = [agent for agent in desk.agents if agent.node == SECOND]
            orphans = [agent for agent in desk.agents if agent.node == FIRST]

            await asyncio.to_thread(desk.nodes[FIRST].kill)
            killed_at = time.monotonic()
            moved = await eventually(
                lambda: any(agent.heard("offer.made", since=killed_at, node=SECOND) for agent in survivors),
                "the other node makes offers",
            )
            print(f"the first offer {moved:.2f} s after the kill")
            assert moved < 10
            noticed = await eventually(
                lambda: all(agent.heard("resync", since=killed_at) for agent in survivors),
                "screens of the survivor refetch",
                seconds=EXPIRY_SECONDS + 15,
            )
            print(f"screens refetched {noticed:.2f} s after the kill")
            await eventually(
                lambda: all(agent.heard("hello", since=killed_at, node=SECOND) for agent in orphans),
                "agents of the dead node come to the other",
            )
            assert desk.accepted(SECOND, killed_at) > 0


async def test_redis_is_flushed_and_stopped_and_the_service_goes_on(tmp_path: Path) -> None:
    async with two_nodes(tmp_path) as desk, refused(third_node(tmp_path, desk)):
        async with at_work(desk):
            await both_nodes_work(desk, 0, each=2)
            await asyncio.to_thread(desk.redis.command, "FLUSHALL")
            await both_nodes_work(desk, time.monotonic(), each=2)

            stopped_at = time.monotonic()
            await asyncio.to_thread(desk.redis.stop)
            without = await both_nodes_work(desk, stopped_at, each=3)
            print(f"both nodes offered again {without:.2f} s after Redis stopped")
            assert without < REFETCH_SECONDS + 10
            assert all(agent.heard("resync", since=stopped_at) for agent in desk.agents), "screens live by refetching"
            assert desk.metric(FIRST, "contactcenter_live_bus_connected") == 0
            handed_over = "SELECT count(*) FROM texts WHERE direction = 'inbound' AND status = 'received'"
            ((before,),) = desk.books(handed_over)
            await eventually(lambda: int(desk.books(handed_over)[0][0]) > int(before) + 5, "texts are acknowledged")

            started_at = time.monotonic()
            await asyncio.to_thread(desk.redis.start)
            back = await eventually(
                lambda: all(desk.metric(node, "contactcenter_live_bus_connected") == 1 for node in (FIRST, SECOND)),
                "both nodes hear each other",
            )
            print(f"both nodes heard each other {back:.2f} s after Redis started")
            assert back < 10
            await eventually(
                lambda: all(agent.heard("resync", since=started_at) for agent in desk.agents),
                "screens refetch once more",
            )


async def test_postgresql_is_restarted_and_both_nodes_go_on(tmp_path: Path) -> None:
    async with two_nodes(tmp_path) as desk:
        async with at_work(desk):
            await both_nodes_work(desk, 0, each=2)
            await asyncio.to_thread(desk.postgresql.stop)
            await asyncio.sleep(2)
            started_at = time.monotonic()
            await asyncio.to_thread(desk.postgresql.start)
            back = await both_nodes_work(desk, started_at, each=2)
            print(f"both nodes worked {back:.2f} s after PostgreSQL started")
            assert back < 20
            assert desk.sql("SELECT count(*) FROM nodes") == [["2"]]
