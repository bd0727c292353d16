"""What administrators set about queues: everything is checked, kept with its author, and holds at once."""

from typing import Any

import pytest
from sqlalchemy import select

from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.db import Database
from contactcenter.journal.models import HistoryEntry
from contactcenter.routing.models import Queue, QueueAgent
from tests.support.builders.routing import make_queue
from tests.support.builders.work_orders import Desk
from tests.support.console import Window

WHOLE: dict[str, Any] = {
    "code": "night",
    "names": {"zh-Hant": "夜間報修", "en": "Night repairs"},
    "requirements": [{"after_seconds": 0, "skills": {"repairs": 4}}, {"after_seconds": 60, "skills": {}}],
    "strategy": "ring_group",
    "ring_size": 4,
    "preferred_seconds": 30,
    "overflow": [
        {"after_seconds": 120, "action": "queue", "target": "general"},
        {"after_seconds": 300, "action": "number", "target": "+85291234567"},
        {"after_seconds": 600, "action": "voicemail"},
    ],
    "wait_messages": [{"after_seconds": 30, "every_seconds": 60, "texts": {"en": "Thank you for waiting."}}],
    "most_waiting": 20,
    "when_full": "queue:general",
    "callback_attempts": 2,
}


@pytest.fixture
async def general(db: Database) -> Queue:
    async with db.transaction() as session:
        return await make_queue(session)


async def entries(db: Database, subject_id: str) -> list[tuple[str, str | None]]:
    async with db.reading() as session:
        query = select(HistoryEntry).where(HistoryEntry.subject_id == subject_id).order_by(HistoryEntry.id)
        return [(entry.act, entry.author_id) for entry in await session.scalars(query)]


async def test_a_queue_is_created_with_what_is_said_and_what_is_usual(
    administrator: Window, general: Queue, db: Database
) -> None:
    reply = await administrator.post("/admin/queues", WHOLE)
    assert reply.status == 201, reply.json
    queue = reply.json
    assert (queue["code"], queue["strategy"], queue["when_full"]) == ("night", "ring_group", "queue:general")
    assert queue["overflow"][2] == {"after_seconds": 600, "action": "voicemail", "target": None}
    assert (queue["offer_seconds"], queue["join_empty"], queue["members"], queue["version"]) == (20, "wait", [], 1)
    listed = (await administrator.get("/admin/queues")).json["items"]
    assert [row["code"] for row in listed] == ["general", "night"]
    assert [act for act, author in await entries(db, queue["id"]) if author] == ["created"]
    again = await administrator.post("/admin/queues", WHOLE)
    assert (again.status, again.code) == (409, "code_taken")


async def test_a_change_keeps_the_rest_and_the_author_and_wakes_the_matcher(
    administrator: Window, general: Queue, db: Database
) -> None:
    woken: set[str] = set()
    publish = db.publish

    async def listen(facts: Any, topics: set[str]) -> None:
        woken.update(topics, {fact.type for fact in facts})
        await publish(facts, topics)

    db.publish = listen
    reply = await administrator.patch(f"/admin/queues/{general.id}", {"offer_seconds": 35, "version": 1})
    assert (reply.status, reply.json["offer_seconds"], reply.json["wrap_up_seconds"]) == (200, 35, 60)
    assert reply.json["version"] == 2
    assert {OFFERS_TOPIC, "queue.changed"} <= woken
    stale = await administrator.patch(f"/admin/queues/{general.id}", {"offer_seconds": 40, "version": 1})
    assert (stale.status, stale.code, stale.json["error"]["details"]) == (409, "stale", {"version": 2})
    [(act, author)] = await entries(db, general.id)
    assert act == "changed"
    assert author is not None
    same = await administrator.patch(f"/admin/queues/{general.id}", {"offer_seconds": 35})
    assert same.json["version"] == 2, "nothing changed"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"names": {}}, "names"),
        ({"names": {"pt": "Fila"}}, "names.pt"),
        ({"strategy": "loudest"}, "strategy"),
        ({"ring_size": 0}, "ring_size"),
        ({"offer_seconds": 0}, "offer_seconds"),
        ({"offer_seconds": "soon"}, "offer_seconds"),
        ({"requirements": [{"after_seconds": 0, "skills": {"repairs": 9}}]}, "requirements.0.skills.repairs"),
        ({"requirements": [{"after_seconds": 0, "skills": {" ": 1}}]}, "requirements.0.skills"),
        ({"requirements": [{"after_seconds": 0}]}, "requirements.0.skills"),
        (
            {"requirements": [{"after_seconds": 60, "skills": {}}, {"after_seconds": 60, "skills": {}}]},
            "requirements.1.after_seconds",
        ),
        ({"overflow": [{"after_seconds": 0, "action": "voicemail"}]}, "overflow.0.after_seconds"),
        ({"overflow": [{"after_seconds": 9, "action": "queue", "target": "nowhere"}]}, "overflow.0.target"),
        ({"overflow": [{"after_seconds": 9, "action": "queue", "target": "general"}]}, "overflow.0.target"),
        ({"overflow": [{"after_seconds": 9, "action": "number", "target": "12"}]}, "overflow.0.target"),
        ({"overflow": [{"after_seconds": 9, "action": "callback", "target": "x"}]}, "overflow.0.target"),
        ({"overflow": [{"after_seconds": 9, "action": "shout"}]}, "overflow.0.action"),
        (
            {"wait_messages": [{"after_seconds": 9, "every_seconds": 3, "texts": {"en": "x"}}]},
            "wait_messages.0.every_seconds",
        ),
        ({"wait_messages": [{"after_seconds": 9, "texts": {}}]}, "wait_messages.0.texts"),
        ({"when_full": "queue:general"}, "when_full"),
        ({"join_empty": "sing"}, "join_empty"),
        ({"calendar_id": "nothing"}, "calendar_id"),
        ({"group_id": "nothing"}, "group_id"),
        ({"code": "other"}, "code"),
        ({"colour": "red"}, "colour"),
    ],
)
async def test_what_cannot_be_is_refused_with_its_field(
    administrator: Window, general: Queue, change: dict[str, Any], field: str
) -> None:
    reply = await administrator.patch(f"/admin/queues/{general.id}", change)
    assert reply.status == 422, reply.json
    fields = reply.json["error"]["details"]["fields"]
    assert field in fields, fields
    assert fields[field]
    assert (await administrator.get("/admin/queues")).json["items"][0]["version"] == 1


