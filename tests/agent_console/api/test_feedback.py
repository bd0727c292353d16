"""Votes, reports and usage of articles at the API."""

from datetime import timedelta

import pytest

from contactcenter import clock
from contactcenter.contacts.models import Matter
from contactcenter.contacts.service import set_outcome
from contactcenter.db import Database
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.models import Article
from knowledge_base.feedback.models import ArticleReport
from knowledge_base.jobs import remind_of_reports
from tests.agent_console.conftest import OpenWindow
from tests.knowledge_base.builders import draft, make_article
from tests.support.builders.work_orders import Desk
from tests.support.console import Window


@pytest.fixture
async def article(db: Database) -> Article:
    async with db.transaction() as session:
        return await make_article(session, draft())


async def own(db: Database, article: Article, **people: str | None) -> None:
    async with db.transaction() as session:
        row = await session.get_one(Article, article.id)
        for name, value in people.items():
            setattr(row, name, value)


async def report(window: Window, article: Article, text: str = "收費已經加了", **values: str) -> dict[str, object]:
    body = {"kind": "wrong", "text": text, "language": "zh-Hant", **values}
    made = await window.post(f"/articles/{article.id}/reports", body)
    assert made.status == 201
    return dict(made.json)


async def test_one_reader_has_one_vote(article: Article, agent: Window, supervisor: Window) -> None:
    address = f"/articles/{article.id}/vote"
    assert (await agent.put(address, {"is_helpful": True})).json["votes"] == {
        "helpful": 1,
        "unhelpful": 0,
        "mine": True,
    }
    await agent.put(address, {"is_helpful": False, "comment": "沒有說幾時生效"})
    voted = await supervisor.put(address, {"is_helpful": True})
    assert voted.json["votes"] == {"helpful": 1, "unhelpful": 1, "mine": True}
    assert (await agent.put(address, {"is_helpful": None})).json["votes"] == {
        "helpful": 1,
        "unhelpful": 0,
        "mine": None,
    }
    assert (await agent.put("/articles/none/vote", {"is_helpful": True})).status == 404
    assert (await agent.put(address, {"is_helpful": True, "comment": "長" * 1001})).status == 422
    assert (await agent.put(address, {})).status == 422


async def test_an_article_shows_how_many_contacts_it_answered(
    db: Database, desk: Desk, article: Article, agent: Window
) -> None:
    assert (await agent.get(f"/articles/{article.id}/usage")).json == {
        "article_id": article.id,
        "contacts_answered": 0,
        "answered_lately": 0,
        "last_answered_at": None,
        "searches_led_here": 0,
        "open_reports": 0,
        "votes": {"helpful": 0, "unhelpful": 0, "mine": None},
    }
    now = clock.now() - timedelta(days=40)
    async with db.transaction() as session:
        matter = await session.get_one(Matter, desk.matter.id)
        await set_outcome(session, matter, "answered", author_id=None, now=now, article_id=article.id)
    usage = (await agent.get(f"/articles/{article.id}/usage")).json
    assert (usage["contacts_answered"], usage["answered_lately"]) == (1, 0)
    await report(agent, article)
    assert (await agent.get(f"/articles/{article.id}/usage")).json["open_reports"] == 1
    assert (await agent.get("/articles/none/usage")).status == 404


async def test_a_report_reaches_the_owner_with_a_due_time(
    db: Database, desk: Desk, article: Article, agent: Window, plumber: Window, supervisor: Window
) -> None:
    await own(db, article, owner_id=desk.plumber.id)
    made = await report(agent, article, contact_id=desk.contact.id)
    assert (made["owner_name"], made["reported_by_name"], made["state"]) == (
        desk.plumber.name,
        desk.agent.name,
        "open",
    )
    assert (made["article_title"], made["contact_reference"]) == ("管理費幾時交", desk.contact.reference)
    assert (made["is_overdue"], made["may_close"]) == (False, False)
    (mine,) = (await plumber.get("/article-reports", state="open", mine="true")).json["items"]
    assert (mine["id"], mine["may_close"]) == (made["id"], True)
    assert (await supervisor.get("/article-reports", state="open", mine="true")).json["items"] == []
    assert len((await supervisor.get("/article-reports", article=article.id)).json["items"]) == 1
    (said,) = (await agent.get("/article-reports", reported_by_me="true")).json["items"]
    assert said["id"] == made["id"]
    ended = await plumber.post(
        f"/article-reports/{made['id']}/close", {"state": "done", "answer": "已改", "version": 1}
    )
    assert (ended.status, ended.json["state"], ended.json["answer"]) == (200, "done", "已改")
    assert ended.json["closed_by_name"] == desk.plumber.name
    again = await supervisor.post(f"/article-reports/{made['id']}/close", {"state": "declined", "answer": "不對"})
    assert (again.status, again.code) == (409, "already_taken")
    async with db.reading() as session:
        acts = [line.act for line in await history.of_subject(session, "article", article.id)]
    assert acts[-2:] == ["reported", "report_closed"]


