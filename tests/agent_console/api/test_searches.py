"""What came of searches and what they teach, at the API."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from agent_console.keys import SEARCH, SEARCH_LOG
from contactcenter import clock
from contactcenter.db import Database, new_id
from knowledge_base.articles.models import Article
from knowledge_base.searches.models import Search
from knowledge_base.searches.words import fold_words
from tests.agent_console.conftest import OpenWindow
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def article(db: Database, app: web.Application) -> Article:
    async with db.transaction() as session:
        made = await make_article(session, draft(samples=("管理費點交",)))
    await app[SEARCH].build()
    return made


async def search_and_pick(window: Window, article: Article, words: str, outcome: str = "inserted") -> str:
    found = await window.get("/search", q=words, box="test")
    search_id = found.json["search_id"]
    body = {"article_id": article.id, "rank": 1, "outcome": outcome}
    assert (await window.post(f"/searches/{search_id}/pick", body)).status == 204
    return str(search_id)


async def add_search(db: Database, words: str, **values: Any) -> None:
    said = {"source": "console", "language": "zh-Hant", "hits": 3, "outcome": "none", "box": "", "at": clock.now()}
    async with db.transaction() as session:
        session.add(Search(**{"id": new_id(), "words": words, "folded": fold_words(words), **said, **values}))


async def test_what_two_people_search_and_use_is_proposed_accepted_and_found(
    db: Database,
    app: web.Application,
    desk: Desk,
    article: Article,
    agent: Window,
    supervisor: Window,
    sign_in: OpenWindow,
) -> None:
    await search_and_pick(agent, article, "屋苑雜費點計")
    assert (await supervisor.get("/question-proposals")).json["items"] == []
    await search_and_pick(await sign_in(desk.colleague), article, "屋苑雜費點計")
    (proposal,) = (await supervisor.get("/question-proposals")).json["items"]
    assert (proposal["question"], proposal["times"], proposal["may_decide"]) == ("屋苑雜費點計", 2, True)
    assert proposal["article_title"] == "管理費幾時交"
    (seen,) = (await agent.get("/question-proposals", article=article.id)).json["items"]
    assert seen["may_decide"] is False
    address = f"/question-proposals/{proposal['id']}"
    assert (await agent.post(f"{address}/accept")).status == 403
    stale = await supervisor.post(f"{address}/accept", {"version": 7})
    assert (stale.status, stale.code) == (409, "stale")
    accepted = await supervisor.post(f"{address}/accept", {"version": proposal["version"]})
    assert (accepted.status, accepted.json["state"]) == (200, "accepted")
    assert accepted.json["decided_by_name"] == desk.supervisor.name
    late = await supervisor.post(f"{address}/decline")
    assert (late.status, late.code) == (409, "already_taken")
    await app[SEARCH].refresh()
    (hit,) = (await agent.get("/search", q="屋苑雜費點計")).json["items"]
    assert hit["article_id"] == article.id
    assert (await agent.get(f"/articles/{article.id}")).json["sample_questions"] == ["管理費點交", "屋苑雜費點計"]


async def test_a_pick_reaches_a_search_that_is_not_written_yet(
    db: Database, app: web.Application, desk: Desk, article: Article, agent: Window
) -> None:
    # As another node made it, whose log we do not see.
    search_id = new_id()
    body = {"article_id": article.id, "rank": 3, "outcome": "opened"}
    assert (await agent.post(f"/searches/{search_id}/pick", body)).status == 204
    noted = app[SEARCH_LOG].note(
        source="console",
        language="zh-Hant",
        words="管理費",
        hits=4,
        agent_id=desk.agent.id,
        contact_id=desk.contact.id,
        box="",
        now=clock.now(),
    )
    waiting = app[SEARCH_LOG]._waiting
    waiting[search_id] = type(waiting[noted])(**{**_fields(waiting.pop(noted)), "id": search_id})
    await app[SEARCH_LOG].write_all(db, now=clock.now())
    async with db.reading() as session:
        (row,) = await session.scalars(select(Search))
    assert (row.words, row.outcome, row.picked_rank, row.contact_id) == ("管理費", "opened", 3, desk.contact.id)


def _fields(search: Any) -> dict[str, Any]:
    return {name: getattr(search, name) for name in search.__dataclass_fields__}


async def test_a_pick_of_nothing_is_refused(article: Article, agent: Window, supervisor: Window) -> None:
    search_id = (await agent.get("/search", q="管理費")).json["search_id"]
    body = {"article_id": article.id, "rank": 1, "outcome": "opened"}
    assert (await agent.post("/searches/none/pick", body)).status == 404
    assert (await supervisor.post(f"/searches/{search_id}/pick", body)).status == 404
    assert (await agent.post(f"/searches/{search_id}/pick", {**body, "article_id": "none"})).status == 404
    for wrong in ({"rank": 0}, {"outcome": "answered"}, {"more": 1}):
        assert (await agent.post(f"/searches/{search_id}/pick", {**body, **wrong})).status == 422


async def test_searches_that_led_nowhere_are_listed_by_their_words(
    db: Database, desk: Desk, article: Article, agent: Window, supervisor: Window
) -> None:
    old = clock.now() - timedelta(days=40)
    mine = {"agent_id": desk.agent.id, "contact_id": desk.contact.id}
    await add_search(db, "充電樁", hits=0)
    await add_search(db, "充电桩？", **mine)
    await add_search(db, "充電樁", source="public")
    await add_search(db, "屋頂花園", at=old)
    await add_search(db, "管理費", outcome="opened", article_id=article.id)
    await add_search(db, "管理費")
    await add_search(db, "費")
    await add_search(db, "有冇人", source="suggestion", hits=0)
    await add_search(db, "電動車", outcome="inserted", article_id=article.id, picked_rank=1, **mine)
    assert (await agent.get("/searches/dead")).status == 403
    (dead,) = (await supervisor.get("/searches/dead")).json["items"]
    assert (dead["words"], dead["times"], dead["without_hits"], dead["by_public"]) == ("充電樁", 3, 1, 1)
    assert dead["led_on"] == [{"article_id": article.id, "title": "管理費幾時交", "contacts": 1}]
    since = (clock.now() - timedelta(days=50)).isoformat()
    found = (await supervisor.get("/searches/dead", **{"from": since, "limit": 1})).json["items"]
    assert [one["words"] for one in found] == ["充電樁"]
    assert len((await supervisor.get("/searches/dead", **{"from": since})).json["items"]) == 2
    wrong = await supervisor.get("/searches/dead", **{"from": since, "until": since})
    assert (wrong.status, wrong.json["error"]["details"]["field"]) == (422, "from")
    ages = (clock.now() - timedelta(days=400)).isoformat()
    assert (await supervisor.get("/searches/dead", **{"from": ages})).status == 422


async def test_words_searched_in_vain_are_given_to_an_article(
    db: Database, app: web.Application, article: Article, agent: Window, supervisor: Window
) -> None:
    address = f"/articles/{article.id}/sample-questions"
    assert (await agent.post(address, {"question": "充電樁"})).status == 403
    added = await supervisor.post(address, {"question": "充電樁"})
    assert (added.status, added.json["language"]) == (200, "zh-Hant")
    assert added.json["sample_questions"] == ["管理費點交", "充電樁"]
    again = await supervisor.post(address, {"question": "充电桩", "language": "zh-Hans"})
    assert again.json["sample_questions"] == ["管理費點交", "充電樁"], "the same question in the other script"
    await app[SEARCH].refresh()
    assert (await agent.get("/search", q="充電樁")).json["items"][0]["article_id"] == article.id
    assert (await supervisor.post(address, {"question": "？"})).status == 422
    assert (await supervisor.post("/articles/none/sample-questions", {"question": "充電樁"})).status == 404


async def test_figures_tell_how_searching_goes(db: Database, desk: Desk, article: Article, agent: Window) -> None:
    now = clock.now()
    picked = {"outcome": "opened", "article_id": article.id}
    await add_search(db, "一", **picked, picked_rank=1)
    await add_search(db, "二", **{**picked, "outcome": "answered"}, picked_rank=2)
    await add_search(db, "三", hits=0)
    await add_search(db, "四", outcome="gap", at=now - timedelta(days=3))
    await add_search(db, "五", source="suggestion", **{**picked, "outcome": "inserted"})
    await add_search(db, "六", source="public")
    await add_search(db, "七", at=now - timedelta(days=31))
    figures = (await agent.get("/knowledge/figures")).json
    total = figures["total"]
    assert (total["searches"], total["used"], total["inserted"], total["without_hits"], total["gaps"]) == (
        4,
        2,
        1,
        1,
        1,
    )
    assert (total["suggested"], total["suggestions_used"], total["public"]) == (1, 1, 1)
    assert (figures["used_share"], figures["first_share"], figures["suggestion_share"]) == (0.5, 0.5, 1.0)
    assert sum(day["searches"] for day in figures["days"]) == 4
    assert figures["feedback"]["median_hours"] is None
    assert figures["days"][0]["since"] == figures["since"]
    assert figures["days"][-1]["until"] == figures["until"]
    long = (now - timedelta(days=93)).isoformat()
    assert (await agent.get("/knowledge/figures", **{"from": long})).status == 422
