"""The gap loop at the API: recorded, sorted, answered, and everybody told."""

from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web

from agent_console.keys import SEARCH
from agent_console.queries.gap_askers import InsertedArticle
from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from contactcenter.web.keys import SETTINGS
from knowledge_base.jobs.tell_askers import TellAskers
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.contacts import make_contact
from tests.support.builders.lines import make_line
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

QUESTION = "可否在車位安裝充電樁？"
Json = dict[str, Any]


@pytest.fixture
async def gap(db: Database, desk: Desk, agent: Window) -> Json:
    async with db.transaction() as session:
        await make_line(session)
    recorded = await agent.post(
        f"/contacts/{desk.contact.id}/gaps", {"question": QUESTION, "words_searched": "充電樁", "note": "很急"}
    )
    assert recorded.status == 201, recorded.json
    return dict(recorded.json)


async def tell(db: Database, app: web.Application) -> None:
    job = TellAskers(InsertedArticle(app[SETTINGS]))
    while await job.fire(db, now=clock.now()):
        pass


async def box(window: Window, view: str) -> list[str]:
    return [row["id"] for row in (await window.get("/gaps", view=view)).json["items"]]


async def test_a_gap_goes_from_the_desk_to_a_group(gap: Json, desk: Desk, supervisor: Window, plumber: Window) -> None:
    assert (gap["state"], gap["asked"], gap["may"]) == ("open", 1, [])
    assert gap["due_at"] is not None
    assert gap["askers"][0]["note"] == "很急"
    assert await box(supervisor, "to_sort") == [gap["id"]]
    assert (await supervisor.get("/gaps/counts")).json["to_sort"] == 1
    assert (await plumber.post(f"/gaps/{gap['id']}/assign", {"group_id": desk.engineering.id})).status == 403

    given = await supervisor.post(
        f"/gaps/{gap['id']}/assign", {"group_id": desk.engineering.id, "note": "請工程組答", "version": gap["version"]}
    )
    assert (given.status, given.json["state"], given.json["may"]) == (200, "assigned", ["sort", "work"])
    stale = await supervisor.post(f"/gaps/{gap['id']}/assign", {"group_id": desk.engineering.id, "version": 1})
    assert (stale.status, stale.code) == (409, "stale")
    assert await box(plumber, "group") == [gap["id"]]
    taken = await plumber.post(f"/gaps/{gap['id']}/take")
    assert taken.json["owner_name"] == desk.plumber.name
    assert await box(plumber, "mine") == [gap["id"]]
    history = (await plumber.get(f"/gaps/{gap['id']}/history")).json["items"]
    assert [line["act"] for line in history] == ["taken", "assigned", "recorded"]


async def test_the_published_answer_reaches_the_desk_which_sends_it(
    gap: Json, desk: Desk, db: Database, app: web.Application, agent: Window, supervisor: Window, plumber: Window
) -> None:
    await supervisor.post(f"/gaps/{gap['id']}/assign", {"group_id": desk.engineering.id})
    words = {"title": "充電樁", "body": "可以，先申請。", "short_text": "可以。"}
    written = await plumber.post(f"/gaps/{gap['id']}/article", words)
    assert (written.status, written.json["state"], written.json["article_state"]) == (200, "writing", "draft")
    assert written.json["owner_name"] == desk.plumber.name
    published = await supervisor.post(f"/articles/{written.json['article_id']}/publish", {})
    assert published.status == 200, published.json
    assert (await supervisor.get(f"/gaps/{gap['id']}")).json["state"] == "answered"
    await tell(db, app)
    assert await box(supervisor, "to_tell") == [gap["id"]]
    (asker,) = (await agent.get(f"/gaps/{gap['id']}")).json["askers"]
    assert (asker["tell_state"], asker["tell_agent_name"]) == ("drafted", desk.agent.name)
    draft = (await agent.get(f"/gaps/{gap['id']}/askers/{asker['id']}/draft")).json
    assert "可以" in draft["text"]
    address = f"/gaps/{gap['id']}/askers/{asker['id']}"
    told = await agent.post(f"{address}/tell", {"text": "陳先生，可以裝。"})
    assert (told.status, told.json["told"], told.json["untold"]) == (200, 1, 0)
    again = await agent.post(f"{address}/tell", {"text": "陳先生，可以裝。"})
    assert (again.status, again.code) == (409, "already_told")
    for act, body in (("skip", {"reason": "x"}), ("told", {"note": "x"}), ("promise", {})):
        assert (await agent.post(f"{address}/{act}", body)).code == "already_told"
    seen = await agent.post(f"/gaps/{gap['id']}/seen")
    assert seen.json["askers"][0]["seen_at"] is not None


