"""Opening hours: several blocks a day, past midnight, holidays, and the next opening."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contactcenter.calendars.hours import HOLIDAY, Timetable, Weekly, check_weekly, is_open, moment_at, next_opening
from contactcenter.errors import InvalidInput

HONG_KONG = ZoneInfo("Asia/Hong_Kong")
LONDON = ZoneInfo("Europe/London")
OFFICE: Weekly = {
    **{day: [["08:00", "13:00"], ["14:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri")},
    "sat": [["09:00", "13:00"]],
    HOLIDAY: [["10:00", "12:00"]],
}
NIGHT_DUTY: Weekly = {"fri": [["22:00", "02:00"]], "sat": [["00:00", "24:00"]]}
# 2026-11-23 is a Monday.
HOLIDAYS = {date(2026, 11, 25)}


def at(text: str, zone: ZoneInfo = HONG_KONG) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def timetable(weekly: Weekly, zone: ZoneInfo = HONG_KONG) -> Timetable:
    return Timetable(weekly, zone, HOLIDAYS)


@pytest.mark.parametrize(
    ("weekly", "moment", "expected"),
    [
        pytest.param(OFFICE, "2026-11-23T07:59:59", False, id="a second before the first block"),
        pytest.param(OFFICE, "2026-11-23T08:00:00", True, id="the first minute counts"),
        pytest.param(OFFICE, "2026-11-23T13:00:00", False, id="the last does not"),
        pytest.param(OFFICE, "2026-11-23T13:30:00", False, id="between two blocks"),
        pytest.param(OFFICE, "2026-11-23T19:59:00", True, id="second block"),
        pytest.param(OFFICE, "2026-11-22T10:00:00", False, id="a day without blocks"),
        pytest.param(OFFICE, "2026-11-25T09:00:00", False, id="a holiday has hours of its own"),
        pytest.param(OFFICE, "2026-11-25T11:00:00", True, id="within the hours of a holiday"),
        pytest.param(NIGHT_DUTY, "2026-11-27T21:59:00", False, id="before the night block"),
        pytest.param(NIGHT_DUTY, "2026-11-28T01:59:00", True, id="past midnight"),
        pytest.param(NIGHT_DUTY, "2026-11-28T23:59:59", True, id="24:00 is the end of the day"),
        pytest.param(NIGHT_DUTY, "2026-11-29T00:00:00", False, id="the day after a whole day"),
        pytest.param({}, "2026-11-23T12:00:00", False, id="no blocks at all"),
    ],
)
def test_it_is_open_within_a_block(weekly: Weekly, moment: str, expected: bool) -> None:
    assert is_open(timetable(weekly), at(moment)) is expected


def test_a_night_block_goes_on_into_a_holiday() -> None:
    weekly: Weekly = {"tue": [["22:00", "02:00"]]}
    assert is_open(timetable(weekly), at("2026-11-25T01:00:00"))


@pytest.mark.parametrize(
    ("weekly", "moment", "expected"),
    [
        pytest.param(OFFICE, "2026-11-23T09:00:00", "2026-11-23T09:00:00", id="open now"),
        pytest.param(OFFICE, "2026-11-23T13:10:00", "2026-11-23T14:00:00", id="later today"),
        pytest.param(OFFICE, "2026-11-24T21:00:00", "2026-11-25T10:00:00", id="tomorrow is a holiday"),
        pytest.param(OFFICE, "2026-11-28T13:00:00", "2026-11-30T08:00:00", id="over the weekend"),
        pytest.param({"wed": [["08:00", "09:00"]]}, "2026-11-24T10:00:00", "2026-12-02T08:00:00", id="over a holiday"),
    ],
)
def test_the_next_opening_is_found(weekly: Weekly, moment: str, expected: str) -> None:
    assert next_opening(timetable(weekly), at(moment)) == at(expected)


def test_what_never_opens_has_no_next_opening() -> None:
    assert next_opening(timetable({}), at("2026-11-23T09:00:00")) is None


def test_clocks_that_change_keep_the_hours_of_the_wall() -> None:
    weekly: Weekly = {"sun": [["00:30", "08:00"]]}
    # 2026-03-29: at one o'clock it is two.
    assert is_open(timetable(weekly, LONDON), at("2026-03-29T07:59:00", LONDON))
    assert not is_open(timetable(weekly, LONDON), at("2026-03-29T08:00:00", LONDON))
    assert next_opening(timetable(weekly, LONDON), at("2026-03-28T22:00:00", LONDON)) == at(
        "2026-03-29T00:30:00", LONDON
    )


@pytest.mark.parametrize(
    "weekly",
    [
        pytest.param({"monday": []}, id="unknown day"),
        pytest.param({"mon": [["08:00"]]}, id="half a block"),
        pytest.param({"mon": [["8:00", "20:00"]]}, id="one digit"),
        pytest.param({"mon": [["08:00", "25:00"]]}, id="no such hour"),
        pytest.param({"mon": [["24:00", "08:00"]]}, id="a block cannot begin at the end"),
        pytest.param({"mon": [["08:61", "20:00"]]}, id="no such minute"),
        pytest.param({"mon": [["０８:00", "20:00"]]}, id="digits of another script"),
        pytest.param({"mon": [["08:00", "09:00"]] * 13}, id="more blocks than a day has use for"),
    ],
)
def test_what_is_no_opening_hours_is_refused(weekly: Weekly) -> None:
    with pytest.raises(InvalidInput):
        check_weekly(weekly)


def test_usual_hours_are_accepted() -> None:
    check_weekly(OFFICE)
    check_weekly(NIGHT_DUTY)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-26T10:00:00", False, id="an exception closes an open day"),
        pytest.param("2026-11-25T10:30:00", False, id="and is stronger than a holiday"),
        pytest.param("2026-11-25T22:30:00", True, id="with hours of its own"),
        pytest.param("2026-11-26T00:30:00", True, id="which go on after midnight"),
        pytest.param("2026-11-27T10:00:00", True, id="other days are as ever"),
    ],
)
def test_one_day_may_differ(moment: str, expected: bool) -> None:
    exceptions = {date(2026, 11, 25): [["22:00", "01:00"]], date(2026, 11, 26): []}
    assert is_open(Timetable(OFFICE, HONG_KONG, HOLIDAYS, exceptions), at(moment)) is expected


def test_a_desk_closed_for_weeks_still_says_when_it_opens() -> None:
    closed = {date(2026, 12, 1) + timedelta(days=days): [] for days in range(62)}
    weekly: Weekly = {"mon": [["08:00", "09:00"]]}
    found = next_opening(Timetable(weekly, HONG_KONG, (), closed), at("2026-12-01T10:00:00"))
    assert found == at("2027-02-01T08:00:00")


@pytest.mark.parametrize(
    ("zone", "day", "clock", "expected"),
    [
        pytest.param("Europe/London", date(2026, 3, 29), "00:59", "2026-03-29T00:59:00+00:00", id="before the jump"),
        pytest.param("Europe/London", date(2026, 3, 29), "01:00", "2026-03-29T01:00:00+00:00", id="the skipped hour"),
        pytest.param("Europe/London", date(2026, 3, 29), "01:30", "2026-03-29T01:00:00+00:00", id="within it"),
        pytest.param("Europe/London", date(2026, 3, 29), "02:00", "2026-03-29T01:00:00+00:00", id="its end"),
        pytest.param("Europe/London", date(2026, 10, 25), "01:30", "2026-10-25T00:30:00+00:00", id="the first of two"),
        pytest.param("America/New_York", date(2026, 3, 8), "02:30", "2026-03-08T07:00:00+00:00", id="west of it"),
        pytest.param("Africa/Cairo", date(2026, 4, 24), "00:00", "2026-04-23T22:00:00+00:00", id="no such midnight"),
        pytest.param("Asia/Hong_Kong", date(2026, 3, 29), "01:30", "2026-03-28T17:30:00+00:00", id="no such thing"),
    ],
)
def test_a_time_the_clocks_never_show_is_the_moment_they_jump(zone: str, day: date, clock: str, expected: str) -> None:
    assert moment_at(day, clock, ZoneInfo(zone)) == datetime.fromisoformat(expected)
