"""Two nodes on one PostgreSQL and one Redis, a floor of agents spread over both, and one node killed.

The agents are simulated inside the nodes with the real actions; they accept, decline and miss, close their windows and
come back, or do not. What triggers of the database wrote down is checked afterwards: see `tests/support/floor/books`.
"""

import asyncio
import contextlib
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from contactcenter.db import Database
from contactcenter.jobs.offer_waiting import MATCHER_LOCK
from contactcenter.migrations.runner import migrate
from contactcenter.routing.models import Queue
from tests.support.builders.agents import make_agent
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_queue, serve
from tests.support.floor.books import PATIENCE, TRIGGERS, Books, Line
from tests.support.floor.plan import CAPACITY, QUEUES, RELAXES_AFTER, SKILLS, Plan, line_of, serves, skills_of
from tests.support.servers import PostgreSQL, running_postgresql, running_redis_server

pytestmark = pytest.mark.process

ROOT = Path(__file__).parents[2]
SMALL = Plan(
    seed=0,
    agents=20,
    texts=260,
    rate=8,
    work_seconds=1.6,
    offer_seconds=2,
    stays_seconds=15,
    away_seconds=1.5,
    leaves=0,
)
LARGE = Plan(
    seed=0,
    agents=200,
    texts=5000,
    rate=8,
    work_seconds=14,
    offer_seconds=4,
    stays_seconds=60,
    away_seconds=5,
    leaves=0.03,
)


async def fill(plan: Plan) -> None:
    await migrate(plan.database_url)
    db = Database(plan.database_url)
    async with db.transaction() as session:
        queues: dict[str, Queue] = {}
        for number, code in enumerate(QUEUES):
            queue = queues[code] = await make_queue(session, code, offer_seconds=plan.offer_seconds)
            relaxed = {"after_seconds": RELAXES_AFTER, "skills": {}}
            queue.requirements = [{"after_seconds": 0, "skills": SKILLS[code]}, relaxed] if SKILLS[code] else []
            await make_line(session, address=line_of(number), queue_id=queue.id, acknowledges=False)
        for number in range(plan.agents):
            agent = await make_agent(session, username=plan.username(number), skills=skills_of(number))
            agent.capacity = {"sms": CAPACITY}
            for code in serves(number):
                await serve(session, queues[code], agent)
    await db.close()


class Floor:
    """The two nodes, the second of which stands by at first."""

    def __init__(self, plan: Plan, folder: Path, postgresql: PostgreSQL) -> None:
        self.plan, self._folder, self._postgresql = plan, folder, postgresql
        self._nodes: list[subprocess.Popen[str]] = []
        plan.keep(folder / "plan.json")

    def sql(self, statement: str) -> list[list[str]]:
        return [line.split("|") for line in self._postgresql.run_sql(statement, "floor").splitlines()]

    def start(self, number: int) -> None:
        command = [sys.executable, "-m", "tests.support.floor.node", str(self._folder / "plan.json"), str(number)]
        with self.log(number).open("w") as log:
            options = {"stdin": subprocess.PIPE, "stdout": log, "stderr": log, "text": True, "cwd": ROOT}
            self._nodes.append(subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, **options))

    def log(self, number: int) -> Path:
        return self._folder / f"node-{number}.log"

    def kill(self, number: int) -> None:
        self._nodes[number].kill()
        self._nodes[number].wait()

    def tell(self, number: int, words: str) -> None:
        pipe = self._nodes[number].stdin
        assert pipe is not None
        pipe.write(f"{words}\n")
        pipe.flush()

    def check_alive(self, number: int) -> None:
        assert self._nodes[number].poll() is None, self.log(number).read_text()[-5000:]

    def stop(self) -> None:
        for node in self._nodes:
            if node.stdin is not None:
                node.stdin.close()
            node.kill()
            node.wait()

    def closed(self) -> int:
        """What was left in wrap-up by somebody who has gone is for the handover."""
        left = "state = 'wrap_up' AND agent_id IN (SELECT id FROM agents WHERE presence = 'offline')"
        return int(self.sql(f"SELECT count(*) FROM contacts WHERE state = 'closed' OR {left}")[0][0])

    def is_led(self) -> bool:
        query = f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = {MATCHER_LOCK} AND granted"
        return self.sql(query) == [["1"]]

    def books(self) -> Books:
        numbers = {id_: int(address[5:]) for id_, address in self.sql("SELECT id, address FROM contacts")}
        agents = {id_: int(name[5:]) for id_, name in self.sql("SELECT id, username FROM agents")}
        books = Books(self.plan, numbers, agents)
        query = "SELECT at, kind, id, coalesce(agent, ''), state, coalesce(contact, ''), coalesce(key, 0) FROM books"
        rows = self.sql(f"{query} ORDER BY number")
        books.read([Line(float(at), *words, int(key)) for at, *words, key in rows])
        books.latest = float(self.sql("SELECT max(seconds) FROM round_trips")[0][0])
        return books


