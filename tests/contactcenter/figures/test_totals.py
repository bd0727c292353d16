"""Figures: hand-counted contacts, and counts of parts that add up to those of the whole."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.figures.totals import FORMULAS, Goalbook, Goals, Totals, count, figures_of
from contactcenter.figures.visits import Rows, Stretch, Visit, read_visit

START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NOW = START + timedelta(hours=1)
GOALS = Goals(target_seconds=20, short_seconds=10)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def event(name: str, seconds: float, **details: Any) -> tuple[str, datetime, dict[str, Any]]:
    return name, at(seconds), details


def moved(act: str, seconds: float, before: str, to: str, **more: Any) -> tuple[str, str | None, datetime, Any]:
    return act, more.pop("author", None), at(seconds), {"from": before, "to": to, **more}


def call(*events: Any, history: Any = (), **more: Any) -> Visit:
    queued = moved("queued", 0, "new", "queued")
    values: dict[str, Any] = {"direction": "inbound", "source": None, **more}
    rows = Rows("c1", "voice", queue_id="q1", queued_at=START, events=events, history=[queued, *history], **values)
    return read_visit(rows, now=NOW)


def text(*history: Any, **more: Any) -> Visit:
    arrived = ("arrived", None, START, {"to": "queued"})
    rows = Rows("c2", "sms", "inbound", None, "q1", START, history=[arrived, *history], **more)
    return read_visit(rows, now=NOW)


ANSWERED = call(
    event("call.queued", 0),
    event("talk.started", 15, agent_id="ada"),
    event("talk.held", 75),
    event("talk.resumed", 105),
    event("talk.ended", 195, by="customer"),
    history=[
        moved("accepted", 12, "offered", "active", to_agent="ada"),
        moved("talk_over", 195, "active", "wrap_up"),
        moved("closed", 225, "wrap_up", "closed"),
    ],
)
LATE = call(event("talk.started", 45, agent_id="bob"), event("talk.ended", 105, by="agent"))
HUNG_UP = call(event("call.abandoned", 40))
HUNG_UP_AT_ONCE = call(event("call.abandoned", 4))
LEFT_A_MESSAGE = call(event("voicemail.left", 60))
ASKED_FOR_A_CALL = call(event("callback.asked", 30))
CALLED_BACK = call(event("talk.started", 600, agent_id="ada"), source="callback", direction="outbound")
TAKEN = text(
    moved("accepted", 18, "offered", "active", to_agent="bob"),
    moved("waiting", 78, "active", "waiting"),
    moved("owner_answered", 300, "waiting", "queued", from_agent="bob", to_agent=None),
    moved("accepted", 310, "queued", "active", author="ada"),
    moved("wrap_up", 330, "active", "wrap_up"),
    ("wrap_up_over", None, at(340), {}),
)

TABLE = [
    pytest.param(ANSWERED, {"offered": 1, "answered": 1, "answered_in_time": 1, "wait_seconds": 15.0, "handled": 1,
                            "talk_seconds": 150.0, "hold_seconds": 30.0, "wrap_seconds": 30.0},
                 id="answered in time, with music in the middle and half a minute of writing down"),
    pytest.param(LATE, {"offered": 1, "answered": 1, "wait_seconds": 45.0, "handled": 1, "talk_seconds": 60.0,
                        "wrap_seconds": 3495.0}, id="answered late, and still written down"),
    pytest.param(HUNG_UP, {"offered": 1, "abandoned": 1}, id="hung up after forty seconds"),
    pytest.param(HUNG_UP_AT_ONCE, {"offered": 1, "short_abandoned": 1}, id="hung up at once"),
    pytest.param(LEFT_A_MESSAGE, {"offered": 1, "voicemails": 1}, id="left a message"),
    pytest.param(ASKED_FOR_A_CALL, {}, id="a call that became a callback is counted there"),
    pytest.param(CALLED_BACK, {"callbacks": 1, "callbacks_answered": 1, "callback_wait_seconds": 600.0, "handled": 1,
                               "talk_seconds": 3000.0}, id="called back after ten minutes, still talking"),
    pytest.param(TAKEN, {"offered": 1, "answered": 1, "answered_in_time": 1, "wait_seconds": 18.0, "handled": 1,
                         "talk_seconds": 80.0, "wrap_seconds": 10.0}, id="a text in two hands"),
    pytest.param(text(), {"offered": 1, "waiting": 1}, id="a text that waits"),
    pytest.param(text(moved("closed", 9, "queued", "closed")), {"offered": 1, "other": 1}, id="closed unanswered"),
    pytest.param(text(is_merged=True), {}, id="merged into another one"),
]  # fmt: skip


@pytest.mark.parametrize(("visit", "expected"), TABLE)
def test_one_contact_is_counted_as_by_hand(visit: Visit, expected: dict[str, float]) -> None:
    totals = count(visit, GOALS)
    assert {each.name: value for each in fields(Totals) if (value := getattr(totals, each.name))} == expected


def test_a_caller_in_the_menu_is_not_offered() -> None:
    rows = Rows("c3", "voice", "inbound", None, None, START, events=[event("call.abandoned", 3)])
    assert read_visit(rows, now=NOW).outcome is None


def test_the_figures_of_them_all_are_as_by_hand() -> None:
    visits = [ANSWERED, LATE, HUNG_UP, HUNG_UP_AT_ONCE, LEFT_A_MESSAGE, ASKED_FOR_A_CALL, CALLED_BACK]
    figures = figures_of(sum((count(visit, GOALS) for visit in visits), Totals()))
    assert (figures["offered"], figures["answered"], figures["abandoned"], figures["short_abandoned"]) == (5, 2, 1, 1)
    # One of the four that did not leave at once was answered within twenty seconds.
    assert (figures["service_level"], figures["abandon_rate"]) == (0.25, 0.25)
    assert figures["asa_seconds"] == (15 + 45) / 2
    assert figures["aht_seconds"] == ((150 + 30 + 30) + (60 + 3495) + 3000) / 3
    assert (figures["callbacks"], figures["callback_wait_seconds"]) == (1, 600)


def test_estimates_are_held_against_what_it_took() -> None:
    visit = call(
        event("talk.started", 300, agent_id="ada"), event("talk.ended", 310), told=[(at(0), 270), (at(60), 600)]
    )
    totals = count(visit, GOALS)
    assert (totals.estimates, totals.estimates_near, totals.estimate_error_seconds) == (2, 1, 30 + 360)
    assert figures_of(totals)["estimate_accuracy"] == 0.5


def test_what_was_moved_after_the_answer_stays_with_the_queue_that_answered() -> None:
    visit = text(
        moved("accepted", 5, "queued", "active", to_agent="bob"),
        moved("transferred", 60, "active", "queued", from_queue="q0", to_queue="q1"),
    )
    assert visit.queue_id == "q0"


def test_texts_have_the_target_that_owners_are_promised() -> None:
    goals = Goalbook({"q1": GOALS}, {"sms": 1800})
    assert (goals.find(TAKEN).target_seconds, goals.find(LATE).target_seconds) == (1800, 20)


MOMENTS = st.integers(0, 3000).map(at)
STRETCHES = st.builds(
    lambda agent, work, begins, seconds: Stretch(agent, work, begins, begins + timedelta(seconds=seconds)),
    st.sampled_from("ab"), st.sampled_from(["talk", "hold", "wrap"]), MOMENTS, st.integers(1, 500),
)  # fmt: skip
VISITS = st.builds(
    Visit,
    contact_id=st.uuids().map(str),
    channel=st.sampled_from(["voice", "sms", "email"]),
    queue_id=st.sampled_from(["q1", "q2", None]),
    queued_at=st.just(START),
    outcome=st.sampled_from([None, "answered", "abandoned", "voicemail", "callback", "forwarded", "closed", "waiting"]),
    ended_at=MOMENTS,
    agent_id=st.sampled_from(["a", "b", None]),
    is_callback=st.booleans(),
    stretches=st.lists(STRETCHES, max_size=3).map(tuple),
    told=st.lists(st.tuples(MOMENTS, st.integers(0, 900)), max_size=2).map(tuple),
)


@given(st.lists(VISITS, max_size=30), st.sampled_from(["channel", "queue_id", "agent_id", "outcome"]))
def test_the_counts_of_the_parts_are_those_of_the_whole(visits: list[Visit], part: str) -> None:
    groups: dict[Any, Totals] = {}
    for visit in visits:
        groups[getattr(visit, part)] = groups.get(getattr(visit, part), Totals()) + count(visit, GOALS)
    whole = sum((count(visit, GOALS) for visit in visits), Totals())
    together = sum(groups.values(), Totals())
    for each in fields(Totals):
        assert getattr(together, each.name) == pytest.approx(getattr(whole, each.name))
    assert whole.offered == sum(
        (whole.answered, whole.abandoned, whole.short_abandoned, whole.voicemails, whole.other, whole.waiting)
    )


@given(st.lists(VISITS, max_size=20))
def test_the_contacts_behind_a_figure_make_it(visits: list[Visit]) -> None:
    counted = [count(visit, GOALS) for visit in visits]
    whole = figures_of(sum(counted, Totals()))
    for code in ("service_level", "abandon_rate"):
        behind = [totals for totals in counted if FORMULAS[code].is_behind(totals)]
        share = sum(FORMULAS[code].counts(totals) for totals in behind) / len(behind) if behind else None
        assert whole[code] == share
