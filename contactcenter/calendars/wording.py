"""When a desk opens, in the words of the person who waits for it. Pure."""

from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo
from typing import Final

_CHINESE_DAYS: Final = "一二三四五六日"
_ENGLISH_DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ENGLISH_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
LAST_LANGUAGE: Final = "en"


def opening_in_words(opening: datetime, *, now: datetime, zone: tzinfo, language: str) -> str:
    """Like "tomorrow at 09:00" or "on Monday 30 November at 09:00", by the clock of the desk that opens."""
    there = opening.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    say = _SAYERS.get(language, _SAYERS[LAST_LANGUAGE])
    return say(there, days)


def _hant(opening: datetime, days: int) -> str:
    return f"{_chinese_day(opening, days, ('今日', '明日'))}{opening:%H:%M}"


def _hans(opening: datetime, days: int) -> str:
    return f"{_chinese_day(opening, days, ('今天', '明天'))}{opening:%H:%M}"


def _chinese_day(opening: datetime, days: int, near: tuple[str, str]) -> str:
    if days in (0, 1):
        return near[days]
    return f"{opening.month}月{opening.day}日（星期{_CHINESE_DAYS[opening.weekday()]}）"


def _english(opening: datetime, days: int) -> str:
    if days in (0, 1):
        day = ("today", "tomorrow")[days]
    else:
        month = _ENGLISH_MONTHS[opening.month - 1]
        day = f"on {_ENGLISH_DAYS[opening.weekday()]} {opening.day} {month}"
    return f"{day} at {opening:%H:%M}"


_SAYERS: Final[Mapping[str, Callable[[datetime, int], str]]] = {"zh-Hant": _hant, "zh-Hans": _hans, "en": _english}