async def test_what_only_staff_may_read_leaves_in_no_words(
    gap: Json, desk: Desk, db: Database, app: web.Application, supervisor: Window, plumber: Window
) -> None:
    async with db.transaction() as session:
        (await session.get_one(Contact, desk.contact.id)).language = "en"
    await supervisor.post(f"/gaps/{gap['id']}/assign", {"group_id": desk.engineering.id})
    words = {"title": "業主欠費名單", "body": "內部資料", "language": "zh-Hant", "audience": "staff"}
    written = await plumber.post(f"/gaps/{gap['id']}/article", words)
    assert (await supervisor.post(f"/articles/{written.json['article_id']}/publish", {})).status == 200
    await tell(db, app)
    (asker,) = (await supervisor.get(f"/gaps/{gap['id']}")).json["askers"]
    assert asker["tell_state"] == "drafted"
    assert {"internal", "nothing_for_owners"} <= set(asker["tell_error"].split(","))
    draft = (await supervisor.get(f"/gaps/{gap['id']}/askers/{asker['id']}/draft")).json
    assert (asker["tell_text"], draft["text"]) == ("", "")
    # What was written for owners may leave, once somebody looked at it; what the article is called may not.
    text = f"/articles/{written.json['article_id']}/texts/zh-Hant"
    saved = await plumber.put(text, {"title": "業主欠費名單", "body": "內部資料", "short_text": "請向管理處查詢。"})
    assert saved.status == 200, saved.json
    assert (await supervisor.post(f"/articles/{written.json['article_id']}/publish", {})).status == 200
    draft = (await supervisor.get(f"/gaps/{gap['id']}/askers/{asker['id']}/draft")).json
    assert "管理處" in draft["text"]
    assert "欠費" not in draft["text"]


async def test_a_question_of_the_search_box_needs_no_contact(agent: Window, plumber: Window) -> None:
    made = await plumber.post("/gaps", {"question": "備用發電機可以用多久"})
    assert (made.status, made.json["language"], made.json["askers"][0]["contact_id"]) == (201, "zh-Hant", None)
    found = (await agent.get("/gaps/similar", question="备用发电机能用多久呢")).json["items"]
    assert [(one["id"], one["score"]) for one in found] == [(made.json["id"], 1.0)]
    assert (await plumber.post("/gaps", {"question": "  "})).status == 422
    assert (await plumber.post("/gaps", {"question": "?", "customer_id": "nobody"})).status == 422


async def test_whoever_asks_what_is_a_gap_already_joins_it(gap: Json, desk: Desk, db: Database, agent: Window) -> None:
    async with db.transaction() as session:
        other = await make_contact(session, state="active", agent=desk.agent, address="+85261000721")
    words = "車位安裝充電器得唔得"
    found = (await agent.get("/gaps/similar", question=words, contact=other.id)).json["items"]
    assert [one["id"] for one in found] == [gap["id"]]
    body = {"question": words, "words_searched": "充電器", "same_as": gap["id"]}
    joined = await agent.post(f"/contacts/{other.id}/gaps", body)
    assert (joined.status, joined.json["id"], joined.json["asked"]) == (201, gap["id"], 2)
    assert [one["question"] for one in joined.json["grouped"]] == [words], "her words stay"
    assert (await agent.post(f"/contacts/{other.id}/gaps", body)).json["asked"] == 2, "said twice it counts once"
    assert (await agent.post("/gaps", {"question": words})).json["id"] == gap["id"], "these words now mean this gap"
    assert (await agent.post("/gaps", {"question": "x", "same_as": "nothing"})).status == 404


async def test_what_was_recorded_a_moment_ago_is_said_to_be_another_gap(gap: Json, agent: Window, desk: Desk) -> None:
    first = (await agent.post("/gaps", {"question": "電動車可以充電嗎"})).json
    joined = await agent.post(f"/contacts/{desk.contact.id}/gaps", {"question": QUESTION, "same_as": first["id"]})
    assert (joined.status, joined.json["id"], joined.json["asked"]) == (201, first["id"], 2)
    assert (await agent.get(f"/gaps/{gap['id']}")).json["state"] == "grouped"


async def test_a_question_is_kept_in_the_language_it_is_written_in(
    gap: Json, desk: Desk, db: Database, agent: Window
) -> None:
    async with db.transaction() as session:
        (await session.get_one(Contact, desk.contact.id)).language = "en"
    for question, language in (("可否養狗", "zh-Hant"), ("May I keep a dog?", "en"), ("能不能养狗这件事", "zh-Hans")):
        recorded = await agent.post(f"/contacts/{desk.contact.id}/gaps", {"question": question})
        assert recorded.json["language"] == language


