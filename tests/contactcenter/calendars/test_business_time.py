"""Seconds in opening hours: over midnight, holidays, changes of the clocks, nothing at all, and months."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactcenter.calendars.business_time import add_seconds, open_spans, seconds_between
from contactcenter.calendars.hours import HOLIDAY, WEEKDAYS, Blocks, Timetable, Weekly, is_open

HONG_KONG, LONDON, NEW_YORK = (ZoneInfo(name) for name in ("Asia/Hong_Kong", "Europe/London", "America/New_York"))
HOUR = 3600.0
OFFICE: Weekly = {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WEEKDAYS[:5]} | {
    HOLIDAY: [["10:00", "12:00"]]
}
NIGHTS: Weekly = {day: [["22:00", "06:00"]] for day in WEEKDAYS}
ALWAYS: Weekly = {day: [["00:00", "24:00"]] for day in WEEKDAYS}
OVERLAPPING: Weekly = {
    "mon": [["08:00", "12:00"], ["10:00", "14:00"], ["09:00", "09:30"], ["22:00", "04:00"]],
    "tue": [["02:00", "05:00"]],
}
# 2026-11-23 is a Monday; the Wednesday is a holiday, and on Thursday the desk opens for one hour.
HOLIDAYS = frozenset({date(2026, 11, 25)})
EXCEPTIONS: dict[date, Blocks] = {date(2026, 11, 26): [["20:00", "21:00"]]}


def of(weekly: Weekly, zone: ZoneInfo = HONG_KONG) -> Timetable:
    return Timetable(weekly, zone, HOLIDAYS, EXCEPTIONS)


def at(text: str, zone: ZoneInfo = HONG_KONG) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("weekly", "begins", "ends", "hours"),
    [
        pytest.param(OFFICE, "2026-11-23T09:00", "2026-11-23T09:00", 0, id="no time at all"),
        pytest.param(OFFICE, "2026-11-23T10:00", "2026-11-23T12:30", 2.5, id="within a block"),
        pytest.param(OFFICE, "2026-11-23T12:30", "2026-11-23T14:30", 1, id="over lunch"),
        pytest.param(OFFICE, "2026-11-23T18:00", "2026-11-24T09:00", 0, id="a night"),
        pytest.param(OFFICE, "2026-11-23T17:00", "2026-11-24T10:00", 2, id="over night"),
        pytest.param(OFFICE, "2026-11-23T00:00", "2026-11-24T00:00", 8, id="a whole day"),
        pytest.param(OFFICE, "2026-11-25T00:00", "2026-11-26T00:00", 2, id="a holiday has hours of its own"),
        pytest.param(OFFICE, "2026-11-26T00:00", "2026-11-27T00:00", 1, id="so has an exception"),
        pytest.param(OFFICE, "2026-11-21T00:00", "2026-11-23T00:00", 0, id="a weekend"),
        pytest.param(OFFICE, "2026-11-23T00:00", "2026-11-30T00:00", 8 + 8 + 2 + 1 + 8, id="a week with both"),
        pytest.param(OFFICE, "2026-11-30T00:00", "2027-02-22T00:00", 12 * 40, id="twelve weeks"),
        pytest.param(NIGHTS, "2026-11-23T21:00", "2026-11-24T07:00", 8, id="a night block"),
        pytest.param(NIGHTS, "2026-11-24T05:00", "2026-11-24T23:00", 2, id="the end of one night, the next's begin"),
        pytest.param(OVERLAPPING, "2026-11-23T00:00", "2026-11-23T20:00", 6, id="blocks that overlap count once"),
        pytest.param(OVERLAPPING, "2026-11-23T21:00", "2026-11-24T12:00", 7, id="also with the night before"),
        pytest.param(ALWAYS, "2026-11-27T00:00", "2026-12-27T00:00", 720, id="day and night"),
        pytest.param({}, "2026-12-01T00:00", "2027-12-01T00:00", 0, id="never"),
        pytest.param({"mon": [["08:00", "08:00"]]}, "2026-11-30T00:00", "2026-12-06T00:00", 24, id="a day from eight"),
    ],
)
def test_open_seconds_between_two_moments(weekly: Weekly, begins: str, ends: str, hours: float) -> None:
    assert seconds_between(of(weekly), at(begins), at(ends)) == hours * HOUR
    assert seconds_between(of(weekly), at(ends), at(begins)) == -hours * HOUR


@pytest.mark.parametrize(
    ("zone", "weekly", "begins", "ends", "hours"),
    [
        pytest.param(LONDON, ALWAYS, "2026-03-29T00:00", "2026-03-30T00:00", 23, id="spring in London"),
        pytest.param(LONDON, ALWAYS, "2026-10-25T00:00", "2026-10-26T00:00", 25, id="autumn in London"),
        pytest.param(NEW_YORK, NIGHTS, "2026-03-07T12:00", "2026-03-08T12:00", 7, id="spring in New York"),
        pytest.param(NEW_YORK, NIGHTS, "2026-10-31T12:00", "2026-11-01T12:00", 9, id="autumn in New York"),
        pytest.param(LONDON, OFFICE, "2026-03-27T17:00", "2026-03-30T10:00", 2, id="office hours do not care"),
        pytest.param(LONDON, {"sun": [["01:15", "01:45"]]}, "2026-03-28T00:00", "2026-03-30T00:00", 0, id="skipped"),
        pytest.param(LONDON, {"sun": [["01:30", "02:30"]]}, "2026-03-28T00:00", "2026-03-30T00:00", 0.5, id="half"),
        pytest.param(LONDON, {"sun": [["00:30", "02:00"]]}, "2026-10-25T00:00", "2026-10-26T00:00", 2.5, id="twice"),
    ],
)
def test_clocks_that_change(zone: ZoneInfo, weekly: Weekly, begins: str, ends: str, hours: float) -> None:
    assert seconds_between(Timetable(weekly, zone), at(begins, zone), at(ends, zone)) == hours * HOUR


@pytest.mark.parametrize(
    ("weekly", "begins", "hours", "expected"),
    [
        pytest.param(OFFICE, "2026-11-23T20:00", 0, "2026-11-23T20:00", id="nothing to add, even while closed"),
        pytest.param(OFFICE, "2026-11-23T10:00", 2, "2026-11-23T12:00", id="within a block"),
        pytest.param(OFFICE, "2026-11-23T10:00", 3, "2026-11-23T13:00", id="to the end of a block, not beyond"),
        pytest.param(OFFICE, "2026-11-23T12:00", 2, "2026-11-23T15:00", id="over lunch"),
        pytest.param(OFFICE, "2026-11-23T20:00", 1, "2026-11-24T10:00", id="from the night on"),
        pytest.param(OFFICE, "2026-11-24T17:00", 4, "2026-11-26T21:00", id="a holiday and an exception"),
        pytest.param(OFFICE, "2026-11-30T09:00", 480, "2027-02-19T18:00", id="twelve weeks"),
        pytest.param(NIGHTS, "2026-11-23T05:00", 2, "2026-11-23T23:00", id="from one night to the next"),
        pytest.param(ALWAYS, "2026-11-27T00:00", 1000, "2027-01-07T16:00", id="day and night"),
        pytest.param({}, "2026-12-01T00:00", 1, None, id="what never opens"),
        pytest.param(OFFICE, "2026-11-23T00:00", 1e9, None, id="nobody plans so far ahead"),
    ],
)
def test_the_moment_after_so_many_open_seconds(weekly: Weekly, begins: str, hours: float, expected: str | None) -> None:
    assert add_seconds(of(weekly), at(begins), hours * HOUR) == (expected and at(expected))


def test_seconds_over_the_change_of_clocks() -> None:
    night = Timetable(NIGHTS, LONDON)
    # Seven hours of this night are eight on the wall.
    assert add_seconds(night, at("2026-03-28T22:00", LONDON), 7 * HOUR) == at("2026-03-29T06:00", LONDON)
    assert add_seconds(night, at("2026-10-24T22:00", LONDON), 9 * HOUR) == at("2026-10-25T06:00", LONDON)


def test_without_a_timetable_every_second_counts() -> None:
    begins = at("2026-03-28T22:00", LONDON)
    assert add_seconds(None, begins, 90.5) == begins.astimezone(UTC) + timedelta(seconds=90.5)
    assert seconds_between(None, begins, begins + timedelta(days=1)) == 23 * HOUR
    assert seconds_between(None, begins, begins) == 0
    assert open_spans(None, begins, begins) == []


def test_spans_are_in_order_and_joined_where_they_touch() -> None:
    spans = open_spans(of(ALWAYS), at("2026-11-27T03:00"), at("2026-12-24T04:00"))
    assert spans == [(at("2026-11-27T03:00"), at("2026-12-24T04:00"))]
    spans = open_spans(of(OFFICE), at("2026-11-23T10:00"), at("2026-11-24T09:30"))
    assert spans == [
        (at("2026-11-23T10:00"), at("2026-11-23T13:00")),
        (at("2026-11-23T14:00"), at("2026-11-23T18:00")),
        (at("2026-11-24T09:00"), at("2026-11-24T09:30")),
    ]


clocks = st.integers(0, 23 * 4 + 3).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")
blocks = st.lists(st.tuples(clocks, st.one_of(clocks, st.just("24:00"))).map(list), max_size=3)
days = st.dates(date(2026, 3, 1), date(2026, 11, 30))
# The clocks change within these months, by half an hour in the last one.
zones = st.sampled_from([HONG_KONG, LONDON, NEW_YORK, ZoneInfo("Africa/Cairo"), ZoneInfo("Australia/Lord_Howe")])
moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30), timezones=st.just(UTC)).map(
    lambda moment: moment.replace(second=0, microsecond=0)
)


@st.composite
def timetables(draw: st.DrawFn) -> Timetable:
    weekly = draw(st.dictionaries(st.sampled_from((*WEEKDAYS, HOLIDAY)), blocks))
    return Timetable(weekly, draw(zones), draw(st.frozensets(days)), draw(st.dictionaries(days, blocks, max_size=5)))


def counted(timetable: Timetable, begins: datetime, minutes: int) -> int:
    """Minute by minute, as somebody would with a watch at the door."""
    return sum(60 for minute in range(minutes) if is_open(timetable, begins + timedelta(minutes=minute)))


@settings(max_examples=60, deadline=None)
@given(timetables(), moments, st.integers(0, 3000))
def test_as_somebody_would_count_at_the_door(timetable: Timetable, begins: datetime, minutes: int) -> None:
    ends = begins + timedelta(minutes=minutes)
    assert seconds_between(timetable, begins, ends) == counted(timetable, begins, minutes)


@settings(max_examples=200, deadline=None)
@given(timetables(), st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_parts_add_up_to_the_whole(timetable: Timetable, three: Sequence[datetime]) -> None:
    first, second, third = three
    parts = seconds_between(timetable, first, second) + seconds_between(timetable, second, third)
    assert parts == seconds_between(timetable, first, third)


@settings(max_examples=200, deadline=None)
@given(timetables(), moments, st.integers(0, 2_000_000))
def test_what_was_added_is_found_between(timetable: Timetable, begins: datetime, seconds: int) -> None:
    ends = add_seconds(timetable, begins, seconds)
    if ends is None:
        assert seconds_between(timetable, begins, begins + timedelta(days=300)) < seconds
        return
    assert seconds_between(timetable, begins, ends) == seconds
    if seconds:
        assert seconds_between(timetable, begins, ends - timedelta(seconds=1)) == seconds - 1


@settings(max_examples=200, deadline=None)
@given(timetables(), moments, moments)
def test_spans_neither_touch_nor_overlap(timetable: Timetable, begins: datetime, ends: datetime) -> None:
    spans = open_spans(timetable, begins, ends)
    assert all(opened < closed for opened, closed in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))
