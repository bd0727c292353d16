"""One state of the index: a large segment, a small one with what changed since, and who may see which row.

It never changes, so a search that has begun is not disturbed by an update.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from contactcenter.text.scripts import fold
from knowledge_base.search.filters import Filter, Mask, Row, Table
from knowledge_base.search.query import NO_SYNONYMS, Terms, plan
from knowledge_base.search.ranking import rank, weigh
from knowledge_base.search.segment import Lengths, Segment, build_segment
from knowledge_base.search.source import SourceText
from knowledge_base.search.synonyms import Synonyms

# A question pasted from a long mail costs no more than this many characters.
LONGEST_QUESTION = 300
# Scores of equal texts may differ in the last digits, by the order of additions.
DIGITS = 4
# A text in the reader's own language is shown where it is nearly as good as the best text of the same article.
NEARLY = 0.8
CHINESE = ("zh-Hant", "zh-Hans")


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: str
    code: str
    language: str
    category: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The best articles, best first, and what was looked for, to mark it in the texts."""

    hits: list[Hit]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Part:
    """A segment, what its rows are, and which of them still stand."""

    segment: Segment
    table: Table
    alive: Mask

    @classmethod
    def of(cls, texts: Sequence[SourceText], lengths: Lengths | None = None) -> "Part":
        segment = build_segment([text.fields for text in texts], lengths=lengths)
        return cls(segment, Table.of([text.row for text in texts]), np.ones(len(texts), dtype=np.bool_))

    def without(self, article_ids: Iterable[str]) -> "Part":
        """The same part in which these articles are not found."""
        return Part(self.segment, self.table, self.table.without(article_ids))

    def allowed(self, wanted: Filter) -> Mask:
        return self.alive & self.table.allowed(wanted)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`base_number` is the last change the large part knows, `number` the last one the small part knows."""

    parts: tuple[Part, Part]
    base_number: int
    number: int
    synonyms: Synonyms = NO_SYNONYMS

    def search(self, question: str, *, limit: int, wanted: Filter, prefer: str | None = None) -> Found:
        """The best articles, each once. `prefer` is the language to show where several say the same."""
        segments = [part.segment for part in self.parts]
        terms = plan(
            fold(question[:LONGEST_QUESTION]),
            [segment.lexicon for segment in segments],
            lambda grams: np.any([segment.find(grams) >= 0 for segment in segments], axis=0),
            self.synonyms,
        )
        terms = weigh(segments, terms)
        # An article takes a row for each of its three languages, hence three times as many rows.
        best = rank(segments, terms, [part.allowed(wanted) for part in self.parts], limit * 3)
        by_article: dict[str, list[tuple[float, Row]]] = defaultdict(list)
        for number, row, score in best:
            found = self.parts[number].table.rows[row]
            by_article[found.article_id].append((round(score, DIGITS), found))
        hits = [_as_hit(rows, prefer) for rows in by_article.values()]
        # Ties go by code, which is the same in every installation; ids are not.
        hits.sort(key=lambda hit: (-hit.score, hit.code))
        return Found(hits[:limit], terms)


def _as_hit(rows: list[tuple[float, Row]], prefer: str | None) -> Hit:
    best = max(score for score, _ in rows)
    row = min(rows, key=lambda scored: (-scored[0], scored[1].language))[1]
    for score, own in rows:
        # The other Chinese script is the same language; only a translation must have been found by its own words.
        is_readable = own.language in CHINESE and row.language in CHINESE
        if own.language == prefer and (is_readable or score >= best * NEARLY):
            row = own
            break
    return Hit(row.article_id, row.code, row.language, row.category, best)
