"""One shift planned, changed, cancelled or swapped by hand. What was changed by hand is not planned anew."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.db import Session, lock_row
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.shifts.models import Shift
from contactcenter.shifts.service import plan_shift
from contactcenter.shifts.states import CLOSED, OPEN, PLANNED

LONGEST_SHIFT: Final = timedelta(hours=24)


async def add_shift(
    session: Session,
    *,
    agent_id: str,
    desk: str,
    starts_at: datetime,
    ends_at: datetime,
    author_id: str,
    now: datetime,
) -> Shift:
    """Put a shift on the roster that no pattern plans."""
    # Two who plan the same person at once come one after the other; an unknown one is refused below.
    await session.execute(select(Agent.id).where(Agent.id == agent_id).with_for_update(key_share=True))
    await _check(session, agent_id=agent_id, starts_at=starts_at, ends_at=ends_at, now=now)
    shift = await plan_shift(session, agent_id, desk=desk, starts_at=starts_at, ends_at=ends_at)
    details = {"agent_id": agent_id, "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    await history.write(session, "shift", shift.id, "planned", author_id=author_id, at=now, details=details)
    return shift


async def change_shift(
    session: Session,
    shift_id: str,
    values: Mapping[str, Any],
    *,
    reason: str,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Shift:
    """Give a planned shift to somebody else, or other hours; of one that is open only its end and desk move."""
    shift = await _locked(session, shift_id, version)
    if shift.state == OPEN and {"agent_id", "starts_at"} & values.keys():
        raise Conflict("This shift has begun; only its end and its desk can change.", code="wrong_state")
    _require(shift, PLANNED, OPEN)
    changed = {name: value for name, value in values.items() if getattr(shift, name) != value}
    if not changed:
        return shift
    hours = {name: changed.get(name, getattr(shift, name)) for name in ("agent_id", "starts_at", "ends_at")}
    await _check(session, **hours, now=now, apart_from=[shift.id])
    _hand_to(shift, hours["agent_id"])
    for name, value in changed.items():
        setattr(shift, name, value)
    await _keep(session, shift, "changed", changed | {"reason": reason}, author_id=author_id, now=now)
    return shift


async def cancel_shift(
    session: Session, shift_id: str, *, reason: str, version: int | None, author_id: str, now: datetime
) -> Shift:
    """A planned shift does not take place."""
    shift = await _locked(session, shift_id, version)
    _require(shift, PLANNED)
    shift.state = CLOSED
    await _keep(session, shift, "cancelled", {"reason": reason}, author_id=author_id, now=now)
    return shift


async def swap_shifts(
    session: Session, first_id: str, second_id: str, *, reason: str, author_id: str, now: datetime
) -> tuple[Shift, Shift]:
    """Two people exchange planned shifts."""
    if first_id == second_id:
        raise InvalidInput(details={"fields": {"second_id": "Choose another shift than the first."}})
    # In one order, so that two who swap the same shifts at once do not wait for each other.
    held = {id_: await _locked(session, id_, None) for id_ in sorted((first_id, second_id))}
    first, second = held[first_id], held[second_id]
    for shift in (first, second):
        _require(shift, PLANNED)
    if first.agent_id == second.agent_id:
        raise InvalidInput(details={"fields": {"second_id": "Both shifts are the same person's already."}})
    agents = first.agent_id, second.agent_id
    for shift, agent_id in ((first, agents[1]), (second, agents[0])):
        await _check(
            session,
            agent_id=agent_id,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            now=now,
            apart_from=[first.id, second.id],
        )
        _hand_to(shift, agent_id)
        details = {"agent_id": agent_id, "from_agent_id": shift.agent_id, "reason": reason}
        shift.agent_id = agent_id
        await _keep(session, shift, "swapped", details, author_id=author_id, now=now)
    return first, second


def _hand_to(shift: Shift, agent_id: str) -> None:
    """Remember whose it was first; who gets an own one back stands in for nobody."""
    if agent_id != shift.agent_id:
        first = shift.instead_of_id or shift.agent_id
        shift.instead_of_id = None if first == agent_id else first


async def _locked(session: Session, shift_id: str, version: int | None) -> Shift:
    return await lock_row(session, Shift, shift_id, version=version, missing="There is no such shift.")


def _require(shift: Shift, *states: str) -> None:
    if shift.state not in states:
        raise Conflict(
            f"This shift is {shift.state.replace('_', ' ')}; it stays as it is.",
            code="wrong_state",
            details={"state": shift.state},
        )


async def _check(
    session: Session,
    *,
    agent_id: str,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    apart_from: Collection[str] = (),
) -> None:
    problems: dict[str, str] = {}
    agent = await session.get(Agent, agent_id)
    if agent is None or not agent.is_active:
        problems["agent_id"] = "There is nobody with this id who works here; choose somebody of the list."
    if ends_at <= starts_at:
        problems["ends_at"] = "A shift must end after it starts."
    elif ends_at - starts_at > LONGEST_SHIFT:
        problems["ends_at"] = "A shift lasts 24 hours at most; plan two."
    elif ends_at <= now:
        problems["ends_at"] = "This shift would be over already."
    if problems:
        raise InvalidInput("This shift cannot be planned.", details={"fields": problems})
    query = select(Shift.id).where(Shift.agent_id == agent_id, Shift.state.in_((PLANNED, OPEN)))
    query = query.where(Shift.starts_at < ends_at, Shift.ends_at > starts_at, Shift.id.not_in(apart_from))
    other = await session.scalar(query.limit(1))
    if other is not None:
        raise Conflict("This person works then already.", code="overlaps", details={"shift_id": other})


async def _keep(
    session: Session, shift: Shift, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    shift.is_edited = True
    shift.version += 1
    await session.flush()
    plain = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in details.items()}
    await history.write(session, "shift", shift.id, act, author_id=author_id, at=now, details=plain)
    session.record(Fact("shift.changed", shift.id, shift.version))
