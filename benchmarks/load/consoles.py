"""Open consoles: sockets that note when each thread's news arrived."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp
import orjson


@dataclass(frozen=True)
class Seat:
    """One console: where its socket is, as whom it signs in, and which threads it shows."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    shows: Sequence[str] = ()


class Consoles:
    """`heard_at` gives, by the id of a thread, the moments its news arrived at a console that shows it."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self._seats = seats
        self._http: aiohttp.ClientSession | None = None
        self._listening: list[asyncio.Task[None]] = []
        self.heard_at: dict[str, float] = {}
        self.frames = 0

    async def open(self) -> None:
        self._http = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        for seat in self._seats:
            socket = await self._http.ws_connect(seat.url, headers=seat.headers, compress=0)
            if seat.shows:
                await socket.send_json({"shows": list(seat.shows)})
            self._listening.append(asyncio.create_task(self._listen(socket, frozenset(seat.shows))))

    async def _listen(self, socket: aiohttp.ClientWebSocketResponse, shows: frozenset[str]) -> None:
        async for message in socket:
            at = time.monotonic()
            self.frames += 1
            frame = orjson.loads(message.data)
            if frame["type"] == "message.added" and (not shows or frame["id"] in shows):
                self.heard_at.setdefault(frame["id"], at)

    async def close(self) -> None:
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)
        if self._http is not None:
            await self._http.close()
