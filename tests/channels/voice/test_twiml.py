"""Neutral steps as the provider's documents, read again by the strict reader of the simulated carrier."""

import pytest

from channels.simulator.voice.document import read_verbs
from channels.simulator.voice.program import Verb
from channels.voice.addresses import RETRIES, Addresses
from channels.voice.twiml import LONGEST_HINTS, Place, Renderer
from contactcenter.calls.documents import back_in_line, voicemail
from contactcenter.calls.standing import Standing
from contactcenter.calls.steps import Gather, HangUp, Join, LeaveLine, Music, Park, Say, Step

RENDERER = Renderer(Addresses("https://desk.example/line/"))
PLACE = Place("c1", menu_code="主選單", language="en", leg_id="l1")
BASE = "https://desk.example/line/webhooks/twilio/voice"


def verbs(*steps: Step) -> tuple[Verb, ...]:
    purpose = "queue" if any(isinstance(step, LeaveLine) for step in steps) else "call"
    return read_verbs(RENDERER.render(steps, PLACE).encode(), purpose=purpose)  # type: ignore[arg-type]


def test_a_menu_listens_for_keys_and_words_and_asks_on_in_any_case() -> None:
    (gather,) = verbs(Gather((Say("請揀。", "zh-Hant"), Music()), "menu", "zh-Hant", 5, ("漏水", "gas")))
    assert gather.attributes["action"] == f"{BASE}/calls/c1/menu/%E4%B8%BB%E9%81%B8%E5%96%AE{RETRIES}"
    assert (gather.attributes["input"], gather.attributes["actionOnEmptyResult"]) == ("dtmf speech", "true")
    assert (gather.attributes["language"], gather.attributes["hints"]) == ("yue-Hant-HK", "漏水, gas")
    say, play = gather.children
    assert (say.text, say.attributes["language"], play.text) == ("請揀。", "zh-HK", f"{BASE}/music.wav")


def test_without_words_to_understand_only_keys_are_asked_for() -> None:
    (gather,) = verbs(Gather((Music(),), "wait_choice", "en", 1, goes_on=True))
    assert gather.attributes["input"] == "dtmf"
    assert "actionOnEmptyResult" not in gather.attributes, "the music goes round"


def test_hints_are_kept_whole_and_within_what_the_provider_takes() -> None:
    words = tuple(f"word{number}" for number in range(200))
    (gather,) = verbs(Gather((), "menu", "en", 5, words))
    assert len(gather.attributes["hints"]) <= LONGEST_HINTS
    assert gather.attributes["hints"].split(", ")[-1] in words


def test_the_line_asks_what_is_heard_meanwhile_and_where_it_leads() -> None:
    (enqueue,) = verbs(Park())
    assert (enqueue.attributes["waitUrl"], enqueue.attributes["action"]) == (
        f"{BASE}/calls/c1/wait{RETRIES}",
        f"{BASE}/calls/c1/left-queue{RETRIES}",
    )


def test_the_conversation_ends_with_the_customer_and_not_with_the_agent() -> None:
    start, dial = verbs(Join("customer"))
    (transcription,) = start.children
    assert transcription.attributes["track"] == "both_tracks"
    assert transcription.attributes["languageCode"] == "en-GB"
    (conference,) = dial.children
    assert (conference.text, conference.attributes["endConferenceOnExit"]) == ("c1", "true")
    assert conference.attributes["participantLabel"] == "customer"
    assert dial.attributes["action"] == f"{BASE}/calls/c1/left-talk{RETRIES}"
    (dial,) = verbs(Join("agent"))
    (conference,) = dial.children
    assert (conference.text, conference.attributes["endConferenceOnExit"]) == ("c1", "false")
    assert conference.attributes["participantLabel"] == "agent-l1"
    assert conference.attributes["statusCallback"] == f"{BASE}/calls/c1/conference{RETRIES}"
    assert dial.attributes["action"] == f"{BASE}/legs/l1/left{RETRIES}"


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        pytest.param(voicemail(Standing()), ["Say", "Record", "Say", "Hangup"], id="a message"),
        pytest.param(back_in_line(Standing()), ["Stop", "Say", "Enqueue"], id="back in the line"),
        pytest.param((LeaveLine(),), ["Leave"], id="out of the line"),
        pytest.param((HangUp(),), ["Hangup"], id="the end"),
        pytest.param((Say("", "en"),), [], id="nothing to say"),
        pytest.param((), [], id="nothing"),
    ],
)
def test_every_step_has_its_verb(steps: tuple[Step, ...], names: list[str]) -> None:
    assert [verb.name for verb in verbs(*steps)] == names


def test_words_of_an_administrator_cannot_break_the_document() -> None:
    (say,) = verbs(Say('<Hangup/> & "quotes"', "en"))
    assert say.text == '<Hangup/> & "quotes"'


def test_held_callers_hear_music_without_end() -> None:
    (play,) = read_verbs(RENDERER.hold_music().encode(), purpose="hold")
    assert (play.name, play.attributes["loop"]) == ("Play", "0")
