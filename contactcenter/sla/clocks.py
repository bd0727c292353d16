"""One clock: a promise made at a moment, the stretches in which it stands still, and what follows for due times. Pure.

A clock counts seconds of its calendar's open hours, outside its pauses. Invariants: pauses follow each other and do not
overlap; at most the last one has no end, and an ended clock has none such; `due_at` is never before the promise that it
comes from was made, so that nobody is late for what was not promised yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Literal

from contactcenter.calendars.business_time import add_seconds, open_spans, seconds_between
from contactcenter.calendars.hours import Timetable
from contactcenter.sla.terms import Kind, Step, Terms

State = Literal["running", "paused", "met", "breached", "cancelled"]
Timetables = Mapping[str, Timetable]

# How a clock ends by being met; any other end takes the promise back.
ANSWERED: Final = "answered"
SOLVED: Final = "solved"
# Why it stood still between a closing and the reopening.
CLOSED: Final = "closed"
# Why it does not count while nobody is there.
CLOSED_HOURS: Final = "closed_hours"
_MET: Final = frozenset({ANSWERED, SOLVED})


@dataclass(slots=True)
class Pause:
    begins: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised from `at` on."""

    at: datetime
    class_: str
    policy_id: str
    policy_version: int
    seconds: int


@dataclass(slots=True)
class Clock:
    """`terms` are those of its last target; without any nothing is promised, and the clock is not shown."""

    kind: Kind
    number: int
    started_at: datetime
    terms: Terms | None = None
    targets: list[Target] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    ended_at: datetime | None = None
    end_reason: str = ""
    steps_taken: set[str] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def is_paused(self) -> bool:
        return bool(self.pauses) and self.pauses[-1].until is None

    def promise(self, terms: Terms | None, at: datetime) -> None:
        """From now on this is promised; where it says nothing of this kind, what was promised before stands."""
        seconds = terms.seconds[self.kind] if terms is not None else None
        if terms is None or seconds is None:
            return
        if self.targets and self.targets[-1].seconds == seconds and self.terms == terms:
            return
        self.terms = terms
        self.targets.append(Target(at, terms.class_, terms.policy_id, terms.version, seconds))

    def pause(self, at: datetime, reason: str) -> None:
        if self.is_open and not self.is_paused:
            self.pauses.append(Pause(at, None, reason))

    def resume(self, at: datetime) -> None:
        if self.is_paused:
            self.pauses[-1].until = max(at, self.pauses[-1].begins)

    def end(self, at: datetime, reason: str) -> None:
        if self.is_open:
            self.resume(at)
            self.ended_at, self.end_reason = max(at, self.started_at), reason

    def go_on(self, at: datetime) -> None:
        """What had ended goes on; the time between did not count."""
        if self.ended_at is not None:
            self.pauses.append(Pause(self.ended_at, max(at, self.ended_at), CLOSED))
            self.ended_at, self.end_reason = None, ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a clock shows at a moment. `next_at` is when it will show something else without anybody's doing."""

    state: State
    due_at: datetime | None
    breached_at: datetime | None
    elapsed_seconds: float
    steps_due: tuple[Step, ...]
    next_at: datetime | None


def read(clock: Clock, timetables: Timetables, *, now: datetime, begun_at: datetime) -> Reading:
    """Steps that fell due before `begun_at` are passed over, as are those of an ended clock."""
    assert clock.terms is not None, "only clocks with a promise are read"
    hours = timetables.get(clock.terms.calendar_id) if clock.terms.calendar_id else None
    due_at = _due_at(clock, hours)
    until = clock.ended_at or now
    is_late = due_at is not None and (due_at <= until if clock.is_open else due_at < until)
    steps_due, later = _steps(clock, hours, now=now, begun_at=begun_at) if clock.is_open else ([], [])
    coming = [*later, *([due_at] if clock.is_open and due_at is not None and not is_late else [])]
    return Reading(
        state=_state(clock, is_late=is_late),
        due_at=due_at,
        breached_at=due_at if is_late else None,
        elapsed_seconds=elapsed(clock, hours, until=until),
        steps_due=tuple(steps_due),
        next_at=now if steps_due else min(coming, default=None),
    )


def elapsed(clock: Clock, hours: Timetable | None, *, until: datetime) -> float:
    """How much of the promised time was used up until then."""
    total, start = 0.0, clock.started_at
    for pause in clock.pauses:
        if pause.begins >= until:
            break
        total += max(0.0, seconds_between(hours, start, pause.begins))
        if pause.until is None:
            return total
        start = pause.until
    return total + max(0.0, seconds_between(hours, start, until))


def moment_after(clock: Clock, hours: Timetable | None, seconds: float) -> datetime | None:
    """When so many seconds have counted; None while the clock stands still before that, or where it never opens."""
    start = clock.started_at
    for pause in clock.pauses:
        counted = max(0.0, seconds_between(hours, start, pause.begins))
        if seconds <= counted:
            break
        if pause.until is None:
            return None
        seconds, start = seconds - counted, pause.until
    return add_seconds(hours, start, seconds)


def _due_at(clock: Clock, hours: Timetable | None) -> datetime | None:
    last = clock.targets[-1]
    moment = moment_after(clock, hours, last.seconds)
    return max(moment, last.at) if moment is not None else None


def _steps(
    clock: Clock, hours: Timetable | None, *, now: datetime, begun_at: datetime
) -> tuple[list[Step], list[datetime]]:
    """Those to be taken now, in the order in which they fell due, and when the others will."""
    assert clock.terms is not None, "only clocks with a promise are read"
    due: list[tuple[datetime, Step]] = []
    later: list[datetime] = []
    for step in clock.terms.steps_of(clock.kind):
        if step.key in clock.steps_taken:
            continue
        moment = moment_after(clock, hours, step.seconds(clock.targets[-1].seconds))
        if moment is None or moment < begun_at:
            continue
        if moment <= now and not clock.is_paused:
            due.append((moment, step))
        elif moment > now:
            later.append(moment)
    return [step for _, step in sorted(due, key=lambda each: each[0])], later


def _state(clock: Clock, *, is_late: bool) -> State:
    if not clock.is_open:
        if clock.end_reason not in _MET:
            return "cancelled"
        return "breached" if is_late else "met"
    if is_late:
        return "breached"
    return "paused" if clock.is_paused else "running"


def ledger(clock: Clock, timetables: Timetables, *, until: datetime) -> list[Pause]:
    """Every stretch that did not count, in its order: the pauses, and the closed hours between them."""
    assert clock.terms is not None, "only clocks with a promise are read"
    hours = timetables.get(clock.terms.calendar_id) if clock.terms.calendar_id else None
    found: list[Pause] = []
    start = clock.started_at
    for pause in clock.pauses:
        found += [*_closed(hours, start, min(pause.begins, until)), pause]
        if pause.until is None:
            return found
        start = pause.until
    return [*found, *_closed(hours, start, until)]


def _closed(hours: Timetable | None, begins: datetime, until: datetime) -> list[Pause]:
    """What lies between the open hours of a stretch."""
    edges = [begins]
    for opened, closed in open_spans(hours, begins, until):
        edges += [opened, closed]
    edges.append(max(begins, until))
    return [Pause(start, end, CLOSED_HOURS) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]
