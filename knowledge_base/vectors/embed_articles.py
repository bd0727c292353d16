"""The job of the vector channel: makes the vectors that are missing or of an older text, then takes in all new ones."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import or_, select

from contactcenter.db import Database, insert
from contactcenter.worker import Job
from knowledge_base.articles.models import RETIRED, Article, ArticleText
from knowledge_base.articles.service import TOPIC
from knowledge_base.vectors.errors import EmbeddingError
from knowledge_base.vectors.models import ArticleVector
from knowledge_base.vectors.nearest import NearestTexts

log = logging.getLogger(__name__)

BATCH = 32
# Models read the beginning; what an article answers stands in its title, its sample questions and there.
LONGEST_TEXT = 2000


def embedding_jobs(nearest: NearestTexts | None) -> list[Job]:
    """None where no model is set up: then nothing of this costs anything."""
    return [] if nearest is None else [Job("embed articles", EmbedArticles(nearest).fire, seconds=5, topics=[TOPIC])]


class EmbedArticles:
    """Two nodes that make the same vector at once write the same row; nothing else comes of it."""

    def __init__(self, nearest: NearestTexts) -> None:
        self._nearest = nearest

    async def fire(self, db: Database, *, now: datetime) -> int:
        """One batch; returns how many texts were looked at."""
        model = self._nearest.embedder.model
        texts = await _outdated(db, model)
        if texts:
            try:
                vectors = await self._nearest.embedder.embed([_words(text) for text in texts])
            except EmbeddingError as error:
                # Tried again with the next round; articles are found by their words meanwhile.
                log.warning("articles_without_vectors", extra={"count": len(texts), "error": str(error)})
                texts = []
            else:
                await _write(db, texts, vectors.astype("<f4"), model=model, now=now)
        await self._nearest.refresh(db)
        return len(texts)


async def _outdated(db: Database, model: str) -> Sequence[ArticleText]:
    same = (ArticleVector.article_id == ArticleText.article_id) & (ArticleVector.language == ArticleText.language)
    is_old = or_(
        ArticleVector.model.is_(None), ArticleVector.model != model, ArticleVector.made_at < ArticleText.updated_at
    )
    query = select(ArticleText).join(Article, Article.id == ArticleText.article_id).outerjoin(ArticleVector, same)
    query = query.where(Article.state != RETIRED, is_old).order_by(ArticleText.article_id, ArticleText.language)
    async with db.reading() as session:
        return (await session.scalars(query.limit(BATCH))).all()


async def _write(db: Database, texts: Sequence[ArticleText], vectors: np.ndarray, *, model: str, now: datetime) -> None:
    rows = [
        {
            "article_id": text.article_id,
            "language": text.language,
            "model": model,
            "digest": hashlib.sha256(_words(text).encode()).hexdigest(),
            "vector": vector.tobytes(),
            # A text that changes while its vector is made is newer than this, and comes again.
            "made_at": max(now, text.updated_at),
        }
        for text, vector in zip(texts, vectors, strict=True)
    ]
    async with db.transaction() as session:
        statement = insert(session, ArticleVector)
        new = {name: statement.excluded[name] for name in ("model", "digest", "vector", "made_at")}
        keys = ["article_id", "language"]
        await session.execute(statement.on_conflict_do_update(index_elements=keys, set_=new), rows)


def _words(text: ArticleText) -> str:
    return "\n".join((text.title, *text.sample_questions, text.plain))[:LONGEST_TEXT]
