import json
from pathlib import Path

import pytest

from contactcenter.errors import InvalidInput
from knowledge_base.evaluation import evaluate, measure, read_rows

CORPUS = [
    {"id": "hant-1", "title": "管理費", "text": "每月十號前繳交。"},
    {"id": "hans-1", "title": "泳池", "text": "泳池七点开放，儿童须由成人陪同。"},
    {"id": "en-1", "title": "Parking\u2028rules", "text": "Visitors may park for two hours."},
    {"id": "en-2", "title": "", "text": "<b>Gym</b> hours * are long"},
]
QUERIES = [{"id": "q1", "text": "管理费几时交"}, {"id": "q2", "text": "游泳池"}, {"id": "q3", "text": "visitor park"}]


def write(folder: Path, name: str, rows: list[dict[str, str]]) -> Path:
    path = folder / name
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n", encoding="utf-8")
    return path


async def test_a_small_set_is_measured_from_files_to_figures(tmp_path: Path) -> None:
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("q1\thant-1\t1\nq2\thans-1\t1\nq3\ten-1\t1\n", encoding="utf-8")
    corpus, queries = write(tmp_path, "corpus.jsonl", CORPUS), write(tmp_path, "queries.jsonl", QUERIES)
    figures = await evaluate(corpus, queries, qrels)
    names = ["ndcg@10", "mrr@10", "recall@5", "recall@10", "p50_ms", "p99_ms", "articles", "queries"]
    assert list(figures) == names
    assert (figures["ndcg@10"], figures["recall@5"], figures["articles"], figures["queries"]) == (1.0, 1.0, 4, 3)


def test_figures_are_those_of_the_textbook() -> None:
    results = {"first": ["a", "b"], "third": ["x", "y", "a"], "missed": ["x"]}
    grades = {"first": {"a": 1}, "third": {"a": 1}, "missed": {"a": 1}, "never asked": {"a": 1}}
    figures = measure(results, grades)
    assert figures["mrr@10"] == pytest.approx((1 + 1 / 3) / 3, abs=1e-4)
    assert figures["ndcg@10"] == pytest.approx((1 + 0.5) / 3, abs=1e-4)
    assert figures["recall@5"] == pytest.approx(2 / 3, abs=1e-4)


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    path = tmp_path / "corpus.jsonl"
    path.write_text('{"id": "a"}\nnot json\n', encoding="utf-8")
    with pytest.raises(InvalidInput, match="line 2"):
        read_rows(path)
