"""Phrases are found however they are written, not where they are denied, and drills explain the bell."""

import pytest

from contactcenter.text.happening import Explained
from contactcenter.text.phrases import find_phrase

PHRASES = (
    "火警",
    "煤氣味",
    "困喺…電梯",
    "smell of gas",
    "smell…gas",
    "stuck in…lift",
    "can't breathe",
    "break-in",
    "on fire",
)
FIRE = frozenset({0, 8})


def found(text: str) -> str | None:
    match = find_phrase(text, PHRASES, Explained(FIRE))
    return PHRASES[match.index] if match else None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("走廊有少少煤氣味", "煤氣味", id="as it stands"),
        pytest.param("走廊有少少煤气味", "煤氣味", id="in the other script"),
        pytest.param("煤 氣 味", "煤氣味", id="with idle spaces"),
        pytest.param("我困喺部電梯度", "困喺…電梯", id="with words between"),
        pytest.param("我困喺屋企。電梯壞咗", None, id="not over the end of a sentence"),
        pytest.param("A SMELL OF GAS in the corridor", "smell of gas", id="in capitals"),
        pytest.param("I smell some kind of gas", "smell…gas", id="English words between"),
        pytest.param("stuck in the old service lift", "stuck in…lift", id="three words between"),
        pytest.param("stuck in traffic because nobody fixed the other lift", None, id="too many words between"),
        pytest.param("I can’t breathe", "can't breathe", id="another apostrophe"),
        pytest.param("I cant breathe", "can't breathe", id="no apostrophe"),
        pytest.param("a breakin at night", "break-in", id="no hyphen"),
        pytest.param("smell-of-gas in 5B", "smell of gas", id="hyphens between its words"),
        pytest.param("smell of gasoline", None, id="only whole words"),
        pytest.param("ＳＭＥＬＬ ＯＦ ＧＡＳ", "smell of gas", id="full width"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_a_phrase_is_found_however_it_is_written(text: str, phrase: str | None) -> None:
    assert found(text) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("而家冇煤氣味喇", None, id="denied"),
        pytest.param("沒有聞到煤氣味", None, id="denied with a verb"),
        pytest.param("有冇煤氣味呀", "煤氣味", id="a question is no denial"),
        pytest.param("有没有闻到煤气味", "煤氣味", id="a question with a verb"),
        pytest.param("冇人理，火警", "火警", id="the denial belongs to something else"),
        pytest.param("There is no smell of gas any more", None, id="English denial"),
        pytest.param("nobody is stuck in the lift", None, id="nobody"),
        pytest.param("I smell no gas", None, id="denied in the middle"),
        pytest.param("no water, and a smell of gas", "smell of gas", id="no water is no denial of gas"),
    ],
)
def test_what_is_plainly_denied_is_not_found(text: str, phrase: str | None) -> None:
    assert found(text) == phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        pytest.param("想問聽日消防演習,火警鐘會唔會響?", None, id="a drill"),
        pytest.param("Is the house on fire or is it a drill", None, id="an English drill"),
        pytest.param("火警系統幾時年檢", None, id="an inspection"),
        pytest.param("唔係演習，係火警", "火警", id="not a drill"),
        pytest.param("This is not a drill, the kitchen is on fire", "on fire", id="an English no drill"),
        pytest.param("演習嗰陣聞到煤氣味", "煤氣味", id="a drill explains only the bell"),
    ],
)
def test_a_drill_explains_only_what_drills_do(text: str, phrase: str | None) -> None:
    assert found(text) == phrase


def test_the_first_thing_said_counts_and_of_two_at_one_place_the_longer() -> None:
    match = find_phrase("smell of gas, then 火警", ("火警", "smell", "smell of gas"))
    assert match is not None
    assert (match.index, match.start) == (2, 0)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        pytest.param("fire", True, id="nothing else"),
        pytest.param("FIRE!!! Fire!", True, id="said again"),
        pytest.param(" 火！火！", True, id="in the other language"),
        pytest.param("who is to fire him?", False, id="within a sentence"),
        pytest.param("火鍋", False, id="within another word"),
        pytest.param("firewall", False, id="at the beginning of another word"),
        pytest.param("no fire", False, id="denied"),
        pytest.param("fire door", False, id="before something else"),
    ],
)
def test_a_phrase_in_quotation_marks_is_all_that_is_said(text: str, is_found: bool) -> None:
    assert bool(find_phrase(text, ('"fire"', '"火"'))) is is_found
