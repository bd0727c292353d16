"""The roster: patterns, absences, shifts changed by hand, and whether somebody is there for every queue."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Body, Filter, Moment, Names, RowId, Version
from agent_console.schemas.hours import Clock, Day
from agent_console.schemas.settings import columns_given

Desk = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
OptionalReason = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Weekdays = Annotated[
    list[Annotated[int, Field(ge=0, le=6)]], Field(min_length=1, max_length=7, description="0 is Monday.")
]
Weeks = Annotated[int, Field(ge=1, le=52)]


class Pattern(Answer):
    """Hours on some weekdays; of every `every_weeks` weeks it holds in one, counted from that of `valid_from`."""

    id: str
    agent_id: str
    weekdays: list[int]
    starts: str
    ends: str
    desk: str
    every_weeks: int
    valid_from: date
    valid_until: date | None
    version: int


class PatternQuery(PageQuery):
    """`on`: those by which somebody works on that day."""

    agent: RowId | None = None
    on: Day | None = None


class PatternPatch(Body):
    """What is left out stays as it is; null takes the last day away. An end not after the start is the next day's."""

    agent_id: RowId | None = None
    weekdays: Weekdays | None = None
    starts: Clock | None = None
    ends: Clock | None = None
    desk: Desk | None = None
    every_weeks: Weeks | None = None
    valid_from: Day | None = None
    valid_until: Day | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class NewPattern(Body):
    agent_id: RowId
    weekdays: Weekdays
    starts: Clock
    ends: Clock
    valid_from: Day
    desk: Desk = ""
    every_weeks: Weeks = 1
    valid_until: Day | None = None


class Absence(Answer):
    id: str
    agent_id: str
    starts_at: Moment
    ends_at: Moment
    reason: str
    substitute_id: str | None
    version: int


class AbsenceQuery(PageQuery):
    """Those that touch the span."""

    agent: RowId | None = None
    from_: Moment | None = Field(None, alias="from")
    to: Moment | None = None


class AbsencePatch(Body):
    """What is left out stays as it is; null takes the substitute away."""

    starts_at: Moment | None = None
    ends_at: Moment | None = None
    reason: OptionalReason | None = None
    substitute_id: RowId | None = None
    version: Version = None

    def columns(self) -> dict[str, Any]:
        return columns_given(self)


class NewAbsence(Body):
    agent_id: RowId
    starts_at: Moment
    ends_at: Moment
    reason: OptionalReason = ""
    substitute_id: RowId | None = None


class NewShift(Body):
    agent_id: RowId
    starts_at: Moment
    ends_at: Moment
    desk: Desk = ""


class ShiftPatch(Body):
    """What is left out stays as it is."""

    agent_id: RowId | None = None
    desk: Desk | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    reason: Reason
    version: Version = None

    def columns(self) -> dict[str, Any]:
        given = columns_given(self)
        given.pop("reason")
        return given


class ShiftCancelling(Body):
    reason: Reason
    version: Version = None


class ShiftSwap(Body):
    first_id: RowId
    second_id: RowId
    reason: Reason


class CoverageQuery(Filter):
    hours: Annotated[int, Field(ge=1, le=168)] = 24


class CoverageGap(Answer):
    starts_at: Moment
    ends_at: Moment


class QueueCoverage(Answer):
    """`rostered_now` of those who serve the queue should be here, `on_duty_now` take contacts."""

    queue_id: str
    code: str
    names: Names
    rostered_now: int
    on_duty_now: int
    gaps: list[CoverageGap]


class CoverageWarning(Answer):
    """A gap that runs or begins within two hours."""

    id: str
    queue_id: str
    code: str
    names: Names
    starts_at: Moment
    ends_at: Moment
    noticed_at: Moment


class MissingAgent(Answer):
    """Rostered since then and not here."""

    agent_id: str
    name: str
    shift_id: str
    since: Moment


class AbsentAgent(Answer):
    """Away now; `is_here` all the same."""

    agent_id: str
    name: str
    until: Moment
    substitute_id: str | None
    is_here: bool


class Coverage(Answer):
    """Whether somebody is there. Without a roster (`is_rostered` false) nothing is judged and nobody is warned."""

    is_rostered: bool
    queues: list[QueueCoverage]
    warnings: list[CoverageWarning]
    missing: list[MissingAgent]
    absent: list[AbsentAgent]
