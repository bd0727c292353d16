"""`Messages.json`: send a text, list texts, fetch one."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from aiohttp import web
from multidict import MultiMapping
from sqlalchemy import ColumnElement, Select, and_, or_, select

from channels.simulator.exchange import Exchange
from channels.simulator.faults import REST_FAULTS, take_fault, take_refusal
from channels.simulator.keys import EXCHANGE
from channels.simulator.media import MOST_FILES
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.dates import span
from channels.simulator.rest.errors import RestError, checked_url, masked
from channels.simulator.rest.pages import PageRequest, page_json, read_page_request
from channels.simulator.rest.shapes import message_json
from channels.simulator.tables import PhoneLine, Text
from channels.simulator.texts import MAX_CHARACTERS, OutgoingText

E164 = re.compile(r"\+[1-9]\d{6,14}")
OWN_FILTERS = ("To", "From", "DateSent", "DateSent<", "DateSent>")


async def post_message(request: web.Request) -> web.Response:
    account, exchange = signed_in_account(request), request.app[EXCHANGE]
    outgoing = _read_outgoing(await request.post())
    fault = await _check_with_rows(exchange, outgoing)
    if fault == "rest_429":
        raise RestError(20429)
    if fault == "rest_500":
        raise RestError(20500)
    text = await exchange.take_outgoing(outgoing)
    if fault == "rest_503_after_effect":
        raise RestError(20503)
    return web.json_response(message_json(account, text), status=201)


def _read_outgoing(form: MultiMapping[Any]) -> OutgoingText:
    """The checks the vendor makes on the form alone, in its order."""
    to, from_, body = (str(form.get(name, "")).strip() for name in ("To", "From", "Body"))
    media = [checked_url(str(url), 21620) for url in form.getall("MediaUrl", []) if url]
    if not to:
        raise RestError(21604)
    if not from_:
        raise RestError(21603)
    if not E164.fullmatch(to):
        raise RestError(21211, masked(to))
    if not E164.fullmatch(from_):
        raise RestError(21212, masked(from_))
    if to == from_:
        raise RestError(21266, masked(to))
    if not body and not media:
        raise RestError(21602)
    if len(body) > MAX_CHARACTERS:
        raise RestError(21617)
    if len(media) > MOST_FILES:
        raise RestError(21623)
    # The body is carried as given; only its emptiness was judged without the blanks around it.
    return OutgoingText(
        line=from_,
        phone=to,
        body=str(form.get("Body", "")),
        media=media,
        status_callback=checked_url(str(form.get("StatusCallback", "")), 21609),
    )


async def _check_with_rows(exchange: Exchange, outgoing: OutgoingText) -> str:
    """Refuse what the account may not send or the control side wants refused; returns the fault to play, if any."""
    async with exchange.database.transaction() as session:
        fault = await take_fault(session, REST_FAULTS, outgoing.phone)
        if await session.get(PhoneLine, outgoing.line) is None:
            raise RestError(21606, masked(outgoing.line))
        refusal = await take_refusal(session, outgoing.phone)
    if refusal is not None:
        raise RestError(refusal, masked(outgoing.phone))
    return fault[0] if fault else ""


async def get_message(request: web.Request) -> web.Response:
    account, sid = signed_in_account(request), request.match_info["sid"]
    async with request.app[EXCHANGE].database.reading() as session:
        text = await session.scalar(select(Text).where(Text.sid == sid))
    if text is None:
        raise RestError(20404, f"/2010-04-01/Accounts/{account.sid}/Messages/{sid}.json")
    return web.json_response(message_json(account, text))


async def list_messages(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    page = read_page_request(request.query)
    filters = {name: request.query[name] for name in OWN_FILTERS if request.query.get(name)}
    query = _page_of(select(Text).where(*_conditions(filters)), page)
    async with request.app[EXCHANGE].database.reading() as session:
        found: Sequence[Text] = (await session.scalars(query)).all()
    path = f"/2010-04-01/Accounts/{account.sid}/Messages.json"
    rows = [message_json(account, text) for text in found]
    return web.json_response(page_json("messages", rows, page=page, path=path, filters=filters))


def _page_of(query: Select[Text], page: PageRequest) -> Select[Text]:
    if page.after:
        query = query.where(Text.id < select(Text.id).where(Text.sid == page.after).scalar_subquery())
    return query.order_by(Text.id.desc()).limit(page.size + 1)


def _conditions(filters: dict[str, str]) -> list[ColumnElement[bool]]:
    readers: dict[str, Callable[[str], ColumnElement[bool]]] = {
        "To": lambda number: _is_end(number, inbound_end=Text.line, outbound_end=Text.phone),
        "From": lambda number: _is_end(number, inbound_end=Text.phone, outbound_end=Text.line),
        "DateSent": _sent_within,
        "DateSent>": lambda value: Text.sent_at >= span(value, "DateSent")[0],
        "DateSent<": lambda value: Text.sent_at < span(value, "DateSent")[1],
    }
    return [readers[name](value) for name, value in filters.items()]


def _is_end(number: str, *, inbound_end: Any, outbound_end: Any) -> ColumnElement[bool]:
    return or_(
        and_(Text.direction == "inbound", inbound_end == number),
        and_(Text.direction != "inbound", outbound_end == number),
    )


def _sent_within(value: str) -> ColumnElement[bool]:
    start, end = span(value, "DateSent")
    return and_(Text.sent_at >= start, Text.sent_at < end)
