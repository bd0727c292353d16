"""The state table of calls, row by row: what happens where, and what comes of it."""

from dataclasses import replace

import pytest

from contactcenter.calls import happenings as h
from contactcenter.calls.flow import Decision, decide
from contactcenter.calls.standing import CLOSED, Context, Standing
from contactcenter.calls.steps import Gather, HangUp, Join, LeaveLine, Music, Park, Record, Say, Step, StopListening
from tests.contactcenter.calls.menus import MENUS

CONTEXT = Context(menus=MENUS, first_menu="language", reference="C-2026-0012")
ARRIVING = Standing()
IN_LANGUAGE = Standing(menu="language")
IN_MAIN = Standing(menu="main")
QUEUED = Standing(state="queued", queue="repairs")
RUNG = replace(QUEUED, state="ringing", agent="rung")
ACCEPTED = replace(RUNG, agent="accepted")
JOINED = replace(RUNG, agent="joined")
TALKING = replace(RUNG, state="talking", agent="joined", has_talked=True)
LEAVING_MESSAGE = Standing(state="voicemail")
ENDED = Standing(state="ended")


def said(decision: Decision) -> str:
    """All words of the document, also those inside a Gather."""
    return " ".join(_words(decision.steps))


def _words(steps: tuple[Step, ...]) -> list[str]:
    words = []
    for step in steps:
        if isinstance(step, Say):
            words.append(step.text)
        elif isinstance(step, Gather):
            words += _words(step.heard)
    return words


def kinds(decision: Decision) -> list[type[Step]]:
    return [type(step) for step in decision.steps]


# Row 1: a call arrives.


def test_a_call_begins_in_the_first_menu_said_in_all_its_languages() -> None:
    decision = decide(ARRIVING, h.Arrived(), CONTEXT)
    assert decision.standing == IN_LANGUAGE
    assert said(decision) == "歡迎。廣東話請按 1。 Welcome. For English, press 3."
    (gather,) = decision.steps
    assert isinstance(gather, Gather)
    assert [heard.language for heard in gather.heard if isinstance(heard, Say)] == ["zh-Hant", "en"]
    assert (gather.then, gather.goes_on, gather.hints) == ("menu", False, ("廣東話", "english"))


def test_a_line_without_a_menu_leads_straight_to_the_queue() -> None:
    decision = decide(ARRIVING, h.Arrived(), replace(CONTEXT, first_menu=None))
    assert (decision.standing.state, decision.fate) == ("queued", "queue")
    assert kinds(decision) == [Say, Park]


# Row 2: what is chosen.


@pytest.mark.parametrize(
    ("standing", "chose", "after", "fate"),
    [
        pytest.param(IN_LANGUAGE, h.Chose("3"), Standing(menu="main", language="en"), None, id="a language"),
        pytest.param(IN_LANGUAGE, h.Chose(words="English"), Standing(menu="main", language="en"), None, id="by word"),
        pytest.param(IN_MAIN, h.Chose("1"), QUEUED, "queue", id="a queue"),
        pytest.param(IN_MAIN, h.Chose(words="廚房漏水"), QUEUED, "queue", id="a queue by word"),
        pytest.param(IN_MAIN, h.Chose("2"), Standing(state="queued"), "queue", id="the line's own queue"),
        pytest.param(IN_MAIN, h.Chose("5"), Standing(state="queued"), "queue", id="a menu that does not exist"),
        pytest.param(
            IN_MAIN,
            h.Chose("9"),
            Standing(state="queued", queue="emergencies", class_="emergency"),
            "queue",
            id="an emergency",
        ),
        pytest.param(
            IN_LANGUAGE,
            h.Chose("9"),
            Standing(state="queued", queue="emergencies", class_="emergency"),
            "queue",
            id="its key holds in every menu",
        ),
        pytest.param(IN_MAIN, h.Chose("0"), LEAVING_MESSAGE, None, id="a message"),
        pytest.param(Standing(menu="deleted"), h.Chose("1"), Standing(state="queued"), "queue", id="a menu deleted"),
    ],
)
def test_a_choice_leads_on(standing: Standing, chose: h.Chose, after: Standing, fate: str | None) -> None:
    decision = decide(standing, chose, CONTEXT)
    assert decision.standing == after
    assert decision.fate == fate


