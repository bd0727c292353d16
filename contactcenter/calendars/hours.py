"""Opening hours as blocks of each weekday, possibly past midnight: open now, and open when next? Pure.

`weekly` holds for "mon" … "sun" a list of blocks ["08:00", "20:00"]; "24:00" is the day's end, and a block whose end is
not after its start goes on into the next day. "holiday" holds the blocks of public holidays; a day without blocks is
closed. An exception is one day with blocks of its own, whatever weekday or holiday it is. A block belongs to the day it
begins on: Friday night goes on after midnight, also into a holiday.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from contactcenter.errors import InvalidInput

Blocks = Sequence[Sequence[str]]
Weekly = Mapping[str, Blocks]
# A stretch of time in UTC: its first moment belongs to it, its last does not.
Span = tuple[datetime, datetime]

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY: Final = "holiday"
END_OF_DAY: Final = "24:00"
# Longer than any holiday, works or season for which a desk stays closed and somebody would still wait for it.
LONGEST_SEARCH_DAYS: Final = 100
MOST_BLOCKS_A_DAY: Final = 12

_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Timetable:
    """Everything that decides whether it is open: the week, the time zone it is read in, and the days that differ."""

    weekly: Weekly
    zone: tzinfo
    holidays: Container[date] = frozenset()
    exceptions: Mapping[date, Blocks] = field(default_factory=dict)

    def blocks_of(self, day: date) -> Blocks:
        """The blocks that begin on this day, as they were written down."""
        if day in self.exceptions:
            return self.exceptions[day]
        return self.weekly.get(HOLIDAY if day in self.holidays else WEEKDAYS[day.weekday()], ())


def is_open(timetable: Timetable, moment: datetime) -> bool:
    """Whether `moment` lies in a block; its first minute does, its last does not."""
    instant = moment.astimezone(UTC)
    day = moment.astimezone(timetable.zone).date()
    return any(
        begins <= instant < ends for each in (day - _ONE_DAY, day) for begins, ends in spans_of_day(timetable, each)
    )


def next_opening(timetable: Timetable, moment: datetime) -> datetime | None:
    """`moment` where it is open then, else the next time it opens; None where that is not within a hundred days."""
    if is_open(timetable, moment):
        return moment
    instant = moment.astimezone(UTC)
    today = moment.astimezone(timetable.zone).date()
    for days in range(LONGEST_SEARCH_DAYS + 1):
        spans = spans_of_day(timetable, today + timedelta(days=days))
        beginnings = [begins for begins, _ in spans if begins > instant]
        if beginnings:
            return min(beginnings).astimezone(moment.tzinfo)
    return None


def spans_of_day(timetable: Timetable, day: date) -> Iterator[Span]:
    """The blocks that begin on this day as moments in UTC: between two of one zone Python compares wall clocks.

    A block that the clocks jump over is none.
    """
    for start, end in timetable.blocks_of(day):
        last_day = day + _ONE_DAY if end == END_OF_DAY or end <= start else day
        begins = moment_at(day, start, timetable.zone)
        ends = moment_at(last_day, "00:00" if end == END_OF_DAY else end, timetable.zone)
        if begins < ends:
            yield begins, ends


def moment_at(day: date, clock: str, zone: tzinfo) -> datetime:
    """When the clocks of the zone show this, in UTC: the first time where they do twice, and the moment they jump
    where they never do."""
    wall = datetime.combine(day, time.fromisoformat(clock), zone)
    instant = wall.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return instant
    return _jump_between(wall.replace(fold=1).astimezone(UTC), instant, zone)


def check_weekly(weekly: Weekly) -> None:
    """Raise `InvalidInput`, naming the day, where these are no opening hours."""
    for day, blocks in weekly.items():
        if day not in (*WEEKDAYS, HOLIDAY):
            choice = ", ".join((*WEEKDAYS, HOLIDAY))
            raise InvalidInput(f"There is no day “{day}”.", details={"fields": {day: f"Use one of {choice}."}})
        check_blocks(blocks, field_name=day)


def check_blocks(blocks: Blocks, *, field_name: str) -> None:
    """Raise `InvalidInput`, naming the field, where these are not the blocks of a day."""
    if len(blocks) > MOST_BLOCKS_A_DAY:
        problem = f"A day has at most {MOST_BLOCKS_A_DAY} blocks; join some of them."
        raise InvalidInput(problem, details={"fields": {field_name: problem}})
    for block in blocks:
        if len(block) != 2 or not all(_is_clock(edge) for edge in block) or block[0] == END_OF_DAY:
            problem = f'“{"–".join(map(str, block))}” is no block of opening hours; write one like ["08:00", "20:00"].'
            raise InvalidInput(problem, details={"fields": {field_name: problem}})


def is_clock(text: str) -> bool:
    """Whether this is a time of the day like "08:00"."""
    hours, colon, minutes = text.partition(":")
    if not (text.isascii() and colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()):
        return False
    return int(hours) < 24 and int(minutes) < 60


def _is_clock(text: str) -> bool:
    return text == END_OF_DAY or is_clock(text)


def _jump_between(before: datetime, after: datetime, zone: tzinfo) -> datetime:
    """The moment at which the clocks of the zone change, which happens once between these two."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
