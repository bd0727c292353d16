"""`Calls.json`: make a call, list calls, fetch one, redirect or end one that is live."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import ColumnElement, and_, or_, select

from channels.simulator.faults import CALL_REST_FAULTS, take_fault
from channels.simulator.keys import VOICE
from channels.simulator.rest import forms
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.call_shapes import base_of, call_json
from channels.simulator.rest.dates import span
from channels.simulator.rest.errors import RestError, masked, vendor_path
from channels.simulator.rest.forms import Form
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.tables import PhoneLine
from channels.simulator.twiml import TwimlError
from channels.simulator.voice import running
from channels.simulator.voice.dialing import read_address
from channels.simulator.voice.document import read_verbs
from channels.simulator.voice.ending import BY_API
from channels.simulator.voice.grammar import CALL_EVENTS, E164
from channels.simulator.voice.legs import Wish, place_outbound
from channels.simulator.voice.tables import CLIENT, Call
from channels.simulator.voice.turn import Ending, Turn

STATUSES = ("queued", "ringing", "in-progress", "completed", "busy", "failed", "no-answer", "canceled")
NOT_IN_PROGRESS = 21220
MOST_SECONDS = 86400
FAULTS = {"calls_429": 20429, "calls_500": 20500, "calls_503_after_effect": 20503}


async def post_call(request: web.Request) -> web.Response:
    account, form = signed_in_account(request), await request.post()
    wish = read_wish(form)
    fault = await take_rest_fault(request, wish.phone)
    async with request.app[VOICE].turn() as turn:
        await refuse_foreign_number(turn, wish)
        call = await place_outbound(turn, wish)
    refuse_after_effect(fault)
    return web.json_response(call_json(account, call), status=201)


async def take_rest_fault(request: web.Request, phone: str) -> str:
    """A fault that strikes before anything has happened is raised, one that strikes afterwards returned."""
    async with request.app[VOICE].database.transaction() as session:
        fault = await take_fault(session, CALL_REST_FAULTS, phone)
    kind = fault[0] if fault else ""
    if kind and not kind.endswith("after_effect"):
        raise RestError(FAULTS[kind])
    return kind


def refuse_after_effect(fault: str) -> None:
    if fault:
        raise RestError(FAULTS[fault])


def read_wish(form: Form, *, needs_document: bool = True) -> Wish:
    """The checks the vendor makes on the form alone, in its order."""
    to, line = forms.text(form, "To"), forms.text(form, "From")
    if not to:
        raise RestError(21201)
    if not line:
        raise RestError(21213)
    phone, parameters = read_address(to)
    if not forms.is_address(phone):
        raise RestError(21211, masked(to))
    if not phone.startswith(CLIENT) and not E164.fullmatch(line):
        raise RestError(21212, masked(line))
    url, document = forms.url(form, "Url"), forms.text(form, "Twiml")
    if needs_document and not url and not document:
        raise RestError(21205)
    forms.refuse_other_than_post(form, "StatusCallbackMethod")
    return Wish(
        phone=phone,
        line=line,
        parameters=parameters,
        url="" if document else url,
        method=forms.method(form, "Method"),
        document=checked_document(document),
        fallback_url=forms.url(form, "FallbackUrl"),
        fallback_method=forms.method(form, "FallbackMethod"),
        status_callback=forms.url(form, "StatusCallback", 21609),
        status_events=forms.words(form, "StatusCallbackEvent", CALL_EVENTS, ("completed",)),
        ring_seconds=forms.whole(form, "Timeout", 60, 600),
        limit_seconds=forms.whole(form, "TimeLimit", 14400, MOST_SECONDS),
        # Nobody but people can answer here.
        answered_by="human" if forms.text(form, "MachineDetection") in ("Enable", "DetectMessageEnd") else None,
    )


def checked_document(text: str) -> str:
    """A document that comes with the request is refused at once where it cannot be carried out."""
    if text:
        try:
            read_verbs(text.encode())
        except TwimlError as error:
            raise RestError(error.code, error.message) from error
    return text


async def refuse_foreign_number(turn: Turn, wish: Wish) -> None:
    """A phone is only called from a line of the account; a device may be shown any caller."""
    if not wish.phone.startswith(CLIENT) and await turn.session.get(PhoneLine, wish.line) is None:
        raise RestError(21210, masked(wish.line))


async def get_call(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        call = await session.scalar(select(Call).where(Call.sid == request.match_info["sid"]))
    if call is None:
        raise not_found(request)
    return web.json_response(call_json(account, call))


async def update_call(request: web.Request) -> web.Response:
    account, form = signed_in_account(request), await request.post()
    url, document, status = forms.url(form, "Url"), forms.text(form, "Twiml"), forms.text(form, "Status")
    if status not in ("", "completed", "canceled"):
        raise RestError(20001, "Status")
    method, document = forms.method(form, "Method"), checked_document(document)
    async with request.app[VOICE].turn() as turn:
        call = await turn.find_call(request.match_info["sid"])
        if call is None:
            raise not_found(request)
        _keep_settings(call, form)
        if status:
            _end(turn, call, status)
        elif url or document:
            if not call.is_talking:
                raise RestError(NOT_IN_PROGRESS)
            await running.redirect(turn, call, url=url, method=method, document=document)
    return web.json_response(call_json(account, call))


def _keep_settings(call: Call, form: Form) -> None:
    if "StatusCallback" in form:
        forms.refuse_other_than_post(form, "StatusCallbackMethod")
        call.status_callback = forms.url(form, "StatusCallback", 21609)
    if "FallbackUrl" in form:
        call.fallback_url = forms.url(form, "FallbackUrl")
        call.fallback_method = forms.method(form, "FallbackMethod")
    if "TimeLimit" in form and call.answered_at is not None:
        call.limit_at = call.answered_at + timedelta(seconds=forms.whole(form, "TimeLimit", 14400, MOST_SECONDS))


def _end(turn: Turn, call: Call, status: str) -> None:
    """Canceled reaches only a call that nobody has answered, completed every live one."""
    if not call.is_live or (status == "canceled" and call.is_talking):
        raise RestError(NOT_IN_PROGRESS)
    turn.hang_up(call, Ending("completed" if call.is_talking else "canceled", BY_API))


async def list_calls(request: web.Request) -> web.Response:
    account, page = signed_in_account(request), read_page_request(request.query)
    filters = {name: request.query[name] for name in READERS if request.query.get(name)}
    query = select(Call).where(*_conditions(filters))
    if page.after:
        query = query.where(Call.id < select(Call.id).where(Call.sid == page.after).scalar_subquery())
    async with request.app[VOICE].database.reading() as session:
        calls = (await session.scalars(query.order_by(Call.id.desc()).limit(page.size + 1))).all()
    rows = [call_json(account, call) for call in calls]
    path = f"{base_of(account)}/Calls.json"
    return web.json_response(page_json("calls", rows, page=page, path=path, filters=filters))


def _conditions(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    return [READERS[name](value) for name, value in filters.items()]


def _is_end(number: str, *, inbound_end: Any, outbound_end: Any) -> ColumnElement[bool]:
    return or_(
        and_(Call.direction == "inbound", inbound_end == number),
        and_(Call.direction != "inbound", outbound_end == number),
    )


def _has_status(value: str) -> ColumnElement[bool]:
    if value not in STATUSES:
        raise RestError(20001, "Status")
    return Call.status == value


def _within(name: str, column: Any) -> Mapping[str, Callable[[str], ColumnElement[bool]]]:
    """On that day or second; "on or before" and "on or after" include all of it."""
    return {
        name: lambda value: and_(column >= span(value, name)[0], column < span(value, name)[1]),
        f"{name}>": lambda value: column >= span(value, name)[0],
        f"{name}<": lambda value: column < span(value, name)[1],
    }


READERS: Mapping[str, Callable[[str], ColumnElement[bool]]] = {
    "To": lambda number: _is_end(number, inbound_end=Call.line, outbound_end=Call.phone),
    "From": lambda number: _is_end(number, inbound_end=Call.phone, outbound_end=Call.line),
    "ParentCallSid": lambda sid: Call.parent_sid == sid,
    "Status": _has_status,
    **_within("StartTime", Call.created_at),
    **_within("EndTime", Call.ended_at),
}


def not_found(request: web.Request) -> RestError:
    return RestError(20404, vendor_path(request))
