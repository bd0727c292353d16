"""Articles at the API: lists and their filters, describing one and many, files, categories, trees, tasks."""

from datetime import timedelta
from typing import Any

import pytest

from contactcenter import clock
from contactcenter.agents.service import lock_agent
from contactcenter.db import Database
from knowledge_base.articles.models import ArticleCategory
from knowledge_base.articles.service import lock_article
from knowledge_base.jobs import remind_reviews
from tests.agent_console.api.test_article_writing import EN, ZH, begin, publish, save
from tests.agent_console.api.test_attachments import fetch, uploaded
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture(autouse=True)
async def _categories(db: Database) -> None:
    async with db.transaction() as session:
        session.add_all(
            ArticleCategory(code=code, names={"en": code}, position=at) for at, code in enumerate(("repairs", "fees"))
        )


async def ids(window: Window, **query: Any) -> set[str]:
    reply = await window.get("/articles", **query)
    assert reply.status == 200, reply.json
    return {row["id"] for row in reply.json["items"]}


async def test_lists_show_what_is_to_be_done(agent: Window, supervisor: Window, desk: Desk, db: Database) -> None:
    draft = (await begin(agent, title="草稿", category="fees", reviewer_id=desk.supervisor.id))["id"]
    review = (await begin(agent, title="審批", body="見[舊文](article:gone)。", place_ids=[desk.place.id]))["id"]
    await agent.post(f"/articles/{review}/submit")
    published = (await publish(agent, supervisor))["id"]
    await save(agent, published, "改了")
    async with db.transaction() as session:
        (await lock_article(session, published)).review_due_at = clock.now() - timedelta(days=1)
    assert await ids(agent) == {draft, review, published}
    assert await ids(agent, state="draft,review") == {draft, review}
    assert await ids(agent, pending="draft") == {published}
    assert await ids(agent, category="fees") == {draft}
    assert await ids(agent, owner="me") == {draft, review, published}
    assert await ids(supervisor, owner="me") == set()
    assert await ids(supervisor, reviewer="me") == {draft}
    assert await ids(agent, q="審") == {review}
    assert await ids(agent, review_due="true") == {published}
    assert await ids(agent, broken_links="true") == {review}
    assert await ids(agent, missing=EN) == {draft, review, published}
    assert await ids(agent, missing=ZH) == set()
    assert await ids(agent, place=desk.place.id) == {review}
    assert await ids(agent, kind="tree") == set()
    rows = (await agent.get("/articles", sort="review_due")).json["items"]
    assert rows[0]["id"] == published
    assert [row["broken_links"] for row in rows if row["id"] == review] == [1]
    first = (await agent.get("/articles", sort="review_due", limit=2)).json
    rest = (await agent.get("/articles", sort="review_due", limit=2, cursor=first["next_cursor"])).json
    assert {row["id"] for row in first["items"] + rest["items"]} == {draft, review, published}
    assert (await agent.get("/articles", state="lost")).status == 422


async def test_describing_names_each_wrong_field(agent: Window, desk: Desk) -> None:
    draft = await begin(agent)
    address = f"/articles/{draft['id']}"
    wrong = await agent.patch(
        address,
        {
            "category": "nothing",
            "owner_id": "nobody",
            "place_ids": ["nowhere"],
            "main_language": EN,
            "valid_from": "2026-05-02T00:00:00Z",
            "valid_until": "2026-05-01T00:00:00Z",
        },
    )
    fields = wrong.json["error"]["details"]["fields"]
    assert (wrong.status, set(fields)) == (
        422,
        {"category", "owner_id", "place_ids", "main_language", "valid_until"},
    )
    done = await agent.patch(
        address, {"category": "repairs", "owner_id": None, "place_ids": [desk.place.id], "version": draft["version"]}
    )
    assert (done.json["category"], done.json["owner_id"]) == ("repairs", None)
    assert [place["id"] for place in done.json["places"]] == [desk.place.id]
    stale = await agent.patch(address, {"category": "fees", "version": draft["version"]})
    assert (stale.status, stale.code) == (409, "stale")


async def test_readers_of_a_published_article_are_not_changed_by_its_author(agent: Window, supervisor: Window) -> None:
    article = await publish(agent, supervisor, audience="staff")
    assert (await agent.patch(f"/articles/{article['id']}", {"audience": "public"})).status == 403
    assert (await agent.patch(f"/articles/{article['id']}", {"category": "fees"})).status == 200
    assert (await supervisor.patch(f"/articles/{article['id']}", {"audience": "public"})).status == 200


