"""Opening hours by calendar. Called where calls and texts arrive on a line, and by whoever counts in opening hours."""

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from contactcenter import clock
from contactcenter.calendars import hours
from contactcenter.calendars.hours import Timetable
from contactcenter.calendars.models import Calendar, CalendarException, Holiday
from contactcenter.calendars.public_holidays import REGIONS, holidays_of
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import NotFound


async def get_calendar(session: Session, calendar_id: str) -> Calendar:
    calendar = await session.get(Calendar, calendar_id)
    if calendar is None:
        raise NotFound("There is no such calendar.")
    return calendar


async def is_open(session: Session, calendar_id: str | None, now: datetime) -> bool:
    """Whether somebody is there by this calendar; without one it is always open."""
    timetable = await read_timetable(session, calendar_id, since=now)
    return timetable is None or hours.is_open(timetable, now)


async def next_opening(session: Session, calendar_id: str | None, now: datetime) -> datetime | None:
    """`now` where it is open, else when it opens; None where that is not within a hundred days."""
    timetable = await read_timetable(session, calendar_id, since=now)
    return now if timetable is None else hours.next_opening(timetable, now)


async def read_timetable(session: Session, calendar_id: str | None, *, since: datetime) -> Timetable | None:
    """What decides from the day before `since` on, for `hours` and `business_time`; None where it is always open."""
    if calendar_id is None:
        return None
    return (await read_timetables(session, [calendar_id], since=since))[calendar_id]


async def read_timetables(session: Session, calendar_ids: Collection[str], *, since: datetime) -> dict[str, Timetable]:
    """Those of all these calendars, with three statements; `NotFound` where one does not exist."""
    if not calendar_ids:
        return {}
    rows = list(await session.scalars(select(Calendar).where(Calendar.id.in_(set(calendar_ids)))))
    if len(rows) < len(set(calendar_ids)):
        raise NotFound("There is no such calendar.")
    # A day ahead of UTC anywhere, and the night before it.
    first = since.astimezone(UTC).date() - timedelta(days=2)
    of_region: dict[str, set[date]] = {row.region: set() for row in rows if row.region}
    days = select(Holiday.region, Holiday.day).where(Holiday.region.in_(of_region), Holiday.day >= first)
    for region, day in await session.execute(days) if of_region else ():
        of_region[region].add(day)
    exceptions: dict[str, dict[date, hours.Blocks]] = {row.id: {} for row in rows}
    differing = select(CalendarException).where(CalendarException.calendar_id.in_(exceptions))
    for exception in await session.scalars(differing.where(CalendarException.day >= first)):
        exceptions[exception.calendar_id][exception.day] = exception.blocks
    return {
        row.id: Timetable(
            row.weekly,
            ZoneInfo(row.timezone) if row.timezone else clock.zone(),
            frozenset(of_region.get(row.region, ())),
            exceptions[row.id],
        )
        for row in rows
    }


async def holidays_between(session: Session, region: str, first: date, last: date) -> Mapping[date, dict[str, str]]:
    """The names of the holidays of these days, both ends included."""
    query = select(Holiday.day, Holiday.names).where(Holiday.region == region, Holiday.day.between(first, last))
    return {day: names for day, names in await session.execute(query.order_by(Holiday.day))}


async def add_public_holidays(session: Session, region: str, years: Iterable[int]) -> int:
    """Add those not known yet; returns how many. May be repeated, also by two at once."""
    rows = [
        {"id": new_id(), "region": region, "day": holiday.day, "names": holiday.names}
        for holiday in holidays_of(region, years)
    ]
    if not rows:
        return 0
    statement = insert(session, Holiday).on_conflict_do_nothing(index_elements=["region", "day"])
    return len(list(await session.scalars(statement.returning(Holiday.id), rows)))


async def regions_without(session: Session, year: int) -> list[str]:
    """The regions of which no holiday of this year is known."""
    known = select(Holiday.region).where(Holiday.day.between(date(year, 1, 1), date(year, 12, 31))).distinct()
    return [region for region in REGIONS if region not in set(await session.scalars(known))]
