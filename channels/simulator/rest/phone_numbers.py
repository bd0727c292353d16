"""`IncomingPhoneNumbers.json`: the account's lines and where they report to."""

from typing import Any

from aiohttp import web
from sqlalchemy import select

from channels.simulator.keys import EXCHANGE
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.errors import RestError, checked_url
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.rest.shapes import phone_number_json
from channels.simulator.settings import Account
from channels.simulator.tables import PhoneLine
from channels.simulator.voice.lines import find_or_create_settings
from channels.simulator.voice.tables import VoiceLine
from contactcenter.db import Session

# Parameter → our column, and the vendor's number for a URL that is none.
SETTABLE = {
    "SmsUrl": ("sms_url", 21502),
    "VoiceUrl": ("voice_url", 21402),
    "StatusCallback": ("status_callback", 21609),
}


async def list_phone_numbers(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    page = read_page_request(request.query)
    query = select(PhoneLine).order_by(PhoneLine.sid).limit(page.size + 1)
    filters = {name: request.query[name] for name in ("PhoneNumber",) if request.query.get(name)}
    if filters:
        query = query.where(PhoneLine.number == filters["PhoneNumber"])
    if page.after:
        query = query.where(PhoneLine.sid > page.after)
    async with request.app[EXCHANGE].database.reading() as session:
        lines = (await session.scalars(query)).all()
        rows = [await _shown(session, account, line) for line in lines]
    path = f"/2010-04-01/Accounts/{account.sid}/IncomingPhoneNumbers.json"
    return web.json_response(page_json("incoming_phone_numbers", rows, page=page, path=path, filters=filters))


async def get_phone_number(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[EXCHANGE].database.reading() as session:
        shown = await _shown(session, account, await _get_line(session, request))
    return web.json_response(shown)


async def post_phone_number(request: web.Request) -> web.Response:
    account, exchange = signed_in_account(request), request.app[EXCHANGE]
    form = await request.post()
    async with exchange.database.transaction() as session:
        line = await _get_line(session, request)
        for parameter, (column, problem) in SETTABLE.items():
            if parameter in form:
                setattr(line, column, checked_url(str(form[parameter]), problem))
        if "FriendlyName" in form:
            line.names = {**line.names, "en": str(form["FriendlyName"])}
        if "VoiceFallbackUrl" in form:
            settings = await find_or_create_settings(session, line.number)
            settings.fallback_url = checked_url(str(form["VoiceFallbackUrl"]), 21402)
        line.updated_at = exchange.now()
        await session.flush()
        shown = await _shown(session, account, line)
    return web.json_response(shown)


async def _shown(session: Session, account: Account, line: PhoneLine) -> dict[str, Any]:
    settings = await session.get(VoiceLine, line.number)
    return phone_number_json(account, line, voice_fallback_url=settings.fallback_url if settings else "")


async def _get_line(session: Session, request: web.Request) -> PhoneLine:
    line = await session.scalar(select(PhoneLine).where(PhoneLine.sid == request.match_info["sid"]))
    if line is None:
        raise RestError(20404, request.path[request.path.index("/2010-04-01") :])
    return line
