"""Dates and spans of time as a visitor reads them. Pure."""

from datetime import datetime
from typing import Final

from contactcenter import clock

_CHINESE_DAYS: Final = "一二三四五六日"
_DAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def full_date(moment: datetime, language: str) -> str:
    """Like 2026年3月2日 or 2 Mar 2026."""
    there = clock.local(moment)
    if language == "en":
        return f"{there.day} {_MONTHS[there.month - 1]} {there.year}"
    return f"{there.year}年{there.month}月{there.day}日"


def span_in_words(starts_at: datetime, ends_at: datetime | None, language: str) -> str:
    """When something will be: the day and the hours, with the second day only where it ends on another one."""
    start = clock.local(starts_at)
    if ends_at is None:
        return full_date(starts_at, language)
    end = clock.local(ends_at)
    last = f"{end:%H:%M}" if end.date() == start.date() else day_and_time(ends_at, language)
    return f"{day_and_time(starts_at, language)}–{last}"


def day_and_time(moment: datetime, language: str) -> str:
    """Like 11月25日（三）09:30 or Wed 25 Nov, 09:30."""
    there = clock.local(moment)
    if language == "en":
        return f"{_DAYS[there.weekday()]} {there.day} {_MONTHS[there.month - 1]}, {there:%H:%M}"
    return f"{there.month}月{there.day}日（{_CHINESE_DAYS[there.weekday()]}）{there:%H:%M}"
