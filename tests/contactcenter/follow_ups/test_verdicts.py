"""Answers as owners write them stand in `answers/`, one to a line; a new misreading is first added there."""

import re
from pathlib import Path

import pytest

from contactcenter.follow_ups.chinese import CHINESE
from contactcenter.follow_ups.verdicts import LONGEST_TEXT, read_verdict
from contactcenter.text.scripts import fold

ANSWERS = Path(__file__).parent / "answers"


def answers(name: str) -> list[str]:
    return (ANSWERS / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", answers("yes"))
def test_this_says_that_it_is_solved(text: str) -> None:
    assert read_verdict(text) == "yes"


@pytest.mark.parametrize("text", answers("no"))
def test_this_says_that_it_is_not_solved(text: str) -> None:
    assert read_verdict(text) == "no"


@pytest.mark.parametrize("text", [*answers("for_a_person"), "", "   ", "\n"])
def test_this_is_left_to_a_person(text: str) -> None:
    assert read_verdict(text) is None


@pytest.mark.parametrize("text", ["仲漏緊", "已經好了 謝謝", "no, still leaking", "Yes fixed", "還沒修好"])
def test_script_case_and_width_do_not_matter(text: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in text)
    assert read_verdict(text) == read_verdict(fold(text)) == read_verdict(text.upper()) == read_verdict(wide)


def test_a_long_text_is_more_than_an_answer() -> None:
    assert read_verdict("no, still leaking. " + "x" * LONGEST_TEXT) is None


def test_chinese_phrases_are_written_as_texts_are_folded() -> None:
    patterns = [CHINESE.filler, CHINESE.courtesy, CHINESE.hedge, CHINESE.doubt, CHINESE.bare_no, CHINESE.bare_yes]
    patterns += [pattern for stage in CHINESE.stages for _, pattern in stage]
    written = {character for pattern in patterns for character in re.findall(r"[\u3400-\u9fff]", pattern)}
    assert {character for character in written if fold(character) != character} == set()
