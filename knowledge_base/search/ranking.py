"""Finds the best rows of the segments for the weighted grams of a query."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.query import Terms
from knowledge_base.search.segment import Segment

# Grams are read from the rarest; once so many postings were read, the rest only re-score the best found so far.
READ_BUDGET = 40_000
RESCORED = 500

Scores = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """Which rows of a segment may be found, and by what the score of each is multiplied (None: nothing)."""

    allowed: Mask
    factors: Scores | None = None


def rank(
    segments: Sequence[Segment], terms: Terms, choices: Sequence[Choice], limit: int
) -> list[tuple[int, int, float]]:
    """The best rows as (segment, row, score), unordered. Each choice masks the rows before anything is cut off."""
    best: list[tuple[int, int, float]] = []
    for number, (segment, choice) in enumerate(zip(segments, choices, strict=True)):
        rows, scores = _score(segment, _Spans.of(segment, terms), choice, limit)
        best.extend((number, row, score) for row, score in zip(rows.tolist(), scores.tolist(), strict=True))
    return best


def weigh(segments: Sequence[Segment], terms: Terms) -> Terms:
    """Count each gram by how much it tells (inverse document frequency), in the language where it is most usual.

    Over all texts together "the" would be rare in a mostly Chinese collection and outweigh what was asked for.
    Grams that no text holds are left out.
    """
    texts = np.sum([segment.sizes for segment in segments], axis=0)[:, None]
    holding = np.zeros((len(texts), len(terms.grams)), dtype=np.int64)
    for segment in segments:
        places = segment.find(terms.grams)
        known = places >= 0
        holding[:, known] += segment.counts[:, places[known]]
    rarity = np.log1p((texts - holding + 0.5) / (holding + 0.5))
    least = np.where(holding > 0, rarity, np.inf).min(axis=0)
    held = np.flatnonzero(np.isfinite(least))
    return Terms(terms.grams[held], terms.weights[held] * least[held].astype(np.float32))


@dataclass(frozen=True, slots=True)
class _Spans:
    """Where the postings of each gram stand and what it weighs, rarest first."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    weights: Scores

    @classmethod
    def of(cls, segment: Segment, terms: Terms) -> "_Spans":
        places = segment.find(terms.grams)
        known = np.flatnonzero(places >= 0)
        starts, ends = segment.starts[places[known]], segment.starts[places[known] + 1]
        order = np.argsort(ends - starts, kind="stable")
        return cls(starts[order], ends[order], terms.weights[known][order])

    def within_budget(self) -> int:
        """How many grams may be read whole; always at least the rarest."""
        return max(int(np.searchsorted(np.cumsum(self.ends - self.starts), READ_BUDGET, side="right")), 1)


def _score(segment: Segment, spans: _Spans, choice: Choice, limit: int) -> tuple[NDArray[np.int64], Scores]:
    if not len(spans.starts):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    read = spans.within_budget()
    lengths = (spans.ends - spans.starts)[:read]
    # The postings of all these grams as one list of places: one large step is faster than many small ones.
    shifts = spans.starts[:read] - (np.cumsum(lengths) - lengths)
    postings = np.repeat(shifts, lengths) + np.arange(lengths.sum())
    worth = segment.impacts[postings] * np.repeat(spans.weights[:read], lengths)
    scores = np.bincount(segment.rows.at(postings), worth, minlength=segment.size).astype(np.float32)
    if choice.factors is not None:
        scores *= choice.factors
    if read == len(spans.starts):
        rows = _best(scores, choice.allowed, limit)
        return rows, scores[rows]
    rows = np.sort(_best(scores, choice.allowed, max(RESCORED, limit)))
    added = _rescore(segment, spans, read, rows)
    scores = scores[rows] + (added if choice.factors is None else added * choice.factors[rows])
    best = np.argsort(-scores, kind="stable")[:limit]
    return rows[best], scores[best]


def _rescore(segment: Segment, spans: _Spans, first: int, rows: NDArray[np.int64]) -> Scores:
    """What the grams from `first` on add to these rows alone; `rows` must be in order."""
    added = np.zeros(len(rows), dtype=np.float32)
    if not len(rows):
        return added
    remaining = zip(spans.starts[first:].tolist(), spans.ends[first:].tolist(), spans.weights[first:], strict=True)
    for start, end, weight in remaining:
        postings = segment.rows.at(slice(start, end))
        places = np.minimum(np.searchsorted(postings, rows), len(postings) - 1)
        holds = postings[places] == rows
        added[holds] += segment.impacts[start:end][places[holds]] * weight
    return added


def _best(scores: Scores, allowed: Mask, limit: int) -> NDArray[np.int64]:
    # Cutting only what was touched: over all rows, nearly all of them zero, the same took twenty times as long.
    touched = np.flatnonzero((scores > 0) & allowed)
    if len(touched) > limit:
        touched = touched[np.argpartition(-scores[touched], limit)[:limit]]
    return touched
