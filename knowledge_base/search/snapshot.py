"""One state of the index: a large segment, a small one with what changed since, and who may see which row.

It never changes, so a search that has begun is not disturbed by an update.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from contactcenter.text.scripts import fold
from knowledge_base.search.filters import Filter, Mask, Row, Table
from knowledge_base.search.grams import Grams
from knowledge_base.search.query import NO_SYNONYMS, Terms, plan
from knowledge_base.search.ranking import Choice, rank, weigh
from knowledge_base.search.segment import Lengths, Segment, build_segment
from knowledge_base.search.slips import mend
from knowledge_base.search.source import SourceText
from knowledge_base.search.synonyms import Synonyms
from knowledge_base.vectors.nearest import NOTHING, Nearness

# A question pasted from a long mail costs no more than this many characters.
LONGEST_QUESTION = 300
# Scores of equal texts may differ in the last digits, by the order of additions.
DIGITS = 4
# A text in the reader's own language is shown where it is nearly as good as the best text of the same article.
NEARLY = 0.8
CHINESE = ("zh-Hant", "zh-Hans")
# Among so many of the best texts those are counted that come to this part of the best one.
COUNTED, COUNTED_FROM = 200, 0.4
# What the nearest meaning counts beside the best words: it lifts what was found, and never hides what was asked for.
NEARNESS = 0.3


@dataclass(frozen=True, slots=True)
class Hit:
    article_id: str
    code: str
    language: str
    category: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the articles that fit well there are of each category, kind and language, the most first."""

    categories: dict[str, int] = field(default_factory=dict)
    kinds: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The best articles, best first, and what was looked for, to mark it in the texts."""

    hits: list[Hit]
    terms: Terms
    facets: Facets


@dataclass(frozen=True, slots=True)
class _Scored:
    row: Row
    score: float


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

    def choice(self, wanted: Filter) -> Choice:
        allowed, factors = self.table.choice(wanted)
        return Choice(self.alive & allowed, factors)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`base_number` is the last change the large part knows, `number` the last one the small part knows."""

    parts: tuple[Part, Part]
    base_number: int
    number: int
    synonyms: Synonyms = NO_SYNONYMS

    def search(
        self,
        question: str,
        *,
        limit: int,
        wanted: Filter,
        prefer: str | None = None,
        counts: bool = False,
        nearness: Nearness = NOTHING,
    ) -> Found:
        """The best articles, each once. `prefer` is the language to show where several say the same.

        With `counts`, facets tell what there would be without a choice of language, category or kind. `nearness` says
        of some texts how nearly they mean the same as the question; they count more for it.
        """
        terms = self.terms(question)
        # An article takes a row for each of its three languages, hence three times as many rows.
        best = self._rank(terms, wanted, limit * 3)
        facets = self._facets(terms, wanted) if counts else Facets()
        if nearness:
            best = self._with_nearness(best, nearness, wanted)
        by_article: dict[str, list[_Scored]] = defaultdict(list)
        for scored in best:
            by_article[scored.row.article_id].append(scored)
        hits = [_as_hit(rows, prefer) for rows in by_article.values()]
        # Ties go by code, which is the same in every installation; ids are not.
        hits.sort(key=lambda hit: (-hit.score, hit.code))
        return Found(hits[:limit], terms, facets)

    def mend(self, question: str, texts: Sequence[str]) -> str | None:
        """The question without its slips, as `texts` (those it found) write it; None where none is seen."""
        return mend(question, texts, [part.segment for part in self.parts])

    def _facets(self, terms: Terms, wanted: Filter) -> Facets:
        return _count(self._rank(terms, wanted.without_choices(), COUNTED))

    def terms(self, question: str) -> Terms:
        """What is looked for, and how much each gram tells."""
        segments = [part.segment for part in self.parts]
        folded = fold(question[:LONGEST_QUESTION])
        return weigh(segments, plan(folded, [segment.lexicon for segment in segments], self._are_known, self.synonyms))

    def _are_known(self, grams: Grams) -> Mask:
        known: Mask = np.any([part.segment.find(grams) >= 0 for part in self.parts], axis=0)
        return known

    def _rank(self, terms: Terms, wanted: Filter, limit: int) -> list[_Scored]:
        choices = [part.choice(wanted) for part in self.parts]
        best = rank([part.segment for part in self.parts], terms, choices, limit)
        return [_Scored(self.parts[number].table.rows[row], round(score, DIGITS)) for number, row, score in best]

    def _with_nearness(self, best: Sequence[_Scored], nearness: Nearness, wanted: Filter) -> list[_Scored]:
        """These rows and those that mean nearly the same, each with both of its scores."""
        scores = {(one.row.article_id, one.row.language): one for one in best}
        for part in self.parts:
            allowed = part.choice(wanted).allowed
            for row in part.table.rows_of({article_id for article_id, _ in nearness}):
                own = part.table.rows[row]
                if allowed[row] and (own.article_id, own.language) in nearness:
                    scores.setdefault((own.article_id, own.language), _Scored(own, 0.0))
        most = max((one.score for one in best), default=1.0) * NEARNESS
        return [
            _Scored(one.row, round(one.score + most * nearness.get(key, 0.0), DIGITS)) for key, one in scores.items()
        ]


def _as_hit(found: Sequence[_Scored], prefer: str | None) -> Hit:
    best = max(each.score for each in found)
    row = min(found, key=lambda each: (-each.score, each.row.language)).row
    for each in found:
        own = each.row
        # The other Chinese script is the same language; only a translation must have been found by its own words.
        is_readable = own.language in CHINESE and row.language in CHINESE
        if own.language == prefer and (is_readable or each.score >= best * NEARLY):
            row = own
            break
    return Hit(row.article_id, row.code, row.language, row.category, row.kind, best)


def _count(found: Sequence[_Scored]) -> Facets:
    least = max((each.score for each in found), default=0) * COUNTED_FROM
    rows = [each.row for each in found if each.score >= least]
    articles = {row.article_id: row for row in rows}.values()
    return Facets(
        _most_first(row.category for row in articles),
        _most_first(row.kind for row in articles),
        _most_first(row.language for row in rows),
    )


def _most_first(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda counted: (-counted[1], counted[0])))
