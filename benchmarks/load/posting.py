"""Posts prepared requests over kept connections: as fast as answers come (closed loop), or at a rate (open loop)."""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

CONNECTIONS = 64
GIVE_UP_SECONDS = 30


@dataclass
class Outcome:
    """What became of a run. `latencies` in seconds, in open loop from the moment a request was due."""

    seconds: float = 0.0
    accepted: int = 0
    refused: int = 0
    latencies: list[float] = field(default_factory=list)
    due_at: list[float] = field(default_factory=list)


class Connection(asyncio.Protocol):
    """One request at a time; `done` hears the status of each answer."""

    def __init__(self, done: "Poster") -> None:
        self._poster = done
        self._answer = b""
        self._transport: asyncio.Transport | None = None
        self.began_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._poster.is_free(self)

    def post(self, request: bytes, began_at: float) -> None:
        assert self._transport is not None
        self.began_at = began_at
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._answer += data
        head, separator, body = self._answer.partition(b"\r\n\r\n")
        if not separator:
            return
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0] or 0)
        if len(body) < length:
            return
        self._answer = b""
        self._poster.answered(self, int(head[9:12]))

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class Poster:
    """Deals requests out to free connections and counts the answers."""

    def __init__(self, port: int, requests: Sequence[bytes]) -> None:
        self._port = port
        self._requests = requests
        self._next = 0
        self._stop_at = float("inf")
        self._free: deque[Connection] = deque()
        self._due: deque[tuple[int, float]] = deque()
        self._connections: list[Connection] = []
        self._is_open_loop = False
        self._under_way = 0
        self._idle = asyncio.Event()
        self.outcome = Outcome()

    async def connect(self) -> None:
        loop = asyncio.get_running_loop()
        for _ in range(CONNECTIONS):
            _, connection = await loop.create_connection(lambda: Connection(self), "127.0.0.1", self._port)
            self._connections.append(connection)

    def close(self) -> None:
        for connection in self._connections:
            connection.close()

    def is_free(self, connection: Connection) -> None:
        self._free.append(connection)

    def answered(self, connection: Connection, status: int) -> None:
        now = time.monotonic()
        self._under_way -= 1
        self.outcome.latencies.append(now - connection.began_at)
        if 200 <= status < 300:
            self.outcome.accepted += 1
        else:
            self.outcome.refused += 1
        self._free.append(connection)
        if self._is_open_loop:
            self._serve_due()
        elif now < self._stop_at and self._next < len(self._requests):
            self._post_next(now)
        if not self._under_way:
            self._idle.set()

    def _post_next(self, began_at: float) -> None:
        self._under_way += 1
        self._free.popleft().post(self._requests[self._next], began_at)
        self._next += 1

    def _serve_due(self) -> None:
        while self._free and self._due:
            index, due_at = self._due.popleft()
            self._under_way += 1
            self._free.popleft().post(self._requests[index], due_at)

    async def as_fast_as_answered(self, seconds: float) -> Outcome:
        """Closed loop: every connection posts again as soon as it was answered."""
        started = time.monotonic()
        self._stop_at = started + seconds
        for _ in range(len(self._free)):
            self._post_next(time.monotonic())
        async with asyncio.timeout(seconds + GIVE_UP_SECONDS):
            await self._idle.wait()
        self.outcome.seconds = time.monotonic() - started
        return self.outcome

    async def at_rate(self, rate: float, count: int) -> Outcome:
        """Open loop: request n is due n/rate seconds after the start, whether or not the others were answered."""
        self._is_open_loop = True
        started = time.monotonic()
        for index in range(count):
            due_at = started + index / rate
            if (pause := due_at - time.monotonic()) > 0:
                await asyncio.sleep(pause)
            self.outcome.due_at.append(due_at)
            self._due.append((index, due_at))
            self._serve_due()
        async with asyncio.timeout(GIVE_UP_SECONDS):
            while self._due or self._under_way:
                self._idle.clear()
                await self._idle.wait()
        self.outcome.seconds = time.monotonic() - started
        return self.outcome