def test_a_wrong_key_is_said_and_the_menu_again() -> None:
    decision = decide(replace(IN_MAIN, language="en"), h.Chose("7"), CONTEXT)
    assert decision.standing.menu == "main"
    assert said(decision).startswith("Sorry, that is not one of the choices. Please choose. For repairs, press 1.")


def test_who_says_nothing_is_answered_all_the_same() -> None:
    """An owner in panic must not be cut off: the second silence leads to the queue."""
    once = decide(IN_MAIN, h.Chose(), CONTEXT)
    assert (once.standing.state, once.standing.silences) == ("menu", 1)
    twice = decide(once.standing, h.Chose(), CONTEXT)
    assert (twice.standing.state, twice.fate, kinds(twice)) == ("queued", "queue", [Say, Park])


def test_who_presses_wrong_keys_for_ever_is_answered_too() -> None:
    standing = IN_MAIN
    for _ in range(4):
        decision = decide(standing, h.Chose("7"), CONTEXT)
        standing = decision.standing
    assert decision.fate == "queue"


def test_the_next_menu_begins_with_new_patience() -> None:
    tried = replace(IN_LANGUAGE, silences=1, wrong_choices=3)
    assert decide(tried, h.Chose("1"), CONTEXT).standing == IN_MAIN


# Row 13: after hours.


def test_a_closed_line_takes_messages_and_emergencies() -> None:
    closed = decide(ARRIVING, h.Arrived(), replace(CONTEXT, is_open=False))
    assert closed.standing.menu == CLOSED
    assert "請按 9" in said(closed)
    context = replace(CONTEXT, is_open=False)
    assert decide(closed.standing, h.Chose(), context).standing.state == "voicemail"
    assert decide(closed.standing, h.Chose("1"), context).standing.state == "voicemail"
    urgent = decide(closed.standing, h.Chose("9"), context)
    assert (urgent.standing.class_, urgent.standing.queue, urgent.fate) == ("emergency", "emergencies", "queue")
    assert decide(closed.standing, h.Chose(words="有煤氣味"), context).fate == "queue"


def test_a_closed_line_without_a_key_for_emergencies_goes_straight_to_the_message() -> None:
    decision = decide(ARRIVING, h.Arrived(), replace(CONTEXT, is_open=False, first_menu=None))
    assert decision.standing.state == "voicemail"
    assert kinds(decision) == [Say, Say, Record, Say, HangUp]


def test_strangers_hear_that_it_is_closed_in_every_language() -> None:
    context = replace(CONTEXT, is_open=False, knows_language=False)
    heard = said(decide(ARRIVING, h.Arrived(), context))
    assert all(words in heard for words in ("辦公時間以外", "非办公时间", "closed now"))


@pytest.mark.parametrize("standing", [LEAVING_MESSAGE, ENDED], ids=["on the line", "hung up already"])
def test_a_message_is_kept_and_its_number_said(standing: Standing) -> None:
    decision = decide(standing, h.Recorded(12), CONTEXT)
    assert decision.fate == "voicemail"
    assert "C 2 0 2 6 0 0 1 2" in said(decision)
    again = decide(decision.standing, h.Recorded(12), CONTEXT)
    assert (again.fate, again.steps) == (None, decision.steps)


def test_nothing_recorded_is_no_message() -> None:
    decision = decide(LEAVING_MESSAGE, h.Recorded(0), CONTEXT)
    assert (decision.fate, kinds(decision)) == (None, [Say, HangUp])


# Row 4: waiting.


def waits(standing: Standing = QUEUED, **context: object) -> Decision:
    return decide(standing, h.WaitAsked(), replace(CONTEXT, **context))  # type: ignore[arg-type]


