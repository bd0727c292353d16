import random
from itertools import pairwise

import pytest

from knowledge_base.articles.compare import MOST_PIECES, Part, compare_texts, compare_words
from knowledge_base.articles.drafts import TextDraft


def shown(before: str, after: str) -> str:
    marks = {"same": "{}", "added": "[+{}+]", "removed": "[-{}-]"}
    return "".join(marks[part.op].format(part.text) for part in compare_words(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("先關水掣。", "先關總水掣。", "先關[+總+]水掣。", id="one character more"),
        pytest.param("九時至六時", "十時至七時", "[-九-][+十+]時至[-六-][+七+]時", id="single characters"),
        pytest.param("Call us before nine.", "Call us after nine.", "Call us [-before-][+after+] nine.", id="a word"),
        pytest.param("收費20元", "收費350元", "收費[-20-][+350+]元", id="a number is one piece"),
        pytest.param("", "新文", "[+新文+]", id="all new"),
        pytest.param("舊文", "", "[-舊文-]", id="all gone"),
        pytest.param("same", "same", "same", id="nothing"),
        pytest.param(
            "甲乙，丙丁", "子丑，寅卯", "[-甲乙，丙丁-][+子丑，寅卯+]", id="a shared comma does not cut a sentence"
        ),
    ],
)
def test_what_differs_can_be_read(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


def undone(parts: list[Part], without: str) -> str:
    return "".join(part.text for part in parts if part.op != without)


def test_both_texts_can_be_had_back_from_any_comparison() -> None:
    chance = random.Random(7)
    letters = "水電樓ab 1，\n。"
    for _ in range(300):
        before, after = ("".join(chance.choices(letters, k=chance.randrange(40))) for _ in range(2))
        parts = compare_words(before, after)
        assert (undone(parts, "added"), undone(parts, "removed")) == (before, after)
        assert all(one.op != other.op for one, other in pairwise(parts))


def test_long_texts_are_compared_by_lines_first() -> None:
    lines = [f"第{number}條　住戶須於三十日內繳交。\n" for number in range(MOST_PIECES // 8)]
    changed = [*lines[:50], "加了一條。\n", *lines[51:]]
    parts = compare_words("".join(lines), "".join(changed))
    assert undone(parts, "removed") == "".join(changed)
    assert len([part for part in parts if part.op != "same"]) <= 4


def test_fields_without_words_are_left_out() -> None:
    before, after = TextDraft("en", "Pool", "Open."), TextDraft("en", "Pool", "Closed.", sample_questions=("when",))
    assert set(compare_texts(before, after)) == {"title", "body", "sample_questions"}
    assert compare_texts(None, after)["title"] == [Part("added", "Pool")]
