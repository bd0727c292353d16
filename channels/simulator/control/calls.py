"""`/control/…` for calls: dialling a line, and what the person on a leg does: answer, decline, press, say, hang up."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field, StringConstraints
from sqlalchemy import select

from channels.simulator.control.guard import read_json
from channels.simulator.control.requests import ControlRequest, PhoneNumber, checked_number, parsed
from channels.simulator.keys import VOICE
from channels.simulator.tables import PhoneLine
from channels.simulator.voice import acts
from channels.simulator.voice.legs import find_live_call, place_inbound
from channels.simulator.voice.tables import CLIENT, Call, Trouble
from channels.simulator.voice.turn import Turn
from channels.simulator.voice.views import call_view, trouble_view
from contactcenter.errors import Conflict, InvalidInput, NotFound

DEFAULT_LIMIT = 20
MOST_AT_ONCE = 100


class PlaceCall(ControlRequest):
    line: PhoneNumber


class PressDigits(ControlRequest):
    digits: Annotated[str, StringConstraints(pattern=r"^[0-9*#]{1,32}$")]


class SayWords(ControlRequest):
    text: Annotated[str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S")]
    language: Annotated[str, Field(max_length=20)] = ""


class Nothing(ControlRequest):
    """An act that needs no words."""


async def post_call(request: web.Request) -> web.Response:
    phone = checked_number(request.match_info["phone"])
    wish = parsed(PlaceCall, await read_json(request))
    async with request.app[VOICE].turn() as turn:
        line = await turn.session.get(PhoneLine, wish.line)
        if line is None:
            raise NotFound("There is no line with this number.")
        if await find_live_call(turn, phone) is not None:
            raise Conflict("This phone is in a call already.", code="line_busy")
        call = await place_inbound(turn, phone=phone, line=line)
    return await _view(request, call.sid, status=201)


async def get_phone_calls(request: web.Request) -> web.Response:
    return await _calls_of(request, checked_number(request.match_info["phone"]))


async def get_client_calls(request: web.Request) -> web.Response:
    return await _calls_of(request, CLIENT + request.match_info["identity"])


async def get_call(request: web.Request) -> web.Response:
    return await _view(request, request.match_info["sid"])


async def post_answer(request: web.Request) -> web.Response:
    parsed(Nothing, await read_json(request))
    return await _act(request, acts.answer)


async def post_decline(request: web.Request) -> web.Response:
    parsed(Nothing, await read_json(request))
    return await _act(request, acts.decline)


async def post_hang_up(request: web.Request) -> web.Response:
    parsed(Nothing, await read_json(request))
    return await _act(request, acts.hang_up)


async def post_digits(request: web.Request) -> web.Response:
    wish = parsed(PressDigits, await read_json(request))
    return await _act(request, lambda turn, call: acts.press(turn, call, wish.digits))


async def post_say(request: web.Request) -> web.Response:
    wish = parsed(SayWords, await read_json(request))
    return await _act(request, lambda turn, call: acts.say(turn, call, wish.text.strip(), wish.language))


async def get_troubles(request: web.Request) -> web.Response:
    """The debugger: errors of the account's documents and addresses, newest first."""
    limit = _limit(request)
    async with request.app[VOICE].database.reading() as session:
        troubles = await session.scalars(select(Trouble).order_by(Trouble.id.desc()).limit(limit))
    return web.json_response({"items": [trouble_view(trouble) for trouble in troubles]})


async def _act(request: web.Request, act: Callable[[Turn, Call], Awaitable[None]]) -> web.Response:
    async with request.app[VOICE].turn() as turn:
        await act(turn, await acts.get_call(turn, request.match_info["sid"]))
    return await _view(request, request.match_info["sid"])


async def _view(request: web.Request, sid: str, *, status: int = 200) -> web.Response:
    async with request.app[VOICE].database.reading() as session:
        call = await session.scalar(select(Call).where(Call.sid == sid))
        if call is None:
            raise NotFound("There is no such call.")
        view = await call_view(session, call)
    return web.json_response(view, status=status)


async def _calls_of(request: web.Request, phone: str) -> web.Response:
    limit = _limit(request)
    items: list[dict[str, Any]] = []
    async with request.app[VOICE].database.reading() as session:
        query = select(Call).where(Call.phone == phone, Call.status != "queued").order_by(Call.id.desc()).limit(limit)
        for call in await session.scalars(query):
            items.append(await call_view(session, call))
    return web.json_response({"items": items})


def _limit(request: web.Request) -> int:
    value = request.query.get("limit", str(DEFAULT_LIMIT))
    if not value.isdecimal() or not 1 <= int(value) <= MOST_AT_ONCE:
        raise InvalidInput(f"limit is a number from 1 to {MOST_AT_ONCE}.")
    return int(value)


CALL_ROUTES = (
    web.post("/control/phones/{phone}/calls", post_call),
    web.get("/control/phones/{phone}/calls", get_phone_calls),
    web.get("/control/clients/{identity}/calls", get_client_calls),
    web.get("/control/calls/{sid}", get_call),
    web.post("/control/calls/{sid}/answer", post_answer),
    web.post("/control/calls/{sid}/decline", post_decline),
    web.post("/control/calls/{sid}/digits", post_digits),
    web.post("/control/calls/{sid}/say", post_say),
    web.post("/control/calls/{sid}/hangup", post_hang_up),
    web.get("/control/debugger", get_troubles),
)
