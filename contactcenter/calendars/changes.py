"""What an administrator changes of opening hours: calendars and the days that differ. Each change is in the history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import delete, select

from contactcenter.calendars import hours
from contactcenter.calendars.models import Calendar, CalendarException
from contactcenter.calendars.public_holidays import REGIONS
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history


@dataclass(frozen=True, slots=True)
class CalendarChanges:
    """None leaves a field as it is."""

    code: str | None = None
    names: Mapping[str, str] | None = None
    weekly: hours.Weekly | None = None
    region: str | None = None
    timezone: str | None = None


async def add_calendar(
    session: Session,
    *,
    code: str,
    names: Mapping[str, str],
    weekly: hours.Weekly,
    region: str = "",
    timezone: str = "",
    author_id: str | None = None,
    now: datetime | None = None,
) -> str:
    """A new calendar's id; `InvalidInput` where the hours are none. Without `now` it is part of a set-up."""
    changes = CalendarChanges(names=names, weekly=weekly, region=region, timezone=timezone)
    row = {"id": new_id(), "code": code, "version": 1, **_checked(changes)}
    statement = insert(session, Calendar).values(**row).on_conflict_do_nothing(index_elements=["code"])
    if await session.scalar(statement.returning(Calendar.id)) is None:
        raise _taken(code)
    if now is not None:
        await history.write(
            session, "calendar", row["id"], "created", author_id=author_id, at=now, details={"code": code}
        )
    return str(row["id"])


async def update_calendar(
    session: Session,
    calendar_id: str,
    changes: CalendarChanges,
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Calendar:
    """Change what is given; `Conflict` where somebody else changed it first."""
    calendar = await lock_calendar(session, calendar_id, version=version)
    wanted = _checked(changes)
    if changes.code is not None and changes.code != calendar.code:
        if await session.scalar(select(Calendar.id).where(Calendar.code == changes.code)) is not None:
            raise _taken(changes.code)
        wanted["code"] = changes.code
    changed = {name: value for name, value in wanted.items() if getattr(calendar, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(calendar, name, value)
        await _keep(session, calendar, "changed", changed, author_id=author_id, now=now)
    return calendar


async def put_exception(
    session: Session,
    calendar_id: str,
    day: date,
    *,
    blocks: hours.Blocks,
    names: Mapping[str, str],
    version: int | None,
    author_id: str,
    now: datetime,
) -> Calendar:
    """On this day the calendar has these blocks, or is closed where there are none."""
    hours.check_blocks(blocks, field_name="blocks")
    calendar = await lock_calendar(session, calendar_id, version=version)
    values = {"blocks": [list(block) for block in blocks], "names": dict(names)}
    row = {"id": new_id(), "calendar_id": calendar.id, "day": day, **values}
    statement = insert(session, CalendarException).values(**row)
    await session.execute(statement.on_conflict_do_update(index_elements=["calendar_id", "day"], set_=values))
    details = {"day": day.isoformat(), "blocks": values["blocks"]}
    await _keep(session, calendar, "exception", details, author_id=author_id, now=now)
    return calendar


async def remove_exception(session: Session, calendar_id: str, day: date, *, author_id: str, now: datetime) -> Calendar:
    """The day is as every other again."""
    calendar = await lock_calendar(session, calendar_id)
    own = (CalendarException.calendar_id == calendar.id) & (CalendarException.day == day)
    if not list(await session.scalars(delete(CalendarException).where(own).returning(CalendarException.id))):
        raise NotFound("This day has no exception.")
    await _keep(session, calendar, "exception_removed", {"day": day.isoformat()}, author_id=author_id, now=now)
    return calendar


async def remove_calendar(
    session: Session, calendar_id: str, *, version: int | None, author_id: str, now: datetime
) -> None:
    """Its exceptions go with it; the caller has seen to it that nothing is open by it."""
    calendar = await lock_calendar(session, calendar_id, version=version)
    await session.execute(delete(CalendarException).where(CalendarException.calendar_id == calendar.id))
    await session.delete(calendar)
    await session.flush()
    details = {"code": calendar.code}
    await history.write(session, "calendar", calendar.id, "removed", author_id=author_id, at=now, details=details)


async def lock_calendar(session: Session, calendar_id: str, *, version: int | None = None) -> Calendar:
    """The calendar as it is now, held; `Conflict` where it is not the version that was seen."""
    return await lock_row(session, Calendar, calendar_id, version=version, missing="There is no such calendar.")


async def _keep(
    session: Session, calendar: Calendar, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    calendar.version += 1
    await session.flush()
    await history.write(session, "calendar", calendar.id, act, author_id=author_id, at=now, details=details)


def _taken(code: str) -> Conflict:
    return Conflict(f"There is already a calendar “{code}”; choose another code.", code="code_taken")


def _checked(changes: CalendarChanges) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if changes.names is not None:
        wanted["names"] = dict(changes.names)
    if changes.weekly is not None:
        hours.check_weekly(changes.weekly)
        wanted["weekly"] = {day: [list(block) for block in blocks] for day, blocks in changes.weekly.items()}
    if changes.region is not None:
        wanted["region"] = _checked_region(changes.region)
    if changes.timezone is not None:
        wanted["timezone"] = _checked_timezone(changes.timezone)
    return wanted


def _checked_region(region: str) -> str:
    if region and region not in REGIONS:
        problem = f"Holidays are known of {', '.join(REGIONS)}; leave it empty where no day is a holiday."
        raise InvalidInput(problem, details={"fields": {"region": problem}})
    return region


def _checked_timezone(timezone: str) -> str:
    try:
        return ZoneInfo(timezone).key if timezone else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        problem = "This is no time zone; write one like Asia/Hong_Kong, or leave it empty for the desk's own."
        raise InvalidInput(problem, details={"fields": {"timezone": problem}}) from None
