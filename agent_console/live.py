"""The live socket: tells one browser window which rows changed, numbered, so that a gap means refetch.

Nothing of a row is sent, only that it changed; what the window may read, the API decides when it asks.

A window may say which threads it shows, with `{"shows": [contact ids]}`, as often as that changes: from then on it
hears of these and of those its agent holds, and no longer of every text in the house. Each newly named thread is
announced once, so that nothing falls between reading and naming it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from weakref import WeakSet

import orjson
from aiohttp import WSCloseCode, WSMessage, WSMsgType, web
from sqlalchemy.exc import SQLAlchemyError

from contactcenter import clock
from contactcenter.actions.lose_window import close_windows, open_window
from contactcenter.db import is_unreachable
from contactcenter.events import Fact
from contactcenter.live.bus import InProcessBus, Resync, Subscription
from contactcenter.web.keys import DATABASE, NODE

PING_SECONDS = 15.0
# Whoever answers no ping of the protocol for this long is gone; a blocked send ends with it.
HEARTBEAT_SECONDS = 30.0
# What a window may say: the ids of a few hundred threads.
LARGEST_MESSAGE = 64 * 1024

OPEN_SOCKETS = web.AppKey("open_sockets", WeakSet[web.WebSocketResponse])
# The connections of this node that stand in the database as open, with their agents.
OPEN_WINDOWS = web.AppKey("open_windows", dict[str, str])

IsStillSignedIn = Callable[[], Awaitable[bool]]


class LiveSocket:
    """One socket of one signed-in person. A slow reader costs a bounded backlog and then one `resync`."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        *,
        agent_id: str,
        is_still_signed_in: IsStillSignedIn,
        ping_seconds: float | None = None,
    ) -> None:
        self._socket = socket
        self._agent_id = agent_id
        self._is_still_signed_in = is_still_signed_in
        self._ping_seconds = PING_SECONDS if ping_seconds is None else ping_seconds
        self._seq = 0

    async def run(self, bus: InProcessBus, *, node: str) -> None:
        """Until either side closes. What is published after the hello is never missed."""
        async with bus.subscribe(self._agent_id) as subscription:
            await self._send({"type": "hello", "node": node, "at": clock.now()})
            listening = asyncio.create_task(self._listen(bus, subscription), name="live socket listening")
            telling = asyncio.create_task(self._tell(subscription), name="live socket telling")
            try:
                await asyncio.wait((listening, telling), return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (listening, telling):
                    task.cancel()
                results = await asyncio.gather(listening, telling, return_exceptions=True)
        for result in results:
            # A connection that went away is the usual end of a socket.
            if isinstance(result, Exception) and not isinstance(result, ConnectionError):
                raise result

    async def _listen(self, bus: InProcessBus, subscription: Subscription) -> None:
        async for message in self._socket:
            shows = _read_shows(message)
            if shows is None:
                reason = b'say {"shows": [ids of contacts]} or nothing'
                await self._socket.close(code=WSCloseCode.UNSUPPORTED_DATA, message=reason)
                return
            added = shows - (subscription.shows or frozenset())
            bus.show(subscription, shows)
            # What was said in them after the window read them and before it named them.
            subscription.deliver([Fact("message.added", thread_id) for thread_id in sorted(added)])

    async def _tell(self, subscription: Subscription) -> None:
        loop = asyncio.get_running_loop()
        next_ping = loop.time() + self._ping_seconds
        while True:
            try:
                async with asyncio.timeout_at(next_ping):
                    news = await anext(subscription)
            except TimeoutError:
                next_ping = loop.time() + self._ping_seconds
                if not await self._keep_or_close():
                    return
                await self._send_sign("ping")
                continue
            if self._concerns_the_account(news) and not await self._keep_or_close():
                return
            await self._pass_on(news)

    async def _pass_on(self, news: Sequence[Fact] | Resync) -> None:
        if isinstance(news, Resync):
            await self._send_sign("resync")
            return
        now = clock.now()
        for fact in news:
            await self._send({"type": fact.type, "id": fact.id, "version": fact.version, "at": fact.at or now})

    def _concerns_the_account(self, news: Sequence[Fact] | Resync) -> bool:
        return isinstance(news, Resync) or any(
            fact.type == "agent.changed" and fact.id == self._agent_id for fact in news
        )

    async def _keep_or_close(self) -> bool:
        """Whether the socket goes on: it ends with the session, a deactivation, or a revoked token."""
        if await self._is_still_signed_in():
            return True
        await self._socket.close(code=WSCloseCode.POLICY_VIOLATION, message=b"signed out")
        return False

    async def _send_sign(self, type_: str) -> None:
        await self._send({"type": type_, "id": "", "version": 0, "at": clock.now()})

    async def _send(self, frame: dict[str, str | int | datetime]) -> None:
        await self._socket.send_str(orjson.dumps({"seq": self._seq, **frame}, option=orjson.OPT_UTC_Z).decode())
        self._seq += 1


def _read_shows(message: WSMessage) -> frozenset[str] | None:
    """The threads a window says it shows; None where it says anything else."""
    try:
        said = orjson.loads(message.data) if message.type is WSMsgType.TEXT else None
    except orjson.JSONDecodeError:
        return None
    ids = said.get("shows") if isinstance(said, dict) else None
    if not isinstance(ids, list) or not all(isinstance(id_, str) for id_ in ids):
        return None
    return frozenset(ids)


@contextlib.asynccontextmanager
async def known_window(app: web.Application, agent_id: str) -> AsyncIterator[None]:
    """While it is open, every node knows that the agent is there."""
    db = app[DATABASE]
    async with db.transaction() as session:
        window = await open_window(session, agent_id, node=app[NODE], now=clock.now())
    app[OPEN_WINDOWS][window] = agent_id
    try:
        yield
    finally:
        del app[OPEN_WINDOWS][window]
        try:
            async with db.transaction() as session:
                await close_windows(session, [window], now=clock.now())
        except (SQLAlchemyError, OSError) as error:
            # The job that watches over windows finds it when the database is back.
            if not is_unreachable(error):
                raise


async def open_socket(request: web.Request) -> web.WebSocketResponse:
    """Answer the upgrade. Compression would cost memory for each socket and gain nothing on such small frames."""
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, compress=False, max_msg_size=LARGEST_MESSAGE)
    await socket.prepare(request)
    request.app[OPEN_SOCKETS].add(socket)
    return socket


async def close_sockets(app: web.Application) -> None:
    """At shutdown: windows reconnect, perhaps to another node."""
    sockets = app[OPEN_SOCKETS]
    for socket in list(sockets):
        with contextlib.suppress(ConnectionError):
            await socket.close(code=WSCloseCode.GOING_AWAY, message=b"shutting down")
