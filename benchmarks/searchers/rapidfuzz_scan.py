"""A fuzzy comparison with every article: what a desk does that has a library for it and no index."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from benchmarks.searchers.collection import Text


class RapidfuzzScan:
    name = "rapidfuzz alone"

    def build(self, texts: Sequence[Text]) -> None:
        self._codes = [text.code for text in texts]
        self._words = [f"{text.title} {text.body}".lower() for text in texts]

    def search(self, words: str, limit: int) -> list[str]:
        found = process.extract(words.lower(), self._words, scorer=fuzz.partial_ratio, limit=limit)
        return [self._codes[place] for _, _, place in found]
