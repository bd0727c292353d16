"""The clocks of one contact, made from what happened to it. Pure: the same events always give the same clocks.

First answer: from the moment it began to wait until a person answered, or the talk began; what the product says by
itself is no answer. Next answer: from each later word of the owner until answered. Solution: until it is closed; a
contact that is reopened goes on where it stood. A class that was raised only because of waiting changes the place in
the queue, not the promise: else one step would make the next one late at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from contactcenter.contacts import states
from contactcenter.sla import clocks
from contactcenter.sla.clocks import Clock
from contactcenter.sla.terms import FIRST_ANSWER, NEXT_ANSWER, SOLUTION, Kind, Rulebook

# What the owner wrote moves the contact a moment later; from a longer time ago it was something else.
HEARD_JUST_BEFORE: Final = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Subject:
    """What about a contact never changes; `class_` is the one it began with, `waits_since` its `queued_at`."""

    id: str
    channel: str
    direction: str
    class_: str
    waits_since: datetime


@dataclass(frozen=True, slots=True)
class Heard:
    """The owner wrote."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Answered:
    """A person answered, or the talk began."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Moved:
    """From one state to another; `before` is None where it only came in.

    `end` is why a closing takes the promises back (abandoned, spam, merged); `awaits_answer` where the owner waits for
    words of ours from here on, because she wrote or because ours did not reach her.
    """

    at: datetime
    before: str | None
    to: str
    end: str = ""
    awaits_answer: bool = False


@dataclass(frozen=True, slots=True)
class Reclassed:
    """`by_age` where a step of a policy did it."""

    at: datetime
    to: str
    by_age: bool = False


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step was taken."""

    at: datetime
    kind: str
    number: int
    key: str


Event = Heard | Answered | Moved | Reclassed | Stepped


@dataclass(slots=True)
class _Life:
    subject: Subject
    rules: Rulebook
    class_: str
    state: str = states.NEW
    has_begun: bool = False
    heard_at: datetime | None = None
    clocks: dict[Kind, list[Clock]] = field(default_factory=lambda: {FIRST_ANSWER: [], NEXT_ANSWER: [], SOLUTION: []})

    def take(self, event: Event) -> None:
        match event:
            case Heard():
                self._hear(event.at)
            case Answered():
                for kind in (FIRST_ANSWER, NEXT_ANSWER):
                    self._end(kind, event.at, clocks.ANSWERED)
            case Moved():
                self._move(event)
            case Reclassed():
                self._reclass(event)
            case Stepped():
                self._note_step(event)

    def _begin(self) -> None:
        """Now it is work: it waits in a queue, or somebody has it in hand."""
        self.has_begun = True
        if self.subject.direction == "inbound":
            self._start(FIRST_ANSWER, self.subject.waits_since)
        self._start(SOLUTION, self.subject.waits_since)

    def _hear(self, at: datetime) -> None:
        self.heard_at = at
        # Where it is not in work, what she wrote counts once it has brought the contact back to work.
        if self.has_begun and self.state not in (states.WAITING, states.SNOOZED, states.CLOSED):
            self._await_answer(at)

    def _await_answer(self, at: datetime) -> None:
        awaited = [*self.clocks[FIRST_ANSWER][-1:], *self.clocks[NEXT_ANSWER][-1:]]
        if not any(clock.is_open for clock in awaited):
            self._start(NEXT_ANSWER, at)

    def _move(self, event: Moved) -> None:
        at, before = self._moment_of(event), event.before or self.state
        if not self.has_begun and event.to != states.NEW and (before != states.NEW or event.to != states.CLOSED):
            self._begin()
        self.state = event.to
        if event.to == states.CLOSED:
            self._close(at, event.end)
        elif before == states.CLOSED:
            self._reopen(at)
        elif event.awaits_answer:
            self._await_answer(at)
        for clock in self._open():
            if clock.terms is not None and self.state in clock.terms.pauses_in:
                clock.pause(at, self.state)
            elif clock.is_paused:
                clock.resume(at)

    def _moment_of(self, event: Moved) -> datetime:
        heard_at = self.heard_at
        if event.awaits_answer and heard_at is not None and heard_at <= event.at <= heard_at + HEARD_JUST_BEFORE:
            return heard_at
        return event.at

    def _close(self, at: datetime, end: str) -> None:
        for kind in (FIRST_ANSWER, NEXT_ANSWER):
            self._end(kind, at, end or clocks.CLOSED)
        self._end(SOLUTION, at, end or clocks.SOLVED)

    def _reopen(self, at: datetime) -> None:
        first = self.clocks[FIRST_ANSWER][-1:]
        for clock in (*first, *self.clocks[SOLUTION][-1:]):
            if clock.end_reason != clocks.ANSWERED:
                clock.go_on(at)
        if not any(clock.is_open for clock in first):
            self._start(NEXT_ANSWER, at)

    def _reclass(self, event: Reclassed) -> None:
        self.class_ = event.to
        if event.by_age:
            return
        for clock in self._open():
            clock.promise(self.rules.find(self.class_, self.subject.channel, event.at), event.at)

    def _note_step(self, event: Stepped) -> None:
        for each in (clock for of_kind in self.clocks.values() for clock in of_kind):
            if (each.kind, each.number) == (event.kind, event.number):
                each.steps_taken.add(event.key)

    def _start(self, kind: Kind, at: datetime) -> None:
        clock = Clock(kind, len(self.clocks[kind]) + 1, at)
        clock.promise(self.rules.find(self.class_, self.subject.channel, at), at)
        self.clocks[kind].append(clock)

    def _end(self, kind: Kind, at: datetime, reason: str) -> None:
        for clock in self.clocks[kind][-1:]:
            clock.end(at, reason)

    def _open(self) -> list[Clock]:
        return [clock for of_kind in self.clocks.values() for clock in of_kind[-1:] if clock.is_open]


def live(subject: Subject, events: Iterable[Event], rules: Rulebook) -> list[Clock]:
    """The clocks of a contact after these events, which stand in their order; only those that promise something."""
    life = _Life(subject, rules, subject.class_)
    for event in events:
        life.take(event)
    return [clock for of_kind in life.clocks.values() for clock in of_kind if clock.targets]
