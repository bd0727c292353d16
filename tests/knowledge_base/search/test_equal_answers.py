"""The same articles give the same answers, whichever database they stand in and in whatever order they came there."""

import asyncio
import random
import re
import shutil
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import select

from contactcenter.db import Database, Session
from contactcenter.demo.content.articles.reading import load_articles
from contactcenter.groups.models import Group
from contactcenter.places.models import Place
from knowledge_base.articles.bulk import save_articles
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import GROUP, PUBLIC, STAFF, Article, ArticleGroup, ArticlePlace
from knowledge_base.search.filters import Filter
from knowledge_base.search.live_index import LiveIndex
from tests.knowledge_base.builders import NOW

QUESTIONS = 2000
# A tree of places: two towers of one estate, a home in the first, and another estate.
ESTATE, TOWER, FLOOR, HOME, OTHER_TOWER, OTHER_ESTATE = (f"{number:032x}" for number in range(1, 7))
ABOVE = {ESTATE: None, TOWER: ESTATE, FLOOR: TOWER, HOME: FLOOR, OTHER_TOWER: ESTATE, OTHER_ESTATE: None}
SECURITY, CLUB = f"{7:032x}", f"{8:032x}"
AUDIENCES = (STAFF, PUBLIC, GROUP, PUBLIC, PUBLIC)
# What every third article speaks of, in turn.
SPOKEN_OF = ((TOWER,), (OTHER_TOWER,), (ESTATE,), (OTHER_ESTATE,), (OTHER_TOWER, HOME))
WAY_HOME = (ESTATE, TOWER, FLOOR, HOME)
FILTERS = (
    Filter(is_staff=True),
    Filter(),
    Filter(language="zh-Hant", is_staff=True),
    Filter(category="repairs"),
    Filter(place_ids=WAY_HOME, is_staff=True),
    Filter(place_ids=(ESTATE, OTHER_TOWER), only_here=True),
    Filter(reader_ids=frozenset({SECURITY}), is_staff=True, place_ids=(ESTATE,)),
    Filter(reads_all_groups=True, is_staff=True, category="living", language="en"),
    Filter(place_ids=(OTHER_ESTATE,), language="zh-Hans", reader_ids=frozenset({CLUB}), is_staff=True),
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
    found = dict.fromkeys(FILTERS, 0)
    for number, question in enumerate(questions(drafts)):
        wanted = FILTERS[number % len(FILTERS)]
        hits = first.search(question, limit=10, wanted=wanted).hits
        others = second.search(question, limit=10, wanted=wanted).hits
        assert [(hit.code, hit.language, hit.score) for hit in hits] == [
            (hit.code, hit.language, hit.score) for hit in others
        ], question
        found[wanted] += bool(hits)
    assert sum(found.values()) > QUESTIONS * 0.8
    assert min(found.values()) > QUESTIONS / len(FILTERS) / 5, "each kind of reader finds something"


def demo_drafts() -> list[ArticleDraft]:
    return [
        ArticleDraft(
            code=article.code,
            category=article.category,
            audience=AUDIENCES[number % len(AUDIENCES)],
            text=TextDraft(language, text.title, text.body, text.short, text.sample_questions),
        )
        for number, article in enumerate(load_articles())
        for language, text in article.texts.items()
    ]


async def index_of(db: Database, drafts: Sequence[ArticleDraft]) -> LiveIndex:
    async with db.transaction() as session:
        await save_articles(session, drafts, author_id=None, now=NOW)
        await describe(session)
    index = LiveIndex(db)
    await index.build()
    return index


async def describe(session: Session) -> None:
    """Say of some articles which places they speak of and which groups read them, by their codes."""
    for id_, parent_id in ABOVE.items():
        session.add(Place(id=id_, kind="estate" if parent_id is None else "building", parent_id=parent_id, code=id_))
        # A place is written after the one it lies in.
        await session.flush()
    session.add_all(Group(id=id_, code=id_) for id_ in (SECURITY, CLUB))
    await session.flush()
    articles = (await session.scalars(select(Article))).all()
    for number, article in enumerate(sorted(articles, key=lambda article: article.code)):
        if number % 3 == 0:
            places = SPOKEN_OF[number // 3 % len(SPOKEN_OF)]
            session.add_all(ArticlePlace(article_id=article.id, place_id=place_id) for place_id in places)
        if article.audience == GROUP:
            session.add(ArticleGroup(article_id=article.id, group_id=(SECURITY, CLUB)[number % 2]))


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