async def test_a_declined_gap_takes_nobody_in(gap: Json, agent: Window, supervisor: Window) -> None:
    await supervisor.post(f"/gaps/{gap['id']}/decline", {"reason": "不答"})
    refused = await agent.post("/gaps", {"question": "充電器", "same_as": gap["id"]})
    assert (refused.status, refused.code) == (409, "wrong_state")
    assert (await agent.get("/gaps", view="to_sort")).json["items"] == []


async def test_who_joins_an_answered_gap_is_told_too(
    gap: Json, desk: Desk, db: Database, app: web.Application, agent: Window, supervisor: Window
) -> None:
    async with db.transaction() as session:
        other = await make_contact(session, state="active", agent=desk.agent, address="+85261000721")
    await supervisor.post(f"/gaps/{gap['id']}/answer", {"text": "可以，請先申請。"})
    await tell(db, app)
    (found,) = (await agent.get("/gaps/similar", question="車位充電器")).json["items"]
    assert (found["state"], found["answer"]) == ("answered", "可以，請先申請。")
    await agent.post(f"/contacts/{other.id}/gaps", {"question": "車位充電器", "same_as": gap["id"]})
    await tell(db, app)
    askers = (await agent.get(f"/gaps/{gap['id']}")).json["askers"]
    assert "pending" not in {one["tell_state"] for one in askers}


async def test_articles_that_may_answer_stand_beside_a_question(
    db: Database, app: web.Application, agent: Window
) -> None:
    async with db.transaction() as session:
        article = await make_article(session, draft(samples=("管理費點交",)))
    await app[SEARCH].build()
    found = (await agent.get("/gaps/similar", question="請問管理費點交")).json
    assert [one["article_id"] for one in found["articles"]] == [article.id]
    assert (await agent.get("/gaps/similar", question="天台燒烤")).json["articles"] == []
    assert (await agent.get("/gaps/similar", question="管理費", contact="nothing")).status == 404


async def test_gaps_are_put_together_parted_declined_and_reopened(supervisor: Window) -> None:
    first = (await supervisor.post("/gaps", {"question": "露台可以裝太陽能板嗎"})).json
    other = (await supervisor.post("/gaps", {"question": "陽台外面能不能裝太陽能板"})).json
    similar = (await supervisor.get(f"/gaps/{other['id']}/similar")).json["items"]
    assert [one["id"] for one in similar] == [first["id"]]
    main = (await supervisor.post(f"/gaps/{other['id']}/group", {"into_id": first["id"]})).json
    assert (main["id"], main["asked"], [one["id"] for one in main["grouped"]]) == (first["id"], 2, [other["id"]])
    assert await box(supervisor, "all") == [first["id"]]
    assert [row["id"] for row in (await supervisor.get("/gaps", q="陽台")).json["items"]] == [first["id"]]
    parted = (await supervisor.post(f"/gaps/{other['id']}/ungroup", {})).json
    assert parted["state"] == "open"
    declined = (await supervisor.post(f"/gaps/{other['id']}/decline", {"reason": "不答"})).json
    assert (declined["state"], declined["askers"][0]["tell_state"]) == ("declined", "skipped")
    reopened = (await supervisor.post(f"/gaps/{other['id']}/reopen", {"reason": "再問"})).json
    assert (reopened["state"], reopened["askers"][0]["tell_state"]) == ("open", "pending")


async def test_the_figures_say_how_they_are_counted(gap: Json, supervisor: Window) -> None:
    await supervisor.post(f"/gaps/{gap['id']}/answer", {"text": "可以"})
    figures = (await supervisor.get("/gaps/figures")).json
    assert (figures["opened"], figures["answered"], figures["open"]) == (1, 1, 0)
    assert figures["askers"] == {"told": 0, "waiting": 1, "failed": 0, "skipped": 0}
    assert figures["by_month"][0]["key"] == f"{clock.local(clock.now()):%Y-%m}"
    assert "median_hours_to_answer" in figures["formulas"]
    wrong = {"from": clock.now().isoformat(), "until": (clock.now() - timedelta(days=1)).isoformat()}
    assert (await supervisor.get("/gaps/figures", **wrong)).status == 422


async def test_what_does_not_exist_is_not_found(gap: Json, supervisor: Window) -> None:
    assert (await supervisor.get("/gaps/nothing")).status == 404
    assert (await supervisor.get("/gaps/nothing/history")).status == 404
    assert (await supervisor.post("/gaps/nothing/take")).status == 404
    assert (await supervisor.post(f"/gaps/{gap['id']}/askers/nobody/tell", {"text": "x"})).status == 404
    assert (await supervisor.post(f"/gaps/{gap['id']}/article", {"article_id": "nothing"})).status == 404
    assert (await supervisor.get(f"/gaps/{gap['id']}/askers/nobody/draft")).status == 404
