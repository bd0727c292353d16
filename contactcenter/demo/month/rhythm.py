"""When people contact a desk: fewer at night and on Sundays, most before noon and after supper. Pure."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Final
from zoneinfo import ZoneInfo

# How busy each hour of the day is, from midnight on.
HOURS: Final = (6, 4, 3, 2, 2, 4, 14, 38, 76, 96, 100, 88, 66, 70, 84, 82, 74, 70, 68, 72, 78, 66, 42, 18)
# Monday to Sunday: the weekend's questions come on Monday.
WEEKDAYS: Final = (1.18, 1.02, 1.0, 0.98, 1.04, 0.86, 0.72)
_SUMS: Final = tuple(accumulate(HOURS))


def contacts_on(draw: random.Random, day: date, usual: int) -> int:
    """How many contacts this day has, where `usual` is an ordinary Wednesday's."""
    return round(usual * WEEKDAYS[day.weekday()] * draw.uniform(0.9, 1.12))


def moments_of(draw: random.Random, day: date, count: int, zone: ZoneInfo) -> Iterator[datetime]:
    """So many moments of this day of the desk's calendar, in no order."""
    for hour in draw.choices(range(24), cum_weights=_SUMS, k=count):
        within = timedelta(hours=hour, seconds=draw.randrange(3600))
        yield datetime.combine(day, time(), zone) + within


def next_working_moment(moment: datetime, *, opens: int, closes: int) -> datetime:
    """`moment` where people are at work then, else the next morning; in the moment's own zone."""
    if moment.hour < opens:
        return moment.replace(hour=opens, minute=moment.minute // 2)
    if moment.hour >= closes:
        morning = moment + timedelta(days=1)
        return morning.replace(hour=opens, minute=moment.minute // 2)
    return moment


def last_working_moment(moment: datetime, *, opens: int, closes: int) -> datetime:
    """`moment` where people are at work then, else shortly before they last went home."""
    if opens <= moment.hour < closes:
        return moment
    evening = moment if moment.hour >= closes else moment - timedelta(days=1)
    return evening.replace(hour=closes - 1, minute=30 + moment.minute // 2)


def after_working_hours(moment: datetime, hours: float, *, opens: int, closes: int) -> datetime:
    """So many hours of work later, where nobody works between `closes` and `opens`."""
    at = next_working_moment(moment, opens=opens, closes=closes)
    left = timedelta(hours=hours)
    while True:
        end = at.replace(hour=closes, minute=0, second=0)
        if at + left <= end:
            return at + left
        left -= end - at
        at = (at + timedelta(days=1)).replace(hour=opens, minute=0, second=at.second)
