import numpy as np
import pytest

from contactcenter.text.scripts import fold
from knowledge_base.search.query import Terms, plan
from knowledge_base.search.snippets import LENGTH, Marked, make_snippet, mark


def terms(question: str) -> Terms:
    return plan(fold(question), [], lambda grams: np.ones(len(grams), dtype=bool))


def marked(found: Marked) -> list[str]:
    return [found.text[start:end] for start, end in found.highlights]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        pytest.param("漏水", "廚房漏水點算", ["漏水"], id="the same script"),
        pytest.param("厨房", "廚房漏水", ["廚房"], id="the other script, shown as written"),
        pytest.param("leaks", "The roof is leaking now", ["leaking"], id="another form of the word"),
        pytest.param("電題", "電梯困人", ["電梯"], id="a homophone where nothing else matches"),
        pytest.param("50m2", "面積50㎡以上", ["50㎡"], id="a sign that folds to two letters"),
        pytest.param("泳池", "廚房漏水", [], id="nothing"),
        pytest.param("廚房漏水", "新房保修範圍", [], id="one character in common is chance"),
        pytest.param("房", "廚房漏水", ["房"], id="one character asked for alone"),
    ],
)
def test_what_was_looked_for_is_marked_in_the_original(question: str, text: str, expected: list[str]) -> None:
    assert marked(mark(text, terms(question))) == expected


def test_a_snippet_shows_the_telling_part_of_a_long_text() -> None:
    text = "一般事項。" * 60 + "升降機停電時請按緊急鐘。" + "其他事項。" * 60
    snippet = make_snippet(text, terms("升降機停電"))
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= LENGTH + 2
    assert marked(snippet) == ["升降機停電"]


@pytest.mark.parametrize("filler", range(1, 12))
def test_no_english_word_is_cut(filler: int) -> None:
    text = "a" * filler + " waterproofing of lobbies" * 20
    snippet = make_snippet(text, terms("lobbies"))
    assert set(snippet.text.strip("…").split()) <= {"a" * filler, "waterproofing", "of", "lobbies"}
    assert set(marked(snippet)) == {"lobbies"}


def test_an_endless_word_is_cut_all_the_same() -> None:
    assert len(make_snippet("x" * 5000, terms("x")).text) < LENGTH * 2


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    snippet = make_snippet("先關水。\n再打電話。", terms("電話"))
    assert snippet.text == "先關水。 再打電話。"
    assert marked(snippet) == ["電話"]


def test_a_text_that_holds_nothing_is_shown_from_its_beginning() -> None:
    snippet = make_snippet("水" * 300, terms("電話"))
    assert snippet == Marked("水" * LENGTH + "…", [])


def test_without_terms_nothing_is_marked() -> None:
    nothing = Terms(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.float32))
    assert mark("廚房漏水", nothing).highlights == []
    assert make_snippet("", nothing) == Marked("", [])
