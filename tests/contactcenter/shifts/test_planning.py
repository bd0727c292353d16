"""Which shifts come of patterns: each week or each third, past midnight, over changes of clocks, with substitutes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contactcenter.shifts.planning import Away, Pattern, Wanted, wanted_shifts

HONG_KONG, LONDON, NEW_YORK = (ZoneInfo(name) for name in ("Asia/Hong_Kong", "Europe/London", "America/New_York"))
MONDAY = date(2026, 11, 23)
WEEK = [MONDAY + timedelta(days=days) for days in range(7)]


def pattern(agent_id: str = "ada", **values: Any) -> Pattern:
    usual = {"weekdays": (0, 1, 2, 3, 4), "starts": "07:00", "ends": "15:00", "desk": "hotline", "every_weeks": 1}
    dates = {"valid_from": date(2026, 1, 5), "valid_until": None}
    return Pattern(**{"id": f"of {agent_id}", "agent_id": agent_id, **usual, **dates, **values})


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In Hong Kong, so many days after the Monday."""
    midnight = datetime(2026, 11, 23, tzinfo=HONG_KONG)
    return midnight + timedelta(days=day, hours=hour, minutes=minute)


def plan(*patterns: Pattern, away: tuple[Away, ...] = (), days: list[date] = WEEK) -> list[Wanted]:
    return wanted_shifts(patterns, away, days, HONG_KONG)


def test_a_pattern_gives_a_shift_on_each_of_its_days() -> None:
    shifts = plan(pattern(weekdays=(0, 2)))
    assert [(shift.day, shift.starts_at, shift.ends_at) for shift in shifts] == [
        (WEEK[0], at(0, 7), at(0, 15)),
        (WEEK[2], at(2, 7), at(2, 15)),
    ]
    assert all(shift.starts_at.tzinfo is UTC for shift in shifts)


def test_a_night_shift_ends_the_next_morning_and_belongs_to_the_evening() -> None:
    [shift] = plan(pattern(weekdays=(6,), starts="23:00", ends="07:00"))
    assert (shift.day, shift.starts_at, shift.ends_at) == (WEEK[6], at(6, 23), at(7, 7))


@pytest.mark.parametrize(
    ("zone", "evening", "hours"),
    [
        pytest.param(LONDON, date(2026, 3, 28), 7, id="spring in London"),
        pytest.param(LONDON, date(2026, 10, 24), 9, id="autumn in London"),
        pytest.param(NEW_YORK, date(2026, 3, 7), 7, id="spring in New York"),
        pytest.param(NEW_YORK, date(2026, 10, 31), 9, id="autumn in New York"),
        pytest.param(HONG_KONG, date(2026, 3, 28), 8, id="no change in Hong Kong"),
    ],
)
def test_the_hours_are_those_of_the_wall(zone: ZoneInfo, evening: date, hours: int) -> None:
    nightly = pattern(weekdays=range(7), starts="23:00", ends="07:00")
    [shift] = wanted_shifts([nightly], [], [evening], zone)
    assert shift.ends_at - shift.starts_at == timedelta(hours=hours)
    assert shift.starts_at.astimezone(zone).hour == 23
    assert shift.ends_at.astimezone(zone).hour == 7


def test_a_pattern_holds_from_its_first_day_to_its_last() -> None:
    shifts = plan(pattern(valid_from=WEEK[1], valid_until=WEEK[2]))
    assert [shift.day for shift in shifts] == WEEK[1:3]


def test_a_rotation_comes_round_each_so_many_weeks() -> None:
    early = pattern(id="early", weekdays=(0,), every_weeks=3, valid_from=MONDAY)
    late = pattern(
        id="late", weekdays=(0,), starts="15:00", ends="23:00", every_weeks=3, valid_from=WEEK[0] + timedelta(7)
    )
    mondays = [MONDAY + timedelta(weeks=weeks) for weeks in range(7)]
    found = [(mondays.index(shift.day), shift.pattern_id) for shift in plan(early, late, days=mondays)]
    assert found == [(0, "early"), (1, "late"), (3, "early"), (4, "late"), (6, "early")]


