"""Shifts."""

from sqlalchemy import select

from agent_console.http.caller import Caller
from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import shifts as schemas
from contactcenter.db import Session
from contactcenter.shifts.models import Shift

ME = "me"


async def list_shifts(session: Session, query: schemas.ShiftQuery, caller: Caller) -> Page[schemas.Shift]:
    """The latest first."""
    shifts = select(Shift)
    if query.agent:
        shifts = shifts.where(Shift.agent_id == (caller.agent_id if query.agent == ME else query.agent))
    if query.state:
        shifts = shifts.where(Shift.state.in_(query.state))
    if query.from_ is not None:
        shifts = shifts.where(Shift.ends_at > query.from_)
    if query.to is not None:
        shifts = shifts.where(Shift.starts_at < query.to)
    rows, next_cursor = await fetch_page(session, shifts, query, order=(Shift.starts_at, Shift.id), descending=True)
    return Page[schemas.Shift](items=[schemas.Shift.model_validate(row) for row in rows], next_cursor=next_cursor)
