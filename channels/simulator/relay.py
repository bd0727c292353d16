"""The open socket of a page or a device: a welcome, then what the feed says, until either side closes."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from aiohttp import web

from channels.simulator.feed import Feed

HEARTBEAT_SECONDS = 20.0
# A page that went to sleep does not answer a goodbye.
CLOSING_SECONDS = 2.0


async def relay(
    socket: web.WebSocketResponse,
    feed: Feed,
    subject: str,
    *,
    welcome: AsyncIterator[dict[str, Any]],
    hear: Coroutine[Any, Any, None],
) -> None:
    """`hear` reads what the other side says and ends with it; the feed is followed before the welcome is made."""
    frames = feed.subscribe(subject)
    hearing = asyncio.create_task(hear)
    try:
        async for frame in welcome:
            await socket.send_json(frame)
        while not hearing.done():
            coming = asyncio.ensure_future(frames.get())
            await asyncio.wait({coming, hearing}, return_when=asyncio.FIRST_COMPLETED)
            if not coming.done() or (said := coming.result()) is None:
                coming.cancel()
                break
            await socket.send_json(said)
    except ConnectionResetError:
        pass  # The other side is gone; it sees everything anew when it is back.
    finally:
        hearing.cancel()
        feed.unsubscribe(frames)
        await socket.close()
