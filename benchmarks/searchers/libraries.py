"""Two kept-up search libraries, fed with the product's own grams: `pip install tantivy bm25s` to have their rows."""

from collections.abc import Sequence
from typing import Any

from benchmarks.searchers.collection import Text
from contactcenter.text.scripts import fold
from knowledge_base.search.grams import cut

TITLE_WEIGHT = 5


def _tokens(words: str) -> list[str]:
    return [f"{gram:x}" for kind in cut(fold(words)).kinds() for gram in kind.grams.tolist()]


class Tantivy:
    name = "tantivy, the same grams"

    def build(self, texts: Sequence[Text]) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("code", stored=True, tokenizer_name="raw")
        schema.add_text_field("title", tokenizer_name="whitespace")
        schema.add_text_field("body", tokenizer_name="whitespace")
        self._index: Any = tantivy.Index(schema.build())
        writer = self._index.writer(128_000_000, 1)
        for text in texts:
            words = {"title": " ".join(_tokens(text.title)), "body": " ".join(_tokens(text.body))}
            writer.add_document(tantivy.Document(code=text.code, **words))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, words: str, limit: int) -> list[str]:
        tokens = " ".join(sorted(set(_tokens(words))))
        if not tokens:
            return []
        query = self._index.parse_query(tokens, ["title", "body"], {"title": float(TITLE_WEIGHT), "body": 1.0})
        return [self._searcher.doc(address)["code"][0] for _, address in self._searcher.search(query, limit).hits]


class Bm25s:
    name = "bm25s, the same grams"

    def build(self, texts: Sequence[Text]) -> None:
        import bm25s

        self._codes = [text.code for text in texts]
        tokens = [_tokens(text.title) * TITLE_WEIGHT + _tokens(text.body) for text in texts]
        self._retriever: Any = bm25s.BM25()
        self._retriever.index(tokens, show_progress=False)

    def search(self, words: str, limit: int) -> list[str]:
        tokens = sorted(set(_tokens(words)))
        if not tokens:
            return []
        found, _ = self._retriever.retrieve([tokens], k=limit, show_progress=False)
        return [self._codes[place] for place in found[0]]
