"""Plan, open and end shifts. Called when an agent goes available and by the handover."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from contactcenter.agents.service import lock_agent
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.shifts.models import Shift
from contactcenter.shifts.states import OPEN, PLANNED, may_move

# A planned shift is taken up by somebody who comes this much early; without one a shift of usual length is opened.
EARLY = timedelta(hours=1)
USUAL_LENGTH = timedelta(hours=8)


async def get_shift(session: Session, shift_id: str, *, lock: bool = False) -> Shift:
    """The shift; with `lock` nobody else changes it before this transaction ends."""
    query = select(Shift).where(Shift.id == shift_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    shift = (await session.scalars(query)).one_or_none()
    if shift is None:
        raise NotFound("There is no such shift.")
    return shift


async def current_shift(session: Session, agent_id: str, now: datetime) -> Shift | None:
    """The agent's open shift, however long it lasts by now; else the planned one of this hour."""
    own = select(Shift).where(Shift.agent_id == agent_id)
    is_open = (await session.scalars(own.where(Shift.state == OPEN))).one_or_none()
    if is_open is not None:
        return is_open
    return await _planned_now(session, agent_id, now)


async def _planned_now(session: Session, agent_id: str, now: datetime) -> Shift | None:
    planned = select(Shift).where(Shift.agent_id == agent_id, Shift.state == PLANNED)
    planned = planned.where(Shift.starts_at <= now + EARLY, Shift.ends_at > now)
    return (await session.scalars(planned.order_by(Shift.starts_at, Shift.id).limit(1))).one_or_none()


async def open_shift(session: Session, agent_id: str, *, now: datetime, desk: str = "") -> Shift:
    """The agent's open shift: the one already open, the planned one of this hour, or an extra one. May be repeated.

    Whoever comes back after the end of the open one stays longer: nobody planned that, and nobody sends them away.
    """
    # Two tabs may go available at once: the second waits here and then finds the shift of the first.
    await lock_agent(session, agent_id)
    shift = await current_shift(session, agent_id, now)
    if shift is None:
        shift = await plan_shift(session, agent_id, desk=desk, starts_at=now, ends_at=now + USUAL_LENGTH)
        shift.is_extra = True
    if shift.state == OPEN:
        return shift if end_of_duty(shift) > now else await _stay_longer(session, shift, now)
    return await move(session, shift, OPEN, author_id=agent_id, now=now)


def end_of_duty(shift: Shift) -> datetime:
    """Until when the agent is on duty: the planned end, or later where the agent stays on."""
    return max(shift.ends_at, shift.overtime_until or shift.ends_at)


async def _stay_longer(session: Session, shift: Shift, now: datetime) -> Shift:
    planned = await _planned_now(session, shift.agent_id, now)
    shift = await get_shift(session, shift.id, lock=True)
    shift.overtime_until = planned.ends_at if planned else now + USUAL_LENGTH
    shift.version += 1
    await session.flush()
    details = {"until": shift.overtime_until.isoformat()}
    await history.write(session, "shift", shift.id, "overtime", author_id=shift.agent_id, at=now, details=details)
    session.record(Fact("shift.changed", shift.id, shift.version))
    return shift


async def plan_shift(session: Session, agent_id: str, *, desk: str, starts_at: datetime, ends_at: datetime) -> Shift:
    """Put a shift on the roster."""
    if ends_at <= starts_at:
        raise InvalidInput("A shift must end after it starts.")
    shift = Shift(id=new_id(), agent_id=agent_id, desk=desk, starts_at=starts_at, ends_at=ends_at, state=PLANNED)
    session.add(shift)
    await session.flush()
    session.record(Fact("shift.changed", shift.id, shift.version))
    return shift


async def move(session: Session, shift: Shift, state: str, *, author_id: str | None, now: datetime) -> Shift:
    """Change the state where the table of moves allows it; `Conflict` otherwise."""
    await session.flush()
    shift = await get_shift(session, shift.id, lock=True)
    if not may_move(shift.state, state):
        raise Conflict(f"A shift that is {shift.state} cannot become {state}.", details={"state": shift.state})
    details = {"from": shift.state, "to": state}
    shift.state = state
    shift.version += 1
    await session.flush()
    await history.write(session, "shift", shift.id, "moved", author_id=author_id, at=now, details=details)
    session.record(Fact("shift.changed", shift.id, shift.version))
    return shift


async def list_shifts(
    session: Session,
    *,
    agent_id: str | None = None,
    states: Collection[str] = (),
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 50,
    after: str | None = None,
) -> list[Shift]:
    """Shifts that touch the span, newest first; `after` is the id of the last one seen."""
    query = select(Shift).order_by(Shift.id.desc()).limit(limit)
    if agent_id is not None:
        query = query.where(Shift.agent_id == agent_id)
    if states:
        query = query.where(Shift.state.in_(states))
    if since is not None:
        query = query.where(Shift.ends_at > since)
    if until is not None:
        query = query.where(Shift.starts_at < until)
    if after is not None:
        query = query.where(Shift.id < after)
    return list(await session.scalars(query))
