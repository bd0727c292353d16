"""`python -m tests.support.floor.node <plan> <number>`: one node with its jobs, its share of texts and of agents.

A line on its standard input tells the number of a dead node, whose texts and agents come to this one.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from random import Random

from sqlalchemy import select, text

import tests.support.tables  # noqa: F401  (all tables are known to the metadata)
from contactcenter import clock
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.contracts import InboundText
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.jobs import end_wrap_ups, expire_offers
from contactcenter.jobs.offer_waiting import Matcher
from contactcenter.jobs.watch_windows import WatchWindows
from contactcenter.live.nodes import HEARTBEAT_SECONDS, Heartbeat, Membership
from contactcenter.live.redis_bus import RedisBus
from contactcenter.media.store import MediaStore
from contactcenter.worker import Job, Worker
from tests.support.floor.desk import FloorAgent
from tests.support.floor.plan import Plan, class_of, line_of, sender_of


def text_of(number: int) -> InboundText:
    """Every text of its own owner, on the lines in turn."""
    return InboundText(f"SM{number:06}", sender_of(number), line_of(number), f"第 {number} 個問題", clock.now())


class FloorNode:
    """Composed as `app.py` does, without its web side."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.db = Database(plan.database_url)
        self.bus = RedisBus(plan.redis_url)
        self.db.publish = self.bus.publish
        settings = Settings(secret_key="the same on both", redis_url=plan.redis_url, data_directory=Path.cwd())
        self.membership = Membership(self.db, MediaStore(plan.media_url), settings)
        self.windows: dict[str, str] = {}
        self.bus.introduce(installation="floor", node=self.membership.id)

    async def run(self, number: int) -> None:
        await self.membership.join(now=clock.now())
        jobs = [
            Job("offer waiting contacts", Matcher(self.bus).fire, seconds=0.5, topics=["offers", "presence"]),
            Job("end missed offers", expire_offers.fire, seconds=0.5),
            Job("end wrap-ups", end_wrap_ups.fire, seconds=1),
            Job("watch windows", WatchWindows(self.windows, node=self.membership.id).fire, seconds=2),
            Job("renew heartbeat", Heartbeat(self.membership, self.bus).fire, seconds=HEARTBEAT_SECONDS),
        ]
        async with asyncio.TaskGroup() as group:
            group.create_task(self.bus.run())
            group.create_task(Worker(self.db, self.bus, jobs).run())
            group.create_task(self.measure())
            await self.take_on(group, number)
            async for line in _lines():
                await self.take_on(group, int(line))

    async def take_on(self, group: asyncio.TaskGroup, node: int) -> None:
        """The texts and the agents of a node."""
        async with self.db.reading() as session:
            ids = {name: id_ for name, id_ in await session.execute(select(Agent.username, Agent.id))}
            stored = set(await session.scalars(select(Message.external_id)))
        missing = [number for number in self.plan.texts_at(node) if text_of(number).external_id not in stored]
        group.create_task(self.receive(missing, Random(f"{self.plan.seed} texts {node}")))
        pause = Random(f"{self.plan.seed} node {node}")
        for number in self.plan.agents_at(node):
            agent = FloorAgent(self.plan, ids[self.plan.username(number)], node=self.membership.id)
            group.create_task(agent.work(self.db, self.bus, self.windows, first_pause=pause.uniform(0, 2)))

    async def measure(self) -> None:
        """How long one round trip to the database takes on this machine just now."""
        loop = asyncio.get_running_loop()
        worst = 0.0
        while True:
            began = loop.time()
            await asyncio.sleep(0.2)
            async with self.db.reading() as session:
                await session.execute(text("SELECT 1"))
            seconds = loop.time() - began - 0.2
            if seconds > worst:
                worst = seconds
                async with self.db.transaction() as session:
                    statement = text("INSERT INTO round_trips (seconds) VALUES (:seconds)")
                    await session.execute(statement.bindparams(seconds=seconds))

    async def receive(self, numbers: list[int], chance: Random) -> None:
        while numbers:
            size = chance.choice([1, 1, 2, 4])
            batch, numbers = numbers[:size], numbers[size:]
            await self._store(batch)
            await asyncio.sleep(chance.expovariate(self.plan.rate / size))

    async def _store(self, numbers: list[int]) -> None:
        now = clock.now()
        classes = {sender_of(number): class_of(number) for number in numbers}
        async with self.db.transaction() as session:
            await receive_messages(session, [text_of(number) for number in numbers], now=now)
            for contact in (await session.scalars(select(Contact).where(Contact.address.in_(classes)))).all():
                if await raise_class(
                    session, contact, classes[contact.address], author_id=None, now=now, reason="test"
                ):
                    session.record(Fact("emergency.raised", contact.id))
            session.wake(OFFERS_TOPIC)


async def _lines() -> AsyncIterator[str]:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        yield line.decode()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(FloorNode(Plan.read(Path(sys.argv[1]))).run(int(sys.argv[2])))
