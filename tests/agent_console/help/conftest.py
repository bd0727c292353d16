"""A visitor of the help page of an estate with two towers, and another estate beside it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from agent_console.keys import SEARCH
from contactcenter import clock
from contactcenter.db import Database, Session, new_id
from contactcenter.lines.models import Line
from contactcenter.notices.models import Notice
from contactcenter.places.service import create_place
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import PUBLISHED, Article, ArticleCategory, ArticlePlace
from knowledge_base.articles.service import create_article
from tests.support.console import running


@dataclass
class Town:
    """Ids by the codes of places and articles."""

    places: dict[str, str]
    articles: dict[str, str]


@pytest.fixture
async def town(db: Database) -> Town:
    async with db.transaction() as session:
        places = await _places(session)
        articles = await _articles(session, places)
        session.add(ArticleCategory(code="water", names={"zh-Hant": "食水", "en": "Water"}, position=1))
        for channel, address in (("sms", "+85230000000"), ("voice", "+85230000000"), ("email", "help@estate.example")):
            session.add(Line(id=new_id(), channel=channel, address=address))
        await session.flush()
    return Town(places, articles)


async def _places(session: Session) -> dict[str, str]:
    estate = await create_place(session, kind="estate", code="EBG", names={"zh-Hant": "翠濤花園", "en": "Emerald Bay"})
    other = await create_place(session, kind="estate", code="OTHER", names={"en": "Hill Court"})
    tower = await create_place(session, kind="building", code="3", names={"en": "Tower 3"}, parent_id=estate.id)
    hill = await create_place(session, kind="building", code="H1", names={"en": "Hill 1"}, parent_id=other.id)
    return {place.code: place.id for place in (estate, other, tower, hill)}


async def _articles(session: Session, places: dict[str, str]) -> dict[str, str]:
    ids = {}
    for code, title, audience, state in (
        ("no-water", "No water at home", "public", PUBLISHED),
        ("tower-3", "Water in tower 3", "public", PUBLISHED),
        ("hill", "Water of Hill Court", "public", PUBLISHED),
        ("staff", "Water: what staff must say", "staff", PUBLISHED),
        ("group", "Water: for plumbers", "group", PUBLISHED),
        ("draft", "Water, not ready", "public", "draft"),
        ("old", "Water of last year", "public", PUBLISHED),
        ("early", "Water of next year", "public", PUBLISHED),
    ):
        text = TextDraft("en", title, f"About water.\n\nSecret of {code}.", short_text=f"Short {code}.")
        draft = ArticleDraft(code=code, category="water", audience=audience, text=text)
        ids[code] = (await create_article(session, draft, author_id=None, now=clock.now(), state=state)).id
    for code, place in (("tower-3", "3"), ("hill", "H1")):
        session.add(ArticlePlace(article_id=ids[code], place_id=places[place]))
    for code, field, days in (("old", "valid_until", -1), ("early", "valid_from", 1)):
        article = await session.get(Article, ids[code])
        setattr(article, field, clock.now() + timedelta(days=days))
    return ids


async def add_notice(db: Database, place_id: str, title: str, **values: Any) -> None:
    now = clock.now()
    row: dict[str, Any] = {"starts_at": now - timedelta(hours=1), "ends_at": None, "published_at": now} | values
    async with db.transaction() as session:
        notice = Notice(id=new_id(), kind="water", place_id=place_id, titles={"en": title}, texts={"en": "Why."}, **row)
        session.add(notice)


@pytest.fixture
async def visitor(app: web.Application, town: Town) -> AsyncIterator[TestClient[Any, Any]]:
    async with running(app) as client:
        await app[SEARCH].refresh()
        yield client
