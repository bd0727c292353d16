"""Plans shifts ahead from the patterns, and keeps them as patterns and absences change. Called by a job and by whoever
changes the roster.

Only shifts that nobody has opened yet and nobody has changed by hand are planned anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.db import Session, insert, new_id, take_turns
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.shifts.models import Absence, RosterPattern, Shift
from contactcenter.shifts.planning import Away, Pattern, Wanted, wanted_shifts
from contactcenter.shifts.states import CLOSED, OPEN, PLANNED

DAYS_AHEAD: Final = 14
# One planner at a time where several nodes share a PostgreSQL.
PLANNER_LOCK: Final = 7_310_011
# Of more shifts than this screens are told with one fact: they fetch the list again anyway.
MOST_FACTS: Final = 100
WHOLE_ROSTER: Final = "roster"
# Who comes very late still finds the shift.
PATIENCE: Final = timedelta(hours=1)
MOST_MISSED: Final = 200
# Databases take so many values in one statement.
MOST_IDS: Final = 1000


@dataclass(slots=True)
class Plan:
    """What has to be done so that the roster is as it is to be."""

    add: list[Wanted] = field(default_factory=list)
    change: list[tuple[Shift, Wanted]] = field(default_factory=list)
    remove: list[Shift] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.add) + len(self.change) + len(self.remove)


async def plan_ahead(session: Session, *, now: datetime, author_id: str | None = None) -> int:
    """Bring the next days into line; returns how many shifts changed. May be repeated, also by two at once."""
    await session.flush()
    await take_turns(session, PLANNER_LOCK)
    plan = await make_plan(session, now=now)
    if not plan:
        return 0
    plan = await _held(session, plan)
    facts = [*await _add(session, plan.add)]
    entries: list[dict[str, Any]] = []
    for shift, wanted in plan.change:
        details = {"agent_id": wanted.agent_id, "instead_of_id": wanted.instead_of_id, "from_agent_id": shift.agent_id}
        details |= {"starts_at": wanted.starts_at.isoformat(), "ends_at": wanted.ends_at.isoformat()}
        for name, value in _columns(wanted).items():
            setattr(shift, name, value)
        shift.version += 1
        entries.append(_entry(shift, "replanned", details, author_id, now))
        facts.append(Fact("shift.changed", shift.id, shift.version))
    for shift in plan.remove:
        details = {"agent_id": shift.agent_id, "starts_at": shift.starts_at.isoformat()}
        entries.append(_entry(shift, "removed", details, author_id, now))
        facts.append(Fact("shift.changed", shift.id, shift.version))
        await session.delete(shift)
    await session.flush()
    await history.write_many(session, entries)
    session.record(*(facts if len(facts) <= MOST_FACTS else [Fact("shift.changed", WHOLE_ROSTER)]))
    return len(plan)


async def _held(session: Session, plan: Plan) -> Plan:
    """The plan without what somebody has opened or changed by hand meanwhile; nobody does so before the commit."""
    ids = [shift.id for shift in (*(shift for shift, _ in plan.change), *plan.remove)]
    held: set[str] = set()
    for start in range(0, len(ids), MOST_IDS):
        query = select(Shift.id).where(Shift.id.in_(ids[start : start + MOST_IDS]), Shift.state == PLANNED)
        query = query.where(~Shift.is_edited).order_by(Shift.id).with_for_update()
        held.update(await session.scalars(query))
    change = [(shift, wanted) for shift, wanted in plan.change if shift.id in held]
    return Plan(plan.add, change, [shift for shift in plan.remove if shift.id in held])


async def find_missed(session: Session, *, now: datetime, lock: bool = False) -> list[Shift]:
    """Planned shifts that are over and that nobody opened; with `lock` only those that nobody is changing just now."""
    query = select(Shift).where(Shift.state == PLANNED, Shift.ends_at <= now - PATIENCE).order_by(Shift.id)
    query = query.limit(MOST_MISSED)
    if lock:
        query = query.with_for_update(skip_locked=True)
    return list(await session.scalars(query.execution_options(populate_existing=True)))


async def close_missed(session: Session, *, now: datetime) -> int:
    """Close them: they did not take place. Returns how many. May be repeated, also by two at once."""
    await take_turns(session, PLANNER_LOCK)
    missed = await find_missed(session, now=now, lock=True)
    for shift in missed:
        shift.state = CLOSED
        shift.version += 1
        session.record(Fact("shift.changed", shift.id, shift.version))
    await session.flush()
    details = {"from": PLANNED, "to": CLOSED, "reason": "nobody_came"}
    await history.write_many(session, [_entry(shift, "moved", details, None, now) for shift in missed])
    return len(missed)


async def make_plan(session: Session, *, now: datetime) -> Plan:
    """What differs between the roster and what it is to be, without changing anything."""
    today = clock.local(now).date()
    days = [today + timedelta(days=number) for number in range(-1, DAYS_AHEAD + 1)]
    wanted = {
        (shift.pattern_id, shift.day): shift for shift in await _wanted(session, days, now) if shift.ends_at > now
    }
    query = select(Shift).where(Shift.ends_at > now - timedelta(days=2), Shift.starts_at < now + timedelta(days=20))
    shifts = list(await session.scalars(query.execution_options(populate_existing=True)))
    planned = {(shift.pattern_id, shift.pattern_day): shift for shift in shifts if shift.pattern_id}
    plan = Plan()
    for key, shift in planned.items():
        is_settled = shift.state != PLANNED or shift.is_edited or shift.ends_at <= now
        if is_settled or (shift.pattern_day or days[-1]) > days[-1]:
            continue
        if key not in wanted:
            plan.remove.append(shift)
        elif any(getattr(shift, name) != value for name, value in _columns(wanted[key]).items()):
            plan.change.append((shift, wanted[key]))
    by_hand = [shift for shift in shifts if not shift.pattern_id and _stands(shift)]
    plan.add = [
        shift
        for key, shift in wanted.items()
        if key not in planned and not any(_is_same(own, shift) for own in by_hand)
    ]
    return plan


async def _wanted(session: Session, days: Sequence[date], now: datetime) -> list[Wanted]:
    patterns = select(RosterPattern).join(Agent, Agent.id == RosterPattern.agent_id).where(Agent.is_active)
    ended = RosterPattern.valid_until.is_not(None) & (RosterPattern.valid_until < days[0])
    rows = await session.scalars(patterns.where(~ended, RosterPattern.valid_from <= days[-1]))
    # A substitute whose account was switched off is none.
    is_there = (Agent.id == Absence.substitute_id) & Agent.is_active
    absences = select(Absence, Agent.id).outerjoin(Agent, is_there).where(Absence.ends_at > now - timedelta(days=2))
    away = [
        Away(absence.agent_id, absence.starts_at, absence.ends_at, substitute_id)
        for absence, substitute_id in await session.execute(absences)
    ]
    return wanted_shifts([pattern_of(row) for row in rows], away, days, clock.zone())


def pattern_of(row: RosterPattern) -> Pattern:
    """The row as the value that plans are made from."""
    return Pattern(
        row.id,
        row.agent_id,
        tuple(row.weekdays),
        row.starts,
        row.ends,
        row.desk,
        row.every_weeks,
        row.valid_from,
        row.valid_until,
    )


async def _add(session: Session, wanted: Sequence[Wanted]) -> list[Fact]:
    if not wanted:
        return []
    rows = [
        {
            "id": new_id(),
            "pattern_id": shift.pattern_id,
            "pattern_day": shift.day,
            "state": PLANNED,
            "is_extra": False,
            "is_edited": False,
            "version": 1,
            **_columns(shift),
        }
        for shift in wanted
    ]
    statement = insert(session, Shift).on_conflict_do_nothing(index_elements=["pattern_id", "pattern_day"])
    ids = list(await session.scalars(statement.returning(Shift.id), rows))
    return [Fact("shift.changed", id_, 1) for id_ in ids]


def _columns(wanted: Wanted) -> dict[str, Any]:
    names = ("agent_id", "desk", "starts_at", "ends_at", "instead_of_id")
    return {name: getattr(wanted, name) for name in names}


def _stands(shift: Shift) -> bool:
    """Whether somebody planned it by hand and it is not over or given up."""
    return shift.state in (PLANNED, OPEN) and not shift.is_extra


def _is_same(by_hand: Shift, wanted: Wanted) -> bool:
    """What somebody planned by hand for the same person at the same time comes before the pattern."""
    is_at_once = by_hand.starts_at < wanted.ends_at and wanted.starts_at < by_hand.ends_at
    return by_hand.agent_id == wanted.agent_id and is_at_once


def _entry(shift: Shift, act: str, details: Mapping[str, Any], author_id: str | None, now: datetime) -> dict[str, Any]:
    return {
        "subject_kind": "shift",
        "subject_id": shift.id,
        "act": act,
        "author_id": author_id,
        "at": now,
        "details": dict(details),
    }
