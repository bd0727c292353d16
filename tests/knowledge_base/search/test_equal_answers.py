"""The same articles give the same answers, whichever database they stand in and in whatever order they came there."""

import asyncio
import random
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from contactcenter.db import Database
from contactcenter.demo.content.articles.reading import load_articles
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from tests.knowledge_base.builders import NOW

QUESTIONS = 2000
FILTERS = (
    Filter(is_staff=True),
    Filter(),
    Filter(language="zh-Hant", is_staff=True),
    Filter(category="repairs"),
)


@pytest.fixture
async def another(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A second database: on PostgreSQL of the other kind, else of the same."""
    path = tmp_path / "another.db"
    await asyncio.to_thread(shutil.copy, sqlite_template, path)
    database = Database(f"sqlite+aiosqlite:///{path}")
    yield database
    await database.close()


async def test_two_thousand_questions_are_answered_alike(db: Database, another: Database) -> None:
    drafts = demo_drafts()
    first = await index_of(db, drafts)
    second = await index_of(another, drafts[::-1])
    found = 0
    for number, question in enumerate(questions(drafts)):
        wanted = FILTERS[number % len(FILTERS)]
        hits = first.search(question, limit=10, wanted=wanted).hits
        others = second.search(question, limit=10, wanted=wanted).hits
        assert [(hit.code, hit.language, hit.score) for hit in hits] == [
            (hit.code, hit.language, hit.score) for hit in others
        ], question
        found += bool(hits)
    assert found > QUESTIONS * 0.9


def demo_drafts() -> list[ArticleDraft]:
    return [
        ArticleDraft(
            code=article.code,
            category=article.category,
            audience="staff" if number % 5 == 0 else "public",
            text=TextDraft(language, text.title, text.body, text.short, text.sample_questions),
        )
        for number, article in enumerate(load_articles())
        for language, text in article.texts.items()
    ]


async def index_of(db: Database, drafts: Sequence[ArticleDraft]) -> LiveIndex:
    async with db.transaction() as session:
        await save_articles(session, drafts, author_id=None, now=NOW)
    index = LiveIndex(db)
    await index.build()
    return index


def questions(drafts: Sequence[ArticleDraft]) -> list[str]:
    """Pieces of the articles as somebody may type them: begun, with a character missing, with two exchanged."""
    dice = random.Random(7)
    pieces = [
        piece
        for draft in drafts
        for piece in re.split(r"[\n。，、！？.,!?|#*]+", f"{draft.text.title}\n{draft.text.body}")
        if len(piece.strip()) > 3
    ]
    return [_mistyped(dice.choice(pieces).strip()[: dice.randrange(4, 40)], dice) for _ in range(QUESTIONS)]


def _mistyped(words: str, dice: random.Random) -> str:
    place = dice.randrange(len(words) - 1)
    return dice.choice(
        (
            words,
            words[:place] + words[place + 1 :],
            words[:place] + words[place + 1] + words[place] + words[place + 2 :],
        )
    )