async def test_many_are_changed_each_by_itself(agent: Window, supervisor: Window) -> None:
    first_id, second_id = [(await begin(agent, title=title))["id"] for title in ("一號文章", "二號文章")]
    empty = (await begin(agent, title="未寫", body=""))["id"]
    own = (await begin(supervisor, title="主任寫的"))["id"]
    change = {"category": "repairs", "state": "publish"}
    reply = await supervisor.post(
        "/articles/bulk", {"ids": [first_id, second_id, empty, own, "gone"], "change": change}
    )
    results = {one["id"]: (one["is_done"], one["code"]) for one in reply.json["items"]}
    assert results == {
        first_id: (True, ""),
        second_id: (True, ""),
        empty: (False, "invalid_input"),
        own: (False, "own_words"),
        "gone": (False, "not_found"),
    }
    # One that cannot be published is not half changed either.
    assert await ids(agent, category="repairs", state="published") == {first_id, second_id}
    assert await ids(agent, category="repairs") == {first_id, second_id}
    refused = await agent.post("/articles/bulk", {"ids": [first_id], "change": {"state": "retire"}})
    assert refused.json["items"][0]["code"] == "not_allowed"
    assert refused.json["items"][0]["title"] == "一號文章"


async def test_files_belong_to_the_article_and_its_readers(
    agent: Window, supervisor: Window, plumber: Window, administrator: Window, stranger: Window, desk: Desk
) -> None:
    photo = await uploaded(agent)
    assert (await fetch(plumber, photo["url"]))[0] == 404
    draft = await begin(agent, body=f"看圖：\n\n![圖](file:{photo['id']})")
    assert [file["id"] for file in draft["files"]] == [photo["id"]]
    for reader in (plumber, administrator):
        assert (await fetch(reader, photo["url"]))[0] == 200
    assert (await fetch(stranger, photo["url"]))[0] == 401
    address = f"/articles/{draft['id']}"
    html = (await plumber.get(address)).json["body_html"]
    assert f'src="/api/v1/attachments/{photo["id"]}"' in html
    assert (await agent.delete(f"{address}/files/{photo['id']}")).code == "in_use"
    await supervisor.post(f"{address}/publish")
    plan = await uploaded(supervisor, name="plan.jpg")
    assert (await supervisor.post(f"{address}/files", {"attachment_id": plan["id"]})).status == 201
    # Said twice, it is one file; readers see it from the next publishing on.
    assert (await supervisor.post(f"{address}/files", {"attachment_id": plan["id"]})).status == 201
    assert len((await agent.get(f"{address}/files")).json["items"]) == 2
    assert [file["id"] for file in (await agent.get(address)).json["attachments"]] == [photo["id"]]
    await supervisor.post(f"{address}/publish")
    assert len((await agent.get(address)).json["attachments"]) == 2
    assert (await supervisor.delete(f"{address}/files/{plan['id']}")).status == 204
    stolen = await agent.post(f"{address}/files", {"attachment_id": plan["id"]})
    assert (stolen.status, stolen.code) == (422, "unknown_attachment")
    await supervisor.patch(address, {"audience": "group", "group_ids": [desk.engineering.id], "owner_id": None})
    outsider = await publish(agent, supervisor, title="別的")
    assert (await fetch(plumber, photo["url"]))[0] == 200
    assert outsider["files"] == []


async def test_a_decision_tree_is_finished_before_it_is_read(agent: Window, supervisor: Window) -> None:
    steps: dict[str, Any] = {
        "how": {"text": "滴水定噴水？", "kind": "question", "choices": [{"text": "滴水", "to": "drip"}]},
    }
    tree = {"start": "how", "steps": steps}
    draft = await begin(agent, title="漏水", body="", kind="tree", tree=tree)
    assert [(one["step"], one["code"]) for one in draft["tree_problems"]] == [("how", "dangling")]
    refused = await agent.post(f"/articles/{draft['id']}/submit")
    assert (refused.status, refused.code) == (422, "unfinished_tree")
    steps["drip"] = {"text": "用**桶**接住。", "kind": "answer", "choices": []}
    saved = await agent.put(f"/articles/{draft['id']}/texts/{ZH}", {"title": "漏水", "tree": tree})
    assert saved.json["tree_problems"] == []
    assert (await supervisor.post(f"/articles/{draft['id']}/publish")).status == 200
    shown = (await agent.get(f"/articles/{draft['id']}")).json
    assert shown["tree"]["steps"]["drip"]["html"] == "<p>用<strong>桶</strong>接住。</p>\n"
    assert "滴水 → 2" in shown["body_text"]
    steps["drip"]["text"] = "<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    await agent.put(f"/articles/{draft['id']}/texts/{ZH}", {"title": "漏水", "tree": tree})
    await supervisor.post(f"/articles/{draft['id']}/publish")
    html = (await agent.get(f"/articles/{draft['id']}")).json["tree"]["steps"]["drip"]["html"]
    assert "<img" not in html
    assert "href" not in html
    misshapen = await agent.put(f"/articles/{draft['id']}/texts/{ZH}", {"title": "漏水", "tree": {"start": "how"}})
    assert (misshapen.status, misshapen.code) == (422, "misshapen_tree")
    plain = await begin(agent, title="不是樹")
    refused = await agent.put(f"/articles/{plain['id']}/texts/{ZH}", {"title": "不是樹", "tree": tree})
    assert refused.status == 422


