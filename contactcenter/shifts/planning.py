"""Which shifts come of the weekly patterns, less who is away, on given days. Pure.

A shift belongs to the day it begins on, also where it ends the next morning; its hours are those of the wall, so a
night in which the clocks change is an hour shorter or longer. Whoever is away when it begins, or for more than half of
it, does not work it: the substitute does, or the substitute's, and nobody where there is none or they work already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo
from typing import Final

from contactcenter.calendars.hours import moment_at

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Hours on some weekdays (Monday is 0) in every so many weeks, counted from the week of `valid_from`."""

    id: str
    agent_id: str
    weekdays: Sequence[int]
    starts: str
    ends: str
    desk: str
    every_weeks: int
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether a shift of this pattern begins on this day."""
        if day.weekday() not in self.weekdays or day < self.valid_from:
            return False
        if self.valid_until is not None and day > self.valid_until:
            return False
        return (_monday(day) - _monday(self.valid_from)).days // 7 % self.every_weeks == 0


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is not there from a moment to another."""

    agent_id: str
    starts_at: datetime
    ends_at: datetime
    substitute_id: str | None = None

    def takes(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Whether a shift with these hours cannot be worked."""
        overlap = min(ends_at, self.ends_at) - max(starts_at, self.starts_at)
        return self.starts_at <= starts_at < self.ends_at or overlap > (ends_at - starts_at) / 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """A shift as it is to be; `instead_of_id` is whoever is away."""

    pattern_id: str
    day: date
    agent_id: str
    desk: str
    starts_at: datetime
    ends_at: datetime
    instead_of_id: str | None = None


def wanted_shifts(
    patterns: Iterable[Pattern], absences: Iterable[Away], days: Sequence[date], zone: tzinfo
) -> list[Wanted]:
    """In the order of their beginnings."""
    away: dict[str, list[Away]] = {}
    for absence in absences:
        away.setdefault(absence.agent_id, []).append(absence)
    every = list(_from_patterns(patterns, days, zone))
    orphaned = {shift for shift in every if _absence_in(away, shift.agent_id, shift)}
    planned = [shift for shift in every if shift not in orphaned]
    busy: dict[str, list[Wanted]] = {}
    for shift in planned:
        busy.setdefault(shift.agent_id, []).append(shift)
    for shift in sorted(orphaned, key=_order):
        substitute_id = _substitute(away, shift)
        if substitute_id is not None and not any(_overlap(shift, own) for own in busy.get(substitute_id, ())):
            taken = replace(shift, agent_id=substitute_id, instead_of_id=shift.agent_id)
            busy.setdefault(substitute_id, []).append(taken)
            planned.append(taken)
    return sorted(planned, key=_order)


def _from_patterns(patterns: Iterable[Pattern], days: Sequence[date], zone: tzinfo) -> Iterator[Wanted]:
    moments: dict[tuple[date, str], datetime] = {}

    def at(day: date, clock: str) -> datetime:
        if (day, clock) not in moments:
            moments[day, clock] = moment_at(day, clock, zone)
        return moments[day, clock]

    for pattern in patterns:
        for day in days:
            if pattern.holds_on(day):
                starts_at = at(day, pattern.starts)
                ends_at = at(day + _ONE_DAY if pattern.ends <= pattern.starts else day, pattern.ends)
                if starts_at < ends_at:
                    yield Wanted(pattern.id, day, pattern.agent_id, pattern.desk, starts_at, ends_at)


def _substitute(away: Mapping[str, Sequence[Away]], shift: Wanted) -> str | None:
    """Who stands in: the first in the chain of substitutes who is there."""
    asked, agent_id = {shift.agent_id}, shift.agent_id
    while True:
        absence = _absence_in(away, agent_id, shift)
        if absence is None:
            return agent_id
        if absence.substitute_id is None or absence.substitute_id in asked:
            return None
        agent_id = absence.substitute_id
        asked.add(agent_id)


def _absence_in(away: Mapping[str, Sequence[Away]], agent_id: str, shift: Wanted) -> Away | None:
    own = away.get(agent_id, ())
    return next((absence for absence in own if absence.takes(shift.starts_at, shift.ends_at)), None)


def _overlap(one: Wanted, other: Wanted) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def _order(shift: Wanted) -> tuple[datetime, str, str]:
    return shift.starts_at, shift.agent_id, shift.pattern_id


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
