"""`/control/…`: who has a phone, what was written, sending, choosing outcomes and faults, and the live feed."""

from collections.abc import AsyncIterator
from typing import Any

from aiohttp import WSMsgType, web
from sqlalchemy import select

from channels.simulator.control.guard import read_json
from channels.simulator.control.requests import ChooseOutcome, InjectFault, SendText, checked_number, parsed
from channels.simulator.faults import Outcome, add_fault, clear_faults, list_faults, set_outcome
from channels.simulator.keys import EXCHANGE, LINES, PERSONAS
from channels.simulator.media import LARGEST_TEXT_BYTES
from channels.simulator.relay import CLOSING_SECONDS, HEARTBEAT_SECONDS, relay
from channels.simulator.tables import PhoneLine, Text
from channels.simulator.texts import texts_between
from channels.simulator.views import fault_view, line_view, persona_view, text_view
from contactcenter.errors import InvalidInput, TooLarge

TEXTS_AT_ONCE = 50
# Base64 makes four of three; the words and names take the rest.
LARGEST_TEXT_REQUEST = LARGEST_TEXT_BYTES * 4 // 3 + 64 * 1024


async def get_personas(request: web.Request) -> web.Response:
    return web.json_response({"items": [persona_view(persona) for persona in request.app[PERSONAS]]})


async def get_lines(request: web.Request) -> web.Response:
    async with request.app[EXCHANGE].database.reading() as session:
        lines = await session.scalars(select(PhoneLine).order_by(PhoneLine.created_at, PhoneLine.number))
    return web.json_response({"items": [_line_view(request, line) for line in lines]})


async def get_threads(request: web.Request) -> web.Response:
    """One row per line, with the last text a phone's owner saw there."""
    phone = checked_number(request.match_info["phone"])
    threads = []
    async with request.app[EXCHANGE].database.reading() as session:
        lines = await session.scalars(select(PhoneLine).order_by(PhoneLine.created_at, PhoneLine.number))
        for line in lines:
            last = await texts_between(session, phone=phone, line=line.number, limit=1)
            threads.append({"line": _line_view(request, line), "last": _view(request, last[0]) if last else None})
    return web.json_response({"items": threads})


async def get_texts(request: web.Request) -> web.Response:
    """`?line=` and, for older ones, `?before=` the position of the oldest text known."""
    phone, line = checked_number(request.match_info["phone"]), checked_number(request.query.get("line", ""))
    before = request.query.get("before")
    if before is not None and not before.isdecimal():
        raise InvalidInput("before must be the position of a text.")
    async with request.app[EXCHANGE].database.reading() as session:
        found = await texts_between(
            session, phone=phone, line=line, before=int(before) if before else None, limit=TEXTS_AT_ONCE + 1
        )
    shown = found[-TEXTS_AT_ONCE:]
    return web.json_response(
        {"items": [_view(request, text) for text in shown], "has_more": len(found) > TEXTS_AT_ONCE}
    )


async def post_text(request: web.Request) -> web.Response:
    phone = checked_number(request.match_info["phone"])
    wish = parsed(SendText, await read_json(request, largest=LARGEST_TEXT_REQUEST))
    files = wish.files
    if sum(len(file.content) for file in files) > LARGEST_TEXT_BYTES:
        raise TooLarge("A text carries at most 5 MB.")
    text = await request.app[EXCHANGE].take_inbound(phone=phone, line=wish.line, body=wish.text, files=files)
    return web.json_response(_view(request, text), status=201)


async def post_try_again(request: web.Request) -> web.Response:
    text = await request.app[EXCHANGE].try_again(request.match_info["sid"])
    return web.json_response(_view(request, text))


def _line_view(request: web.Request, line: PhoneLine) -> dict[str, Any]:
    given = next((given for given in request.app[LINES] if given.number == line.number), None)
    return line_view(line, given)


def _view(request: web.Request, text: Text) -> dict[str, Any]:
    return text_view(text, request.app[EXCHANGE].media_at)


async def put_outcome(request: web.Request) -> web.Response:
    phone = checked_number(request.match_info["phone"])
    wish = parsed(ChooseOutcome, await read_json(request))
    async with request.app[EXCHANGE].database.transaction() as session:
        await set_outcome(session, phone, Outcome(wish.status, wish.error_code), count=wish.count)
    return web.Response(status=204)


async def get_faults(request: web.Request) -> web.Response:
    async with request.app[EXCHANGE].database.reading() as session:
        faults = await list_faults(session)
    return web.json_response({"items": [fault_view(fault) for fault in faults]})


async def post_fault(request: web.Request) -> web.Response:
    wish = parsed(InjectFault, await read_json(request))
    async with request.app[EXCHANGE].database.transaction() as session:
        fault = await add_fault(session, wish.kind, phone=wish.phone, count=wish.count, seconds=wish.seconds)
    return web.json_response(fault_view(fault), status=201)


async def delete_faults(request: web.Request) -> web.Response:
    """Everything goes well again; chosen outcomes are forgotten too."""
    async with request.app[EXCHANGE].database.transaction() as session:
        await clear_faults(session)
    return web.Response(status=204)


async def get_feed(request: web.Request) -> web.WebSocketResponse:
    """A WebSocket of what changes on one phone or in one mailbox (`?mailbox=`).

    The first frame says hello, after which the page fetches.
    """
    mailbox = request.query.get("mailbox", "").lower()
    subject = mailbox or checked_number(request.query.get("phone", ""))
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=CLOSING_SECONDS)
    await socket.prepare(request)
    await relay(socket, request.app[EXCHANGE].feed, subject, welcome=_hello(), hear=_hear_until_closed(socket))
    return socket


async def _hello() -> AsyncIterator[dict[str, Any]]:
    yield {"type": "hello"}


async def _hear_until_closed(socket: web.WebSocketResponse) -> None:
    # Somebody must read, or neither a close nor a pong is ever noticed.
    async for message in socket:
        if message.type == WSMsgType.ERROR:
            return


ROUTES = (
    web.get("/control/personas", get_personas),
    web.get("/control/lines", get_lines),
    web.get("/control/phones/{phone}/threads", get_threads),
    web.get("/control/phones/{phone}/texts", get_texts),
    web.post("/control/phones/{phone}/texts", post_text),
    web.put("/control/phones/{phone}/outcome", put_outcome),
    web.post("/control/texts/{sid}/try-again", post_try_again),
    web.get("/control/faults", get_faults),
    web.post("/control/faults", post_fault),
    web.delete("/control/faults", delete_faults),
    web.get("/control/feed", get_feed),
)
