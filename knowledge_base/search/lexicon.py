"""The English words that occur in the articles: completes a word that is being typed, corrects one that is unknown."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge_base.search.grams import Grams, word_gram

# A word of at least eight letters may hold two errors; a shorter one becomes another word by two.
TWO_ERRORS_FROM = 8


@dataclass(frozen=True, slots=True)
class Lexicon:
    words: list[str]
    counts: NDArray[np.int64]
    by_length: dict[int, list[str]]

    @classmethod
    def of(cls, words: Iterable[str], count: Callable[[Grams], NDArray[np.int64]]) -> "Lexicon":
        """`count` says in how many texts each gram occurs."""
        ordered = sorted(words)
        by_length: dict[int, list[str]] = defaultdict(list)
        for word in ordered:
            by_length[len(word)].append(word)
        grams = np.array([word_gram(word) for word in ordered], dtype=np.uint32)
        return cls(ordered, count(grams), dict(by_length))

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def beginning_with(self, start: str, limit: int) -> list[str]:
        """The words most used among those that begin so."""
        first = bisect_left(self.words, start)
        last = bisect_left(self.words, start + "\uffff")
        if last - first <= limit:
            return self.words[first:last]
        most = first + np.argsort(-self.counts[first:last], kind="stable")[:limit]
        return [self.words[place] for place in most]

    def similar_to(self, word: str, limit: int) -> list[tuple[str, int]]:
        """Known words within one error (two in a long word) and the number of errors: nearest, then most used first."""
        errors = 2 if len(word) >= TWO_ERRORS_FROM else 1
        near = [
            known
            for length in range(len(word) - errors, len(word) + errors + 1)
            for known in self.by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=errors, limit=None)
        ordered = sorted((int(distance), -self._count(known), known) for known, distance, _ in found)
        return [(known, distance) for distance, _, known in ordered[:limit]]

    def _count(self, word: str) -> int:
        return int(self.counts[bisect_left(self.words, word)])