async def test_who_serves_a_queue_is_said_all_at_once(
    administrator: Window, supervisor: Window, general: Queue, desk: Desk, db: Database
) -> None:
    path = f"/admin/queues/{general.id}/members"
    first = {"agent_id": desk.agent.id, "priority": 2}
    second = {"agent_id": desk.colleague.id, "priority": 1, "delay_seconds": 30}
    reply = await supervisor.put(path, {"members": [first, second], "version": 1})
    assert reply.status == 200, reply.json
    assert [(row["agent_id"], row["priority"], row["delay_seconds"]) for row in reply.json["members"]] == [
        (desk.colleague.id, 1, 30),
        (desk.agent.id, 2, 0),
    ]
    assert reply.json["version"] == 2
    assert (await administrator.put(path, {"members": [first], "version": 1})).code == "stale"
    assert (await administrator.put(path, {"members": [first]})).json["version"] == 3
    async with db.reading() as session:
        assert list(await session.scalars(select(QueueAgent.agent_id))) == [desk.agent.id]
    assert [act for act, _ in await entries(db, general.id)] == ["members", "members"]


@pytest.mark.parametrize("who", ["nobody", "plumber", "twice"])
async def test_only_people_who_take_contacts_serve_a_queue(
    administrator: Window, general: Queue, desk: Desk, who: str
) -> None:
    ids = {"nobody": ["x"], "plumber": [desk.plumber.id], "twice": [desk.agent.id] * 2}[who]
    body = {"members": [{"agent_id": id_} for id_ in ids]}
    reply = await administrator.put(f"/admin/queues/{general.id}/members", body)
    assert reply.status == 422
    assert f"members.{len(ids) - 1}.agent_id" in reply.json["error"]["details"]["fields"]


async def test_only_a_queue_nothing_belongs_to_can_be_removed(
    administrator: Window, general: Queue, db: Database
) -> None:
    night = (await administrator.post("/admin/queues", WHOLE)).json
    refused = await administrator.delete(f"/admin/queues/{general.id}")
    assert (refused.status, refused.code) == (409, "in_use")
    assert "night" in refused.json["error"]["message"]
    assert (await administrator.delete(f"/admin/queues/{night['id']}?version=7")).code == "stale"
    assert (await administrator.delete(f"/admin/queues/{night['id']}?version=1")).status == 204
    assert (await administrator.delete(f"/admin/queues/{general.id}")).status == 204
    assert (await administrator.delete(f"/admin/queues/{general.id}")).status == 404


async def test_a_channel_takes_points(administrator: Window) -> None:
    items = {row["channel"]: row for row in (await administrator.get("/admin/channel-points")).json["items"]}
    assert items["voice"] == {"channel": "voice", "points": 100, "interrupts": True, "version": 0}
    assert items["sms"]["points"] == 25
    reply = await administrator.put("/admin/channel-points/sms", {"points": 50, "version": 0})
    assert reply.json == {"channel": "sms", "points": 50, "interrupts": False, "version": 1}
    assert (await administrator.put("/admin/channel-points/sms", {"points": 20, "version": 0})).code == "stale"
    assert (await administrator.put("/admin/channel-points/sms", {"points": 101})).status == 422
    assert (await administrator.put("/admin/channel-points/pigeon", {"points": 1})).status == 404


async def test_skills_are_counted_where_they_are_used(administrator: Window, general: Queue, desk: Desk) -> None:
    await administrator.patch(f"/agents/{desk.agent.id}", {"skills": {"repairs": 4, "typo": 1}})
    change = {"requirements": [{"after_seconds": 0, "skills": {"repairs": 3, "lifts": 2}}]}
    await administrator.patch(f"/admin/queues/{general.id}", change)
    assert (await administrator.get("/admin/skills")).json["items"] == [
        {"skill": "lifts", "agents": 0, "queues": ["general"]},
        {"skill": "repairs", "agents": 1, "queues": ["general"]},
        {"skill": "typo", "agents": 1, "queues": []},
    ]


async def test_only_administrators_change_queues_and_leads_may_look(
    agent: Window, supervisor: Window, general: Queue
) -> None:
    path = f"/admin/queues/{general.id}"
    assert (await agent.get("/admin/queues")).status == 403
    assert (await supervisor.get("/admin/queues")).status == 200
    for window in (agent, supervisor):
        assert (await window.patch(path, {"offer_seconds": 30})).status == 403
        assert (await window.post("/admin/queues", WHOLE)).status == 403
        assert (await window.put("/admin/channel-points/sms", {"points": 1})).status == 403
    assert (await agent.put(f"{path}/members", {"members": []})).status == 403
