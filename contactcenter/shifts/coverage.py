"""When nobody is rostered who serves a queue, while it is open. Pure; `routing/coverage.py` reads what it needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contactcenter.calendars.business_time import open_spans
from contactcenter.calendars.hours import Span, Timetable

# Shifts that miss each other by less are no gap anybody would notice.
SHORTEST_GAP: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Duty:
    """Somebody is there from a moment to another."""

    agent_id: str
    starts_at: datetime
    ends_at: datetime


def gaps(duties: Iterable[Duty], absences: Sequence[Duty], timetables: Sequence[Timetable], window: Span) -> list[Span]:
    """The parts of the open hours within the window for which nobody of these is there, in their order.

    `absences` are when people of the duties are away after all. It is open where one of the timetables is, and always
    where there are none.
    """
    there = [span for duty in duties for span in presence_of(duty, absences)]
    found = []
    for opens, closes in _open_by_any(timetables, window):
        found += [gap for gap in _without((opens, closes), sorted(there)) if gap[1] - gap[0] >= SHORTEST_GAP]
    return found


def _open_by_any(timetables: Sequence[Timetable], window: Span) -> list[Span]:
    if not timetables:
        return [window]
    opened = sorted(span for timetable in timetables for span in open_spans(timetable, *window))
    # What lies between what lies between them: stretches that touch become one.
    return _without(window, _without(window, opened))


def presence_of(duty: Duty, absences: Sequence[Duty]) -> list[Span]:
    """What is left of a duty when the person is away for some of it."""
    away = sorted((each.starts_at, each.ends_at) for each in absences if each.agent_id == duty.agent_id)
    return _without((duty.starts_at, duty.ends_at), away)


def _without(span: Span, taken: Sequence[Span]) -> list[Span]:
    """What of a span lies in none of the taken ones, which stand in the order of their beginnings."""
    rest, begins = [], span[0]
    for starts, ends in taken:
        if ends <= begins:
            continue
        if starts >= span[1]:
            break
        if starts > begins:
            rest.append((begins, starts))
        begins = max(begins, ends)
    if begins < span[1]:
        rest.append((begins, span[1]))
    return rest
