"""The live bus in one process: delivers committed facts to screens and wakes workers.

It may lose anything at any time: screens refetch after a `Resync`, and workers also look by themselves each second.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence, Set
from contextlib import asynccontextmanager
from dataclasses import dataclass

from contactcenter.events import OF_ONE_THREAD, Fact

# A subscriber that falls this many batches behind is told to refetch instead.
LONGEST_BACKLOG = 1000


@dataclass(frozen=True, slots=True)
class Resync:
    """Something may have been missed; refetch."""

    reason: str


class Subscription:
    """What one socket of `agent_id` hears, in order: lists of facts, or a `Resync`."""

    def __init__(self, agent_id: str) -> None:
        self.agent_id = agent_id
        self.shows: frozenset[str] | None = None
        self._waiting: asyncio.Queue[list[Fact] | Resync] = asyncio.Queue(LONGEST_BACKLOG)

    def deliver(self, news: list[Fact] | Resync) -> None:
        if self._waiting.full():
            while not self._waiting.empty():
                self._waiting.get_nowait()
            news = Resync("too slow")
        self._waiting.put_nowait(news)

    def __aiter__(self) -> AsyncIterator[list[Fact] | Resync]:
        return self

    async def __anext__(self) -> list[Fact] | Resync:
        return await self._waiting.get()


class InProcessBus:
    """Facts and wake-ups within this process; `RedisBus` adds the other nodes."""

    # Whether everybody who should be heard can be.
    is_connected = True

    def __init__(self) -> None:
        self._subscriptions: set[Subscription] = set()
        # Subscriptions by what they show, so that a fact costs what it reaches and not what is open.
        self._by_thread: dict[str, set[Subscription]] = {}
        self._by_agent: dict[str, set[Subscription]] = {}
        self._of_everything: set[Subscription] = set()
        self._sleepers: dict[str, set[asyncio.Event]] = {}
        self._followers: list[Callable[[list[Fact] | Resync], None]] = []

    async def run(self) -> None:
        """Nothing to keep running within one process."""

    async def publish(self, facts: Sequence[Fact], topics: set[str]) -> None:
        """Tell everybody; never fails, since the commit has already happened."""
        self.deliver(list(facts), topics)

    def deliver(self, news: list[Fact] | Resync, topics: set[str]) -> None:
        """Hand news to this process's followers and subscribers, and wake its workers."""
        for follow in self._followers:
            follow(news)
        if isinstance(news, Resync):
            for subscription in self._subscriptions:
                subscription.deliver(news)
        else:
            for subscription, facts in self._dealt_out(news).items():
                subscription.deliver(facts)
        for topic in topics:
            for sleeper in self._sleepers.get(topic, ()):
                sleeper.set()

    def _dealt_out(self, facts: list[Fact]) -> dict[Subscription, list[Fact]]:
        dealt: dict[Subscription, list[Fact]] = {}
        for fact in facts:
            for subscription in self._hearers(fact):
                dealt.setdefault(subscription, []).append(fact)
        return dealt

    def _hearers(self, fact: Fact) -> Set[Subscription]:
        if fact.agent_ids is not None:
            return set().union(*(self._by_agent.get(agent_id, ()) for agent_id in fact.agent_ids))
        if fact.type not in OF_ONE_THREAD:
            return self._subscriptions
        showing = self._by_thread.get(fact.id, set()) | self._of_everything
        return showing | self._by_agent.get(fact.holder_id, set()) if fact.holder_id else showing

    def follow(self, hear: Callable[[list[Fact] | Resync], None]) -> None:
        """Hear everything, whomever it concerns, before anybody is woken by it: for pictures kept of the rows."""
        self._followers.append(hear)

    @asynccontextmanager
    async def subscribe(self, agent_id: str = "") -> AsyncIterator[Subscription]:
        """Hear everything that concerns this agent from now on; `show` narrows it."""
        subscription = Subscription(agent_id)
        self._subscriptions.add(subscription)
        self._by_agent.setdefault(agent_id, set()).add(subscription)
        self._of_everything.add(subscription)
        try:
            yield subscription
        finally:
            self.show(subscription, frozenset())
            self._subscriptions.discard(subscription)
            _discard(self._by_agent, agent_id, subscription)

    def show(self, subscription: Subscription, thread_ids: frozenset[str]) -> None:
        """From now on the subscriber hears of these threads, of those its agent holds, and of no others."""
        before = subscription.shows or frozenset()
        for thread_id in before - thread_ids:
            _discard(self._by_thread, thread_id, subscription)
        for thread_id in thread_ids - before:
            self._by_thread.setdefault(thread_id, set()).add(subscription)
        subscription.shows = thread_ids
        self._of_everything.discard(subscription)

    def topics(self) -> set[str]:
        """All topics somebody waits for."""
        return set(self._sleepers)

    def alarm(self, topics: Sequence[str]) -> asyncio.Event:
        """An event set at each wake-up for one of these topics; the worker clears it."""
        sleeper = asyncio.Event()
        for topic in topics:
            self._sleepers.setdefault(topic, set()).add(sleeper)
        return sleeper


def _discard(index: dict[str, set[Subscription]], key: str, subscription: Subscription) -> None:
    index[key].discard(subscription)
    if not index[key]:
        del index[key]
