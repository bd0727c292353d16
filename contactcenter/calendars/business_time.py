"""Counts in opening hours: how long it was open between two moments, and when so many open seconds have passed. Pure.

Every function takes a `Timetable` of `hours.py`, or None where it is always open, and aware moments of any zone; it
answers in UTC. Blocks that overlap, also with those of the night before, count once. An hour that the clocks skip does
not count, one that they show twice counts twice.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from contactcenter.calendars.hours import Span, Timetable, spans_of_day

# Whoever has not opened for so long does not open any more; and nobody plans further ahead than the other.
LONGEST_CLOSED: Final = timedelta(days=400)
LONGEST_AHEAD: Final = timedelta(days=3660)

_ONE_DAY: Final = timedelta(days=1)


def open_spans(timetable: Timetable | None, begins: datetime, ends: datetime) -> list[Span]:
    """The stretches between two moments in which it is open, in their order; none touches the next."""
    start, stop = begins.astimezone(UTC), ends.astimezone(UTC)
    if start >= stop:
        return []
    if timetable is None:
        return [(start, stop)]
    spans: list[Span] = []
    for opened, closed in _pieces(timetable, start):
        if opened >= stop:
            break
        if spans and spans[-1][1] == opened:
            opened = spans.pop()[0]
        spans.append((opened, min(closed, stop)))
    return spans


def seconds_between(timetable: Timetable | None, begins: datetime, ends: datetime) -> float:
    """How many seconds it is open between two moments; below zero where the second one comes first."""
    if begins.astimezone(UTC) > ends.astimezone(UTC):
        return -seconds_between(timetable, ends, begins)
    return sum((closed - opened for opened, closed in open_spans(timetable, begins, ends)), timedelta()).total_seconds()


def add_seconds(timetable: Timetable | None, moment: datetime, seconds: float) -> datetime | None:
    """The first moment by which it has been open for so long since `moment`: `moment` itself for none.

    None where that never happens, because it does not open any more.
    """
    start = moment.astimezone(UTC)
    if seconds <= 0:
        return start
    if seconds > LONGEST_AHEAD.total_seconds():
        return None
    missing = timedelta(seconds=seconds)
    if timetable is None:
        return start + missing
    for opened, closed in _pieces(timetable, start):
        if opened - start > LONGEST_AHEAD:
            break
        if closed - opened >= missing:
            return opened + missing
        missing -= closed - opened
    return None


def _pieces(timetable: Timetable, start: datetime) -> Iterator[Span]:
    """What is open from `start` on, piece after piece: they may touch, but none overlaps another.

    Ends where it has stayed closed for too long.
    """
    day = start.astimezone(timetable.zone).date() - _ONE_DAY
    counted_until = start
    while _noon(day) - counted_until <= LONGEST_CLOSED:
        for opened, closed in sorted(spans_of_day(timetable, day)):
            if closed > counted_until:
                yield max(opened, counted_until), closed
                counted_until = closed
        day += _ONE_DAY


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
