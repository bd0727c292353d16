"""Bulletins at the API: written by those in charge, read and confirmed by everybody they are for."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

QUESTIONS = [
    {
        "id": "who",
        "texts": {"en": "Who may borrow a key?", "zh-Hant": "誰可借鑰匙？"},
        "choices": [
            {"en": "Anybody", "zh-Hant": "任何人"},
            {"en": "Who signed for it", "zh-Hant": "已簽收的人"},
        ],
        "right": 1,
    },
    {
        "id": "when",
        "texts": {"en": "When must it be back?", "zh-Hant": "何時歸還？"},
        "choices": [{"en": "The same day", "zh-Hant": "即日"}, {"en": "Next week", "zh-Hant": "下星期"}],
        "right": 0,
    },
]
WORDS = {
    "titles": {"en": "Keys", "zh-Hant": "鑰匙借用"},
    "texts": {"en": "**Never** without a signature.", "zh-Hant": "必須簽收。"},
}


async def write(supervisor: Window, **values: Any) -> dict[str, Any]:
    made = await supervisor.post("/admin/bulletins", {**WORDS, **values})
    assert made.status == 201, made.json
    return dict(made.json)


async def publish(supervisor: Window, **values: Any) -> dict[str, Any]:
    draft = await write(supervisor, **values)
    out = await supervisor.post(f"/admin/bulletins/{draft['id']}/publish", {})
    assert out.status == 200, out.json
    return dict(out.json)


async def test_a_draft_is_seen_by_nobody_whom_it_is_for(supervisor: Window, agent: Window) -> None:
    draft = await write(supervisor)
    assert draft["state"] == "draft"
    assert (await agent.get("/bulletins")).json["items"] == []
    assert (await agent.get(f"/bulletins/{draft['id']}")).status == 404
    assert (await agent.post(f"/bulletins/{draft['id']}/open")).status == 404
    assert (await agent.get("/admin/bulletins")).status == 403


async def test_the_right_answers_never_reach_a_reader_who_has_not_given_them(supervisor: Window, agent: Window) -> None:
    out = await publish(supervisor, questions=QUESTIONS)
    read = (await agent.post(f"/bulletins/{out['id']}/open")).json
    assert read["html"]["en"] == "<p><strong>Never</strong> without a signature.</p>\n"
    assert [sorted(question) for question in read["questions"]] == [["choices", "id", "texts"]] * 2
    tried = await agent.post(f"/bulletins/{out['id']}/confirm", {"answers": {"who": 0, "when": 0}})
    assert (tried.status, tried.json["wrong"], tried.json["bulletin"]["tries"]) == (200, ["who"], 1)
    assert (tried.json["bulletin"]["confirmed_at"], tried.json["bulletin"]["answers"]) == (None, {})
    done = await agent.post(f"/bulletins/{out['id']}/confirm", {"answers": {"who": 1, "when": 0}})
    assert (done.json["wrong"], done.json["bulletin"]["tries"]) == ([], 2)
    assert done.json["bulletin"]["confirmed_at"]
    assert done.json["bulletin"]["answers"] == {"who": 1, "when": 0}
    again = await agent.post(f"/bulletins/{out['id']}/confirm", {"answers": {}})
    assert (again.status, again.json["bulletin"]["tries"]) == (200, 2)


async def test_every_question_wants_an_answer_that_exists(supervisor: Window, agent: Window) -> None:
    out = await publish(supervisor, questions=QUESTIONS)
    missing = await agent.post(f"/bulletins/{out['id']}/confirm", {"answers": {"who": 9}})
    assert missing.status == 422
    assert set(missing.json["error"]["details"]["fields"]) == {"answers.who", "answers.when"}
    assert (await agent.get(f"/bulletins/{out['id']}")).json["tries"] == 0


async def test_it_is_for_its_roles_and_groups_only(
    supervisor: Window, agent: Window, plumber: Window, desk: Desk, sign_in: OpenWindow
) -> None:
    outsider = await sign_in(desk.outsider)
    await publish(supervisor, roles=["agent"], group_ids=[desk.engineering.id])
    seen = [len((await who.get("/bulletins")).json["items"]) for who in (agent, plumber, outsider, supervisor)]
    assert seen == [1, 1, 0, 0]


async def test_what_is_confirmed_is_no_longer_to_be_read(supervisor: Window, agent: Window) -> None:
    out = await publish(supervisor)
    assert [row["id"] for row in (await agent.get("/bulletins", mine="true")).json["items"]] == [out["id"]]
    await agent.post(f"/bulletins/{out['id']}/confirm", {})
    assert (await agent.get("/bulletins", mine="true")).json["items"] == []
    assert (await agent.get("/bulletins")).json["items"][0]["confirmed_at"] is not None


async def test_who_has_not_read_it_is_listed_first_and_exported(supervisor: Window, agent: Window, desk: Desk) -> None:
    out = await publish(supervisor, roles=["agent"])
    await agent.post(f"/bulletins/{out['id']}/confirm", {})
    address = f"/admin/bulletins/{out['id']}"
    rows = (await supervisor.get(f"{address}/readers")).json["items"]
    assert [(row["username"], row["confirmed_at"] is not None) for row in rows] == [
        ("colleague", False),
        ("agent", True),
    ]
    assert [row["username"] for row in (await supervisor.get(f"{address}/readers", missing="true")).json["items"]] == [
        "colleague"
    ]
    first = (await supervisor.get(f"{address}/readers", limit=1)).json
    rest = (await supervisor.get(f"{address}/readers", limit=1, cursor=first["next_cursor"])).json
    assert [row["username"] for row in first["items"] + rest["items"]] == ["colleague", "agent"]
    assert rest["next_cursor"] is None
    counts = (await supervisor.get(address)).json
    assert (counts["reader_count"], counts["confirmed_count"]) == (2, 1)
    async with supervisor.client.get(f"/api/v1{address}/readers.csv", headers=supervisor.headers) as file:
        lines = (await file.read()).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("name,username,roles,opened_at,confirmed_at")
    assert [line.split(",")[1] for line in lines[1:]] == ["colleague", "agent"]
    assert (await agent.get(f"{address}/readers")).status == 403


async def test_a_new_version_may_be_read_again(supervisor: Window, agent: Window) -> None:
    out = await publish(supervisor, questions=QUESTIONS)
    answers = {"answers": {"who": 1, "when": 0}, "version": out["version"]}
    await agent.post(f"/bulletins/{out['id']}/confirm", answers)
    address = f"/admin/bulletins/{out['id']}"
    changed = await supervisor.patch(address, {"texts": {**WORDS["texts"], "en": "New."}, "version": out["version"]})
    assert (await agent.get("/bulletins", mine="true")).json["items"] == []
    await supervisor.post(f"{address}/publish", {"reads_again": True, "version": changed.json["version"]})
    [row] = (await agent.get("/bulletins", mine="true")).json["items"]
    assert (row["confirmed_at"], row["opened_at"] is not None) == (None, True)
    stale = await agent.post(f"/bulletins/{out['id']}/confirm", answers)
    assert (stale.status, stale.code) == (409, "stale")
    acts = [line["act"] for line in (await supervisor.get(f"{address}/history")).json["items"]]
    assert acts == ["published", "changed", "confirmed", "published", "created"]


async def test_what_is_not_complete_is_not_published(supervisor: Window) -> None:
    empty = (await supervisor.post("/admin/bulletins", {"titles": {"en": "Only a title"}})).json
    refused = await supervisor.post(f"/admin/bulletins/{empty['id']}/publish", {})
    assert (refused.status, "titles" in refused.json["error"]["details"]["fields"]) == (422, True)
    past = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
    late = await write(supervisor, due_at=past)
    refused = await supervisor.post(f"/admin/bulletins/{late['id']}/publish", {})
    assert set(refused.json["error"]["details"]["fields"]) == {"due_at"}
    half = await write(supervisor, questions=[{**QUESTIONS[0], "choices": [{"en": "One"}]}])
    refused = await supervisor.post(f"/admin/bulletins/{half['id']}/publish", {})
    assert "questions.0.choices" in refused.json["error"]["details"]["fields"]


async def test_a_draft_can_go_and_what_was_published_is_withdrawn(supervisor: Window, agent: Window) -> None:
    draft = await write(supervisor)
    assert (await supervisor.delete(f"/admin/bulletins/{draft['id']}")).status == 204
    out = await publish(supervisor)
    address = f"/admin/bulletins/{out['id']}"
    assert (await supervisor.delete(address)).code == "published"
    gone = await supervisor.post(f"{address}/withdraw", {"reason": "wrong number"})
    assert gone.json["state"] == "withdrawn"
    assert (await agent.get("/bulletins")).json["items"] == []
    assert (await supervisor.post(f"{address}/remind", {})).code == "not_published"
    assert (await supervisor.post(f"{address}/publish", {})).json["state"] == "out"


async def test_unknown_readers_and_articles_are_refused(supervisor: Window) -> None:
    refused = await supervisor.post("/admin/bulletins", {**WORDS, "group_ids": ["nobody"], "article_id": "nothing"})
    assert (refused.status, set(refused.json["error"]["details"]["fields"])) == (422, {"group_ids", "article_id"})
    assert (await supervisor.post("/admin/bulletins", {**WORDS, "roles": ["owner"]})).status == 422


async def test_hostile_html_in_a_bulletin_is_inert(supervisor: Window, agent: Window) -> None:
    out = await publish(supervisor, texts={"en": "<script>alert(1)</script> [x](javascript:alert(1))", "zh-Hant": "好"})
    html = (await agent.get(f"/bulletins/{out['id']}")).json["html"]["en"]
    assert "<script" not in html
    assert 'href="javascript' not in html
