"""Who may find what: rows are masked before anything is ranked, so a hidden article never takes a shown one's place."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.articles.models import PUBLIC, PUBLISHED

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language, as far as ranking and filtering need it."""

    article_id: str
    code: str
    language: str
    category: str
    audience: str
    state: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search may find; None means any. Staff read public and internal articles, others only public ones."""

    language: str | None = None
    category: str | None = None
    is_staff: bool = False
    only_published: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One property of all rows, as small numbers."""

    numbers: dict[str, int]
    values: NDArray[np.int32]

    @classmethod
    def of(cls, values: Iterable[str], count: int) -> "Column":
        numbers: dict[str, int] = {}
        coded = (numbers.setdefault(value, len(numbers)) for value in values)
        return cls(numbers, np.fromiter(coded, dtype=np.int32, count=count))

    def equals(self, value: str) -> Mask:
        equal: Mask = self.values == self.numbers.get(value, -1)
        return equal


@dataclass(frozen=True, slots=True)
class Table:
    """All rows of a segment, ready to be filtered."""

    rows: Sequence[Row]
    languages: Column
    categories: Column
    audiences: Column
    states: Column
    of_article: dict[str, list[int]]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> "Table":
        of_article: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            of_article[row.article_id].append(place)
        return cls(
            rows=rows,
            languages=Column.of((row.language for row in rows), len(rows)),
            categories=Column.of((row.category for row in rows), len(rows)),
            audiences=Column.of((row.audience for row in rows), len(rows)),
            states=Column.of((row.state for row in rows), len(rows)),
            of_article=dict(of_article),
        )

    def allowed(self, wanted: Filter) -> Mask:
        allowed = np.ones(len(self.rows), dtype=np.bool_)
        if wanted.language is not None:
            allowed &= self.languages.equals(wanted.language)
        if wanted.category is not None:
            allowed &= self.categories.equals(wanted.category)
        if not wanted.is_staff:
            allowed &= self.audiences.equals(PUBLIC)
        if wanted.only_published:
            allowed &= self.states.equals(PUBLISHED)
        return allowed

    def without(self, article_ids: Iterable[str]) -> Mask:
        """All rows but those of these articles."""
        kept = np.ones(len(self.rows), dtype=np.bool_)
        kept[[place for article_id in article_ids for place in self.of_article.get(article_id, ())]] = False
        return kept
