"""The search benchmark's own material: what it asks, and that every engine answers it."""

import json
from pathlib import Path

import pytest

from benchmarks.search import ENGINES
from benchmarks.searchers.collection import read_collection

ARTICLES = {
    "lift": ("電梯困人", "切勿撬門，按緊急鐘，等候救援。電梯每月檢查一次。"),
    "fees": ("管理費", "每月十號前繳交管理費，可用轉數快或支票。"),
    "pool": ("Swimming pool", "The swimming pool opens at seven. Children need an adult with them."),
}
QUESTIONS = {
    "1": ("電梯困住人點算", "lift"),
    "2": ("管理費幾時交", "fees"),
    "3": ("when does the swimming pool open", "pool"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    corpus = [{"id": code, "title": title, "text": body} for code, (title, body) in ARTICLES.items()]
    queries = [{"id": number, "text": words} for number, (words, _) in QUESTIONS.items()]
    for name, rows in (("corpus", corpus), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (tmp_path / "qrels.tsv").write_text("".join(f"{number}\t{code}\t1\n" for number, (_, code) in QUESTIONS.items()))
    return tmp_path


def test_a_spelling_changes_the_words_and_not_the_answer(folder: Path) -> None:
    collection = read_collection(folder, 20, 10)
    assert len(collection.texts) == 20
    by_answer = {question.answer: question.words for question in collection.questions["Chinese"]}
    assert set(by_answer) == {"lift", "fees"}
    for question in collection.questions["Chinese, one left out"]:
        assert len(question.words) == len(by_answer[question.answer]) - 1
    for question in collection.questions["English, one error"]:
        assert question.words != "when does the swimming pool open"


@pytest.mark.parametrize("name", ["Product", "SqliteTrigrams", "RapidfuzzScan"])
def test_each_engine_finds_what_was_asked_for(folder: Path, name: str) -> None:
    collection = read_collection(folder, 3, 10)
    engine = ENGINES[name]()
    engine.build(collection.texts)
    for question in collection.questions["as written"]:
        assert engine.search(question.words, 3)[0] == question.answer
    assert engine.search("？", 3) == [] or name == "RapidfuzzScan"
