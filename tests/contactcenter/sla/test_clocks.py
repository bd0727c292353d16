"""One clock: opening hours, clocks that are put forward and back, pauses, and the ledger that shows them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.calendars.hours import Timetable
from contactcenter.sla.clocks import Clock, Pause, elapsed, ledger, moment_after, read
from contactcenter.sla.terms import Terms

HONG_KONG, LONDON = ZoneInfo("Asia/Hong_Kong"), ZoneInfo("Europe/London")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
OFFICE = Timetable(
    {day: [["09:00", "13:00"], ["14:00", "18:00"]] for day in WEEKDAYS},
    HONG_KONG,
    holidays=frozenset({datetime(2026, 12, 25).date()}),
)
NIGHTS = Timetable({day: [["22:00", "06:00"]] for day in (*WEEKDAYS, "sat", "sun")}, LONDON)
HOUR = 3600


def terms(seconds: int) -> Terms:
    return Terms("p", 1, "normal", "", dict.fromkeys(("first_answer", "next_answer", "solution"), seconds), "office")


def clock(started_at: datetime, seconds: int = HOUR, *pauses: Pause) -> Clock:
    made = Clock("solution", 1, started_at)
    made.promise(terms(seconds), started_at)
    made.pauses.extend(pauses)
    return made


def hong_kong(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=HONG_KONG).astimezone(UTC)


@pytest.mark.parametrize(
    ("started_at", "seconds", "due_at"),
    [
        pytest.param(hong_kong(23, 10), HOUR, hong_kong(23, 11), id="within one block"),
        pytest.param(hong_kong(23, 12, 30), HOUR, hong_kong(23, 14, 30), id="over lunch"),
        pytest.param(hong_kong(23, 17, 30), HOUR, hong_kong(24, 9, 30), id="over night"),
        pytest.param(hong_kong(27, 17), 2 * HOUR, hong_kong(30, 10), id="over a weekend"),
        pytest.param(hong_kong(23, 3), HOUR, hong_kong(23, 10), id="begun before opening"),
        pytest.param(hong_kong(24, 17, month=12), 2 * HOUR, hong_kong(28, 10, month=12), id="over a holiday and more"),
        pytest.param(hong_kong(23, 9), 24 * HOUR, hong_kong(25, 18), id="three whole days"),
        pytest.param(hong_kong(23, 17), HOUR, hong_kong(23, 18), id="to the last minute of the day"),
    ],
)  # fmt: skip
def test_due_times_count_opening_hours(started_at: datetime, seconds: int, due_at: datetime) -> None:
    reading = read(clock(started_at, seconds), {"office": OFFICE}, now=started_at, begun_at=started_at)
    assert reading.due_at == due_at


@pytest.mark.parametrize(
    ("started_at", "due_at"),
    [
        # On 25 October 2026 the clocks of London show one o'clock twice; on 28 March 2027 they skip it.
        (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), datetime(2026, 10, 25, 5, 0, tzinfo=UTC)),
        (datetime(2027, 3, 27, 22, 0, tzinfo=UTC), datetime(2027, 3, 28, 22, 0, tzinfo=UTC)),
    ],
)
def test_an_hour_shown_twice_counts_twice_and_a_skipped_one_not_at_all(started_at: datetime, due_at: datetime) -> None:
    reading = read(clock(started_at, 8 * HOUR), {"office": NIGHTS}, now=started_at, begun_at=started_at)
    assert reading.due_at == due_at


def test_the_ledger_shows_closed_hours_and_pauses_with_their_reasons() -> None:
    waits = Pause(hong_kong(23, 17), hong_kong(24, 10), "waiting")
    made = clock(hong_kong(23, 12), 8 * HOUR, waits)
    found = ledger(made, {"office": OFFICE}, until=hong_kong(24, 15))
    assert [(each.begins, each.until, each.reason) for each in found] == [
        (hong_kong(23, 13), hong_kong(23, 14), "closed_hours"),
        (hong_kong(23, 17), hong_kong(24, 10), "waiting"),
        (hong_kong(24, 13), hong_kong(24, 14), "closed_hours"),
    ]
    assert elapsed(made, OFFICE, until=hong_kong(24, 15)) == 8 * HOUR


def test_a_pause_that_goes_on_is_the_last_line_of_the_ledger() -> None:
    made = clock(hong_kong(23, 10), HOUR, Pause(hong_kong(23, 11), None, "snoozed"))
    [pause] = ledger(made, {"office": OFFICE}, until=hong_kong(24, 10))
    assert (pause.reason, pause.until) == ("snoozed", None)
    assert elapsed(made, OFFICE, until=hong_kong(24, 10)) == HOUR


def test_a_calendar_that_never_opens_makes_nobody_late() -> None:
    never = Timetable({}, HONG_KONG)
    reading = read(clock(hong_kong(23, 10)), {"office": never}, now=hong_kong(30, 10), begun_at=hong_kong(23, 10))
    assert (reading.state, reading.due_at, reading.elapsed_seconds) == ("running", None, 0)


START = datetime(2026, 3, 2, tzinfo=UTC)
GAPS = st.lists(st.tuples(st.integers(0, 30 * 60), st.integers(1, 30 * 60)), max_size=4)


@given(GAPS, st.integers(1, 40 * HOUR), st.sampled_from([None, OFFICE, NIGHTS]))
def test_at_the_moment_a_promise_is_due_just_that_much_has_counted(
    gaps: list[tuple[int, int]], seconds: int, hours: Timetable | None
) -> None:
    pauses, moment = [], START
    for runs, rests in gaps:
        begins = moment + timedelta(minutes=runs)
        moment = begins + timedelta(minutes=rests)
        pauses.append(Pause(begins, moment, "waiting"))
    made = clock(START, seconds, *pauses)
    due_at = moment_after(made, hours, seconds)
    assert due_at is not None
    assert elapsed(made, hours, until=due_at) == pytest.approx(seconds)
    assert not any(pause.begins < due_at < (pause.until or due_at) for pause in pauses)
