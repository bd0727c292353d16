"""The live bus between nodes: this process is told directly, the others over Redis publish/subscribe.

Redis keeps nothing of ours: it may be flushed, restarted or gone. Nobody who commits waits for it: a task of its own
sends. While it is away, screens are told to refetch every few seconds, and once more when it is back.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import orjson
import redis.asyncio as redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from contactcenter.events import Fact
from contactcenter.live.bus import InProcessBus, Resync

log = logging.getLogger(__name__)

PUBLISH_SECONDS = 1.0
FIRST_PAUSE_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 2.0
# Each node says so often that it is there, and hears itself: who hears nothing for longer has a dead connection, and
# who missed something notices at the next number.
ALIVE_SECONDS = 4.0
SILENCE_SECONDS = 10.0
# While the others cannot be heard, screens live by refetching.
REFETCH_SECONDS = 5.0
# What could not be sent is not worth keeping: the others refetch.
LONGEST_QUEUE = 1000


class RedisBus(InProcessBus):
    """All nodes of one installation share a Redis channel. Each node numbers what it sends, so gaps are seen."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.is_connected = False
        # We repeat by ourselves: the library's own patience would keep a parcel for ten seconds and more.
        retry = Retry(NoBackoff(), 0)
        self._redis = redis.Redis.from_url(
            url, socket_connect_timeout=2, socket_timeout=PUBLISH_SECONDS, health_check_interval=10, retry=retry
        )
        self._listener = redis.Redis.from_url(url, socket_connect_timeout=2, socket_timeout=None, retry=retry)
        self._channel = ""
        self._node = ""
        self._number = 0
        self._last_numbers: dict[str, int] = {}
        self._outgoing: list[bytes] = []
        self._is_outgoing = asyncio.Event()

    def introduce(self, *, installation: str, node: str) -> None:
        """Say who we are, before `run`: several installations may share one Redis."""
        self._channel = f"contactcenter:{installation}:live"
        self._node = node

    async def publish(self, facts: Sequence[Fact], topics: set[str]) -> None:
        await super().publish(facts, topics)
        self._post(facts, topics)

    async def check(self) -> None:
        """Raise `ConnectionError` where Redis does not answer."""
        try:
            await self._redis.ping()
        except RedisError as error:
            raise ConnectionError(type(error).__name__) from error
        finally:
            await self._redis.aclose()

    async def run(self) -> None:
        """Send and listen until cancelled, reconnecting for ever."""
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._send_for_ever(), name="live bus sending")
                group.create_task(self._listen_for_ever(), name="live bus listening")
        finally:
            self.is_connected = False
            await self._listener.aclose()
            await self._redis.aclose()

    def _post(self, facts: Sequence[Fact], topics: set[str]) -> None:
        # A number is spent even where its parcel is lost: whoever hears the next one sees the gap and refetches.
        self._number += 1
        if len(self._outgoing) < LONGEST_QUEUE:
            said = {"facts": [asdict(fact) for fact in facts], "topics": sorted(topics)}
            self._outgoing.append(orjson.dumps({"node": self._node, "number": self._number, **said}))
        self._is_outgoing.set()

    async def _send_for_ever(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        try:
            while True:
                try:
                    async with asyncio.timeout(ALIVE_SECONDS):
                        await self._is_outgoing.wait()
                except TimeoutError:
                    self._post([], set())
                try:
                    await self._send()
                    pause = FIRST_PAUSE_SECONDS
                except (RedisError, OSError) as error:
                    log.warning("live_bus_unreachable", extra={"error": type(error).__name__})
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                    self._outgoing.clear()
                    self._post([], set())
        except asyncio.CancelledError:
            await self._send_last()
            raise

    async def _send(self) -> None:
        self._is_outgoing.clear()
        parcels, self._outgoing = self._outgoing, []
        async with self._redis.pipeline(transaction=False) as pipeline:
            for parcel in parcels:
                pipeline.publish(self._channel, parcel)
            await pipeline.execute()
        _heed_cancellation()

    async def _send_last(self) -> None:
        """What was committed just before the end; nobody waits for it for long."""
        if not self._outgoing:
            return
        try:
            async with asyncio.timeout(PUBLISH_SECONDS):
                await self._send()
        except (RedisError, OSError) as error:
            log.warning("live_bus_unreachable", extra={"error": type(error).__name__})

    async def _listen_for_ever(self) -> None:
        loop = asyncio.get_running_loop()
        pause, told_at = FIRST_PAUSE_SECONDS, 0.0
        while True:
            try:
                await self._listen()
            except (RedisError, OSError) as error:
                log.warning("live_bus_lost", extra={"error": type(error).__name__, "pause": pause})
            if self.is_connected:
                # Most often it is there again at once, and screens refetch once.
                self.is_connected, pause, told_at = False, FIRST_PAUSE_SECONDS, 0.0
            else:
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                if loop.time() - told_at >= REFETCH_SECONDS:
                    self.deliver(Resync("bus lost"), set())
                    told_at = loop.time()
            await asyncio.sleep(pause)

    async def _listen(self) -> None:
        async with self._listener.pubsub(ignore_subscribe_messages=True) as pubsub:
            async with asyncio.timeout(SILENCE_SECONDS):
                await pubsub.subscribe(self._channel)
            _heed_cancellation()
            self.is_connected = True
            # Whatever was said while we were not listening is lost.
            self.deliver(Resync("bus connected"), self.topics())
            messages = aiter(pubsub.listen())
            while True:
                async with asyncio.timeout(SILENCE_SECONDS):
                    message = await anext(messages, None)
                if message is None:
                    raise ConnectionError("the subscription ended")
                try:
                    self._hear(orjson.loads(message["data"]))
                except (ValueError, KeyError, TypeError) as error:
                    # A node of another version, during an upgrade: what it means, screens find by refetching.
                    log.warning("live_bus_not_understood", extra={"error": type(error).__name__})
                    self.deliver(Resync("bus not understood"), self.topics())

    def _hear(self, said: dict[str, Any]) -> None:
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


def _heed_cancellation() -> None:
    """The library awaits `asyncio.wait_for`, which before Python 3.12 now and then swallows a cancellation."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
