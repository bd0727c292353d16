"""When nobody is there while a queue is open."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.calendars.hours import WEEKDAYS, Timetable
from contactcenter.shifts.coverage import Duty, gaps

# A Monday, midnight.
MIDNIGHT = datetime(2026, 11, 23, tzinfo=UTC)
EVENING = Timetable({day: [["18:00", "22:00"]] for day in WEEKDAYS}, UTC)
OFFICE = Timetable({day: [["08:00", "20:00"]] for day in WEEKDAYS}, UTC)


def at(hour: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hour)


def duty(agent_id: str, begins: float, ends: float) -> Duty:
    return Duty(agent_id, at(begins), at(ends))


EARLY, LATE, NIGHT = duty("ada", 7, 15), duty("ben", 15, 23), duty("cleo", 23, 31)


@pytest.mark.parametrize(
    ("duties", "absences", "timetables", "expected"),
    [
        pytest.param([duty("ada", -1, 7), EARLY, LATE, NIGHT], [], [], [], id="round the clock"),
        pytest.param([EARLY, LATE], [], [], [(0, 7), (23, 30)], id="nobody at night"),
        pytest.param([EARLY, NIGHT], [], [], [(0, 7), (15, 23)], id="the late shift is missing"),
        pytest.param([EARLY, LATE], [], [OFFICE], [], id="closed hours need nobody"),
        pytest.param([EARLY], [], [OFFICE], [(15, 20)], id="open hours do"),
        pytest.param([], [], [OFFICE], [(8, 20)], id="nobody at all"),
        pytest.param([EARLY, LATE], [duty("ben", 14, 40)], [OFFICE], [(15, 20)], id="who is away is not there"),
        pytest.param([EARLY, LATE], [duty("ada", 9, 10)], [OFFICE], [(9, 10)], id="away for an hour"),
        pytest.param(
            [EARLY, duty("ben", 8.5, 12), LATE], [duty("ada", 9, 10)], [OFFICE], [], id="somebody else is there"
        ),
        pytest.param([EARLY], [], [OFFICE, EVENING], [(15, 22)], id="open where one of them is"),
        pytest.param([EARLY, LATE], [], [EVENING, OFFICE], [], id="in any order"),
        pytest.param([duty("ada", 7, 14.995), LATE], [], [OFFICE], [], id="seconds are no gap"),
    ],
)
def test_gaps_are_open_hours_without_anybody(
    duties: list[Duty], absences: list[Duty], timetables: list[Timetable], expected: list[tuple[float, float]]
) -> None:
    window = at(0), at(30)
    assert gaps(duties, absences, timetables, window) == [(at(begins), at(ends)) for begins, ends in expected]
