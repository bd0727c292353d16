"""Articles beside a thread that nobody searched for, at the API."""

from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select

from agent_console.keys import SEARCH, SEARCH_LOG
from contactcenter import clock
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Database, Session, new_id
from knowledge_base.articles.models import ArticleGroup, ArticlePlace
from knowledge_base.searches.models import Search
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

WATER = draft(
    "沒有自來水",
    "先看看是否已公布停水。\n\n全幢沒有水，多半是水泵或食水缸的事，請即通知工程部。",
    code="no-water",
    samples=("我屋企冇水", "幾時有返水"),
    short_text="全幢沒水我們已知，正在搶修。只有府上沒水，請看看水掣。",
)
FEES = draft(
    "繳交管理費的方法", "可用轉數快、支票或到管理處繳交管理費。", code="fees", samples=("管理費可唔可以轉數快",)
)
PETS = draft(
    "Keeping pets", "Owners may keep one dog or cat.", code="pets", language="en", samples=("can I keep a dog",)
)


async def say(session: Session, contact: Contact, text: str, *, ours: bool = False) -> None:
    session.add(
        Message(
            id=new_id(),
            contact_id=contact.id,
            channel=contact.channel,
            direction="outbound" if ours else "inbound",
            author_kind="agent" if ours else "customer",
            text=text,
            created_at=clock.now(),
        )
    )
    await session.flush()


@pytest.fixture
async def articles(db: Database, app: web.Application) -> dict[str, str]:
    async with db.transaction() as session:
        ids = {wanted.code: (await make_article(session, wanted)).id for wanted in (WATER, FEES, PETS)}
    await app[SEARCH].build()
    return ids


async def titles(window: Window, contact: Contact) -> list[str]:
    reply = await window.get(f"/contacts/{contact.id}/suggestions")
    assert reply.status == 200
    return [item["title"] for item in reply.json["items"]]


async def test_what_the_owner_writes_finds_the_article(
    db: Database, app: web.Application, desk: Desk, agent: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        await say(session, desk.contact, "你好，請問我屋企冇水，係咪成棟都係咁？唔該晒")
    reply = await agent.get(f"/contacts/{desk.contact.id}/suggestions")
    (item,) = reply.json["items"]
    assert (item["article_id"], item["title"], item["kind"]) == (articles["no-water"], "沒有自來水", "article")
    assert item["short_text"] == WATER.text.short_text
    assert reply.json["words"] == "我屋企冇水，係咪成棟都係咁？"
    await app[SEARCH_LOG].write_all(db, now=clock.now())
    async with db.reading() as session:
        (search,) = await session.scalars(select(Search))
    assert (search.id, search.source, search.hits) == (reply.json["search_id"], "suggestion", 1)
    assert (search.contact_id, search.words) == (desk.contact.id, reply.json["words"])


@pytest.mark.parametrize("said", ["多謝晒", "我等緊你覆我", "OK thanks!", "今日天氣真好", "9123 4567", "🙏🙏", ""])
async def test_what_asks_for_nothing_finds_nothing(
    db: Database, desk: Desk, agent: Window, articles: dict[str, str], said: str
) -> None:
    async with db.transaction() as session:
        desk.contact.subject = ""
        await say(session, desk.contact, said)
        for matter in await session.scalars(select(type(desk.matter))):
            matter.subject = ""
    reply = await agent.get(f"/contacts/{desk.contact.id}/suggestions")
    assert reply.json == {"search_id": None, "words": "", "items": []}


async def test_what_is_said_now_comes_before_what_was_answered(
    db: Database, desk: Desk, agent: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        await say(session, desk.contact, "管理費可唔可以轉數快")
    assert await titles(agent, desk.contact) == ["繳交管理費的方法"]
    async with db.transaction() as session:
        await say(session, desk.contact, "可以用轉數快。", ours=True)
        await say(session, desk.contact, "仲有，我屋企冇水")
    assert (await titles(agent, desk.contact))[0] == "沒有自來水"


async def test_the_thread_of_a_call_is_followed_as_it_grows(
    db: Database, desk: Desk, agent: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        contact = await session.get_one(Contact, desk.contact.id)
        contact.channel = "voice"
        await say(session, contact, "喂你好")
        await say(session, contact, "你好，有咩可以幫到你", ours=True)
    first = await titles(agent, desk.contact)
    async with db.transaction() as session:
        await say(session, contact, "我想問下管理費")
        await say(session, contact, "係，請講", ours=True)
        await say(session, contact, "可唔可以用轉數快交")
    assert "繳交管理費的方法" not in first
    assert (await titles(agent, desk.contact))[0] == "繳交管理費的方法"


async def test_nobody_is_shown_what_is_only_for_another_group(
    db: Database, app: web.Application, desk: Desk, agent: Window, plumber: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        secret = draft(
            "冇水的搶修步驟", "我屋企冇水：先關總掣。", code="secret", audience="group", samples=("我屋企冇水",)
        )
        article = await make_article(session, secret)
        session.add(ArticleGroup(article_id=article.id, group_id=desk.engineering.id))
        await say(session, desk.contact, "我屋企冇水")
        contact = await session.get_one(Contact, desk.contact.id)
        contact.group_id = desk.engineering.id
    await app[SEARCH].refresh()
    assert await titles(agent, desk.contact) == ["沒有自來水"]
    assert "冇水的搶修步驟" in await titles(plumber, desk.contact)


async def test_an_article_about_the_place_of_the_contact_comes_first(
    db: Database, app: web.Application, desk: Desk, agent: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        here = await make_article(
            session, draft("沒有自來水的安排", "我屋企冇水。", code="here", samples=("我屋企冇水",))
        )
        session.add(ArticlePlace(article_id=here.id, place_id=desk.place.id))
        contact = await session.get_one(Contact, desk.contact.id)
        contact.place_id = desk.place.id
        await say(session, contact, "我屋企冇水")
    await app[SEARCH].refresh()
    assert (await titles(agent, desk.contact))[0] == "沒有自來水的安排"


async def test_in_the_language_of_the_contact(
    db: Database, app: web.Application, desk: Desk, agent: Window, articles: dict[str, str]
) -> None:
    async with db.transaction() as session:
        contact = await session.get_one(Contact, desk.contact.id)
        contact.language = "en"
        await say(session, contact, "Hello, can I keep a dog in my flat?\n\nBest regards,\nAmy Wong\n2 Peak Road")
    reply = await agent.get(f"/contacts/{desk.contact.id}/suggestions")
    assert [item["article_id"] for item in reply.json["items"]] == [articles["pets"]]
    assert reply.json["words"] == "can I keep a dog in my flat?"


async def test_only_who_may_read_the_contact_is_told(
    desk: Desk, plumber: Window, stranger: Window, agent: Window, articles: dict[str, str]
) -> None:
    assert (await stranger.get(f"/contacts/{desk.contact.id}/suggestions")).status == 401
    assert (await plumber.get(f"/contacts/{desk.contact.id}/suggestions")).status == 404
    assert (await agent.get("/contacts/nothing/suggestions")).status == 404
    refused: Any = await agent.get(f"/contacts/{desk.contact.id}/suggestions", limit=5)
    assert refused.status == 422
