"""What somebody meant who wrote it wrongly."""

import pytest

from contactcenter.text.scripts import fold
from knowledge_base.search.segment import Fields, build_segment
from knowledge_base.search.slips import LONGEST, mend

TEXTS = (
    "天花漏水點算\n先用桶盛水，再通知維修部。浴室漏水同樣處理。",
    "電梯困人\n切勿撬門，按緊急鐘，等候救援。",
    "管理費幾時交\n每月十號前繳交管理費，可用轉數快。",
    "Visitor parking\nVisitors may park for two hours at the basement. The gymnasium opens at seven.",
    "Lift out of order\nA fit engineer lifts the lift. Ring the bell, shut the door, call 9123 4567.",
)
SEGMENT = build_segment(
    [
        Fields(fold(title), fold(body), is_english=title.isascii())
        for title, body in (text.split("\n") for text in TEXTS)
    ]
)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        pytest.param("電題困人", "電梯困人", id="a homophone"),
        pytest.param("墊梯困人", "電梯困人", id="a homophone at the beginning"),
        pytest.param("关里费", "管理费", id="two homophones, in the script that was typed"),
        pytest.param("關里費", "管理費", id="two homophones in Traditional"),
        pytest.param("天漏水", "天花漏水", id="one left out"),
        pytest.param("visiter parking", "visitor parking", id="English"),
        pytest.param("請問 Gymnasum 開門", "請問 gymnasium 開門", id="English among Chinese"),
        pytest.param("lfit", "lift", id="two letters exchanged, not one missing"),
        pytest.param("lfit order", "lift order", id="the same beside a known word"),
        pytest.param("浴世漏水，電題困人", "浴室漏水，電梯困人", id="two slips"),
    ],
)
def test_a_slip_is_mended(question: str, meant: str) -> None:
    assert mend(question, TEXTS, [SEGMENT]) == meant


@pytest.mark.parametrize(
    "question",
    [
        pytest.param("", id="nothing"),
        pytest.param("電梯困人", id="nothing wrong"),
        pytest.param("电梯困人", id="the other script is no slip"),
        pytest.param("游泳池", id="words that no article has"),
        pytest.param("gymn", id="an unfinished word"),
        pytest.param("zzzzzz", id="no word"),
        pytest.param("+852 9123 4568", id="a number"),
        pytest.param("ting shui", id="Chinese in letters"),
        pytest.param("電題困人" * LONGEST, id="a pasted mail"),
        pytest.param("??🙂?", id="signs"),
    ],
)
def test_what_is_right_or_beyond_help_is_left_alone(question: str) -> None:
    assert mend(question, TEXTS, [SEGMENT]) is None


def test_only_articles_that_were_found_say_what_was_meant() -> None:
    assert mend("電題困人", TEXTS[2:], [SEGMENT]) is None
    assert mend("visiter", TEXTS[:3], [SEGMENT]) is None


def test_an_index_without_articles_mends_nothing() -> None:
    assert mend("電題困人", [], [build_segment([])]) is None
