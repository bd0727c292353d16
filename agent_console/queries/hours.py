"""Calendars with what they come to now, and day by day."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select

from agent_console.queries.rows import columns_of
from agent_console.schemas import hours as schemas
from contactcenter import clock
from contactcenter.calendars import hours
from contactcenter.calendars.models import Calendar, CalendarException
from contactcenter.calendars.public_holidays import holidays_of
from contactcenter.calendars.service import holidays_between, read_timetables
from contactcenter.db import Session
from contactcenter.lines.models import Line
from contactcenter.routing.models import Queue


async def as_they_are(session: Session, calendars: Sequence[Calendar], *, now: datetime) -> list[schemas.Calendar]:
    """These calendars; of their exceptions those of the last month and later."""
    ids = [calendar.id for calendar in calendars]
    timetables = await read_timetables(session, ids, since=now)
    exceptions: dict[str, list[schemas.CalendarException]] = defaultdict(list)
    query = select(CalendarException).where(CalendarException.calendar_id.in_(ids))
    query = query.where(CalendarException.day >= clock.local(now).date() - timedelta(days=31))
    for row in await session.scalars(query.order_by(CalendarException.day)):
        exceptions[row.calendar_id].append(schemas.CalendarException.model_validate(row))
    users = await _users(session, ids)
    found = []
    for calendar in calendars:
        opens_at = hours.next_opening(timetables[calendar.id], now)
        values = columns_of(calendar) | {
            "is_open": opens_at == now,
            "opens_at": None if opens_at == now else opens_at,
            "exceptions": exceptions[calendar.id],
            "used_by": users[calendar.id],
        }
        found.append(schemas.Calendar.model_validate(values))
    return found


async def days_of(session: Session, calendar: Calendar, first: date, count: int) -> list[schemas.CalendarDay]:
    """What holds on each of these days, and by which rule."""
    last = first + timedelta(days=count - 1)
    since = datetime(first.year, first.month, first.day, tzinfo=UTC)
    timetable = (await read_timetables(session, [calendar.id], since=since))[calendar.id]
    holidays = await holidays_between(session, calendar.region, first, last) if calendar.region else {}
    query = select(CalendarException.day, CalendarException.names).where(CalendarException.calendar_id == calendar.id)
    exceptions = {day: names for day, names in await session.execute(query)}
    found = []
    for day in (first + timedelta(days=number) for number in range(count)):
        kind = "exception" if day in exceptions else "holiday" if day in holidays else "weekday"
        names = exceptions.get(day) or holidays.get(day) or {}
        blocks = [list(block) for block in timetable.blocks_of(day)]
        found.append(schemas.CalendarDay.model_validate({"day": day, "kind": kind, "names": names, "blocks": blocks}))
    return found


async def list_holidays(session: Session, region: str, years: Sequence[int]) -> list[schemas.Holiday]:
    """Of years the table does not hold yet, what it will hold."""
    return [holiday for year in years for holiday in await _holidays(session, region, year)]


async def _holidays(session: Session, region: str, year: int) -> list[schemas.Holiday]:
    kept = dict(await holidays_between(session, region, date(year, 1, 1), date(year, 12, 31)))
    days = kept or {holiday.day: holiday.names for holiday in holidays_of(region, [year])}
    return [schemas.Holiday(region=region, day=day, names=names) for day, names in sorted(days.items())]


async def _users(session: Session, calendar_ids: Sequence[str]) -> dict[str, list[str]]:
    """The addresses of the lines and the codes of the queues that are open by each calendar."""
    users: dict[str, list[str]] = defaultdict(list)
    for model, name in ((Line, Line.address), (Queue, Queue.code)):
        query = select(model.calendar_id, name).where(model.calendar_id.in_(calendar_ids)).order_by(name)
        for calendar_id, word in _rows(list(await session.execute(query))):
            users[calendar_id].append(word)
    return users


def _rows(found: Sequence[Sequence[str | None]]) -> Iterator[tuple[str, str]]:
    for calendar_id, word in found:
        if calendar_id and word:
            yield calendar_id, word