def test_the_place_in_line_is_said_only_when_it_is_better_than_before() -> None:
    first = waits(position=3)
    assert "第 3 位" in said(first)
    assert first.standing.said_position == 3
    same = waits(first.standing, position=3)
    assert said(same) == ""
    worse = waits(first.standing, position=4)
    assert (said(worse), worse.standing.said_position) == ("", 3)
    assert "下一位就係你" in said(waits(first.standing, position=1))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        pytest.param(None, None, id="nobody can tell"),
        pytest.param(30, "一分鐘之內", id="within a minute"),
        pytest.param(200, "4 分鐘", id="started minutes count"),
        pytest.param(3600, None, id="a figure nobody would believe"),
    ],
)
def test_the_expected_wait_is_said_where_it_is_honest(seconds: float | None, words: str | None) -> None:
    heard = said(waits(position=2, expected_seconds=seconds))
    assert ("分鐘" in heard) == (words is not None)
    assert words is None or words in heard


def test_music_plays_while_a_key_may_be_pressed() -> None:
    (gather,) = waits(replace(QUEUED, said_position=1)).steps
    assert isinstance(gather, Gather)
    assert (gather.heard, gather.then, gather.goes_on) == ((Music(),), "wait_choice", True)


@pytest.mark.parametrize("key", ["1", "2"])
def test_a_key_leads_out_of_the_line_to_a_message(key: str) -> None:
    leaving = decide(QUEUED, h.ChoseWaiting(key), CONTEXT)
    assert (kinds(leaving), leaving.standing.state) == ([LeaveLine], "voicemail")
    assert Record in kinds(decide(leaving.standing, h.LeftLine(), CONTEXT))


def test_who_leaves_a_message_while_an_agent_is_rung_rings_nobody_any_more() -> None:
    leaving = decide(RUNG, h.ChoseWaiting("1"), CONTEXT)
    assert (leaving.standing.state, leaving.orders, leaving.fate) == ("voicemail", ("end_agent",), "withdraw_offer")


@pytest.mark.parametrize("standing", [ACCEPTED, JOINED])
def test_who_is_about_to_be_answered_is_not_sent_to_a_message(standing: Standing) -> None:
    assert decide(standing, h.ChoseWaiting("1"), CONTEXT).standing == standing
    assert decide(standing, h.LeftLine(has_failed=True), CONTEXT).steps == (Park(),)


def test_the_key_for_emergencies_holds_in_the_line_too() -> None:
    decision = decide(QUEUED, h.ChoseWaiting("9"), CONTEXT)
    assert (decision.standing.class_, decision.standing.queue, decision.fate) == ("emergency", "emergencies", "queue")


def test_another_key_changes_nothing() -> None:
    assert decide(QUEUED, h.ChoseWaiting("7"), CONTEXT).standing == QUEUED


def test_after_too_long_a_message_is_proposed_and_may_be_refused() -> None:
    leaving = waits(waited_seconds=600)
    assert (kinds(leaving), leaving.standing.state) == ([LeaveLine], "queued")
    proposal = decide(QUEUED, h.LeftLine(), CONTEXT)
    (gather,) = proposal.steps
    assert isinstance(gather, Gather)
    assert gather.then == "voicemail_choice"
    assert decide(QUEUED, h.ChoseVoicemail(), CONTEXT).steps == (Park(),)
    assert decide(QUEUED, h.ChoseVoicemail("1"), CONTEXT).standing.state == "voicemail"


def test_an_emergency_is_never_asked_to_leave_a_message() -> None:
    decision = waits(replace(QUEUED, class_="emergency"), waited_seconds=6000)
    assert kinds(decision) == [Say, Music]
    assert "口訊" not in said(decision)


def test_where_the_carriers_line_fails_a_message_is_taken() -> None:
    decision = decide(QUEUED, h.LeftLine(has_failed=True), CONTEXT)
    assert (decision.standing.state, Record in kinds(decision)) == ("voicemail", True)


# Rows 5 to 9: an agent is rung.


