"""`/softphone`: an agent's device as a WebSocket. Several devices of one identity show the same calls; the first to
answer has the call. A device that connects again sees what rings and what is open: nothing is lost by a reload."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from aiohttp import WSMsgType, web
from sqlalchemy import select

from channels.simulator.keys import VOICE
from channels.simulator.relay import CLOSING_SECONDS, HEARTBEAT_SECONDS, relay
from channels.simulator.voice import acts
from channels.simulator.voice.tables import Call
from channels.simulator.voice.tokens import TokenRefused, address_of, read_identity
from channels.simulator.voice.turn import Turn
from channels.simulator.voice.views import device_view
from contactcenter.errors import ContactCenterError, InvalidInput, NotFound

REFUSED_CLOSE_CODE = 4401
MOST_CHARACTERS = 2000
KEYS = frozenset("0123456789*#")

Frame = dict[str, Any]
Act = Callable[[Turn, Call], Awaitable[None]]


async def get_softphone(request: web.Request) -> web.WebSocketResponse:
    socket = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, timeout=CLOSING_SECONDS, max_msg_size=64 * 1024)
    await socket.prepare(request)
    try:
        identity = read_identity(request.app[VOICE].account, request.query.get("token", ""))
    except TokenRefused as refusal:
        # A browser sees nothing of a refused handshake, so the reason is said on the open socket.
        await socket.send_json({"type": "error", "code": str(refusal.code), "message": refusal.message})
        await socket.close(code=REFUSED_CLOSE_CODE, message=refusal.message.encode())
        return socket
    address = address_of(identity)
    hear = _hear(request, socket, address)
    await relay(socket, request.app[VOICE].feed, address, welcome=_welcome(request, identity), hear=hear)
    return socket


async def _welcome(request: web.Request, identity: str) -> AsyncIterator[Frame]:
    yield {"type": "hello", "identity": identity}
    for present in await _present_calls(request, address_of(identity)):
        yield present


async def _present_calls(request: web.Request, address: str) -> list[Frame]:
    async with request.app[VOICE].database.reading() as session:
        query = select(Call).where(Call.phone == address, Call.ended_at.is_(None), Call.status != "queued")
        calls = (await session.scalars(query.order_by(Call.id))).all()
        return [{"type": "call", "call": await device_view(session, call)} for call in calls]


async def _hear(request: web.Request, socket: web.WebSocketResponse, address: str) -> None:
    async for message in socket:
        if message.type == WSMsgType.ERROR:
            return
        try:
            sid, act = _read(message.data if message.type == WSMsgType.TEXT else "")
            await _carry_out(request, address, sid, act)
        except ContactCenterError as error:
            await socket.send_json({"type": "error", "code": error.code, "message": error.message})


async def _carry_out(request: web.Request, address: str, sid: str, act: Act) -> None:
    async with request.app[VOICE].turn() as turn:
        call = await acts.get_call(turn, sid)
        if call.phone != address:
            raise NotFound("There is no such call.")
        await act(turn, call)


def _read(text: str) -> tuple[str, Act]:
    try:
        frame = json.loads(text)
    except ValueError as error:
        raise InvalidInput("A frame is a JSON object.") from error
    if not isinstance(frame, dict) or not isinstance(frame.get("sid"), str):
        raise InvalidInput("A frame has a type and the sid of a call.")
    return frame["sid"], _read_act(frame)


def _read_act(frame: Frame) -> Act:
    if frame.get("type") == "say":
        text = frame.get("text")
        if not isinstance(text, str) or not text.strip() or len(text) > MOST_CHARACTERS:
            raise InvalidInput("say needs a text.")
        language = frame.get("language") if isinstance(frame.get("language"), str) else ""
        return lambda turn, call: acts.say(turn, call, text.strip(), str(language))
    if frame.get("type") == "digits":
        digits = frame.get("digits")
        if not isinstance(digits, str) or not digits or not set(digits) <= KEYS or len(digits) > 32:
            raise InvalidInput("digits needs keys: 0 to 9, * and #.")
        return lambda turn, call: acts.press(turn, call, digits)
    simple: dict[Any, Act] = {"answer": acts.answer, "decline": acts.decline, "hangup": acts.hang_up}
    if frame.get("type") not in simple:
        raise InvalidInput("A frame's type is answer, decline, hangup, say or digits.")
    return simple[frame["type"]]


SOFTPHONE_ROUTES = (web.get("/softphone", get_softphone),)
