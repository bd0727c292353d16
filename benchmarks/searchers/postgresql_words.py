"""PostgreSQL's tsvector over pairs of Chinese characters and English words, ordered by ts_rank."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import pairwise

import asyncpg

from benchmarks.searchers.collection import Text
from contactcenter.text.scripts import fold
from tests.support.servers import running_postgresql

PIECE = re.compile(r"([a-z0-9]+)|([\u3400-\u9fff]+)")
TABLE = "CREATE TABLE articles (code text, title text, body text, words tsvector)"
INDEX = """
UPDATE articles
SET words = setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', body), 'D');
CREATE INDEX ON articles USING gin (words);
ANALYZE articles
"""
QUERY = """
SELECT code FROM articles, to_tsquery('english', $1) wanted WHERE words @@ wanted
ORDER BY ts_rank(words, wanted) DESC, code LIMIT $2
"""


class PostgresqlWords:
    name = "PostgreSQL tsvector"

    def build(self, texts: Sequence[Text]) -> None:
        self._kept = ExitStack()
        server = self._kept.enter_context(running_postgresql())
        self._loop = self._kept.enter_context(asyncio.Runner())
        address = server.url("postgres").replace("postgresql+asyncpg", "postgresql")
        self._connection = self._loop.run(asyncpg.connect(address))
        rows = [(text.code, " ".join(_words(text.title)), " ".join(_words(text.body))) for text in texts]
        self._loop.run(self._connection.execute(TABLE))
        copied = self._connection.copy_records_to_table("articles", records=rows, columns=["code", "title", "body"])
        self._loop.run(copied)
        self._loop.run(self._connection.execute(INDEX))

    def search(self, words: str, limit: int) -> list[str]:
        wanted = " | ".join(f"'{word}'" for word in sorted(set(_words(words))))
        return [row["code"] for row in self._loop.run(self._connection.fetch(QUERY, wanted, limit))] if wanted else []

    def close(self) -> None:
        self._kept.close()


def _words(text: str) -> Iterator[str]:
    for english, chinese in PIECE.findall(fold(text)):
        if english:
            yield english
        elif len(chinese) == 1:
            yield chinese
        else:
            yield from (first + second for first, second in pairwise(chinese))
