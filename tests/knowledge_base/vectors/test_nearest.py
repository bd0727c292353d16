"""The vector channel: vectors are made and followed, found by meaning, and never in the way."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import func, select

from contactcenter.db import Database
from knowledge_base.articles.drafts import TextDraft
from knowledge_base.articles.models import STAFF
from knowledge_base.articles.service import save_text
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.service import search_articles
from knowledge_base.vectors import nearest
from knowledge_base.vectors.embed_articles import EmbedArticles, embedding_jobs
from knowledge_base.vectors.errors import EmbeddingError
from knowledge_base.vectors.models import ArticleVector
from knowledge_base.vectors.nearest import NOTHING, NearestTexts, nearest_texts
from tests.knowledge_base.builders import NOW, draft, make_article

STAFF_MEMBER = Filter(is_staff=True)
WORDS = "升降機 1 0 0\n壞 0.9 0.1 0\nelevator 0.95 0 0.1\n費 0 1 0\nmoney 0 0.9 0.1\n泳池 0 0 1\n"


@pytest.fixture
def channel(tmp_path: Path) -> NearestTexts:
    path = tmp_path / "words.vec"
    path.write_text(WORDS, encoding="utf-8")
    made = nearest_texts(str(path))
    assert made is not None
    return made


async def make_articles(db: Database) -> None:
    drafts = [draft("升降機壞了", "請致電。", code="lift"), draft("管理費", "每月繳交。", code="fees")]
    drafts.append(draft("升降機 內部", "升降機保養合約。", code="internal", audience=STAFF))
    async with db.transaction() as session:
        for one in drafts:
            await make_article(session, one)


async def found(db: Database, index: LiveIndex, question: str, wanted: Filter = STAFF_MEMBER) -> list[str]:
    async with db.reading() as session:
        hits = await search_articles(session, index, question, wanted=wanted)
    return [hit.title.text for hit in hits]


async def test_an_article_is_found_by_its_meaning_and_still_only_by_those_who_may(
    db: Database, channel: NearestTexts
) -> None:
    await make_articles(db)
    index = LiveIndex(db, channel)
    await index.build()
    assert await found(db, index, "elevator") == []
    (job,) = embedding_jobs(channel)
    assert await job.fire(db, now=NOW) == 3
    assert await job.fire(db, now=NOW) == 0
    assert set(await found(db, index, "elevator")) == {"升降機壞了", "升降機 內部"}
    assert await found(db, index, "elevator", Filter()) == ["升降機壞了"]
    # What was asked for by its own words stays first.
    assert (await found(db, index, "管理費 elevator"))[0] == "管理費"
    await index.close()


async def test_an_edited_text_gets_a_new_vector_and_another_node_follows(db: Database, channel: NearestTexts) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft("升降機", "x", code="a"))
    job, other = EmbedArticles(channel), NearestTexts(channel.embedder)
    assert await job.fire(db, now=NOW) == 1
    assert await other.refresh(db) == 1
    later = NOW + timedelta(minutes=5)
    async with db.transaction() as session:
        await save_text(session, article.id, TextDraft("zh-Hant", "泳池", "x"), author_id=None, now=later)
    assert await job.fire(db, now=later) == 1
    assert await job.fire(db, now=later) == 0
    assert await other.refresh(db) == 1
    assert await other.refresh(db) == 0
    assert dict(await other.to("泳池")) == {(article.id, "zh-Hant"): pytest.approx(1)}


async def test_vectors_of_another_model_are_made_anew(db: Database, channel: NearestTexts, tmp_path: Path) -> None:
    await make_articles(db)
    await EmbedArticles(channel).fire(db, now=NOW)
    path = tmp_path / "better.vec"
    path.write_text("升降機 1 0\n費 0 1\n", encoding="utf-8")
    better = nearest_texts(str(path))
    assert better is not None
    assert await better.refresh(db) == 0
    assert await EmbedArticles(better).fire(db, now=NOW) == 3
    async with db.reading() as session:
        count = select(ArticleVector.model, func.count()).group_by(ArticleVector.model)
        assert [tuple(row) for row in await session.execute(count)] == [("better.vec", 3)]


class Unsteady:
    """A model that does as it is told: answers, fails, or never comes back."""

    model = "unsteady"

    def __init__(self) -> None:
        self.does = "answer"
        self.asked: list[str] = []

    async def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        if self.does == "fail":
            raise EmbeddingError
        if self.does == "hang":
            await asyncio.Event().wait()
        return np.tile(np.array([1.0, 0.0], dtype=np.float32), (len(texts), 1))

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize("trouble", ["fail", "hang"])
async def test_a_model_in_trouble_is_left_alone_and_the_words_go_on(
    db: Database, trouble: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nearest, "DEADLINE_SECONDS", 0.01)
    await make_articles(db)
    model = Unsteady()
    index = LiveIndex(db, NearestTexts(model))
    await index.build()
    assert index.nearest is not None
    await EmbedArticles(index.nearest).fire(db, now=NOW)
    model.asked.clear()
    model.does = trouble
    assert await found(db, index, "管理費") == ["管理費"]
    assert await found(db, index, "管理費 幾多") == ["管理費"]
    assert model.asked == ["管理費"]


async def test_a_job_whose_model_fails_tries_again_and_makes_nothing_up(db: Database) -> None:
    await make_articles(db)
    model = Unsteady()
    model.does = "fail"
    channel = NearestTexts(model)
    assert await EmbedArticles(channel).fire(db, now=NOW) == 0
    assert await channel.to("管理費") is NOTHING
    model.does = "answer"
    assert await EmbedArticles(channel).fire(db, now=NOW) == 3


async def test_the_same_question_is_embedded_once_and_without_telephone_numbers(db: Database) -> None:
    await make_articles(db)
    model = Unsteady()
    channel = NearestTexts(model)
    await EmbedArticles(channel).fire(db, now=NOW)
    model.asked.clear()
    for _ in range(2):
        assert len(await channel.to("電梯壞了 請致電 9123 4567")) == 3
    (asked,) = model.asked
    assert "9123" not in asked


async def test_without_a_model_nothing_runs(db: Database) -> None:
    assert embedding_jobs(nearest_texts("")) == []
    assert await LiveIndex(db).nearness("電梯") is NOTHING
