"""Opening hours as administrators write them down, and what they come to, day by day."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from agent_console.schemas.base import Answer, Body, Filter, Moment, Names, Version
from agent_console.schemas.settings import Code

Region = Literal["", "HK", "TW", "CN"]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]
Clock = Annotated[str, Field(min_length=5, max_length=5, examples=["08:00"])]
Blocks = Annotated[list[list[Clock]], Field(max_length=12, description='[["08:00", "13:00"], ["14:00", "18:00"]]')]
Weekly = Annotated[
    dict[str, Blocks], Field(description="Blocks of mon … sun, and of holiday; a day that is left out is closed.")
]
Timezone = Annotated[str, Field(max_length=64, description="Like Asia/Hong_Kong; empty is the desk's own.")]
# Years that the table of holidays may ever hold.
Year = Annotated[int, Field(ge=2000, le=2100)]
SomeDays = Annotated[int, Field(ge=1, le=400)]


class CalendarException(Answer):
    """A day that differs; without blocks it is closed."""

    day: date
    blocks: list[list[str]]
    names: Names


class Calendar(Answer):
    """`opens_at` is null while it is open, and where it does not open within a hundred days."""

    id: str
    code: str
    names: Names
    weekly: dict[str, list[list[str]]]
    region: Region
    timezone: str
    is_open: bool
    opens_at: Moment | None
    exceptions: list[CalendarException]
    used_by: list[str]
    version: int


class CalendarPatch(Body):
    """What is left out stays as it is."""

    code: Code | None = None
    names: Names | None = None
    weekly: Weekly | None = None
    region: Region | None = None
    timezone: Timezone | None = None
    version: Version = None


class NewCalendar(Body):
    code: Code
    names: Names
    weekly: Weekly
    region: Region = ""
    timezone: Timezone = ""


class NewException(Body):
    """`version` is the calendar's."""

    blocks: Blocks
    names: Names = Field(default_factory=dict)
    version: Version = None


class CalendarDay(Answer):
    """What holds on one day, and why."""

    day: date
    kind: Literal["weekday", "holiday", "exception"]
    names: Names
    blocks: list[list[str]]


class DayQuery(Filter):
    from_: Day | None = Field(None, alias="from")
    days: SomeDays = 31


class Holiday(Answer):
    region: str
    day: date
    names: Names


class HolidayQuery(Filter):
    """Those of the table; with a `year` it does not hold yet, what the library says."""

    region: Literal["HK", "TW", "CN"]
    year: Year | None = None
