"""`Conferences.json`: list and fetch conferences, end one, announce something in it."""

from aiohttp import web
from sqlalchemy import ColumnElement, and_, select

from channels.simulator.keys import VOICE
from channels.simulator.rest import forms
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.call_shapes import base_of, conference_json
from channels.simulator.rest.calls import not_found
from channels.simulator.rest.dates import span
from channels.simulator.rest.errors import RestError
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.voice import conferencing
from channels.simulator.voice.tables import Conference
from contactcenter.db import Session

STATUSES = ("init", "in-progress", "completed")
FILTERS = (
    *("FriendlyName", "Status", "DateCreated", "DateCreated<", "DateCreated>"),
    *("DateUpdated", "DateUpdated<", "DateUpdated>"),
)


async def list_conferences(request: web.Request) -> web.Response:
    account, page = signed_in_account(request), read_page_request(request.query)
    filters = {name: request.query[name] for name in FILTERS if request.query.get(name)}
    query = select(Conference).where(*[_condition(name, value) for name, value in filters.items()])
    if page.after:
        query = query.where(Conference.id < select(Conference.id).where(Conference.sid == page.after).scalar_subquery())
    async with request.app[VOICE].database.reading() as session:
        found = (await session.scalars(query.order_by(Conference.id.desc()).limit(page.size + 1))).all()
    rows = [conference_json(account, conference) for conference in found]
    path = f"{base_of(account)}/Conferences.json"
    return web.json_response(page_json("conferences", rows, page=page, path=path, filters=filters))


def _condition(name: str, value: str) -> ColumnElement[bool]:
    if name == "FriendlyName":
        return Conference.friendly_name == value
    if name == "Status":
        if value not in STATUSES:
            raise RestError(20001, "Status")
        return Conference.status == value
    column = Conference.created_at if name.startswith("DateCreated") else Conference.updated_at
    start, end = span(value, name.rstrip("<>"))
    if name.endswith("<"):
        return column < end
    return column >= start if name.endswith(">") else and_(column >= start, column < end)


async def get_conference(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        conference = await find_conference(session, request)
    return web.json_response(conference_json(account, conference))


async def update_conference(request: web.Request) -> web.Response:
    account, form = signed_in_account(request), await request.post()
    status, announcement = forms.text(form, "Status"), forms.url(form, "AnnounceUrl")
    if status not in ("", "completed"):
        raise RestError(20001, "Status")
    method = forms.method(form, "AnnounceMethod")
    async with request.app[VOICE].turn() as turn:
        conference = await find_conference(turn.session, request)
        if status and conference.status != "completed":
            await conferencing.end_by_api(turn, conference)
        if announcement and not status:
            for participant in await conferencing.participants_of(turn, conference):
                call = await turn.find_call(participant.call_sid)
                if call is not None and not participant.hold:
                    conferencing.announce(turn, call, announcement, method)
    return web.json_response(conference_json(account, conference))


async def find_conference(session: Session, request: web.Request) -> Conference:
    sid = request.match_info["conference_sid"]
    conference = await session.scalar(select(Conference).where(Conference.sid == sid))
    if conference is None:
        raise not_found(request)
    return conference
