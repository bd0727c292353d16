"""`Recordings.json`, and those of one call or conference: begin, pause, stop, list, remove and hear recordings."""

import math
from typing import Any

from aiohttp import web
from sqlalchemy import ColumnElement, Select, and_, select

from channels.simulator.keys import VOICE
from channels.simulator.rest import forms
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.call_shapes import (
    base_of,
    call_recording_json,
    conference_recording_json,
    recording_json,
)
from channels.simulator.rest.calls import NOT_IN_PROGRESS, not_found
from channels.simulator.rest.dates import span
from channels.simulator.rest.errors import RestError, vendor_path
from channels.simulator.rest.pages import PageRequest, page_json, read_page_request
from channels.simulator.voice import recording
from channels.simulator.voice.grammar import RECORDING_EVENTS
from channels.simulator.voice.sound import tone
from channels.simulator.voice.tables import Recording
from contactcenter.db import Session

CURRENT = "Twilio.CURRENT"
FILTERS = ("CallSid", "ConferenceSid", "DateCreated", "DateCreated<", "DateCreated>")


async def list_recordings(request: web.Request) -> web.Response:
    account, page = signed_in_account(request), read_page_request(request.query)
    filters = {name: request.query[name] for name in FILTERS if request.query.get(name)}
    query = _page_of(select(Recording).where(*[_condition(name, value) for name, value in filters.items()]), page)
    async with request.app[VOICE].database.reading() as session:
        rows = [recording_json(account, found) for found in await session.scalars(query)]
    path = f"{base_of(account)}/Recordings.json"
    return web.json_response(page_json("recordings", rows, page=page, path=path, filters=filters))


async def list_own_recordings(request: web.Request) -> web.Response:
    """Those of the call or the conference that the path names."""
    signed_in_account(request)
    page = read_page_request(request.query)
    query = _page_of(select(Recording).where(*_owned(request)), page)
    async with request.app[VOICE].database.reading() as session:
        rows = [_own_json(request, found) for found in await session.scalars(query)]
    return web.json_response(page_json("recordings", rows, page=page, path=vendor_path(request), filters={}))


def _owned(request: web.Request) -> list[ColumnElement[bool]]:
    conditions = []
    if "call_sid" in request.match_info:
        conditions.append(Recording.call_sid == request.match_info["call_sid"])
    if "conference_sid" in request.match_info:
        conditions.append(Recording.conference_sid == request.match_info["conference_sid"])
    return conditions


def _own_json(request: web.Request, found: Recording) -> dict[str, Any]:
    shape = call_recording_json if "call_sid" in request.match_info else conference_recording_json
    return shape(request.app[VOICE].account, found)


def _page_of(query: Select[Recording], page: PageRequest) -> Select[Recording]:
    # Silence was never a recording, and what was removed is gone.
    query = query.where(Recording.deleted_at.is_(None), Recording.status != "absent")
    if page.after:
        query = query.where(Recording.id < select(Recording.id).where(Recording.sid == page.after).scalar_subquery())
    return query.order_by(Recording.id.desc()).limit(page.size + 1)


def _condition(name: str, value: str) -> ColumnElement[bool]:
    if name in ("CallSid", "ConferenceSid"):
        return (Recording.call_sid if name == "CallSid" else Recording.conference_sid) == value
    start, end = span(value, "DateCreated")
    if name.endswith("<"):
        return Recording.created_at < end
    return (
        Recording.created_at >= start
        if name.endswith(">")
        else and_(Recording.created_at >= start, Recording.created_at < end)
    )


async def get_recording(request: web.Request) -> web.Response:
    account = signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        found = await _find(session, request)
    return web.json_response(recording_json(account, found))


async def get_own_recording(request: web.Request) -> web.Response:
    signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        found = await _find(session, request)
    return web.json_response(_own_json(request, found))


async def get_sound(request: web.Request) -> web.Response:
    """The recording itself, once it is complete."""
    signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        found = await _find(session, request)
    if found.status != "completed":
        raise not_found(request)
    return web.Response(body=tone(math.ceil(found.seconds)), content_type="audio/x-wav")


async def delete_recording(request: web.Request) -> web.Response:
    signed_in_account(request)
    async with request.app[VOICE].turn() as turn:
        found = await _find(turn.session, request)
        found.deleted_at = turn.now
        found.words = ""
    return web.Response(status=204)


async def post_call_recording(request: web.Request) -> web.Response:
    account, form = signed_in_account(request), await request.post()
    channels = forms.one_of(form, "RecordingChannels", ("mono", "dual"), "dual")
    callback = forms.url(form, "RecordingStatusCallback", 21609)
    forms.refuse_other_than_post(form, "RecordingStatusCallbackMethod")
    events = forms.words(form, "RecordingStatusCallbackEvent", RECORDING_EVENTS, ("completed",))
    async with request.app[VOICE].turn() as turn:
        call = await turn.find_call(request.match_info["call_sid"])
        if call is None:
            raise not_found(request)
        if not call.is_talking:
            raise RestError(NOT_IN_PROGRESS)
        begun = await recording.start(
            turn,
            call,
            source="StartCallRecordingAPI",
            channels=2 if channels == "dual" else 1,
            callback=callback,
            events=events,
        )
    return web.json_response(call_recording_json(account, begun), status=201)


async def update_own_recording(request: web.Request) -> web.Response:
    signed_in_account(request)
    form = await request.post()
    status = forms.one_of(form, "Status", ("in-progress", "paused", "stopped"), "")
    forms.one_of(form, "PauseBehavior", ("skip", "silence"), "silence")
    async with request.app[VOICE].turn() as turn:
        found = await _find(turn.session, request)
        call = await turn.find_call(found.call_sid)
        if call is None or found.status not in recording.RUNNING:
            raise not_found(request)
        await recording.change(turn, call, found, status)
    return web.json_response(_own_json(request, found))


async def _find(session: Session, request: web.Request) -> Recording:
    sid = request.match_info["sid"]
    query = select(Recording).where(Recording.deleted_at.is_(None), Recording.status != "absent", *_owned(request))
    if sid == CURRENT:
        query = query.where(Recording.status.in_(recording.RUNNING))
    else:
        query = query.where(Recording.sid == sid)
    found = (await session.scalars(query.order_by(Recording.id.desc()))).all()
    if not found or (sid == CURRENT and len(found) > 1):
        raise not_found(request)
    return found[0]