async def test_categories_are_looked_after_by_those_in_charge(
    agent: Window, supervisor: Window, administrator: Window
) -> None:
    new = {"code": "pool", "names": {"zh-Hant": "泳池", "en": "Pool"}}
    assert (await agent.post("/admin/article-categories", new)).status == 403
    made = await supervisor.post("/admin/article-categories", new)
    assert (made.status, made.json["position"]) == (201, 2)
    assert (await supervisor.post("/admin/article-categories", new)).code == "code_taken"
    await begin(agent, category="pool")
    listed = (await agent.get("/article-categories")).json["items"]
    assert [(one["code"], one["articles"]) for one in listed] == [("repairs", 0), ("fees", 0), ("pool", 1)]
    moved = await supervisor.put("/admin/article-categories/pool", {"position": 0, "version": 1})
    assert (moved.json["position"], moved.json["version"]) == (0, 2)
    assert (await administrator.delete("/admin/article-categories/pool")).code == "in_use"
    assert (await administrator.delete("/admin/article-categories/fees")).status == 204


async def kinds(window: Window) -> dict[str, int]:
    counts: dict[str, int] = (await window.get("/knowledge/tasks")).json["counts"]
    return counts


async def test_tasks_say_who_has_to_do_what(
    agent: Window, supervisor: Window, plumber: Window, desk: Desk, db: Database
) -> None:
    article = await begin(agent)
    address = f"/articles/{article['id']}"
    await agent.post(f"{address}/submit")
    assert (await kinds(supervisor), await kinds(agent)) == ({"review": 1}, {})
    await supervisor.patch(address, {"reviewer_id": desk.plumber.id})
    assert (await kinds(plumber), await kinds(supervisor)) == ({"review": 1}, {})
    await plumber.post(f"{address}/send-back", {"note": "欠電話"})
    assert (await kinds(plumber), await kinds(agent)) == ({}, {"sent_back": 1})
    await save(agent, article["id"], "有電話了")
    await agent.post(f"{address}/submit")
    await plumber.post(f"{address}/publish")
    async with db.transaction() as session:
        (await lock_article(session, article["id"])).review_due_at = clock.now() - timedelta(days=3)
    [task] = (await agent.get("/knowledge/tasks")).json["items"]
    assert (task["kind"], task["title"], task["is_overdue"]) == ("review_due", "關水掣", True)
    assert task["link"] == f"/knowledge/articles/{article['id']}"
    assert await kinds(supervisor) == {}


async def test_nobody_waits_for_somebody_who_left(
    agent: Window, supervisor: Window, plumber: Window, desk: Desk, db: Database
) -> None:
    article = await begin(agent, reviewer_id=desk.supervisor.id)
    await agent.post(f"/articles/{article['id']}/submit")
    await supervisor.patch(f"/articles/{article['id']}", {"reviewer_id": desk.plumber.id})
    assert await kinds(supervisor) == {}
    async with db.transaction() as session:
        (await lock_agent(session, desk.plumber.id)).is_active = False
    assert await kinds(supervisor) == {"review": 1}
    await supervisor.post(f"/articles/{article['id']}/publish")
    async with db.transaction() as session:
        (await lock_article(session, article["id"])).review_due_at = clock.now() - timedelta(days=3)
        (await lock_agent(session, desk.agent.id)).is_active = False
    assert await kinds(supervisor) == {"review_due": 1}
    await supervisor.patch(f"/articles/{article['id']}", {"group_id": desk.engineering.id})
    # Of this group somebody is still there.
    assert await kinds(supervisor) == {}


async def test_who_answers_for_an_article_is_reminded_now_and_then(
    agent: Window, supervisor: Window, desk: Desk, db: Database
) -> None:
    article = await publish(agent, supervisor)
    now = clock.now()
    async with db.transaction() as session:
        (await lock_article(session, article["id"])).review_due_at = now - timedelta(days=1)
    assert await remind_reviews.fire(db, now=now) == 1
    assert await remind_reviews.fire(db, now=now) == 0
    assert await remind_reviews.fire(db, now=now + timedelta(days=8)) == 1
    lines = (await agent.get(f"/articles/{article['id']}/history")).json["items"]
    assert [line["details"]["to"] for line in lines if line["act"] == "review_reminded"] == [[desk.agent.id]] * 2
    # Publishing it again is having looked it over.
    await save(supervisor, article["id"], "看過了")
    await agent.post(f"/articles/{article['id']}/submit")
    await supervisor.post(f"/articles/{article['id']}/retire")
    assert await remind_reviews.fire(db, now=now + timedelta(days=30)) == 0


async def test_an_unknown_language_or_article_is_said_so(agent: Window, sign_in: OpenWindow) -> None:
    draft = await begin(agent)
    wrong = await agent.put(f"/articles/{draft['id']}/texts/fr", {"title": "x"})
    assert (wrong.status, "language" in wrong.json["error"]["details"]["fields"]) == (422, True)
    for path in ("", "/writing", "/history", "/files"):
        assert (await agent.get(f"/articles/nothing{path}")).status == 404
    assert (await agent.post("/articles/nothing/publish")).status == 404
    taken = await agent.post("/articles", {"language": ZH, "title": "x", "code": draft["code"]})
    assert (taken.status, taken.code) == (409, "conflict")
    preview = await agent.post(f"/articles/{draft['id']}/preview", {"body": "**x**<script>"})
    assert preview.json["html"] == "<p><strong>x</strong>&lt;script&gt;</p>\n"
