"""The live bus between nodes: this process is told directly, the others over Redis publish/subscribe.

Redis keeps nothing of ours: it may be flushed, restarted or gone; then screens of other nodes refetch when it is back.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson
import redis.asyncio as redis
from redis.exceptions import RedisError

from contactcenter.events import Fact
from contactcenter.live.bus import InProcessBus, Resync

log = logging.getLogger(__name__)

PUBLISH_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0


class RedisBus(InProcessBus):
    """All nodes of one installation share a Redis channel. Each node numbers what it sends, so gaps are seen."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._redis = redis.Redis.from_url(
            url, socket_connect_timeout=2, socket_timeout=PUBLISH_SECONDS, health_check_interval=10
        )
        self._listener = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=None)
        self._channel = ""
        self._node = ""
        self._number = 0
        self._last_numbers: dict[str, int] = {}

    def introduce(self, *, installation: str, node: str) -> None:
        """Say who we are, before `run`: several installations may share one Redis."""
        self._channel = f"contactcenter:{installation}:live"
        self._node = node

    async def publish(self, facts: Sequence[Fact], topics: set[str]) -> None:
        await super().publish(facts, topics)
        self._number += 1
        parcel = orjson.dumps(
            {"node": self._node, "number": self._number, "facts": [asdict(f) for f in facts], "topics": sorted(topics)}
        )
        try:
            await self._redis.publish(self._channel, parcel)
        except (RedisError, OSError) as error:
            # The number is spent: whoever hears the next one sees the gap and refetches.
            log.warning("live_bus_unreachable", extra={"error": type(error).__name__})

    async def check(self) -> None:
        """Raise where Redis does not answer."""
        await self._redis.ping()

    async def run(self) -> None:
        """Listen to the other nodes until cancelled, reconnecting for ever."""
        pause = FIRST_PAUSE_SECONDS
        try:
            while True:
                try:
                    async with self._listener.pubsub(ignore_subscribe_messages=True) as pubsub:
                        await pubsub.subscribe(self._channel)
                        pause = FIRST_PAUSE_SECONDS
                        # Whatever was said while we were not listening is lost.
                        self.deliver(Resync("bus connected"), self.topics())
                        async for message in pubsub.listen():
                            self._hear(message["data"])
                except (RedisError, OSError) as error:
                    log.warning("live_bus_lost", extra={"error": type(error).__name__, "pause": pause})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        finally:
            await self._listener.aclose()
            await self._redis.aclose()

    def _hear(self, parcel: bytes) -> None:
        said: dict[str, Any] = orjson.loads(parcel)
        if said["node"] == self._node:
            return
        expected = self._last_numbers.get(said["node"], said["number"] - 1) + 1
        self._last_numbers[said["node"]] = said["number"]
        if said["number"] != expected:
            self.deliver(Resync("bus skipped"), self.topics())
        facts = [
            Fact(**{**fact, "agent_ids": fact["agent_ids"] and tuple(fact["agent_ids"])}) for fact in said["facts"]
        ]
        self.deliver(facts, set(said["topics"]))
