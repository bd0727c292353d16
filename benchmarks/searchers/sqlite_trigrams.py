"""SQLite's own full text search with its trigram tokenizer, script folded, best first by its BM25."""

import sqlite3
from collections.abc import Sequence

from benchmarks.searchers.collection import Text
from contactcenter.text.scripts import fold


class SqliteTrigrams:
    name = "SQLite FTS5 trigram"

    def build(self, texts: Sequence[Text]) -> None:
        self._db = sqlite3.connect(":memory:")
        self._db.execute("CREATE VIRTUAL TABLE articles USING fts5(code UNINDEXED, title, body, tokenize='trigram')")
        rows = ((text.code, fold(text.title), fold(text.body)) for text in texts)
        self._db.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)

    def search(self, words: str, limit: int) -> list[str]:
        folded = "".join(character if character.isalnum() else " " for character in fold(words))
        grams = {part[i : i + 3] for part in folded.split() for i in range(max(len(part) - 2, 0))}
        if not grams:
            return []
        wanted = " OR ".join(f'"{gram}"' for gram in sorted(grams))
        query = "SELECT code FROM articles WHERE articles MATCH ? ORDER BY bm25(articles, 0, 3, 1), code LIMIT ?"
        return [code for (code,) in self._db.execute(query, (wanted, limit))]