async def test_where_nobody_owns_the_article_it_is_its_groups_and_else_the_supervisors(
    db: Database, desk: Desk, article: Article, agent: Window, plumber: Window, supervisor: Window
) -> None:
    await own(db, article, owner_id=None, group_id=desk.engineering.id)
    of_group = await report(agent, article)
    assert [one["id"] for one in (await plumber.get("/article-reports", mine="true")).json["items"]] == [of_group["id"]]
    assert (await supervisor.get("/article-reports", mine="true")).json["items"] == []
    await own(db, article, group_id=None)
    assert (await plumber.get("/article-reports", mine="true")).json["items"] == []
    assert len((await supervisor.get("/article-reports", mine="true")).json["items"]) == 1
    refused = await plumber.post(f"/article-reports/{of_group['id']}/close", {"state": "done"})
    assert (refused.status, refused.code) == (403, "not_yours")


async def test_the_same_said_twice_is_one_report(article: Article, agent: Window) -> None:
    first = await report(agent, article)
    assert (await report(agent, article))["id"] == first["id"]
    assert (await report(agent, article, "電話也改了"))["id"] != first["id"]
    assert (await report(agent, article, kind="new_information"))["id"] != first["id"]


async def test_what_cannot_be_reported_is_refused_with_what_to_do(article: Article, agent: Window) -> None:
    address = f"/articles/{article.id}/reports"
    for body in (
        {"kind": "wrong", "text": "   "},
        {"kind": "rude", "text": "x"},
        {"kind": "wrong", "text": "x" * 4001},
        {"kind": "wrong", "text": "x", "language": "fr"},
    ):
        refused = await agent.post(address, body)
        assert (refused.status, refused.code) == (422, "invalid_input")
        assert refused.json["error"]["details"]["fields"]
    assert (await agent.post(address, {"kind": "wrong", "text": "x", "contact_id": "none"})).status == 404
    assert (await agent.post("/articles/none/reports", {"kind": "wrong", "text": "x"})).status == 404


async def test_declining_says_why_and_a_stale_answer_is_refused(
    article: Article, agent: Window, supervisor: Window
) -> None:
    made = await report(agent, article)
    address = f"/article-reports/{made['id']}/close"
    assert (await supervisor.post(address, {"state": "declined"})).status == 422
    assert (await supervisor.post(address, {"state": "open", "answer": "x"})).status == 422
    stale = await supervisor.post(address, {"state": "done", "version": 7})
    assert (stale.status, stale.code) == (409, "stale")
    assert (await supervisor.post("/article-reports/none/close", {"state": "done"})).status == 404


async def test_what_is_only_for_a_group_is_nobody_elses_business(
    db: Database, desk: Desk, agent: Window, supervisor: Window, sign_in: OpenWindow
) -> None:
    async with db.transaction() as session:
        secret = await make_article(session, draft(code="secret", audience="group"))
    await report(supervisor, secret)
    outsider = await sign_in(desk.outsider)
    for window in (agent, outsider):
        assert (await window.get(f"/articles/{secret.id}/usage")).status == 404
        assert (await window.put(f"/articles/{secret.id}/vote", {"is_helpful": True})).status == 404
        assert (await window.post(f"/articles/{secret.id}/reports", {"kind": "wrong", "text": "x"})).status == 404
        assert (await window.get("/article-reports")).json["items"] == []


async def test_a_report_past_its_time_comes_back_to_whoever_owns_the_article_now(
    db: Database, desk: Desk, article: Article, agent: Window
) -> None:
    await own(db, article, owner_id=desk.plumber.id)
    made = await report(agent, article)
    await own(db, article, owner_id=desk.second_plumber.id)
    late = clock.now() + timedelta(hours=73)
    facts: list[Fact] = []

    async def hear(published: object, topics: object) -> None:
        facts.extend(published)  # type: ignore[arg-type]

    db.publish = hear  # type: ignore[assignment]
    assert await remind_of_reports.fire(db, now=clock.now()) == 0
    assert await remind_of_reports.fire(db, now=late) == 1
    assert await remind_of_reports.fire(db, now=late) == 0
    assert await remind_of_reports.fire(db, now=late + timedelta(hours=12)) == 1
    assert [(fact.type, fact.id) for fact in facts] == [("report.changed", made["id"])] * 2
    async with db.reading() as session:
        row = await session.get_one(ArticleReport, made["id"])
    assert row.owner_id == desk.second_plumber.id
