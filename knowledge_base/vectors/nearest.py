"""The vectors of all articles in memory, and which of them lie nearest to a question. Pure but for the embedder."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from contactcenter import clock
from contactcenter.db import Database
from knowledge_base.searches.words import without_people
from knowledge_base.vectors.embedder import Embedder, build_embedder
from knowledge_base.vectors.errors import EmbeddingError
from knowledge_base.vectors.models import ArticleVector

log = logging.getLogger(__name__)

# Somebody waits for the answer: what comes later is not waited for.
DEADLINE_SECONDS = 0.15
# After a failure the model is left alone, so that not every search waits for nothing.
REST = timedelta(seconds=30)
NEAREST = 50
REMEMBERED = 1000
# Rows of a transaction that began before others may appear behind them.
OVERLAP = timedelta(seconds=30)

Key = tuple[str, str]
Nearness = Mapping[Key, float]
Vector = NDArray[np.float32]
NOTHING: Nearness = {}


class NearestTexts:
    """Follows the table of vectors by `refresh`; `to` never fails and never takes longer than its deadline."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self._vectors: dict[Key, Vector] = {}
        self._keys: list[Key] = []
        self._matrix: Vector = np.zeros((0, 0), dtype=np.float32)
        self._seen: datetime | None = None
        self._asked: OrderedDict[str, Vector] = OrderedDict()
        self._resting_until: datetime | None = None

    async def refresh(self, db: Database) -> int:
        """Take in vectors that were made since the last time; returns how many."""
        query = select(ArticleVector).where(ArticleVector.model == self.embedder.model)
        if self._seen is not None:
            query = query.where(ArticleVector.made_at > self._seen - OVERLAP)
        async with db.reading() as session:
            rows = (await session.scalars(query)).all()
        read = {(row.article_id, row.language): np.frombuffer(row.vector, dtype="<f4") for row in rows}
        new = {key: vector for key, vector in read.items() if not np.array_equal(self._vectors.get(key, ()), vector)}
        if rows:
            self._seen = max(row.made_at for row in rows)
        if new:
            self._vectors |= new
            await asyncio.to_thread(self._stack)
        return len(new)

    async def to(self, question: str) -> Nearness:
        """The texts nearest to the question and how near they are, up to 1; empty where the model does not answer."""
        asked = without_people(question)
        if not asked or not self._keys or self._is_resting():
            return NOTHING
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                vector = await self._embed(asked)
                return await asyncio.to_thread(_nearest, self._keys, self._matrix, vector)
        except (TimeoutError, EmbeddingError) as error:
            self._resting_until = clock.now() + REST
            log.warning("question_without_vector", extra={"error": type(error).__name__})
            return NOTHING

    async def close(self) -> None:
        await self.embedder.close()

    async def _embed(self, question: str) -> Vector:
        vector = self._asked.pop(question, None)
        if vector is None:
            vector = (await self.embedder.embed([question]))[0]
        self._asked[question] = vector
        if len(self._asked) > REMEMBERED:
            self._asked.popitem(last=False)
        return vector

    def _is_resting(self) -> bool:
        return self._resting_until is not None and clock.now() < self._resting_until

    def _stack(self) -> None:
        # Both are replaced together at the end: a search in another task reads either the old ones or the new.
        size = max((len(vector) for vector in self._vectors.values()), default=0)
        keys = [key for key, vector in self._vectors.items() if len(vector) == size]
        self._keys, self._matrix = keys, np.stack([self._vectors[key] for key in keys])


def nearest_texts(setting: str) -> NearestTexts | None:
    """The vector channel of this setting; None where there is none. Raises `ConfigurationError`."""
    embedder = build_embedder(setting)
    return None if embedder is None else NearestTexts(embedder)


def _nearest(keys: list[Key], matrix: Vector, vector: Vector) -> Nearness:
    if matrix.shape[1] != len(vector) or len(keys) != len(matrix):
        return NOTHING
    nearness = matrix @ vector
    best: Iterable[int] = np.argsort(-nearness, kind="stable")[:NEAREST].tolist()
    return {keys[place]: float(nearness[place]) for place in best if nearness[place] > 0}
