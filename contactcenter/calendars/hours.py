"""Opening hours as blocks of each weekday, possibly past midnight: open now, and open when next? Pure.

`weekly` holds for "mon" … "sun" a list of blocks ["08:00", "20:00"]; "24:00" is the day's end, and a block whose end is
not after its start goes on into the next day. "holiday" holds the blocks of public holidays; a day without blocks is
closed. A block belongs to the day it begins on: Friday night goes on after midnight, also into a holiday.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from contactcenter.errors import InvalidInput

Weekly = Mapping[str, Sequence[Sequence[str]]]

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOLIDAY: Final = "holiday"
END_OF_DAY: Final = "24:00"
# A holiday week in which every day is closed is followed by one that is not.
LONGEST_SEARCH_DAYS: Final = 21


def is_open(weekly: Weekly, holidays: Container[date], moment: datetime) -> bool:
    """Whether `moment`, in the calendar's own time zone, lies in a block; its first minute does, its last does not."""
    return any(
        begins <= moment.astimezone(UTC) < ends
        for day in (moment.date() - timedelta(days=1), moment.date())
        for begins, ends in _blocks_of(weekly, holidays, day, moment)
    )


def next_opening(weekly: Weekly, holidays: Container[date], moment: datetime) -> datetime | None:
    """`moment` where it is open then, else the next time it opens; None where that is not within three weeks."""
    if is_open(weekly, holidays, moment):
        return moment
    for days in range(LONGEST_SEARCH_DAYS + 1):
        blocks = _blocks_of(weekly, holidays, moment.date() + timedelta(days=days), moment)
        beginnings = [begins for begins, _ in blocks if begins > moment.astimezone(UTC)]
        if beginnings:
            return min(beginnings).astimezone(moment.tzinfo)
    return None


def check_weekly(weekly: Weekly) -> None:
    """Raise `InvalidInput`, naming the day, where these are no opening hours."""
    for day, blocks in weekly.items():
        if day not in (*WEEKDAYS, HOLIDAY):
            raise InvalidInput(f"There is no day “{day}”.", details={"fields": {day: "mon … sun, holiday"}})
        for block in blocks:
            if len(block) != 2 or not all(_is_clock(edge) for edge in block) or block[0] == END_OF_DAY:
                raise InvalidInput(
                    'A block of opening hours is like ["08:00", "20:00"].', details={"fields": {day: str(list(block))}}
                )


def _blocks_of(
    weekly: Weekly, holidays: Container[date], day: date, moment: datetime
) -> Iterator[tuple[datetime, datetime]]:
    """The blocks that begin on this day, as moments in UTC: between two of one zone Python compares wall clocks."""
    key = HOLIDAY if day in holidays else WEEKDAYS[day.weekday()]
    for start, end in weekly.get(key, ()):
        last_day = day + timedelta(days=1) if end == END_OF_DAY or end <= start else day
        yield _at(day, start, moment), _at(last_day, "00:00" if end == END_OF_DAY else end, moment)


def _at(day: date, clock: str, moment: datetime) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), moment.tzinfo).astimezone(UTC)


def _is_clock(text: str) -> bool:
    if text == END_OF_DAY:
        return True
    hours, colon, minutes = text.partition(":")
    if not (colon and len(hours) == len(minutes) == 2 and (hours + minutes).isdecimal()):
        return False
    return int(hours) < 24 and int(minutes) < 60
