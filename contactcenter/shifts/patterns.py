"""What planners change of patterns and absences; the shifts ahead follow at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.calendars.hours import is_clock
from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.shifts.models import Absence, RosterPattern
from contactcenter.shifts.roster import plan_ahead

MOST_WEEKS: Final = 52
LONGEST_ABSENCE: Final = timedelta(days=750)
KINDS: Final = {RosterPattern: "roster_pattern", Absence: "absence"}

Row = TypeVar("Row", RosterPattern, Absence)


async def add_pattern(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> RosterPattern:
    row = RosterPattern(**{"id": new_id(), "version": 1, "desk": "", "every_weeks": 1, **values})
    await _check_pattern(session, row)
    return await _added(session, row, author_id=author_id, now=now)


async def update_pattern(
    session: Session,
    pattern_id: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> RosterPattern:
    """Shifts that nobody has opened or changed by hand follow it."""
    row = await _locked(session, RosterPattern, pattern_id, version)
    changed = _apply(row, values)
    await _check_pattern(session, row)
    return await _changed(session, row, changed, author_id=author_id, now=now)


async def add_absence(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Absence:
    row = Absence(id=new_id(), version=1, **values)
    await _check_absence(session, row)
    return await _added(session, row, author_id=author_id, now=now)


async def update_absence(
    session: Session,
    absence_id: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Absence:
    row = await _locked(session, Absence, absence_id, version)
    changed = _apply(row, values)
    await _check_absence(session, row)
    return await _changed(session, row, changed, author_id=author_id, now=now)


async def remove(
    session: Session, model: type[Row], row_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    """Take a pattern or an absence off the roster."""
    row = await _locked(session, model, row_id, version)
    details = {"agent_id": row.agent_id}
    await session.delete(row)
    await session.flush()
    await history.write(session, KINDS[model], row_id, "removed", author_id=author_id, at=now, details=details)
    await plan_ahead(session, now=now, author_id=author_id)


async def absence_of(session: Session, agent_id: str, now: datetime) -> Absence | None:
    """Why this person should not be here now; None where nothing speaks against it."""
    query = select(Absence).where(Absence.agent_id == agent_id, Absence.starts_at <= now, Absence.ends_at > now)
    return (await session.scalars(query.order_by(Absence.ends_at.desc()).limit(1))).one_or_none()


async def _added(session: Session, row: Row, *, author_id: str, now: datetime) -> Row:
    session.add(row)
    await session.flush()
    details = {"agent_id": row.agent_id}
    await history.write(session, KINDS[type(row)], row.id, "created", author_id=author_id, at=now, details=details)
    await plan_ahead(session, now=now, author_id=author_id)
    return row


async def _changed(session: Session, row: Row, changed: Mapping[str, Any], *, author_id: str, now: datetime) -> Row:
    if changed:
        row.version += 1
        await session.flush()
        details = {name: _plain(value) for name, value in changed.items()}
        await history.write(session, KINDS[type(row)], row.id, "changed", author_id=author_id, at=now, details=details)
        await plan_ahead(session, now=now, author_id=author_id)
    return row


def _apply(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    changed = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in changed.items():
        setattr(row, name, value)
    return changed


def _plain(value: object) -> object:
    """Moments and days as texts, which a history can hold."""
    return value if isinstance(value, int | list | None) else str(value)


async def _locked(session: Session, model: type[Row], row_id: str, version: int | None) -> Row:
    return await lock_row(session, model, row_id, version=version, missing="There is no such entry of the roster.")


async def _check_pattern(session: Session, row: RosterPattern) -> None:
    problems = await _people_problems(session, {"agent_id": row.agent_id})
    if not row.weekdays or len(set(row.weekdays)) < len(row.weekdays) or set(row.weekdays) - set(range(7)):
        problems["weekdays"] = "Name each weekday once, from 0 (Monday) to 6 (Sunday), and at least one."
    for name in ("starts", "ends"):
        if not is_clock(getattr(row, name)):
            problems[name] = "Write a time of the day like 07:00."
    if not 1 <= row.every_weeks <= MOST_WEEKS:
        problems["every_weeks"] = f"Give a number of weeks from 1 to {MOST_WEEKS}."
    if row.valid_until is not None and row.valid_until < row.valid_from:
        problems["valid_until"] = "The last day comes before the first; choose a later one, or none."
    if problems:
        raise InvalidInput("This is no pattern of a roster.", details={"fields": problems})


async def _check_absence(session: Session, row: Absence) -> None:
    people = {"agent_id": row.agent_id} | ({"substitute_id": row.substitute_id} if row.substitute_id else {})
    problems = await _people_problems(session, people)
    if row.ends_at <= row.starts_at:
        problems["ends_at"] = "The absence ends before it begins; choose a later moment."
    elif row.ends_at - row.starts_at > LONGEST_ABSENCE:
        problems["ends_at"] = "Nobody is away for more than two years; switch the account off instead."
    if row.substitute_id == row.agent_id:
        problems["substitute_id"] = "Choose somebody else, or nobody."
    if problems:
        raise InvalidInput("This is no absence.", details={"fields": problems})


async def _people_problems(session: Session, people: Mapping[str, str]) -> dict[str, str]:
    problems = {}
    for name, agent_id in people.items():
        agent = await session.get(Agent, agent_id)
        if agent is None or not agent.is_active:
            problems[name] = "There is nobody with this id who works here; choose somebody of the list."
    return problems
