"""`Queues.json` and `Queues/{sid}/Members.json`: who is parked where; take out the first or a certain one."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web
from sqlalchemy import select

from channels.simulator.keys import VOICE
from channels.simulator.rest import forms
from channels.simulator.rest.account import signed_in_account
from channels.simulator.rest.call_shapes import base_of, member_json, queue_json
from channels.simulator.rest.calls import not_found
from channels.simulator.rest.errors import RestError
from channels.simulator.rest.pages import page_json, read_page_request
from channels.simulator.voice import queueing, running
from channels.simulator.voice.tables import QueueMember, WaitingQueue
from contactcenter.db import Session

FRONT = "Front"
LARGEST = 5000
NAME_MISSING = 20001


async def list_queues(request: web.Request) -> web.Response:
    account, page = signed_in_account(request), read_page_request(request.query)
    query = select(WaitingQueue).order_by(WaitingQueue.id).limit(page.size + 1)
    if page.after:
        query = query.where(
            WaitingQueue.id > select(WaitingQueue.id).where(WaitingQueue.sid == page.after).scalar_subquery()
        )
    async with request.app[VOICE].database.reading() as session:
        rows = [await _shown(session, request, queue) for queue in await session.scalars(query)]
    path = f"{base_of(account)}/Queues.json"
    return web.json_response(page_json("queues", rows, page=page, path=path, filters={}))


async def post_queue(request: web.Request) -> web.Response:
    signed_in_account(request)
    form = await request.post()
    name, max_size = forms.text(form, "FriendlyName"), forms.whole(form, "MaxSize", 1000, LARGEST)
    if not name:
        raise RestError(NAME_MISSING, "FriendlyName")
    async with request.app[VOICE].turn() as turn:
        if await turn.session.scalar(select(WaitingQueue).where(WaitingQueue.name == name)) is not None:
            raise RestError(22003, name)
        queue = await queueing.create_queue(turn, name, max_size)
        shown = await _shown(turn.session, request, queue)
    return web.json_response(shown, status=201)


async def get_queue(request: web.Request) -> web.Response:
    signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        shown = await _shown(session, request, await _find_queue(session, request))
    return web.json_response(shown)


async def list_members(request: web.Request) -> web.Response:
    account, page = signed_in_account(request), read_page_request(request.query)
    async with request.app[VOICE].database.reading() as session:
        queue = await _find_queue(session, request)
        members = await queueing.members_of(session, queue.sid)
    rows = [_member_shown(request, member, members) for member in members]
    sids = [member.call_sid for member in members]
    # Who led the page has left meanwhile: then the next page begins anew.
    after = sids.index(page.after) + 1 if page.after in sids else 0
    path = f"{base_of(account)}/Queues/{queue.sid}/Members.json"
    shown = rows[after : after + page.size + 1]
    return web.json_response(page_json("queue_members", shown, page=page, path=path, filters={}, token_of="call_sid"))


async def get_member(request: web.Request) -> web.Response:
    signed_in_account(request)
    async with request.app[VOICE].database.reading() as session:
        member, members = await _find_member(session, request)
    return web.json_response(_member_shown(request, member, members))


async def update_member(request: web.Request) -> web.Response:
    """Out of the queue into another document."""
    signed_in_account(request)
    form = await request.post()
    url, method = forms.url(form, "Url"), forms.method(form, "Method")
    if not url:
        raise RestError(21205)
    async with request.app[VOICE].turn() as turn:
        member, members = await _find_member(turn.session, request)
        shown = _member_shown(request, member, members)
        call = await turn.find_call(member.call_sid)
        assert call is not None, "a member is always a call"
        await running.redirect(turn, call, url=url, method=method)
    return web.json_response(shown)


async def _find_queue(session: Session, request: web.Request) -> WaitingQueue:
    queue = await session.scalar(select(WaitingQueue).where(WaitingQueue.sid == request.match_info["queue_sid"]))
    if queue is None:
        raise not_found(request)
    return queue


async def _find_member(session: Session, request: web.Request) -> tuple[QueueMember, Sequence[QueueMember]]:
    members = await queueing.members_of(session, (await _find_queue(session, request)).sid)
    name = request.match_info["call_sid"]
    for member in members:
        if name in (FRONT, member.call_sid):
            return member, members
    raise not_found(request)


async def _shown(session: Session, request: web.Request, queue: WaitingQueue) -> dict[str, Any]:
    voice, members = request.app[VOICE], await queueing.members_of(session, queue.sid)
    average_wait = queueing.average_wait(members, voice.now())
    return queue_json(voice.account, queue, size=len(members), average_wait=average_wait)


def _member_shown(request: web.Request, member: QueueMember, members: Sequence[QueueMember]) -> dict[str, Any]:
    voice, position = request.app[VOICE], 1 + [other.call_sid for other in members].index(member.call_sid)
    wait_time = queueing.waited_seconds(member, voice.now())
    return member_json(voice.account, member, position=position, wait_time=wait_time)
