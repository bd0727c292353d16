"""Which option of a menu a caller meant."""

import pytest

from contactcenter.calls.menus import choose, find_emergency, read_menu
from tests.contactcenter.calls.menus import EMERGENCY, MAIN_OPTIONS, MENUS


@pytest.mark.parametrize(
    ("digits", "words", "meant"),
    [
        pytest.param("1", "", "1", id="a key"),
        pytest.param("8", "", None, id="a key nobody offered"),
        pytest.param("8", "漏水", None, id="a wrong key is not mended by words"),
        pytest.param("", "廚房漏水呀", "1", id="a word inside what was said"),
        pytest.param("", "There is a LEAK!", "1", id="whatever its case"),
        pytest.param("", "厨房漏水", "1", id="whatever its script"),
        pytest.param("", "一", "1", id="a key said in Chinese"),
        pytest.param("", "One.", "1", id="a key said in English"),
        pytest.param("", "1", "1", id="a key written by the recogniser"),
        pytest.param("", "一陣先", None, id="a number inside other words is no key"),
        pytest.param("", "漏水兼有人困電梯", "9", id="the longest of several words decides"),
        pytest.param("", "你好", None, id="words that mean nothing here"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_an_option_is_chosen_by_key_or_by_word(digits: str, words: str, meant: str | None) -> None:
    option = choose(MENUS["main"], digits=digits, words=words)
    assert (option.digit if option else None) == meant


def test_the_key_for_emergencies_is_found_wherever_it_stands() -> None:
    found = find_emergency(MENUS, "language")
    assert found is not None
    assert (found.digit, found.queue) == ("9", "emergencies")
    assert find_emergency(MENUS, None) is None
    assert find_emergency({"main": read_menu("main", {}, MAIN_OPTIONS[:-1])}, "main") is None


def test_menus_that_lead_in_a_circle_are_walked_once() -> None:
    circle = {
        "a": read_menu("a", {}, [{"digit": "1", "labels": {}, "menu": "b"}]),
        "b": read_menu("b", {}, [{"digit": "1", "labels": {}, "menu": "a"}, EMERGENCY]),
    }
    found = find_emergency(circle, "a")
    assert found is not None
    assert found.digit == "9"


def test_an_option_with_nothing_but_a_key_is_read() -> None:
    (option,) = read_menu("m", {}, [{"digit": 4}]).options
    assert (option.digit, option.labels, option.words, option.is_voicemail) == ("4", {}, (), False)
