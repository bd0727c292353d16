"""Articles at the API as writers and reviewers use them: drafts, reviews, pending changes, versions."""

from typing import Any

from aiohttp import web

from agent_console.keys import SEARCH
from contactcenter.db import Database
from tests.support.builders.work_orders import Desk
from tests.support.console import Reply, Window

ZH, EN = "zh-Hant", "en"


async def begin(
    window: Window, title: str = "關水掣", body: str = "先關總掣，再打電話。", **more: Any
) -> dict[str, Any]:
    reply = await window.post("/articles", {"language": ZH, "title": title, "body": body, **more})
    assert reply.status == 201, reply.json
    answer: dict[str, Any] = reply.json
    return answer


async def save(window: Window, article_id: str, body: str, *, language: str = ZH, **more: Any) -> Reply:
    return await window.put(f"/articles/{article_id}/texts/{language}", {"title": "關水掣", "body": body, **more})


async def publish(author: Window, supervisor: Window, **more: Any) -> dict[str, Any]:
    """An article of the author that readers find."""
    draft = await begin(author, **more)
    reply = await supervisor.post(f"/articles/{draft['id']}/publish", {"version": draft["version"]})
    assert reply.status == 200, reply.json
    answer: dict[str, Any] = reply.json
    return answer


async def test_an_article_goes_from_draft_over_review_to_readers(
    agent: Window, supervisor: Window, app: web.Application
) -> None:
    draft = await begin(agent, category="")
    assert (draft["state"], draft["main_language"], draft["texts"][ZH]["revision"]) == ("draft", ZH, 1)
    assert draft["may"] == ["save", "describe", "submit", "retire"]
    address = f"/articles/{draft['id']}"
    assert (await agent.post(f"{address}/publish")).status == 403
    submitted = (await agent.post(f"{address}/submit", {"note": "請看"})).json
    assert (submitted["state"], submitted["publish_refused"]) == ("review", "not_allowed")
    assert (await agent.post(f"{address}/submit")).code == "wrong_state"
    back = await supervisor.post(f"{address}/send-back", {"note": "加上圖片"})
    assert (back.json["state"], back.json["review_note"]) == ("draft", "加上圖片")
    await agent.post(f"{address}/submit")
    seen = (await supervisor.get(f"{address}/writing")).json
    assert seen["may"] == ["save", "describe", "send_back", "publish", "retire"]
    published = (await supervisor.post(f"{address}/publish", {"version": seen["version"]})).json
    assert (published["state"], published["review_note"]) == ("published", "")
    assert published["review_due_at"] > published["published_at"]
    await app[SEARCH].build()
    [hit] = (await agent.get("/search", q="關水掣")).json["items"]
    assert hit["article_id"] == draft["id"]
    acts = [line["act"] for line in (await agent.get(f"{address}/history")).json["items"]]
    assert (acts[0], acts[-1]) == ("published", "created")


async def test_nobody_publishes_words_of_their_own(agent: Window, supervisor: Window, administrator: Window) -> None:
    own = await begin(supervisor)
    refused = await supervisor.post(f"/articles/{own['id']}/publish")
    assert (refused.status, refused.code) == (409, "own_words")
    assert own["publish_refused"] == "own_words"
    settings = (await administrator.get("/admin/knowledge-settings")).json
    changed = await administrator.put("/admin/knowledge-settings", {"own_review": True, "version": settings["version"]})
    assert changed.json["own_review"] is True
    assert (await supervisor.post(f"/articles/{own['id']}/publish")).status == 200
    stale = await administrator.put("/admin/knowledge-settings", {"own_review": False, "version": 1})
    assert (stale.status, stale.code) == (409, "stale")


async def test_what_is_changed_in_a_published_article_waits_beside_it(agent: Window, supervisor: Window) -> None:
    article = await publish(agent, supervisor)
    address = f"/articles/{article['id']}"
    saved = (await save(agent, article["id"], "先關總掣，再打電話3000 0000。", note="電話")).json
    assert (saved["state"], saved["pending_state"], saved["stage"]) == ("published", "draft", "draft")
    assert saved["texts"][ZH]["body"] == "先關總掣，再打電話。"
    assert saved["pending"][ZH]["body"] == "先關總掣，再打電話3000 0000。"
    assert (await agent.get(address)).json["body"] == "先關總掣，再打電話。"
    compared = (await agent.get(f"{address}/compare", language=ZH)).json
    assert (compared["from"], compared["to"]) == ("current", "pending")
    assert compared["fields"]["body"] == [
        {"op": "same", "text": "先關總掣，再打電話"},
        {"op": "added", "text": "3000 0000"},
        {"op": "same", "text": "。"},
    ]
    await agent.post(f"{address}/submit")
    done = (await supervisor.post(f"{address}/publish")).json
    assert (done["pending"], done["pending_state"], done["texts"][ZH]["revision"]) == ({}, "", 2)
    versions = (await agent.get(f"{address}/revisions", language=ZH)).json["items"]
    assert [(one["number"], one["note"], one["is_current"]) for one in versions] == [(2, "電話", True), (1, "", False)]


