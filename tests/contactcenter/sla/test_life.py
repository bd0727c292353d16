"""The clocks that follow from what happened to a contact."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from contactcenter.calendars.hours import Timetable
from contactcenter.sla.clocks import Clock, Reading, read
from contactcenter.sla.life import Answered, Event, Heard, Moved, Reclassed, Stepped, Subject, live
from contactcenter.sla.terms import Rulebook, Step, Terms

# A Monday, ten in the morning in Hong Kong.
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
OFFICE = Timetable(
    {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}, ZoneInfo("Asia/Hong_Kong")
)
HOUR = 3600
STEPS = (
    Step("first_answer", "warn", at_percent=80),
    Step("first_answer", "tell", "role:supervisor", at_percent=100),
    Step("first_answer", "class", "priority", after_seconds=2 * HOUR),
)


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def terms(class_: str = "normal", *, first: int | None = HOUR, calendar: str | None = None, version: int = 1) -> Terms:
    seconds = {"first_answer": first, "next_answer": 2 * HOUR, "solution": 24 * HOUR}
    pauses = frozenset({"waiting", "snoozed"})
    return Terms(f"of-{class_}", version, class_, "", seconds, calendar, pauses, STEPS)


BOOK = Rulebook([(START, terms()), (START, terms("priority", first=600))])
ARRIVED = Moved(START, None, "queued")
ACCEPTED = Moved(at(5), "queued", "active")
WAITS = Moved(at(20), "active", "waiting")


def clocks_of(*events: Event, book: Rulebook = BOOK, direction: str = "inbound") -> dict[tuple[str, int], Clock]:
    subject = Subject("c1", "sms", direction, "normal", START)
    return {(clock.kind, clock.number): clock for clock in live(subject, events, book)}


def show(clock: Clock, minutes: float, *, begun: datetime = START) -> Reading:
    return read(clock, {"office": OFFICE}, now=at(minutes), begun_at=begun)


def test_a_person_answers_in_time() -> None:
    clock = clocks_of(ARRIVED, ACCEPTED, Answered(at(30)))["first_answer", 1]
    assert (clock.ended_at, clock.end_reason) == (at(30), "answered")
    reading = show(clock, 999)
    assert (reading.state, reading.due_at, reading.elapsed_seconds) == ("met", at(60), 1800)
    assert (reading.steps_due, reading.next_at) == ((), None)


def test_taking_a_contact_is_no_answer() -> None:
    reading = show(clocks_of(ARRIVED, ACCEPTED)["first_answer", 1], 61)
    assert (reading.state, reading.breached_at) == ("breached", at(60))


def test_who_is_answered_late_was_answered_late() -> None:
    reading = show(clocks_of(ARRIVED, Answered(at(61)))["first_answer", 1], 61)
    assert (reading.state, reading.breached_at, reading.elapsed_seconds) == ("breached", at(60), 3660)


def test_what_was_answered_on_the_last_second_is_met() -> None:
    assert show(clocks_of(ARRIVED, Answered(at(60)))["first_answer", 1], 60).state == "met"


def test_each_later_word_of_the_owner_waits_for_the_next_answer_once() -> None:
    clocks = clocks_of(
        ARRIVED, ACCEPTED, Heard(at(6)), Answered(at(10)), Heard(at(11)), Heard(at(12)), Answered(at(15)), Heard(at(20))
    )
    assert [key for key in clocks if key[0] == "next_answer"] == [("next_answer", 1), ("next_answer", 2)]
    first, second = clocks["next_answer", 1], clocks["next_answer", 2]
    assert (first.started_at, first.ended_at) == (at(11), at(15))
    assert (second.started_at, second.is_open, show(second, 20).due_at) == (at(20), True, at(140))


def test_an_answer_of_the_owner_who_was_waited_for_counts_from_when_she_wrote() -> None:
    heard = at(300)
    came = Moved(heard + timedelta(seconds=1), "waiting", "queued", awaits_answer=True)
    clocks = clocks_of(ARRIVED, ACCEPTED, Answered(at(10)), WAITS, Heard(heard), came)
    assert clocks["next_answer", 1].started_at == heard
    assert clocks["solution", 1].pauses[-1].until == heard


def test_while_the_owner_is_waited_for_the_solution_stands_still() -> None:
    clock = clocks_of(ARRIVED, ACCEPTED, Answered(at(10)), WAITS)["solution", 1]
    reading = show(clock, 300)
    assert (reading.state, reading.due_at, reading.elapsed_seconds, reading.next_at) == ("paused", None, 1200, None)
    after = clocks_of(ARRIVED, ACCEPTED, Answered(at(10)), WAITS, Moved(at(80), "waiting", "queued"))["solution", 1]
    assert show(after, 300).due_at == START + timedelta(hours=25)
    assert [(pause.begins, pause.until, pause.reason) for pause in after.pauses] == [(at(20), at(80), "waiting")]


def test_closing_solves_and_reopening_goes_on_where_it_stood() -> None:
    closed = Moved(at(60), "active", "closed")
    solved = clocks_of(ARRIVED, ACCEPTED, Answered(at(10)), closed)
    assert (solved["solution", 1].end_reason, show(solved["solution", 1], 60).state) == ("solved", "met")
    again = clocks_of(
        ARRIVED, ACCEPTED, Answered(at(10)), closed, Heard(at(120)),
        Moved(at(120), "closed", "queued", awaits_answer=True),
    )  # fmt: skip
    reading = show(again["solution", 1], 120)
    assert (reading.state, reading.elapsed_seconds) == ("running", 3600)
    assert reading.due_at == START + timedelta(hours=25)
    assert again["next_answer", 1].started_at == at(120)


@pytest.mark.parametrize("end", ["abandoned", "spam", "merged"])
def test_what_nobody_waits_for_any_more_is_taken_back(end: str) -> None:
    clocks = clocks_of(ARRIVED, Moved(at(3), "queued", "closed", end=end))
    assert {show(clock, 3).state for clock in clocks.values()} == {"cancelled"}
    assert {clock.end_reason for clock in clocks.values()} == {end}


def test_a_first_answer_that_never_came_is_taken_back_by_closing_but_the_solution_is_one() -> None:
    clocks = clocks_of(ARRIVED, ACCEPTED, Moved(at(8), "active", "closed"))
    assert show(clocks["first_answer", 1], 8).state == "cancelled"
    assert show(clocks["solution", 1], 8).state == "met"


def test_a_message_after_hanging_up_brings_the_first_answer_back() -> None:
    hung_up = Moved(at(3), "queued", "closed", end="abandoned")
    clock = clocks_of(ARRIVED, hung_up, Moved(at(4), "closed", "queued"))["first_answer", 1]
    assert (show(clock, 4).state, show(clock, 4).elapsed_seconds) == ("running", 180)


def test_another_class_makes_another_promise_and_the_old_one_stays_on_record() -> None:
    clock = clocks_of(ARRIVED, Reclassed(at(2), "priority"))["first_answer", 1]
    assert [(target.at, target.class_, target.seconds) for target in clock.targets] == [
        (START, "normal", 3600),
        (at(2), "priority", 600),
    ]
    assert show(clock, 2).due_at == at(10)


def test_nobody_is_late_before_the_promise_was_made() -> None:
    reading = show(clocks_of(ARRIVED, Reclassed(at(30), "priority"))["first_answer", 1], 31)
    assert (reading.state, reading.due_at) == ("breached", at(30))


def test_a_class_raised_by_waiting_changes_no_promise() -> None:
    clock = clocks_of(ARRIVED, Reclassed(at(120), "priority", by_age=True))["first_answer", 1]
    assert (len(clock.targets), show(clock, 121).due_at) == (1, at(60))


def test_later_words_are_promised_what_the_new_class_says() -> None:
    clocks = clocks_of(ARRIVED, Answered(at(1)), Reclassed(at(2), "priority", by_age=True), Heard(at(5)))
    assert clocks["next_answer", 1].targets[0].class_ == "priority"


def test_steps_fall_due_in_their_order_and_each_once() -> None:
    clock = clocks_of(ARRIVED)["first_answer", 1]
    assert show(clock, 47).steps_due == ()
    assert show(clock, 47).next_at == at(48)
    assert [step.action for step in show(clock, 48).steps_due] == ["warn"]
    assert [step.action for step in show(clock, 300).steps_due] == ["warn", "tell", "class"]
    warned = clocks_of(ARRIVED, Stepped(at(48), "first_answer", 1, "warn@80%"))["first_answer", 1]
    assert show(warned, 59).steps_due == ()
    assert show(warned, 59).next_at == at(60)


def test_steps_of_the_time_before_clocks_were_kept_are_passed_over() -> None:
    clock = clocks_of(ARRIVED)["first_answer", 1]
    reading = show(clock, 90, begun=at(90))
    assert (reading.steps_due, reading.next_at) == ((), at(120))


def test_a_clock_that_stands_still_takes_no_step() -> None:
    clock = clocks_of(ARRIVED, Moved(at(47), "queued", "snoozed"))["first_answer", 1]
    assert (show(clock, 500).steps_due, show(clock, 500).next_at) == ((), None)


def test_only_open_hours_count() -> None:
    book = Rulebook([(START, terms(first=9 * HOUR, calendar="office"))])
    clock = clocks_of(ARRIVED, book=book)["first_answer", 1]
    # Eight hours are left today; the ninth is over on Tuesday at ten.
    reading = show(clock, 12 * 60)
    assert (reading.due_at, reading.elapsed_seconds) == (START + timedelta(days=1), 8 * HOUR)


def test_a_policy_holds_from_its_day_and_the_clock_keeps_the_one_it_began_with() -> None:
    book = Rulebook([(START, terms(first=HOUR)), (at(10), terms(first=60, version=2))])
    early = clocks_of(ARRIVED, book=book)["first_answer", 1]
    assert early.targets[0].policy_version == 1
    late = clocks_of(ARRIVED, Answered(at(1)), Heard(at(11)), book=book)["next_answer", 1]
    assert late.targets[0].policy_version == 2


def test_before_any_policy_nothing_is_promised() -> None:
    assert clocks_of(ARRIVED, book=Rulebook([(at(1), terms())])) == {}


def test_what_we_began_ourselves_owes_no_first_answer() -> None:
    clocks = clocks_of(Moved(START, "new", "active"), Answered(at(1)), Heard(at(2)), direction="outbound")
    assert list(clocks) == [("next_answer", 1), ("solution", 1)]


def test_a_caller_who_hangs_up_in_the_menu_waited_for_nobody() -> None:
    assert clocks_of(Moved(START, None, "new"), Moved(at(1), "new", "closed", end="abandoned")) == {}
