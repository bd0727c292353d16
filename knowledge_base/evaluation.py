"""Measures the search on a judged set of questions (`contactcenter kb eval`), by the code that serves the console."""

import json
import math
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.errors import InvalidInput
from contactcenter.migrations.runner import migrate
from contactcenter.text.scripts import detect_language
from knowledge_base.articles.bulk import BATCH, save_articles
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import LONGEST_TITLE
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex

DEPTH = 10
# The first searches fill caches and tables that a running server has long filled.
WARM_UP = 20


async def evaluate(corpus: Path, queries: Path, qrels: Path) -> dict[str, float | int]:
    """Import the corpus into a scratch database, search it with every query, and say how good and how fast that was."""
    articles = [read_article(row) for row in read_rows(corpus)]
    questions = {str(row["id"]): str(row["text"]) for row in read_rows(queries)}
    grades = read_grades(qrels)
    with tempfile.TemporaryDirectory(prefix="kb-eval-") as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'scratch.db'}"
        await migrate(url)
        db = Database(url)
        try:
            await _import(db, articles)
            index = LiveIndex(db)
            await index.build()
        finally:
            await db.close()
    results, seconds = _ask_all(index, questions)
    return {
        **measure(results, grades),
        "p50_ms": round(float(np.percentile(seconds, 50)) * 1000, 3) if seconds else 0.0,
        "p99_ms": round(float(np.percentile(seconds, 99)) * 1000, 3) if seconds else 0.0,
        "articles": len(articles),
        "queries": len(questions),
    }


def _ask_all(index: LiveIndex, questions: Mapping[str, str]) -> tuple[dict[str, list[str]], list[float]]:
    """The codes found for each query, best first, and the seconds each search took."""
    staff = Filter(is_staff=True)
    for question in list(questions.values())[:WARM_UP]:
        index.search(question, limit=DEPTH, wanted=staff)
    results: dict[str, list[str]] = {}
    seconds: list[float] = []
    for query_id, question in questions.items():
        start = time.perf_counter()
        found = index.search(question, limit=DEPTH, wanted=staff)
        seconds.append(time.perf_counter() - start)
        results[query_id] = [hit.code for hit in found.hits]
    return results, seconds


def measure(results: Mapping[str, Sequence[str]], grades: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """Averages over the judged queries; a query without any result counts as zero."""
    judged = [(results[query_id], wanted) for query_id, wanted in grades.items() if query_id in results]
    figures = {
        "ndcg@10": [_ndcg(found, wanted) for found, wanted in judged],
        "mrr@10": [_reciprocal_rank(found, wanted) for found, wanted in judged],
        "recall@5": [_recall(found[:5], wanted) for found, wanted in judged],
        "recall@10": [_recall(found[:10], wanted) for found, wanted in judged],
    }
    return {name: round(sum(values) / len(values), 4) if values else 0.0 for name, values in figures.items()}


def _ndcg(found: Sequence[str], wanted: Mapping[str, int]) -> float:
    gained = sum(wanted.get(code, 0) / math.log2(rank + 1) for rank, code in enumerate(found[:DEPTH], 1))
    ideal = sorted(wanted.values(), reverse=True)[:DEPTH]
    best = sum(grade / math.log2(rank + 1) for rank, grade in enumerate(ideal, 1))
    return gained / best if best else 0.0


def _reciprocal_rank(found: Sequence[str], wanted: Mapping[str, int]) -> float:
    return next((1 / rank for rank, code in enumerate(found[:DEPTH], 1) if wanted.get(code, 0) > 0), 0.0)


def _recall(found: Sequence[str], wanted: Mapping[str, int]) -> float:
    relevant = {code for code, grade in wanted.items() if grade > 0}
    return len(relevant & set(found)) / len(relevant) if relevant else 0.0


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file with one JSON object a line."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except json.JSONDecodeError as error:
                raise InvalidInput(f"{path}, line {number}: this is not JSON.") from error
    return rows


def read_article(row: Mapping[str, Any]) -> ArticleDraft:
    title, text = str(row.get("title", "")), str(row.get("text", ""))
    language = detect_language(f"{title} {text[:500]}")
    # A judged set may hold an article with one of them empty; our writers may not.
    words = TextDraft(language, (title or text)[:LONGEST_TITLE] or "-", text or title or "-")
    return ArticleDraft(code=str(row["id"]), text=words)


def read_grades(path: Path) -> dict[str, dict[str, int]]:
    """The grade of each relevant article by query, from lines of query, article, grade between tabs."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.strip():
            query_id, article, grade = line.split("\t")
            grades[query_id][article] = int(grade)
    return dict(grades)


async def _import(db: Database, articles: Sequence[ArticleDraft]) -> None:
    """Save the articles as an import does."""
    for start in range(0, len(articles), BATCH):
        async with db.transaction() as session:
            await save_articles(session, articles[start : start + BATCH], author_id=None, now=clock.now())
