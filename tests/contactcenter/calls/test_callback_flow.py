"""The state table of calls, rows 4, 14 and 15: being called back, being sent on, and the calls we make."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.calls import happenings as h
from contactcenter.calls.decision import Decision
from contactcenter.calls.flow import LIVE, decide
from contactcenter.calls.rules.waiting import messages_due
from contactcenter.calls.standing import (
    CLOSED,
    NUMBER_RIGHT,
    OR_MESSAGE,
    OR_WAIT,
    SETTLED,
    WHICH_NUMBER,
    Context,
    OverflowStep,
    Standing,
    WaitMessage,
)
from contactcenter.calls.steps import (
    Forward,
    Gather,
    HangUp,
    Join,
    LeaveLine,
    Park,
    Record,
    Say,
)
from tests.contactcenter.calls.menus import MENUS
from tests.contactcenter.calls.test_flow import kinds, said

NUMBER = "+85291230001"
CONTEXT = Context(menus=MENUS, first_menu="language", can_call_back=True, own_number=NUMBER)
WITHHELD = replace(CONTEXT, own_number="")
QUEUED = Standing(state="queued", queue="repairs", has_queued=True)
RUNG = replace(QUEUED, state="ringing", agent="rung")
RIGHT = replace(QUEUED, state="callback", menu=NUMBER_RIGHT, number=NUMBER)
WHICH = replace(QUEUED, state="callback", menu=WHICH_NUMBER)
PROPOSED = replace(QUEUED, state="callback", menu=OR_WAIT)
REFUSED = replace(QUEUED, state="callback", menu=OR_MESSAGE)
CALLING = Standing(state="calling", agent="accepted", is_callback=True)
DIALING = replace(CALLING, state="dialing", agent="joined")


def gather(decision: Decision) -> Gather:
    (step,) = decision.steps
    assert isinstance(step, Gather)
    return step


# Row 14: a caller asks for it.


def test_the_keys_are_told_with_the_place() -> None:
    assert "按 1，我哋保留你嘅次序" in said(decide(QUEUED, h.WaitAsked(), CONTEXT))
    assert "按 1 留低口訊" in said(decide(QUEUED, h.WaitAsked(), replace(CONTEXT, can_call_back=False)))


def test_the_key_leads_out_of_the_line_to_the_number_she_calls_from() -> None:
    asked = decide(QUEUED, h.ChoseWaiting("1"), CONTEXT)
    assert (asked.standing, asked.steps) == (RIGHT, (LeaveLine(),))
    outside = decide(asked.standing, h.LeftLine(), CONTEXT)
    assert "9 1 2 3 0 0 0 1" in said(outside)
    assert gather(outside).then == "callback_choice"


def test_whoever_withholds_the_number_is_asked_for_one() -> None:
    asked = decide(QUEUED, h.ChoseWaiting("1"), WITHHELD)
    assert asked.standing == WHICH
    assert gather(decide(asked.standing, h.LeftLine(), WITHHELD)).is_number


def test_an_agent_rung_meanwhile_is_rung_in_vain() -> None:
    asked = decide(RUNG, h.ChoseWaiting("1"), CONTEXT)
    assert (asked.standing.agent, asked.orders, asked.fate) == ("none", ("end_agent",), "withdraw_offer")


def test_where_the_queue_calls_nobody_back_the_key_leaves_a_message() -> None:
    decision = decide(QUEUED, h.ChoseWaiting("1"), replace(CONTEXT, can_call_back=False))
    assert decision.standing.state == "voicemail"


def test_the_number_confirmed_settles_it_once() -> None:
    kept = decide(RIGHT, h.ChoseCallback("1"), CONTEXT)
    assert (kept.standing.menu, kept.fate, kinds(kept)) == (SETTLED, "callback", [Say, HangUp])
    again = decide(kept.standing, h.ChoseCallback("1"), CONTEXT)
    assert (again.standing, again.fate, again.steps) == (kept.standing, None, kept.steps)
    assert decide(kept.standing, h.CustomerLeft(), CONTEXT).fate is None


def test_silence_at_a_number_we_know_is_consent_at_last() -> None:
    once = decide(RIGHT, h.ChoseCallback(), CONTEXT)
    assert once.standing.menu == NUMBER_RIGHT
    assert decide(once.standing, h.ChoseCallback(), CONTEXT).fate == "callback"


def test_another_number_is_read_back_before_it_counts() -> None:
    other = decide(RIGHT, h.ChoseCallback("2"), CONTEXT)
    assert (other.standing.menu, other.standing.number) == (WHICH_NUMBER, "")
    typed = decide(other.standing, h.ChoseCallback("23456789", "+85223456789"), CONTEXT)
    assert (typed.standing.menu, typed.standing.number) == (NUMBER_RIGHT, "+85223456789")
    assert "2 3 4 5 6 7 8 9" in said(typed)


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        pytest.param(WHICH, "queued", id="from the line"),
        pytest.param(replace(WHICH, has_queued=False), "voicemail", id="closed"),
    ],
)
def test_who_types_no_number_for_ever_loses_nothing(standing: Standing, state: str) -> None:
    for _ in range(3):
        decision = decide(standing, h.ChoseCallback("12"), WITHHELD)
        standing = decision.standing
    assert standing.state == state


@pytest.mark.parametrize(
    ("standing", "fate"),
    [
        pytest.param(RIGHT, "callback", id="who asked for it and hangs up has asked"),
        pytest.param(WHICH, "abandoned", id="without a number"),
        pytest.param(PROPOSED, "abandoned", id="never asked"),
        pytest.param(replace(PROPOSED, is_callback=True), "call_back", id="whom we owed a call already"),
    ],
)
def test_hanging_up_in_the_questions(standing: Standing, fate: str) -> None:
    decision = decide(standing, h.CustomerLeft(), CONTEXT)
    assert (decision.standing.state, decision.fate) == ("ended", fate)


# After long waits, in full and empty queues, on closed lines.


def test_after_too_long_it_is_proposed_and_silence_waits_on() -> None:
    proposed = decide(QUEUED, h.WaitAsked(), replace(CONTEXT, waited_seconds=600))
    assert (proposed.standing.menu, proposed.steps) == (OR_WAIT, (LeaveLine(),))
    assert "繼續等就唔使按掣" in said(decide(proposed.standing, h.LeftLine(), CONTEXT))
    assert decide(proposed.standing, h.ChoseCallback(), CONTEXT).standing == QUEUED
    assert decide(proposed.standing, h.ChoseCallback("1"), CONTEXT).standing.menu == NUMBER_RIGHT
    assert Record in kinds(decide(proposed.standing, h.ChoseCallback("2"), CONTEXT))


def test_the_key_for_emergencies_holds_in_the_proposal_too() -> None:
    decision = decide(PROPOSED, h.ChoseCallback("9"), CONTEXT)
    assert (decision.standing.class_, decision.fate, kinds(decision)) == ("emergency", "queue", [Say, Park])


@pytest.mark.parametrize(
    ("turned", "context", "menu", "words"),
    [
        pytest.param(h.TurnedAway("callback", "full"), CONTEXT, OR_MESSAGE, "排唔到隊", id="full: a callback"),
        pytest.param(h.TurnedAway("voicemail", "full"), CONTEXT, None, "排唔到隊", id="full: a message"),
        pytest.param(h.TurnedAway("voicemail", "empty"), CONTEXT, None, "冇同事", id="nobody there: a message"),
        pytest.param(
            h.TurnedAway("callback", "empty"),
            replace(CONTEXT, can_call_back=False),
            None,
            "冇同事",
            id="never called back",
        ),
    ],
)
def test_whom_the_queue_does_not_take_is_told_why(
    turned: h.TurnedAway, context: Context, menu: str | None, words: str
) -> None:
    decision = decide(QUEUED, turned, context)
    assert decision.standing.menu == menu
    assert words in said(decision)
    assert LeaveLine not in kinds(decision), "she is in no line yet"


def test_turned_away_silence_leaves_a_message_at_last() -> None:
    once = decide(REFUSED, h.ChoseCallback(), CONTEXT)
    assert once.standing.menu == OR_MESSAGE
    assert decide(once.standing, h.ChoseCallback(), CONTEXT).standing.state == "voicemail"


def test_when_the_last_one_signs_out_the_rule_of_the_queue_holds() -> None:
    assert decide(QUEUED, h.WaitAsked(), replace(CONTEXT, empty="callback")).standing.menu == OR_MESSAGE
    assert decide(QUEUED, h.WaitAsked(), replace(CONTEXT, empty="voicemail")).standing.state == "voicemail"
    emergency = replace(QUEUED, class_="emergency")
    assert decide(emergency, h.WaitAsked(), replace(CONTEXT, empty="voicemail")).standing.state == "queued"
    assert decide(RUNG, h.WaitAsked(), replace(CONTEXT, empty="voicemail")).standing.state == "ringing"


def test_a_closed_line_may_call_back() -> None:
    context = replace(CONTEXT, is_open=False, when_closed="callback")
    closed = decide(Standing(), h.Arrived(), context)
    assert closed.standing.menu == CLOSED
    assert "開工之後打返畀你，請按 1" in said(closed)
    assert decide(closed.standing, h.Chose("1"), context).standing.menu == NUMBER_RIGHT
    assert decide(closed.standing, h.Chose("9"), context).standing.class_ == "emergency"
    assert decide(closed.standing, h.Chose(), context).standing.state == "voicemail"
    kept = decide(replace(RIGHT, has_queued=False), h.ChoseCallback("1"), context)
    assert "一開工" in said(kept)


def test_a_closed_line_may_have_words_alone() -> None:
    context = replace(CONTEXT, is_open=False, when_closed="message", first_menu=None)
    assert kinds(decide(Standing(), h.Arrived(), context))[-1] is HangUp
    context = replace(context, first_menu="language")
    closed = decide(Standing(), h.Arrived(), context)
    assert "請按 9" in said(closed)
    assert kinds(decide(closed.standing, h.Chose(), context)) == [HangUp]


# Overflow.


@pytest.mark.parametrize(
    ("step", "state", "menu"),
    [
        pytest.param(OverflowStep("voicemail"), "voicemail", None, id="a message"),
        pytest.param(OverflowStep("callback"), "callback", OR_WAIT, id="a callback"),
        pytest.param(OverflowStep("number", "+85223450000"), "forwarded", None, id="somebody outside"),
    ],
)
def test_a_step_that_is_due_is_taken(step: OverflowStep, state: str, menu: str | None) -> None:
    decision = decide(QUEUED, h.WaitAsked(), replace(CONTEXT, overflow=step))
    assert (decision.standing.state, decision.standing.menu) == (state, menu)
    assert (decision.steps, decision.fate) == ((LeaveLine(),), "overflow")
    assert decide(RUNG, h.WaitAsked(), replace(CONTEXT, overflow=step)).fate is None, "an agent is being rung"


def test_put_through_to_somebody_outside_and_back() -> None:
    out = replace(QUEUED, state="forwarded", number="+85223450000")
    assert kinds(decide(out, h.LeftLine(), CONTEXT)) == [Say, Forward]
    back = decide(out, h.ForwardOver(), CONTEXT)
    assert (back.standing, kinds(back)) == (QUEUED, [Say, Park])
    spoken = decide(out, h.ForwardAnswered(), CONTEXT).standing
    assert decide(spoken, h.ForwardOver(), CONTEXT).steps == (HangUp(),)
    assert decide(spoken, h.CustomerLeft(), CONTEXT).fate == "forwarded"
    assert decide(out, h.CustomerLeft(), CONTEXT).fate == "abandoned"


# What is told while waiting.


def test_a_shorter_wait_is_told_and_a_longer_one_never() -> None:
    first = decide(QUEUED, h.WaitAsked(), replace(CONTEXT, position=2, expected_seconds=500))
    assert "9 分鐘" in said(first)
    longer = decide(first.standing, h.WaitAsked(), replace(CONTEXT, position=2, expected_seconds=900))
    assert said(longer) == ""
    shorter = decide(first.standing, h.WaitAsked(), replace(CONTEXT, position=2, expected_seconds=200))
    assert said(shorter) == "預計大約要等 4 分鐘。"


def test_where_nobody_is_signed_in_nobody_is_said_to_be_on_the_telephone() -> None:
    heard = said(decide(QUEUED, h.WaitAsked(), replace(CONTEXT, position=3, is_staffed=False)))
    assert "第 3 位" in heard
    assert "各位同事" not in heard


GOOD_NEWS = WaitMessage(20, 0, {"zh-Hant": "可以用短訊報修。", "en": "You may text us."})
AGAIN = WaitMessage(30, 60, {"zh-Hant": "多謝等候。"})


def test_the_messages_of_the_queue_are_told_in_their_time() -> None:
    context = replace(CONTEXT, messages=(GOOD_NEWS, AGAIN))
    standing, heard = QUEUED, []
    for seconds in (0, 25, 50, 75, 100):
        decision = decide(standing, h.WaitAsked(), replace(context, in_line_seconds=seconds))
        standing = decision.standing
        heard.append([text for text in ("可以用短訊報修", "多謝等候") if text in said(decision)])
    assert heard == [[], ["可以用短訊報修"], ["多謝等候"], [], ["多謝等候"]]
    assert messages_due((AGAIN,), replace(QUEUED, language="en"), 30) == (), "not in her language"


@given(
    first=st.integers(1, 300),
    every=st.integers(0, 300),
    asked=st.lists(st.integers(1, 120), max_size=20),
)
def test_no_message_is_told_twice_for_one_time_and_none_is_left_out(first: int, every: int, asked: list[int]) -> None:
    """However often she asks: at most one for each time, and one for each stretch in which a time lay."""
    message = WaitMessage(first, every, {"zh-Hant": "多謝等候。"})
    due = list(range(first, sum(asked) + 1, every)) if every else [first]
    told, now = 0, 0
    for seconds in asked:
        told_now = messages_due((message,), replace(QUEUED, told_seconds=now), now + seconds)
        times = [time for time in due if now < time <= now + seconds]
        assert len(told_now) == bool(times)
        told += len(told_now)
        now += seconds
    assert told <= len([time for time in due if time <= now])


# Row 15: we call her.


SUMMARY = Say("回電。", "zh-Hant")


@pytest.mark.parametrize(
    ("standing", "happening", "state", "orders", "fate"),
    [
        pytest.param(CALLING, h.AgentJoined(), "dialing", ("dial",), None, id="the agent is there: ring her"),
        pytest.param(DIALING, h.AgentJoined(), "dialing", (), None, id="told twice"),
        pytest.param(DIALING, h.AgentJoined(False), "dialing", ("end_agent",), None, id="a second agent"),
        pytest.param(CALLING, h.AgentUnanswered(), "ended", (), "uncalled", id="the agent does not answer"),
        pytest.param(CALLING, h.AgentLost(), "ended", (), "uncalled", id="the agent is gone"),
        pytest.param(DIALING, h.AgentLost(), "ended", ("end_customer",), "uncalled", id="gone while she is rung"),
        pytest.param(DIALING, h.CustomerUnreached("busy"), "ended", ("end_agent",), "unreached", id="busy"),
        pytest.param(DIALING, h.CustomerLeft(), "ended", ("end_agent",), "unreached", id="gone at once"),
        pytest.param(DIALING, h.AgentHangsUp(), "ended", ("end_customer", "end_agent"), "wrap_up", id="hung up"),
        pytest.param(CALLING, h.PassedOn(), "ended", ("end_customer", "end_agent"), None, id="passed on"),
    ],
)
def test_calls_of_ours(
    standing: Standing, happening: h.Happening, state: str, orders: tuple[str, ...], fate: str | None
) -> None:
    decision = decide(standing, happening, CONTEXT)
    assert (decision.standing.state, decision.orders, decision.fate) == (state, orders, fate)


def test_the_agent_hears_whom_and_why_then_waits() -> None:
    decision = decide(CALLING, h.AgentAnswered(), replace(CONTEXT, summary=SUMMARY))
    assert (decision.standing, decision.steps) == (CALLING, (SUMMARY, Join("agent")))
    assert decide(CALLING, h.AgentAnswered(False), CONTEXT).steps == (HangUp(),)


def test_the_customer_who_answers_is_in_the_conversation() -> None:
    decision = decide(DIALING, h.CustomerJoins(), replace(CONTEXT, greeting=SUMMARY))
    assert (decision.standing.state, decision.steps) == ("talking", (SUMMARY, Join("customer")))
    assert decide(replace(DIALING, state="ended"), h.CustomerJoins(), CONTEXT).steps == (HangUp(),)


def test_a_machine_is_told_who_called() -> None:
    decision = decide(DIALING, h.CustomerUnreached("machine"), CONTEXT)
    assert kinds(decision) == [Say, HangUp]


def test_who_calls_while_we_owe_her_a_call_skips_the_menus() -> None:
    decision = decide(Standing(is_callback=True), h.Arrived(), CONTEXT)
    assert (decision.standing.state, decision.fate, kinds(decision)) == ("queued", "rejoin", [Say, Park])
    assert "唔使由頭排過" in said(decision)


@pytest.mark.parametrize("state", LIVE)
def test_every_live_call_ends_with_its_contact(state: str) -> None:
    decision = decide(Standing(state=state), h.Dismissed(), CONTEXT)  # type: ignore[arg-type]
    assert decision.standing.state == "ended"
