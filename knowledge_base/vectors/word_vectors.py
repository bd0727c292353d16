"""Vectors from a text file of word vectors (a word and its numbers on each line), as many are published."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from contactcenter.config import PREFIX, ConfigurationError
from contactcenter.text.scripts import fold
from knowledge_base.search.grams import WORD

# The longest Chinese words that are looked up; a longer one is found by its parts.
LONGEST_WORD = 4
# A word in every other text tells nothing: words weigh less the earlier they stand in the file, where the most usual
# ones stand first.
USUAL = 200.0


@dataclass(frozen=True, slots=True)
class WordVectors:
    """A text is the average of its words. Words are kept folded, so both scripts share one entry."""

    model: str
    places: dict[str, int]
    vectors: NDArray[np.float32]

    @classmethod
    def read(cls, path: Path) -> "WordVectors":
        places: dict[str, int] = {}
        rows: list[NDArray[np.float32]] = []
        try:
            with path.open(encoding="utf-8") as lines:
                for word, numbers in _entries(lines):
                    if rows and len(numbers) != len(rows[0]):
                        raise ValueError
                    if places.setdefault(fold(word), len(rows)) == len(rows):
                        rows.append(numbers)
        except (OSError, ValueError) as error:
            raise ConfigurationError(
                f"{PREFIX}EMBEDDINGS: {path} is not a text file with one word and its numbers on each line."
            ) from error
        if not rows:
            raise ConfigurationError(f"{PREFIX}EMBEDDINGS: {path} holds no words.")
        return cls(path.name, places, np.stack(rows))

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        # One question takes no time; articles leave the loop to others.
        return self._embed(texts) if len(texts) == 1 else await asyncio.to_thread(self._embed, texts)

    async def close(self) -> None:
        """Nothing is open."""

    def _embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self._average(fold(text)) for text in texts])

    def _average(self, folded: str) -> NDArray[np.float32]:
        counts = Counter(self._words(folded))
        total = np.zeros(self.vectors.shape[1], dtype=np.float32)
        for place, count in counts.items():
            total += self.vectors[place] * count * (1 - USUAL / (USUAL + place + 1))
        length = float(np.linalg.norm(total))
        return total / length if length else total

    def _words(self, folded: str) -> Iterator[int]:
        """The places of the longest known words, from left to right."""
        ends = {match.start(): match.end() for match in WORD.finditer(folded)}
        start = 0
        while start < len(folded):
            if start in ends:
                lengths = [ends[start] - start]
            else:
                lengths = list(range(min(LONGEST_WORD, len(folded) - start), 0, -1))
            known = next((n for n in lengths if folded[start : start + n] in self.places), None)
            if known is not None:
                yield self.places[folded[start : start + known]]
            start += known or (lengths[0] if start in ends else 1)


def _entries(lines: Iterator[str]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for number, line in enumerate(lines):
        word, _, rest = line.rstrip().partition(" ")
        # The first line may say how many words and numbers there are.
        if not rest or (number == 0 and len(rest.split()) == 1):
            continue
        yield word, np.array(rest.split(), dtype=np.float32)