@contextlib.contextmanager
def floor(plan: Plan, folder: Path) -> Iterator[Floor]:
    with running_postgresql() as postgresql, running_redis_server() as redis:
        postgresql.run_sql("CREATE DATABASE floor")
        (folder / "media").mkdir()
        plan = replace(plan, database_url=postgresql.url("floor"), redis_url=redis.url)
        plan = replace(plan, media_url=(folder / "media").as_uri())
        asyncio.run(fill(plan))
        postgresql.run_sql(TRIGGERS, "floor")
        both = Floor(plan, folder, postgresql)
        try:
            yield both
        finally:
            both.stop()


def wait_until(look: object, what: str, *, seconds: float) -> float:
    began = time.monotonic()
    while not look():  # type: ignore[operator]
        assert time.monotonic() - began < seconds, f"not seen within {seconds} s: {what}"
        time.sleep(0.1)
    return time.monotonic() - began


def play(plan: Plan, folder: Path) -> Books:
    """The node that leads is killed when a third is done; its texts and agents come to the other."""
    with floor(plan, folder) as both:
        both.start(0)
        wait_until(both.is_led, "the first node leads", seconds=60)
        both.start(1)
        began = time.monotonic()

        def has_closed(count: int) -> bool:
            both.check_alive(1)
            return both.closed() >= count

        patience = 60 + 4 * plan.texts / plan.rate
        wait_until(lambda: has_closed(plan.texts // 3), "a third is done", seconds=patience)
        both.check_alive(0)
        both.kill(0)
        led = wait_until(both.is_led, "the other node leads", seconds=15)
        time.sleep(random.uniform(0.5, 1.5))
        both.tell(1, "0")
        wait_until(lambda: has_closed(plan.texts), "everything is done", seconds=patience)
        print(f"the other node led {led:.2f} s after the kill; all done in {time.monotonic() - began:.1f} s")
        return both.books()


def check(books: Books) -> None:
    # On a machine that is busy with other things everything takes longer, and a decision some thirty round trips.
    slack = 5 * books.latest
    worst, which = books.longest_in_vain()
    disordered = list(books.out_of_order(PATIENCE / 2 + slack))
    let_go = sum(len(moments) for moments in books.let_go.values())
    print(f"{len(books.offers)} offers, {let_go} of them let go; a round trip took at most {books.latest:.3f} s")
    print(f"waited in vain at most {worst:.2f} s ({which})")
    assert not books.wrongs, books.wrongs[:5]
    ends = Counter(books.ends.values())
    assert ends["closed"] + ends["written"] + ends["wrap_up"] == books.plan.texts, f"none is lost: {ends}"
    assert sorted(books.numbers.values()) == list(range(books.plan.texts)), "each text has one contact"
    assert worst < PATIENCE + slack, which
    assert not disordered, (len(disordered), disordered[:5])


def test_a_small_floor_loses_nobody_and_lets_nobody_wait_in_vain(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    check(play(replace(SMALL, seed=seed), tmp_path))


@pytest.mark.soak
def test_a_large_floor_loses_nobody_and_lets_nobody_wait_in_vain(tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    check(play(replace(LARGE, seed=seed), tmp_path))
