"""One simulated agent: hears of offers as a window does, accepts, declines or misses them, works, comes and goes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, MutableMapping
from random import Random

from sqlalchemy import select

from contactcenter import clock
from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.close_contact import MatterOutcome, close_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.lose_window import close_windows, open_window
from contactcenter.actions.set_presence import set_presence
from contactcenter.actions.wrap_up import wrap_up
from contactcenter.agents.presence import MISSED, OFFLINE
from contactcenter.agents.service import get_agent
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import matters_of
from contactcenter.db import Database
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.events import Fact
from contactcenter.live.bus import InProcessBus, Resync, Subscription
from contactcenter.routing.offers import live_offers_to
from tests.support.floor.plan import Plan

# Of what rings, the share that is accepted, and that share together with what is declined; the rest is missed.
ACCEPTED, ANSWERED = 0.86, 0.93
WRITES_IT_DOWN = 0.3
LOOKS_EVERY_SECONDS = 10.0
Windows = MutableMapping[str, str]


class FloorAgent:
    """`node` is the one at which the agent's windows are."""

    def __init__(self, plan: Plan, agent_id: str, *, node: str) -> None:
        self._plan, self._id, self._node = plan, agent_id, node
        self._chance = Random(f"{plan.seed} {agent_id}")
        self._decided: set[str] = set()
        self._at_work: dict[str, asyncio.Task[None]] = {}

    async def work(self, db: Database, bus: InProcessBus, windows: Windows, *, first_pause: float) -> None:
        """Until cancelled, or gone for good."""
        self._db = db
        await asyncio.sleep(first_pause)
        while True:
            async with self._window(windows), bus.subscribe(self._id) as subscription:
                # Of others' threads this window hears nothing.
                bus.show(subscription, frozenset())
                await self._stay(subscription)
            if self._chance.random() < self._plan.leaves:
                for task in self._at_work.values():
                    task.cancel()
                return
            await asyncio.sleep(self._chance.expovariate(1 / self._plan.away_seconds))

    @contextlib.asynccontextmanager
    async def _window(self, windows: Windows) -> AsyncIterator[None]:
        """As the live socket does it."""
        async with self._db.transaction() as session:
            window = await open_window(session, self._id, node=self._node, now=clock.now())
        windows[window] = self._id
        try:
            yield
        finally:
            del windows[window]
            async with self._db.transaction() as session:
                await close_windows(session, [window], now=clock.now())

    async def _stay(self, subscription: Subscription) -> None:
        loop = asyncio.get_running_loop()
        leaves_at = loop.time() + self._chance.expovariate(1 / self._plan.stays_seconds)
        while loop.time() < leaves_at:
            await self._look()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, min(LOOKS_EVERY_SECONDS, leaves_at - loop.time()))):
                    while not self._concerns_me(await anext(subscription)):
                        pass

    def _concerns_me(self, news: list[Fact] | Resync) -> bool:
        return isinstance(news, Resync) or any(
            fact.agent_ids is not None or (fact.type == "agent.changed" and fact.id == self._id) for fact in news
        )

    async def _look(self) -> None:
        """What a window shows: the own presence, what rings, what one holds."""
        async with self._db.reading() as session:
            presence = (await get_agent(session, self._id)).presence
            ringing = {offer.id: offer.contact_id for offer in await live_offers_to(session, self._id)}
            held = select(Contact.id).where(Contact.agent_id == self._id)
            at_work = list(await session.scalars(held.where(Contact.state.in_((states.ACTIVE, states.WRAP_UP)))))
        if presence in (MISSED, OFFLINE):
            await self._say_available()
        for offer_id, contact_id in ringing.items():
            if offer_id not in self._decided:
                self._decided.add(offer_id)
                await self._decide(contact_id)
        for contact_id in at_work:
            self._begin(contact_id)

    async def _say_available(self) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.5))
        async with self._db.transaction() as session:
            agent = await get_agent(session, self._id)
            await set_presence(session, agent, "available", author=agent, now=clock.now())

    async def _decide(self, contact_id: str) -> None:
        await asyncio.sleep(self._chance.uniform(0, 0.3))
        mood = self._chance.random()
        if mood >= ANSWERED:
            return
        act = accept_contact if mood < ACCEPTED else decline_contact
        # A colleague was faster, or the offer is over.
        with contextlib.suppress(Conflict, NotAllowed):
            async with self._db.transaction() as session:
                await act(session, contact_id, agent=await get_agent(session, self._id), now=clock.now())

    def _begin(self, contact_id: str) -> None:
        running = self._at_work.get(contact_id)
        if running is None or running.done():
            self._at_work[contact_id] = asyncio.create_task(self._finish(contact_id))

    async def _finish(self, contact_id: str) -> None:
        await asyncio.sleep(self._chance.expovariate(1 / self._plan.work_seconds))
        # It was taken away meanwhile where the agent was thought to be gone.
        with contextlib.suppress(Conflict, NotAllowed):
            if self._chance.random() < WRITES_IT_DOWN:
                async with self._db.transaction() as session:
                    agent = await get_agent(session, self._id)
                    await wrap_up(session, contact_id, agent=agent, now=clock.now())
                await asyncio.sleep(self._chance.uniform(0, self._plan.work_seconds / 4))
            async with self._db.transaction() as session:
                agent = await get_agent(session, self._id)
                outcomes = [MatterOutcome(matter.id, "answered") for matter in await matters_of(session, contact_id)]
                await close_contact(session, contact_id, outcomes=outcomes, note="", agent=agent, now=clock.now())
