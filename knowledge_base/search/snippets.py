"""The part of a text that answers best, and which of its characters were looked for; always in the original writing."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from contactcenter.text.scripts import fold, fold_with_offsets
from knowledge_base.search.grams import WORD, WORD_MARK, CutText, cut
from knowledge_base.search.query import Terms

LENGTH = 120
# Of a word that begins within it, so much may go beyond.
LONGEST_REST = 20
# A gram that tells less than this part of the most telling one is not worth a mark ("the", 的).
TELLING = 0.25
# The articles that are found most are folded and cut once; about 15 KB each.
KEPT = 1024
STOPS = "。！？；，、.!?;,\n "


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the ranges (start, end) in it to be highlighted."""

    text: str
    highlights: list[tuple[int, int]]


def mark(text: str, terms: Terms) -> Marked:
    """The whole text with its highlights."""
    folded, offsets, pieces = _cut(text)
    return Marked(text, _ranges(_worth(folded, pieces, terms) > 0, offsets))


def make_snippet(text: str, terms: Terms) -> Marked:
    """The stretch of the text that holds most of what was looked for, with "…" where something is left out."""
    folded, offsets, pieces = _cut(text)
    worth = _worth(folded, pieces, terms)
    start = _best_start(worth, folded)
    end = _whole_word(folded, min(start + LENGTH, len(folded)))
    before, after = "…" if start else "", "…" if end < len(folded) else ""
    shown = text[offsets[start] : offsets[end]].replace("\n", " ")
    shift = len(before) - offsets[start]
    ranges = [(first + shift, last + shift) for first, last in _ranges(worth[start:end] > 0, offsets[start : end + 1])]
    return Marked(before + shown + after, ranges)


@lru_cache(maxsize=KEPT)
def _cut(text: str) -> tuple[str, Sequence[int], CutText]:
    """The folded text, where each of its characters stands in the original, and its grams."""
    folded, offsets = fold(text), range(len(text) + 1)
    # Nearly always one character stands for one; only then is the slow way by single characters not needed.
    if len(folded) == len(text):
        return folded, offsets, cut(folded)
    slowly = fold_with_offsets(text)
    return *slowly, cut(slowly[0])


def _worth(folded: str, pieces: CutText, terms: Terms) -> NDArray[np.float32]:
    """What each character is worth: the weight of the most telling gram that covers it, 0 where none is looked for."""
    worth = np.zeros(len(folded), dtype=np.float32)
    if not len(terms.grams) or not folded:
        return worth
    kinds = [(pieces.words, 0), (pieces.pairs, 2)]
    if (terms.grams < WORD_MARK).sum() == 0:
        # One character was asked for alone; otherwise single characters match by chance.
        kinds.append((pieces.characters, 1))
    elif not (_weights(pieces.pairs.grams, terms) > 0).any():
        kinds.append((pieces.syllables, 2))
    for kind, length in kinds:
        weights = _weights(kind.grams, terms)
        for hit in np.flatnonzero(weights).tolist():
            place = int(kind.places[hit])
            end = place + length if length else _word_end(folded, place)
            worth[place:end] = np.maximum(worth[place:end], weights[hit])
    worth[worth < worth.max() * TELLING] = 0
    return worth


def _weights(grams: NDArray[np.uint32], terms: Terms) -> NDArray[np.float32]:
    places = np.minimum(np.searchsorted(terms.grams, grams), len(terms.grams) - 1)
    weights: NDArray[np.float32] = np.where(terms.grams[places] == grams, terms.weights[places], np.float32(0))
    return weights


def _word_end(folded: str, place: int) -> int:
    word = WORD.match(folded, place)
    return word.end() if word else place


def _whole_word(folded: str, end: int) -> int:
    """The end, moved on where it would cut an English word."""
    if WORD.match(folded[end - 1 : end]) and (rest := WORD.match(folded, end)):
        return min(rest.end(), end + LONGEST_REST)
    return end


def _best_start(worth: NDArray[np.float32], folded: str) -> int:
    """Where the window with the greatest worth begins, moved back to the beginning of a sentence or word nearby."""
    if len(folded) <= LENGTH or not worth.any():
        return 0
    sums = np.concatenate([[0.0], np.cumsum(worth)])
    starts = np.arange(len(folded) - LENGTH + 1)
    best = int(np.argmax(sums[starts + LENGTH] - sums[starts]))
    marked = np.flatnonzero(worth)
    first = int(marked[bisect_left(marked.tolist(), best)]) if best <= marked[-1] else best
    room = max(first - LENGTH // 4, 0)
    stop = max(folded.rfind(mark, room, first) for mark in STOPS)
    start = stop + 1 if stop >= 0 else room
    return 0 if start < LENGTH // 6 else start


def _ranges(marked: NDArray[np.bool_], offsets: Sequence[int]) -> list[tuple[int, int]]:
    """Runs of marked characters, as ranges of the original text."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]).astype(np.int8)))
    return [(offsets[first], offsets[last]) for first, last in edges.reshape(-1, 2).tolist()]
