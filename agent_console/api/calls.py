"""Calls: read, hold, resume, hang up; and the permission to be a telephone."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import DESK, DESK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.keys import SOFTPHONES
from agent_console.queries import calls as queries
from agent_console.schemas import calls as schemas
from agent_console.schemas.base import NoBody
from contactcenter.actions.hang_up_call import hang_up_call
from contactcenter.actions.hold_call import hold_call, resume_call
from contactcenter.agents.models import Agent
from contactcenter.db import Session


@endpoint(
    "POST",
    "/api/v1/calls/softphone",
    roles=DESK,
    summary="Permission to be my telephone",
    answers={200: schemas.SoftphoneGrant},
)
async def post_softphone(body: NoBody, request: web.Request, caller: Caller, now: datetime) -> schemas.SoftphoneGrant:
    """A new one each time, valid for some hours; several windows of one agent ring together."""
    softphone = request.app[SOFTPHONES].softphone_of(caller.agent_id, now=now)
    return schemas.SoftphoneGrant.model_validate(softphone)


@endpoint("GET", "/api/v1/calls", roles=DESK_READERS, summary="Calls", answers={200: Page[schemas.Call]})
async def get_calls(query: schemas.CallQuery, session: Session, caller: Caller) -> Page[schemas.Call]:
    """All states, newest first."""
    return await queries.list_calls(session, query, caller)


@endpoint("GET", "/api/v1/calls/{id}", roles=DESK_READERS, summary="One call", answers={200: schemas.Call})
async def get_one_call(id: str, session: Session) -> schemas.Call:
    return await queries.get_call(session, id)


@endpoint("POST", "/api/v1/calls/{id}/hold", roles=DESK, summary="Hold", answers={200: schemas.Call})
async def post_hold(id: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> schemas.Call:
    """The caller hears music; holding a held call changes nothing."""
    await hold_call(session, id, agent=agent, now=now)
    return await queries.get_call(session, id)


@endpoint("POST", "/api/v1/calls/{id}/resume", roles=DESK, summary="Talk again", answers={200: schemas.Call})
async def post_resume_call(id: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> schemas.Call:
    await resume_call(session, id, agent=agent, now=now)
    return await queries.get_call(session, id)


@endpoint("POST", "/api/v1/calls/{id}/hang-up", roles=DESK, summary="Hang up", answers={200: schemas.Call})
async def post_hang_up(id: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> schemas.Call:
    """The talk is over and the contact in wrap-up; a call that is over stays as it is."""
    await hang_up_call(session, id, agent=agent, now=now)
    return await queries.get_call(session, id)
