"""Opening hours: several blocks a day, past midnight, holidays, and the next opening."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from contactcenter.calendars.hours import HOLIDAY, Weekly, check_weekly, is_open, next_opening
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
    assert is_open(weekly, HOLIDAYS, at(moment)) is expected


def test_a_night_block_goes_on_into_a_holiday() -> None:
    weekly: Weekly = {"tue": [["22:00", "02:00"]]}
    assert is_open(weekly, HOLIDAYS, at("2026-11-25T01:00:00"))


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
    assert next_opening(weekly, HOLIDAYS, at(moment)) == at(expected)


def test_what_never_opens_has_no_next_opening() -> None:
    assert next_opening({}, (), at("2026-11-23T09:00:00")) is None


def test_clocks_that_change_keep_the_hours_of_the_wall() -> None:
    weekly: Weekly = {"sun": [["00:30", "08:00"]]}
    # 2026-03-29: at one o'clock it is two.
    assert is_open(weekly, (), at("2026-03-29T07:59:00", LONDON))
    assert not is_open(weekly, (), at("2026-03-29T08:00:00", LONDON))
    assert next_opening(weekly, (), at("2026-03-28T22:00:00", LONDON)) == at("2026-03-29T00:30:00", LONDON)


@pytest.mark.parametrize(
    "weekly",
    [
        pytest.param({"monday": []}, id="unknown day"),
        pytest.param({"mon": [["08:00"]]}, id="half a block"),
        pytest.param({"mon": [["8:00", "20:00"]]}, id="one digit"),
        pytest.param({"mon": [["08:00", "25:00"]]}, id="no such hour"),
        pytest.param({"mon": [["24:00", "08:00"]]}, id="a block cannot begin at the end"),
        pytest.param({"mon": [["08:61", "20:00"]]}, id="no such minute"),
    ],
)
def test_what_is_no_opening_hours_is_refused(weekly: Weekly) -> None:
    with pytest.raises(InvalidInput):
        check_weekly(weekly)


def test_usual_hours_are_accepted() -> None:
    check_weekly(OFFICE)
    check_weekly(NIGHT_DUTY)