async def test_a_pending_change_is_forgotten_without_readers_noticing(agent: Window, supervisor: Window) -> None:
    article = await publish(agent, supervisor)
    address = f"/articles/{article['id']}"
    saved = (await save(agent, article["id"], "不對的話")).json
    assert (await agent.delete(f"{address}/pending")).status == 204
    kept = (await agent.get(f"{address}/writing")).json
    assert (kept["pending"], kept["pending_state"]) == ({}, "")
    # The editor that still shows the discarded words is told.
    stale = await save(agent, article["id"], "不對的話！", version=saved["pending"][ZH]["version"])
    assert (stale.status, stale.code) == (409, "stale")
    assert (await agent.delete(f"{address}/pending")).status == 404


async def test_two_writers_of_one_language_do_not_overwrite_each_other(agent: Window, supervisor: Window) -> None:
    draft = await begin(agent)
    seen = draft["texts"][ZH]["version"]
    assert (await save(supervisor, draft["id"], "主任的話", version=seen)).status == 200
    stale = await save(agent, draft["id"], "我的話", version=seen)
    assert (stale.status, stale.code, stale.json["error"]["details"]["version"]) == (409, "stale", seen + 1)
    # Another language is nobody's in the way.
    assert (await save(agent, draft["id"], "Turn it off.", language=EN, version=0)).status == 200


async def test_saving_often_makes_one_version(agent: Window, supervisor: Window) -> None:
    draft = await begin(agent)
    address = f"/articles/{draft['id']}"
    for body in ("一", "一二", "一二三", "一二三"):
        saved = (await save(agent, draft["id"], body)).json
    assert (saved["texts"][ZH]["revision"], saved["texts"][ZH]["body"]) == (1, "一二三")
    # A note, another author and a review each begin a version.
    assert (await save(agent, draft["id"], "一二三四", note="四")).json["texts"][ZH]["revision"] == 2
    assert (await save(supervisor, draft["id"], "五")).json["texts"][ZH]["revision"] == 3
    await supervisor.post(f"{address}/submit")
    assert (await save(supervisor, draft["id"], "六")).json["texts"][ZH]["revision"] == 4
    old = (await agent.get(f"{address}/revisions/1", language=ZH)).json
    assert old["body"] == "一二三"
    restored = (await agent.post(f"{address}/revisions/1/restore", {"language": ZH})).json
    assert (restored["texts"][ZH]["body"], restored["texts"][ZH]["revision"]) == ("一二三", 5)
    assert (await agent.get(f"{address}/revisions/77", language=ZH)).status == 404
    assert (await agent.get(f"{address}/revisions/one", language=ZH)).status == 404


async def test_a_translation_is_out_of_date_until_somebody_says_otherwise(agent: Window, supervisor: Window) -> None:
    draft = await begin(agent)
    await save(agent, draft["id"], "Turn off the main, then call.", language=EN)
    article = (await supervisor.post(f"/articles/{draft['id']}/publish")).json
    address = f"/articles/{article['id']}"
    assert article["texts"][EN]["is_outdated"] is False
    changed = (await save(agent, article["id"], "先關總掣，再打電話，最後開窗。")).json
    assert changed["texts"][EN]["is_outdated"] is False
    published = (await supervisor.post(f"{address}/publish")).json
    assert published["texts"][EN]["is_outdated"] is True
    [row] = (await agent.get("/articles", outdated="true")).json["items"]
    assert (row["id"], row["outdated_languages"]) == (article["id"], [EN])
    assert (await agent.get(address, language=EN)).json["translation_outdated"] is True
    words = {"title": "Water", "body": "Turn off the main, call, open the window.", "translates_revision": 2}
    saved = (await agent.put(f"{address}/texts/{EN}", words)).json
    assert saved["pending"][EN]["is_outdated"] is False
    assert (await supervisor.post(f"{address}/publish")).json["texts"][EN]["is_outdated"] is False
    wrong = await agent.put(f"{address}/texts/{EN}", words | {"translates_revision": 9})
    assert (wrong.status, "translates_revision" in wrong.json["error"]["details"]["fields"]) == (422, True)


