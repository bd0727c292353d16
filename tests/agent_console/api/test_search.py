"""Searching: what each person finds, for whom it is searched, and what the answer says beside the articles."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import update

from agent_console.keys import SEARCH, SEARCH_LOG
from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Occupancy
from contactcenter.db import Database, new_id
from contactcenter.places.models import Place
from contactcenter.places.service import path_to
from knowledge_base.articles.models import GROUP, STAFF, Article, ArticleGroup, ArticlePlace
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.places import make_home
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def library(db: Database, app: web.Application, desk: Desk) -> dict[str, str]:
    """Articles about cards, by code: for all, for staff, for the engineers, for one tower each, not valid yet."""
    drafts = [
        draft("門禁卡", "遺失門禁卡可到管理處補領。", code="all", category="access"),
        draft("門禁卡 內部", "門禁卡押金入帳辦法。", code="staff", category="access", audience=STAFF),
        draft("門禁卡 機房", "機房門禁卡。", code="engineers", category="technical", audience=GROUP),
        draft("門禁卡 三座", "三座門禁卡。", code="own-tower", category="access"),
        draft("門禁卡 五座", "五座門禁卡。", code="other-tower", category="access"),
        draft("門禁卡 明日", "明日起的新門禁卡。", code="tomorrow", category="access"),
        draft("Access card", "A lost access card is replaced at the office.", code="all", language="en"),
    ]
    async with db.transaction() as session:
        other, beside = await make_home(session, "5-1-A"), await make_home(session, "3-12-C")
        await session.execute(update(Place).where(Place.id == desk.place.id).values(parent_id=beside.parent_id))
        own_tower, other_tower = (await path_to(session, desk.place.id))[1], (await path_to(session, other.id))[1]
        made = {one.code: await make_article(session, one) for one in drafts[:-1]}
        session.add_all(
            [
                ArticleGroup(article_id=made["engineers"].id, group_id=desk.engineering.id),
                ArticlePlace(article_id=made["own-tower"].id, place_id=own_tower.id),
                ArticlePlace(article_id=made["other-tower"].id, place_id=other_tower.id),
            ]
        )
        tomorrow = update(Article).where(Article.code == "tomorrow")
        await session.execute(tomorrow.values(valid_from=clock.now() + timedelta(days=1)))
    await app[SEARCH].build()
    return {article.id: code for code, article in made.items()}


async def found(window: Window, library: dict[str, str], **asked: Any) -> list[str]:
    reply = await window.get("/search", **{"q": "門禁卡", **asked})
    return [library[hit["article_id"]] for hit in reply.json["items"]]


async def test_each_person_finds_what_they_may_read_and_what_is_valid(
    agent: Window, plumber: Window, supervisor: Window, library: dict[str, str]
) -> None:
    everybody = {"all", "staff", "own-tower", "other-tower"}
    assert set(await found(agent, library)) == everybody
    assert set(await found(plumber, library)) == everybody | {"engineers"}
    assert set(await found(supervisor, library)) == everybody | {"engineers"}


async def test_what_is_about_the_place_comes_first(agent: Window, library: dict[str, str], desk: Desk) -> None:
    codes = await found(agent, library, q="門禁卡", place=desk.place.id)
    assert (codes[0], codes[-1]) == ("own-tower", "other-tower")
    assert (await agent.get("/search", q="門禁卡", place="nowhere")).status == 404


async def test_a_contact_gives_its_place_and_its_language(
    agent: Window, library: dict[str, str], desk: Desk, db: Database
) -> None:
    assert (await found(agent, library, contact=desk.contact.id))[0] == "own-tower"
    async with db.transaction() as session:
        at_home = update(Contact).where(Contact.id == desk.contact.id)
        await session.execute(at_home.values(language="zh-Hans", place_id=None))
        session.add(
            Occupancy(
                id=new_id(),
                customer_id=desk.customer.id,
                place_id=desk.place.id,
                role="owner",
                from_date=clock.local(clock.now()).date(),
            )
        )
    # Now it speaks from where its customer lives.
    assert (await found(agent, library, contact=desk.contact.id))[0] == "own-tower"
    assert (await agent.get("/search", q="門禁卡", contact="unknown")).status == 404


async def test_a_contact_that_somebody_may_not_read_gives_nothing(
    plumber: Window, library: dict[str, str], desk: Desk
) -> None:
    assert (await plumber.get("/search", q="門禁卡", contact=desk.contact.id)).status == 404


async def test_categories_and_kinds_are_chosen_and_counted(agent: Window, library: dict[str, str]) -> None:
    assert await found(agent, library, category="technical") == []
    assert await found(agent, library, kind="tree") == []
    assert await found(agent, library, written_in="en") == []
    facets = (await agent.get("/search", q="門禁卡", category="technical")).json["facets"]
    assert facets["categories"] == [{"code": "access", "count": 4}]
    assert facets["languages"] == [{"code": "zh-Hant", "count": 4}]


async def test_a_slip_is_answered_with_what_was_meant(agent: Window, library: dict[str, str]) -> None:
    reply = (await agent.get("/search", q="门禁卡补岭")).json
    assert reply["did_you_mean"] == "门禁卡补领"
    first = reply["items"][0]
    assert library[first["article_id"]] == "all"
    # The character that was meant is marked in what it found.
    assert "補領" in "".join(first["snippet"][start:end] for start, end in first["highlights"])
    assert (await agent.get("/search", q="門禁卡補領")).json["did_you_mean"] is None


async def test_a_search_has_an_id_that_stays_while_the_words_grow(
    agent: Window, library: dict[str, str], app: web.Application
) -> None:
    first = (await agent.get("/search", q="門", box="desk")).json["search_id"]
    assert (await agent.get("/search", q="門禁", box="desk")).json["search_id"] == first
    assert (await agent.get("/search", q="門禁")).json["search_id"] != first
    assert app[SEARCH_LOG].is_waiting(first)
    nothing = (await agent.get("/search", q="  ")).json
    assert (nothing["items"], nothing["search_id"], nothing["did_you_mean"]) == ([], None, None)


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"language": "fr"}, {"kind": "video"}, {"q": "x" * 401}, {"wanted": "x"}, {"box": "x" * 65}]
)
async def test_what_cannot_be_asked_is_refused(agent: Window, wrong: dict[str, Any]) -> None:
    assert (await agent.get("/search", **{"q": "x", **wrong})).status == 422