@pytest.mark.parametrize(
    ("standing", "happening", "after", "orders", "fate"),
    [
        pytest.param(QUEUED, h.AgentRung(), RUNG, (), None, id="5 an agent is rung"),
        pytest.param(RUNG, h.AgentAccepted(), ACCEPTED, (), None, id="7 accepted on the screen"),
        pytest.param(RUNG, h.AgentJoined(), JOINED, ("bring_in",), None, id="8 the agent is there: bring her in"),
        pytest.param(ACCEPTED, h.AgentJoined(), JOINED, ("bring_in",), None, id="8 after accepting"),
        pytest.param(JOINED, h.AgentJoined(), JOINED, (), None, id="8 told twice"),
        pytest.param(RUNG, h.AgentUnanswered(), QUEUED, (), "offer_missed", id="9 not answered"),
        pytest.param(RUNG, h.AgentUnanswered(True), QUEUED, (), "offer_declined", id="9 declined at the telephone"),
        pytest.param(ACCEPTED, h.AgentUnanswered(), QUEUED, (), "missed", id="9 accepted, never answered"),
        pytest.param(RUNG, h.RingingStopped(), QUEUED, ("end_agent",), None, id="9 the offer is over"),
        pytest.param(JOINED, h.AgentLost(), QUEUED, (), "requeue", id="16 lost before she came"),
        pytest.param(RUNG, h.AgentLost(), QUEUED, (), "offer_missed", id="9 gone before it was answered"),
        pytest.param(
            TALKING,
            h.AgentLost(),
            replace(QUEUED, has_talked=True),
            ("send_to_queue",),
            "requeue",
            id="16 lost in the talk",
        ),
        pytest.param(
            TALKING, h.TalkOver(), replace(QUEUED, has_talked=True), (), "requeue", id="16 the talk ended under her"
        ),
        pytest.param(
            TALKING,
            h.PassedOn(),
            replace(QUEUED, has_talked=True),
            ("send_to_queue", "end_agent"),
            None,
            id="11b passed on",
        ),
        pytest.param(RUNG, h.AgentJoined(False), RUNG, ("end_agent",), None, id="one whose offer is dead"),
        pytest.param(TALKING, h.AgentJoined(), TALKING, (), None, id="8 told once more"),
        pytest.param(TALKING, h.AgentJoined(False), TALKING, ("end_agent",), None, id="a second agent"),
        pytest.param(QUEUED, h.AgentJoined(), QUEUED, ("end_agent",), None, id="an agent nobody wants any more"),
        pytest.param(ENDED, h.AgentJoined(), ENDED, ("end_agent",), None, id="an agent too late"),
    ],
)
def test_agents(
    standing: Standing, happening: h.Happening, after: Standing, orders: tuple[str, ...], fate: str | None
) -> None:
    decision = decide(standing, happening, CONTEXT)
    assert (decision.standing, decision.orders, decision.fate) == (after, orders, fate)


def test_an_answered_telephone_leads_into_the_conversation() -> None:
    decision = decide(RUNG, h.AgentAnswered(), CONTEXT)
    assert (decision.standing, decision.steps) == (ACCEPTED, (Join("agent"),))


@pytest.mark.parametrize("standing", [QUEUED, RUNG, TALKING, LEAVING_MESSAGE, ENDED])
def test_the_late_answer_of_a_dead_offer_is_hung_up(standing: Standing) -> None:
    decision = decide(standing, h.AgentAnswered(is_wanted=False), CONTEXT)
    assert (decision.standing, decision.steps) == (standing, (HangUp(),))


def test_the_caller_is_brought_in_only_while_the_agent_is_there() -> None:
    there = decide(JOINED, h.CustomerJoins(), CONTEXT)
    assert (there.standing, there.steps) == (TALKING, (Join("customer"),))
    assert decide(ACCEPTED, h.CustomerJoins(), CONTEXT).steps == (Park(),)
    assert decide(QUEUED, h.CustomerJoins(), CONTEXT).steps == (Park(),)


