"""Opening hours by calendar. Called where calls and texts arrive on a line, and when an installation is set up."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select

from contactcenter import clock
from contactcenter.calendars import hours
from contactcenter.calendars.models import Calendar, Holiday
from contactcenter.calendars.public_holidays import holidays_of
from contactcenter.db import Session, new_id
from contactcenter.errors import NotFound


async def get_calendar(session: Session, calendar_id: str) -> Calendar:
    calendar = await session.get(Calendar, calendar_id)
    if calendar is None:
        raise NotFound("There is no such calendar.")
    return calendar


async def is_open(session: Session, calendar_id: str | None, now: datetime) -> bool:
    """Whether somebody is there by this calendar; without one it is always open."""
    if calendar_id is None:
        return True
    calendar, moment = await get_calendar(session, calendar_id), clock.local(now)
    return hours.is_open(calendar.weekly, await _holidays_around(session, calendar, moment), moment)


async def next_opening(session: Session, calendar_id: str | None, now: datetime) -> datetime | None:
    """`now` where it is open, else when it opens; None where that is not within three weeks."""
    if calendar_id is None:
        return now
    calendar, moment = await get_calendar(session, calendar_id), clock.local(now)
    return hours.next_opening(calendar.weekly, await _holidays_around(session, calendar, moment), moment)


async def holidays_between(session: Session, region: str, first: date, last: date) -> Mapping[date, dict[str, str]]:
    """The names of the holidays of these days, both ends included."""
    query = select(Holiday.day, Holiday.names).where(Holiday.region == region, Holiday.day.between(first, last))
    return {day: names for day, names in await session.execute(query.order_by(Holiday.day))}


async def add_calendar(
    session: Session, *, code: str, names: Mapping[str, str], weekly: hours.Weekly, region: str = ""
) -> str:
    """A new calendar's id; `InvalidInput` where the hours are none."""
    hours.check_weekly(weekly)
    row = {"id": new_id(), "code": code, "names": dict(names), "region": region, "version": 1}
    blocks = {day: [list(block) for block in of_day] for day, of_day in weekly.items()}
    await session.execute(insert(Calendar), [{**row, "weekly": blocks}])
    return str(row["id"])


async def add_public_holidays(session: Session, region: str, years: Iterable[int]) -> int:
    """Add those not known yet; returns how many. What an administrator changed stays."""
    wanted = list(years)
    known = await holidays_between(session, region, date(min(wanted), 1, 1), date(max(wanted), 12, 31))
    rows = [
        {"id": new_id(), "region": region, "day": holiday.day, "names": holiday.names}
        for holiday in holidays_of(region, wanted)
        if holiday.day not in known
    ]
    if rows:
        await session.execute(insert(Holiday), rows)
    return len(rows)


async def _holidays_around(session: Session, calendar: Calendar, moment: datetime) -> Mapping[date, dict[str, str]]:
    first, last = moment.date() - timedelta(days=1), moment.date() + timedelta(days=hours.LONGEST_SEARCH_DAYS + 1)
    return await holidays_between(session, calendar.region, first, last) if calendar.region else {}
