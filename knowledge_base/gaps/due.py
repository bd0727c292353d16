"""By when a gap is to be sorted or answered: so many hours in which the office is open."""

from datetime import datetime, timedelta

from contactcenter.calendars.business_time import add_seconds
from contactcenter.calendars.service import read_timetable
from contactcenter.db import Session
from knowledge_base.settings.service import get_settings

_HOUR = 3600


async def sort_by(session: Session, now: datetime) -> datetime:
    return await _after(session, (await get_settings(session)).sort_within_hours, now)


async def answer_by(session: Session, now: datetime) -> datetime:
    return await _after(session, (await get_settings(session)).answer_within_hours, now)


async def remind_after(session: Session, now: datetime) -> datetime:
    """When somebody who was reminded now is reminded again."""
    return await _after(session, (await get_settings(session)).remind_every_hours, now)


async def _after(session: Session, hours: int, now: datetime) -> datetime:
    """An office that never opens again reminds by the clock on the wall."""
    settings = await get_settings(session)
    timetable = await read_timetable(session, settings.calendar_id, since=now)
    return add_seconds(timetable, now, hours * _HOUR) or now + timedelta(hours=hours)
