"""Searches that led nowhere are dealt with by hand, and stay dealt with, at the API."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from agent_console.keys import SEARCH
from contactcenter import clock
from contactcenter.db import Database, new_id
from knowledge_base.articles.models import Article
from knowledge_base.searches.models import Search
from knowledge_base.searches.words import fold_words
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def article(db: Database, app: web.Application) -> Article:
    async with db.transaction() as session:
        made = await make_article(session, draft(samples=("管理費點交",)))
    await app[SEARCH].build()
    return made


async def add_search(db: Database, words: str, **values: Any) -> None:
    said = {"source": "console", "language": "zh-Hant", "hits": 3, "outcome": "none", "box": "", "at": clock.now()}
    async with db.transaction() as session:
        session.add(Search(**{"id": new_id(), "words": words, "folded": fold_words(words), **said, **values}))


async def dead_words(window: Window, days: int = 30) -> list[str]:
    since = (clock.now() - timedelta(days=days)).isoformat()
    return [one["words"] for one in (await window.get("/searches/dead", **{"from": since})).json["items"]]


async def test_what_was_dealt_with_stays_dealt_with_in_every_time(
    db: Database, article: Article, agent: Window, supervisor: Window
) -> None:
    for words, days in (("充電樁", 1), ("充電樁", 80), ("屋頂花園", 2), ("升降台", 3), ("羽毛球", 4), ("單車", 5)):
        await add_search(db, words, at=clock.now() - timedelta(days=days))
    address = "/searches/dead/settle"
    assert (await agent.post(address, {"words": "單車", "act": "dismissed"})).status == 403
    given = await supervisor.post(address, {"words": "充电桩", "act": "question", "article_id": article.id})
    assert (given.status, given.json["article_title"]) == (200, "管理費幾時交")
    noted = await supervisor.post(address, {"words": "屋頂花園", "act": "gap", "note": "searched 1 time"})
    gap = (await supervisor.get(f"/gaps/{noted.json['gap_id']}")).json
    assert (gap["question"], gap["askers"][0]["note"]) == ("屋頂花園", "searched 1 time")
    meant = await supervisor.post(address, {"words": "升降台", "act": "synonym", "means": "吊船"})
    assert (meant.status, meant.json["act"]) == (200, "synonym")
    begun = await supervisor.post(address, {"words": "羽毛球", "act": "article", "article_id": article.id})
    assert begun.status == 200, begun.json
    dismissed = await supervisor.post(address, {"words": "單車", "act": "dismissed"})
    assert dismissed.json["by_name"] is not None
    assert await dead_words(supervisor) == []
    assert await dead_words(supervisor, 200) == []
    again = await supervisor.post(address, {"words": "單車？", "act": "dismissed"})
    assert (again.status, again.code) == (409, "already_taken")
    assert (await agent.get(f"/articles/{article.id}")).json["sample_questions"] == ["管理費點交", "充电桩"]
    sets = (await supervisor.get("/admin/synonyms")).json["items"]
    assert ["吊船", "升降台"] in [one["words"] for one in sets]


async def test_words_searched_in_vain_again_come_back_and_say_what_was_done(
    db: Database, desk: Desk, supervisor: Window
) -> None:
    for days in (1, 2, 3):
        await add_search(db, "單車", at=clock.now() - timedelta(days=days))
    await supervisor.post("/searches/dead/settle", {"words": "單車", "act": "dismissed"})
    await add_search(db, "单车", at=clock.now() + timedelta(milliseconds=1))
    until = (clock.now() + timedelta(minutes=1)).isoformat()
    (dead,) = (await supervisor.get("/searches/dead", until=until)).json["items"]
    assert (dead["times"], dead["settled"]["act"]) == (1, "dismissed"), "counted since then only"
    assert dead["settled"]["by_name"] == desk.supervisor.name
    noted = await supervisor.post("/searches/dead/settle", {"words": "單車", "act": "gap"})
    assert (noted.status, noted.json["act"]) == (200, "gap")


async def test_what_was_dismissed_too_early_is_brought_back(db: Database, supervisor: Window) -> None:
    await add_search(db, "單車", at=clock.now() - timedelta(days=1))
    await supervisor.post("/searches/dead/settle", {"words": "單車", "act": "dismissed"})
    assert (await supervisor.post("/searches/dead/bring-back", {"words": "單車"})).status == 204
    (dead,) = (await supervisor.get("/searches/dead")).json["items"]
    assert (dead["words"], dead["settled"]) == ("單車", None)
    assert (await supervisor.post("/searches/dead/settle", {"words": "單車", "act": "dismissed"})).status == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"words": "？"}, 422),
        ({"words": "never searched"}, 404),
        ({"act": "question"}, 422),
        ({"act": "question", "article_id": "none"}, 404),
        ({"act": "synonym"}, 422),
        ({"act": "synonym", "means": "单车"}, 422),
        ({"act": "forgotten"}, 422),
    ],
    ids=lambda value: str(value),
)
async def test_what_cannot_be_done_about_words_is_refused_and_changes_nothing(
    db: Database, supervisor: Window, body: dict[str, str], status: int
) -> None:
    await add_search(db, "單車")
    refused = await supervisor.post("/searches/dead/settle", {"words": "單車", "act": "dismissed"} | body)
    assert refused.status == status, refused.json
    assert await dead_words(supervisor) == ["單車"]