async def test_a_minor_correction_leaves_translations_up_to_date(agent: Window, supervisor: Window) -> None:
    draft = await begin(agent)
    await save(agent, draft["id"], "Turn off the main, then call.", language=EN)
    article = (await supervisor.post(f"/articles/{draft['id']}/publish")).json
    await save(agent, article["id"], "先關總掣，再致電。", is_minor=True)
    published = (await supervisor.post(f"/articles/{article['id']}/publish")).json
    assert (published["texts"][ZH]["revision"], published["texts"][EN]["is_outdated"]) == (2, False)


async def test_what_is_not_finished_is_not_handed_over(agent: Window) -> None:
    draft = await begin(agent, body="")
    refused = await agent.post(f"/articles/{draft['id']}/submit")
    assert (refused.status, refused.json["error"]["details"]["fields"]) == (422, {"body": "Please fill this in."})


async def test_a_retired_article_comes_back_as_it_was(agent: Window, supervisor: Window) -> None:
    article = await publish(agent, supervisor)
    address = f"/articles/{article['id']}"
    assert (await agent.post(f"{address}/retire")).status == 403
    retired = (await supervisor.post(f"{address}/retire", {"note": "重複"})).json
    assert (retired["state"], "restore" in retired["may"]) == ("retired", True)
    assert (await supervisor.post(f"{address}/restore")).json["state"] == "published"
    # A draft that nobody published is its author's to throw away, and to take back.
    draft = await begin(agent, title="另一篇")
    assert (await agent.post(f"/articles/{draft['id']}/retire")).json["state"] == "retired"
    assert (await agent.post(f"/articles/{draft['id']}/restore")).json["state"] == "draft"


async def test_who_reviews_is_not_chosen_by_the_author(agent: Window, supervisor: Window, desk: Desk) -> None:
    draft = await begin(agent)
    address = f"/articles/{draft['id']}"
    assert (await agent.patch(address, {"reviewer_id": desk.agent.id})).status == 403
    assert (await agent.patch(address, {"reviewer_id": desk.supervisor.id})).status == 200
    # A supervisor may entrust it to anybody, who then decides.
    assert (await supervisor.patch(address, {"reviewer_id": desk.plumber.id})).status == 200


async def test_a_group_reads_what_is_for_it(
    agent: Window, plumber: Window, supervisor: Window, desk: Desk, db: Database
) -> None:
    refused = await supervisor.post(
        "/articles", {"language": ZH, "title": "總掣位置", "body": "機房左邊。", "audience": "group"}
    )
    assert (refused.status, list(refused.json["error"]["details"]["fields"])) == (422, ["group_ids"])
    article = await begin(
        supervisor, title="總掣位置", body="機房左邊。", audience="group", group_ids=[desk.engineering.id]
    )
    address = f"/articles/{article['id']}"
    assert [one["id"] for one in article["groups"]] == [desk.engineering.id]
    assert (await plumber.get(address)).status == 200
    assert (await agent.get(address)).status == 404
    assert (await agent.get(f"{address}/writing")).status == 404
    assert (await save(agent, article["id"], "改")).status == 404
    assert (await agent.get("/articles")).json["items"] == []
    assert [row["id"] for row in (await plumber.get("/articles")).json["items"]] == [article["id"]]


async def test_articles_that_say_nearly_the_same_are_named(
    agent: Window, supervisor: Window, app: web.Application
) -> None:
    body = "先關水錶旁的總掣，再致電管理處；水漫到走廊，請用毛巾擋住門口，並通知樓下住戶。"
    first = await publish(agent, supervisor, title="爆水管怎麼辦", body=body)
    await app[SEARCH].build()
    again = await begin(agent, title="爆水管點算", body=body.replace("毛巾", "布"))
    assert [one["article_id"] for one in again["similar"]] == [first["id"]]
    asked = {"title": "爆水管怎么办", "body": "", "language": ZH, "but": again["id"]}
    [found] = (await agent.post("/articles/similar", asked)).json["items"]
    assert (found["article_id"], found["state"]) == (first["id"], "published")
    other = {"title": "泳池開放時間", "body": "每日七時至十時。", "language": ZH}
    assert (await agent.post("/articles/similar", other)).json["items"] == []
