"""The live bus in one process: delivers committed facts to screens and wakes workers.

It may lose anything at any time: screens refetch after a `Resync`, and workers also look by themselves each second.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from contactcenter.events import Fact

# A subscriber that falls this many batches behind is told to refetch instead.
LONGEST_BACKLOG = 1000


@dataclass(frozen=True, slots=True)
class Resync:
    """Something may have been missed; refetch."""

    reason: str


class Subscription:
    """What one socket hears, in order: lists of facts, or a `Resync`."""

    def __init__(self) -> None:
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

    def __init__(self) -> None:
        self._subscriptions: set[Subscription] = set()
        self._sleepers: dict[str, set[asyncio.Event]] = {}

    async def run(self) -> None:
        """Nothing to keep running within one process."""

    async def publish(self, facts: Sequence[Fact], topics: set[str]) -> None:
        """Tell everybody; never fails, since the commit has already happened."""
        self.deliver(list(facts), topics)

    def deliver(self, news: list[Fact] | Resync, topics: set[str]) -> None:
        """Hand news to this process's subscribers and wake its workers."""
        if news:
            for subscription in self._subscriptions:
                subscription.deliver(news)
        for topic in topics:
            for sleeper in self._sleepers.get(topic, ()):
                sleeper.set()

    @asynccontextmanager
    async def subscribe(self) -> AsyncIterator[Subscription]:
        """Hear everything from now on."""
        subscription = Subscription()
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    def topics(self) -> set[str]:
        """All topics somebody waits for."""
        return set(self._sleepers)

    def alarm(self, topics: Sequence[str]) -> asyncio.Event:
        """An event set at each wake-up for one of these topics; the worker clears it."""
        sleeper = asyncio.Event()
        for topic in topics:
            self._sleepers.setdefault(topic, set()).add(sleeper)
        return sleeper
