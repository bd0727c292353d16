"""Places, customers, queues, templates, articles, search, numbers, and failed events."""

from datetime import timedelta

import pytest
from aiohttp import web

from agent_console.keys import SEARCH
from contactcenter import clock
from contactcenter.db import Database, new_id
from contactcenter.journal.models import FAILED, InboundEvent
from contactcenter.routing.models import Queue, QueueAgent
from knowledge_base.articles.drafts import ArticleDraft, TextDraft
from knowledge_base.articles.models import PUBLISHED
from knowledge_base.articles.service import create_article
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import make_agent
from tests.support.builders.places import make_home
from tests.support.builders.templates import make_template
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window


async def test_places_are_found_by_any_spelling_and_by_kind(agent: Window, db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "8-2-D", note="No bell.")
    [found] = (await agent.get("/places", q="8座2樓D室")).json["items"]
    assert (found["id"], found["note"]) == (home.id, "No bell.")
    assert (await agent.get(f"/places/{home.id}")).json == found
    first = await agent.get("/places", limit=1)
    second = await agent.get("/places", limit=1, cursor=first.json["next_cursor"])
    assert first.json["items"][0]["id"] < second.json["items"][0]["id"]


async def test_a_customer_is_added_with_a_home_and_changed(agent: Window, desk: Desk) -> None:
    body = {
        "name": "Mr Ho",
        "addresses": [{"kind": "phone", "address": "6123 4567"}],
        "place_id": desk.place.id,
        "role": "tenant",
    }
    made = await agent.post("/customers", body)
    assert made.json["addresses"] == [{"kind": "phone", "address": "+85261234567"}]
    assert [(o["place_code"], o["role"]) for o in made.json["occupancies"]] == [("3-12-B", "tenant")]
    path = f"/customers/{made.json['id']}"
    more = {"name": "Mr C. Ho", "addresses": [{"kind": "email", "address": "Ho@Example.com"}], "version": 1}
    changed = await agent.patch(path, more)
    assert (changed.json["name"], changed.json["addresses"][1]["address"]) == ("Mr C. Ho", "ho@example.com")
    assert (await agent.patch(path, {"name": "X", "version": 1})).code == "stale"
    assert (await agent.get("/customers", address="61234567")).json["items"] == [(await agent.get(path)).json]
    assert len((await agent.get("/customers", place=desk.place.id)).json["items"]) == 1


async def test_an_address_of_somebody_else_is_a_conflict(agent: Window) -> None:
    body = {"name": "Mr Ho", "addresses": [{"kind": "phone", "address": "6123 4567"}]}
    await agent.post("/customers", body)
    reply = await agent.post("/customers", {**body, "name": "Mrs Ho"})
    assert (reply.status, reply.code) == (409, "address_taken")


async def test_queues_count_who_waits_and_who_could_answer(agent: Window, desk: Desk, db: Database) -> None:
    oldest = clock.now() - timedelta(minutes=5)
    async with db.transaction() as session:
        queue = Queue(id=new_id(), code="general", names={"en": "General"}, position=1)
        session.add_all([queue, Queue(id=new_id(), code="empty", names={"en": "Empty"}, position=2)])
        await session.flush()
        # The other one has nobody of its own, so everyone who takes contacts serves it.
        session.add(QueueAgent(queue_id=queue.id, agent_id=desk.agent.id))
        await make_contact(
            session, agent=None, customer=desk.customer, place=None, state="queued", queue_id=queue.id, queued_at=oldest
        )
    await agent.put("/agents/me/presence", {"presence": "available"})
    general, empty = (await agent.get("/queues")).json["items"]
    assert (general["waiting"], general["agents_available"]) == (1, 1)
    assert general["oldest_queued_at"] is not None
    assert (empty["waiting"], empty["oldest_queued_at"], empty["agents_available"]) == (0, None, 1)


async def test_templates_are_found_by_language(agent: Window, db: Database) -> None:
    async with db.transaction() as session:
        await make_template(session, "greeting", "Good day", language="en")
        await make_template(session, "greeting", "您好", language="zh-Hant")
    found = (await agent.get("/templates", language="en", channel="sms")).json["items"]
    assert [(each["code"], each["text"]) for each in found] == [("greeting", "Good day")]


@pytest.fixture
async def article_id(db: Database, app: web.Application) -> str:
    text = TextDraft(language="zh-Hant", title="裝修時間", body="平日**九時至六時**，週日不准。")
    async with db.transaction() as session:
        draft = ArticleDraft(code="renovation-hours", category="renovation", text=text)
        article = await create_article(session, draft, author_id=None, now=clock.now(), state=PUBLISHED)
    await app[SEARCH].build()
    return article.id


async def test_an_article_is_found_read_and_listed(agent: Window, article_id: str) -> None:
    [hit] = (await agent.get("/search", q="装修时间", language="zh-Hant")).json["items"]
    assert (hit["article_id"], hit["title"]) == (article_id, "裝修時間")
    assert hit["title_highlights"]
    article = (await agent.get(f"/articles/{article_id}", language="en")).json
    assert (article["language"], article["languages"]) == ("zh-Hant", ["zh-Hant"])
    assert "<strong>" in article["body_html"]
    [row] = (await agent.get("/articles", category="renovation", state="published")).json["items"]
    assert (row["id"], row["title"]) == (article_id, "裝修時間")
    assert (await agent.get("/search", q="")).json["items"] == []


async def test_the_overview_counts_rows(supervisor: Window, desk: Desk) -> None:
    numbers = (await supervisor.get("/reports/overview")).json
    assert (numbers["active"], numbers["waiting"], numbers["open_gaps"]) == (1, 0, 0)


async def test_a_failed_event_is_seen_and_tried_again_once(db: Database, sign_in: OpenWindow) -> None:
    async with db.transaction() as session:
        boss = await make_agent(session, roles=["administrator"])
        event = InboundEvent(
            channel="sms",
            kind="text",
            external_id="SM1",
            received_at=clock.now(),
            body=b"private",
            state=FAILED,
            error="?",
        )
        session.add(event)
        await session.flush()
    window = await sign_in(boss)
    reply = await window.get("/admin/inbound-events", state="failed")
    [row] = reply.json["items"]
    assert (row["id"], row["external_id"]) == (str(event.id), "SM1")
    assert "private" not in str(reply.json)
    path = f"/admin/inbound-events/{row['id']}/replay"
    assert (await window.post(path)).json["state"] == "waiting"
    assert (await window.post(path)).status == 409
    for unknown in ("999", "-1", "1e3", "9" * 30, "٣"):
        assert (await window.post(f"/admin/inbound-events/{unknown}/replay")).status == 404