def test_the_weeks_of_a_rotation_are_counted_from_mondays() -> None:
    # It began on a Thursday; the Tuesday after belongs to the next week.
    every_other = pattern(weekdays=(1, 3), every_weeks=2, valid_from=WEEK[3])
    days = [MONDAY + timedelta(days=days) for days in range(21)]
    assert [shift.day for shift in plan(every_other, days=days)] == [WEEK[3], days[15], days[17]]


@pytest.mark.parametrize(
    ("begins", "ends", "works"),
    [
        pytest.param(at(0, 0), at(1, 0), False, id="the whole day"),
        pytest.param(at(0, 6), at(0, 8), False, id="not there when it begins"),
        pytest.param(at(0, 9), at(0, 12), True, id="three hours in the middle"),
        pytest.param(at(0, 10), at(2, 0), False, id="the greater part"),
        pytest.param(at(0, 15), at(2, 0), True, id="from its end on"),
        pytest.param(at(-2, 0), at(0, 7), True, id="back when it begins"),
    ],
)
def test_who_is_away_does_not_work(begins: datetime, ends: datetime, works: bool) -> None:
    shifts = plan(pattern(weekdays=(0,)), away=(Away("ada", begins, ends),))
    assert bool(shifts) is works


def test_a_substitute_works_instead() -> None:
    [shift] = plan(pattern(weekdays=(0,)), away=(Away("ada", at(0, 0), at(1, 0), "ben"),))
    assert (shift.agent_id, shift.instead_of_id, shift.pattern_id) == ("ben", "ada", "of ada")


def test_the_substitute_of_a_substitute_works_where_both_are_away() -> None:
    away = (Away("ada", at(0, 0), at(1, 0), "ben"), Away("ben", at(0, 0), at(1, 0), "cleo"))
    [shift] = plan(pattern(weekdays=(0,)), away=away)
    assert (shift.agent_id, shift.instead_of_id) == ("cleo", "ada")
    round_about = (Away("ada", at(0, 0), at(1, 0), "ben"), Away("ben", at(0, 0), at(1, 0), "ada"))
    assert plan(pattern(weekdays=(0,)), away=round_about) == []


def test_nobody_works_two_shifts_at_once() -> None:
    away = (Away("ada", at(0, 0), at(1, 0), "ben"),)
    own = pattern("ben", weekdays=(0,), starts="09:00", ends="17:00")
    assert [shift.pattern_id for shift in plan(pattern(weekdays=(0,)), own, away=away)] == ["of ben"]
    later = pattern("ben", weekdays=(0,), starts="15:00", ends="23:00")
    assert [shift.agent_id for shift in plan(pattern(weekdays=(0,)), later, away=away)] == ["ben", "ben"]


clocks = st.integers(0, 95).map(lambda quarter: f"{quarter // 4:02}:{quarter % 4 * 15:02}")


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([HONG_KONG, LONDON, NEW_YORK]),
    clocks,
    clocks,
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(1, 5),
)
def test_planning_in_parts_is_planning_at_once(
    zone: ZoneInfo, starts: str, ends: str, first: date, every_weeks: int
) -> None:
    daily = pattern(weekdays=range(7), starts=starts, ends=ends, every_weeks=every_weeks, valid_from=date(2025, 12, 31))
    days = [first + timedelta(days=days) for days in range(20)]
    whole = wanted_shifts([daily], [], days, zone)
    parts = [*wanted_shifts([daily], [], days[:9], zone), *wanted_shifts([daily], [], days[9:], zone)]
    assert parts == whole
    assert all(timedelta(0) < shift.ends_at - shift.starts_at <= timedelta(hours=25) for shift in whole)
