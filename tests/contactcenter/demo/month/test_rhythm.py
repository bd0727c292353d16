"""Days and hours of a desk."""

import random
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from contactcenter.demo.month.rhythm import (
    after_working_hours,
    contacts_on,
    last_working_moment,
    moments_of,
    next_working_moment,
)

HONG_KONG = ZoneInfo("Asia/Hong_Kong")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


def test_mondays_are_busier_than_sundays() -> None:
    monday = sum(contacts_on(random.Random(n), date(2026, 11, 23), 100) for n in range(30))
    sunday = sum(contacts_on(random.Random(n), date(2026, 11, 22), 100) for n in range(30))
    assert monday > sunday * 1.4


def test_a_day_has_a_morning_peak_and_a_quiet_night() -> None:
    moments = list(moments_of(random.Random(1), date(2026, 11, 23), 4000, HONG_KONG))
    hours = Counter(moment.hour for moment in moments)
    assert {moment.date() for moment in moments} == {date(2026, 11, 23)}
    assert hours[10] > hours[13] > hours[3] * 8
    assert hours[20] > hours[17]


@pytest.mark.parametrize(
    ("moment", "hours", "expected"),
    [
        pytest.param("2026-11-23T09:00:00", 3, "2026-11-23T12:00:00", id="within the day"),
        pytest.param("2026-11-23T18:30:00", 3, "2026-11-24T09:30:00", id="over the night"),
        pytest.param("2026-11-23T22:40:00", 1, "2026-11-24T09:20:00", id="raised at night"),
        pytest.param("2026-11-23T06:00:00", 12, "2026-11-23T20:00:00", id="exactly a day"),
        pytest.param("2026-11-23T08:00:00", 30, "2026-11-25T14:00:00", id="several days"),
    ],
)
def test_work_rests_at_night(moment: str, hours: float, expected: str) -> None:
    assert after_working_hours(at(moment), hours, opens=8, closes=20) == at(expected)


def test_whoever_comes_by_day_need_not_wait_for_the_morning() -> None:
    assert next_working_moment(at("2026-11-23T12:34:00"), opens=8, closes=20) == at("2026-11-23T12:34:00")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-11-23T12:34:00", "2026-11-23T12:34:00", id="by day"),
        pytest.param("2026-11-23T22:40:00", "2026-11-23T19:50:00", id="late in the evening"),
        pytest.param("2026-11-23T03:20:00", "2026-11-22T19:40:00", id="at night"),
    ],
)
def test_what_is_due_at_night_is_done_the_evening_before(moment: str, expected: str) -> None:
    assert last_working_moment(at(moment), opens=8, closes=20) == at(expected)
