"""Shifts and signing their handover."""

from datetime import datetime

from aiohttp import web

from agent_console.http.caller import ADMINISTRATORS, DESK, DESK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.keys import OPEN_ITEM_SOURCES
from agent_console.queries import handovers
from agent_console.queries.rows import columns_of
from agent_console.queries.shifts import list_shifts
from agent_console.schemas.shifts import Handover, MyShift, NewHandover, Shift, ShiftQuery
from contactcenter.actions.hand_over_shift import hand_over_shift
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.handover import service
from contactcenter.shifts.patterns import absence_of
from contactcenter.shifts.service import current_shift, get_shift


@endpoint("GET", "/api/v1/shifts", roles=DESK_READERS | ADMINISTRATORS, summary="Shifts", answers={200: Page[Shift]})
async def get_shifts(query: ShiftQuery, session: Session, caller: Caller) -> Page[Shift]:
    """The latest first."""
    return await list_shifts(session, query, caller)


@endpoint("GET", "/api/v1/shifts/current", roles=DESK, summary="My shift", answers={200: MyShift}, errors=(404,))
async def get_current_shift(session: Session, caller: Caller, now: datetime) -> MyShift:
    """The open one, else the one planned for this hour; 404 where there is none. Going available opens one."""
    shift = await current_shift(session, caller.agent_id, now)
    if shift is None:
        raise NotFound("You have no shift now; it opens when you go available.")
    absence = await absence_of(session, caller.agent_id, now)
    return MyShift.model_validate(columns_of(shift) | {"absent_until": absence.ends_at if absence else None})


@endpoint("GET", "/api/v1/shifts/{id}/handover", roles=DESK_READERS, summary="Its handover", answers={200: Handover})
async def get_shift_handover(id: str, request: web.Request, session: Session, now: datetime) -> Handover:
    """The signed one, else a draft made from live work."""
    shift = await get_shift(session, id)
    signed = await service.find_by_shift(session, shift.id)
    if signed is not None:
        return await handovers.get_handover(session, signed.id)
    sources = request.app[OPEN_ITEM_SOURCES]
    return await handovers.draft_answer(session, await service.draft(session, shift, sources, now))


@endpoint("POST", "/api/v1/shifts/{id}/handover", roles=DESK, summary="Hand over", answers={201: Handover})
async def post_handover(
    id: str, body: NewHandover, request: web.Request, session: Session, agent: Agent, now: datetime
) -> Handover:
    """Everything left open, frozen as it stands. A note on something solved meanwhile is 409 `stale`."""
    sources = request.app[OPEN_ITEM_SOURCES]
    handover = await hand_over_shift(
        session,
        shift_id=id,
        agent=agent,
        sources=sources,
        remarks=body.remarks,
        to_agent_id=body.to_agent_id,
        notes=body.notes,
        now=now,
    )
    return await handovers.get_handover(session, handover.id)