def test_whoever_comes_back_into_the_line_is_told_why_and_hears_her_place_anew() -> None:
    back = decide(TALKING, h.AgentLost(), CONTEXT)
    asked = decide(back.standing, h.QueueAsked(), CONTEXT)
    assert kinds(asked) == [StopListening, Say, Park]
    assert "下一位" in said(decide(back.standing, h.WaitAsked(), CONTEXT))


# Rows 17 and 18: the end.


@pytest.mark.parametrize(
    ("standing", "orders", "fate"),
    [
        pytest.param(IN_MAIN, (), "abandoned", id="in the menu"),
        pytest.param(QUEUED, (), "abandoned", id="18 in the line"),
        pytest.param(RUNG, ("end_agent",), "abandoned", id="18 while an agent is rung"),
        pytest.param(JOINED, ("end_agent",), "abandoned", id="8 while being brought in"),
        pytest.param(replace(QUEUED, has_talked=True), (), "call_back", id="after we lost her agent"),
        pytest.param(replace(QUEUED, class_="emergency"), (), "call_back", id="in an emergency"),
        pytest.param(TALKING, (), "wrap_up", id="17 in the talk"),
        pytest.param(LEAVING_MESSAGE, (), "abandoned", id="before a word was recorded"),
        pytest.param(replace(LEAVING_MESSAGE, has_voicemail=True), (), None, id="after the message"),
        pytest.param(ENDED, (), None, id="told twice"),
    ],
)
def test_the_caller_leaves(standing: Standing, orders: tuple[str, ...], fate: str | None) -> None:
    decision = decide(standing, h.CustomerLeft(), CONTEXT)
    assert (decision.standing.state, decision.standing.agent) == ("ended", "none")
    assert (decision.orders, decision.fate) == (orders, fate)


def test_a_caller_we_give_up_on_is_hung_up() -> None:
    assert decide(QUEUED, h.CustomerLeft("system"), CONTEXT).orders == ("end_customer",)


@pytest.mark.parametrize("standing", [ACCEPTED, JOINED, TALKING])
def test_the_agent_hangs_up(standing: Standing) -> None:
    decision = decide(standing, h.AgentHangsUp(), CONTEXT)
    assert decision.standing.state == "ended"
    assert (decision.orders, decision.fate) == (("end_customer", "end_agent"), "wrap_up")


@pytest.mark.parametrize("standing", [IN_MAIN, QUEUED, RUNG])
def test_nobody_hangs_up_on_a_caller_nobody_has_taken(standing: Standing) -> None:
    assert decide(standing, h.AgentHangsUp(), CONTEXT).standing == standing


@pytest.mark.parametrize("standing", [IN_MAIN, QUEUED, RUNG, TALKING, LEAVING_MESSAGE])
def test_closing_the_contact_ends_the_call(standing: Standing) -> None:
    decision = decide(standing, h.Dismissed(), CONTEXT)
    assert decision.standing.state == "ended"
    assert decision.orders[0] == "end_customer"
    assert decision.fate is None


# Asked twice, or too late: the same document.


@pytest.mark.parametrize(
    ("standing", "steps"),
    [
        pytest.param(QUEUED, (Park(),), id="in the line"),
        pytest.param(JOINED, (Park(),), id="while being brought in"),
        pytest.param(TALKING, (Join("customer"),), id="in the talk"),
        pytest.param(ENDED, (HangUp(),), id="over"),
    ],
)
def test_a_late_choice_changes_nothing(standing: Standing, steps: tuple[Step, ...]) -> None:
    decision = decide(standing, h.Chose("1"), CONTEXT)
    assert (decision.standing, decision.steps, decision.orders, decision.fate) == (standing, steps, (), None)


def test_what_is_asked_from_within_a_line_that_is_left_already_is_nothing() -> None:
    assert decide(TALKING, h.WaitAsked(), CONTEXT).steps == ()
    assert decide(ENDED, h.WaitAsked(), CONTEXT).steps == (HangUp(),)
