"""Merging, viewers, two answers at once, supervisor acts and the history, over HTTP."""

import asyncio

from sqlalchemy import update

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk, make_contact, make_inbound_text
from tests.support.console import Window

OTHER = "+85298765432"


async def second_contact(db: Database, desk: Desk, **values: object) -> Contact:
    async with db.transaction() as session:
        contact, _matter = await make_contact(
            session, agent=None, customer=desk.customer, place=desk.place, state="queued", address=OTHER, **values
        )
        await make_inbound_text(session, contact, "仲漏緊")
    return contact


async def test_a_merged_contact_is_read_in_the_other_until_it_is_taken_out(
    agent: Window, desk: Desk, db: Database
) -> None:
    other = await second_contact(db, desk)
    merged = await agent.post(f"/contacts/{other.id}/merge", {"into_id": desk.contact.id, "reason": "same leak"})
    assert (merged.status, merged.json["id"]) == (200, desk.contact.id)
    (part,) = merged.json["merged"]
    assert (part["reference"], part["merged_by_name"], part["reason"]) == (
        other.reference,
        desk.agent.name,
        "same leak",
    )
    assert merged.json["last_message"]["text"] == "仲漏緊"
    thread = (await agent.get(f"/contacts/{desk.contact.id}/messages")).json["items"]
    assert {message["contact_id"] for message in thread} == {desk.contact.id, other.id}
    line = next(message for message in thread if message["event"] and message["event"]["name"] == "contact.merged")
    assert line["event"]["details"]["contact_id"] == other.id
    gone = (await agent.get(f"/contacts/{other.id}")).json
    assert (gone["state"], gone["merged_into_reference"]) == ("closed", desk.contact.reference)
    ways = (await agent.get(f"/contacts/{desk.contact.id}/ways")).json["items"]
    assert [way["address"] for way in ways] == [OTHER, desk.contact.address]
    again = await agent.post(f"/contacts/{other.id}/merge", {"into_id": desk.contact.id})
    assert (again.status, again.code) == (409, "already_merged")
    out = await agent.post(f"/contacts/{other.id}/unmerge", {"reason": "another flat"})
    assert (out.json["state"], out.json["merged_into_id"]) == ("queued", None)
    assert (await agent.get(f"/contacts/{desk.contact.id}")).json["merged"] == []


async def test_everybody_who_looks_sees_who_else_does(
    agent: Window, desk: Desk, supervisor: Window, plumber: Window
) -> None:
    path = f"/contacts/{desk.contact.id}"
    await agent.put(f"{path}/viewing", {})
    seen = await supervisor.put(f"{path}/viewing", {"is_typing": True})
    names = [(viewer["name"], viewer["is_typing"]) for viewer in seen.json["items"]]
    assert names == [(desk.agent.name, False), (desk.supervisor.name, True)]
    assert (await supervisor.delete(f"{path}/viewing")).status == 204
    left = (await agent.get(f"{path}/viewers")).json["items"]
    assert [viewer["agent_id"] for viewer in left] == [desk.agent.id]
    assert (await plumber.put(f"{path}/viewing", {})).status == 404
    assert (await agent.put("/contacts/nothing/viewing", {})).status == 404


async def test_the_second_of_two_answers_is_shown_the_first(
    agent: Window, desk: Desk, supervisor: Window, db: Database
) -> None:
    path = f"/contacts/{desk.contact.id}/reply"
    async with db.transaction() as session:
        seen = await make_inbound_text(session, desk.contact, "幾時到?")
    bodies = [{"text": text, "seen_message_id": seen.id} for text in ("三點", "四點")]
    replies = await asyncio.gather(agent.post(path, bodies[0]), supervisor.post(path, bodies[1]))
    sent, refused = sorted(replies, key=lambda reply: reply.status)
    assert (sent.status, refused.status, refused.code) == (201, 409, "answered_meanwhile")
    (told,) = refused.json["error"]["details"]["messages"]
    assert (told["id"], told["text"]) == (sent.json["id"], sent.json["text"])
    second = bodies[1] if sent.json["text"] == "三點" else bodies[0]
    slower = supervisor if second is bodies[1] else agent
    assert (await slower.post(path, {**second, "send_anyway": True})).status == 201


async def test_a_supervisor_reorders_and_assigns_with_reasons_that_stand_in_the_history(
    agent: Window, desk: Desk, supervisor: Window, db: Database
) -> None:
    other = await second_contact(db, desk)
    path = f"/contacts/{other.id}"
    assert (await agent.post(f"{path}/priority", {"to_front": True, "reason": "?"})).status == 403
    assert (await supervisor.post(f"{path}/priority", {"reason": "nothing wished"})).status == 422
    assert (await supervisor.post(f"{path}/priority", {"to_front": True})).status == 422
    moved = await supervisor.post(f"{path}/priority", {"class": "priority", "reason": "old lady alone"})
    assert (moved.status, moved.json["class"]) == (200, "priority")
    async with db.transaction() as session:
        await session.execute(update(Agent).where(Agent.id == desk.colleague.id).values(presence="busy"))
    given = await supervisor.post(f"{path}/assign", {"agent_id": desk.colleague.id, "reason": "knows her"})
    assert (given.json["state"], given.json["agent_name"]) == ("active", desk.colleague.name)
    lines = (await agent.get(f"{path}/history")).json["items"]
    told = [(line["act"], line["author_name"], line["reason"]) for line in lines]
    assert told == [
        ("assigned", desk.supervisor.name, "knows her"),
        ("prioritised", desk.supervisor.name, "old lady alone"),
    ]
    assert lines[0]["people"] == {desk.colleague.id: desk.colleague.name}


async def test_a_colleagues_presence_needs_a_reason(desk: Desk, supervisor: Window) -> None:
    path = f"/agents/{desk.agent.id}"
    assert (await supervisor.put(f"{path}/presence", {"presence": "away"})).status == 422
    changed = await supervisor.put(f"{path}/presence", {"presence": "away", "reason": "fire drill"})
    assert changed.json["presence"] == "away"
    (line,) = (await supervisor.get(f"{path}/history")).json["items"]
    assert (line["act"], line["author_name"], line["reason"]) == ("presence", desk.supervisor.name, "fire drill")


async def test_the_back_office_works_on_what_was_handed_to_its_group(
    agent: Window, desk: Desk, plumber: Window, sign_in: OpenWindow
) -> None:
    path = f"/contacts/{desk.contact.id}"
    assert (await plumber.get("/contacts", group="mine")).json["items"] == []
    handed = await agent.post(f"{path}/transfer", {"group_id": desk.engineering.id, "note": "喉管圖紙"})
    assert (handed.json["state"], handed.json["group_names"]) == ("queued", desk.engineering.names)
    assert [item["id"] for item in (await plumber.get("/contacts", group="mine")).json["items"]] == [desk.contact.id]
    outsider = await sign_in(desk.outsider)
    assert (await outsider.get("/contacts")).json["items"] == []
    assert (await outsider.get(path)).status == 404
    assert (await outsider.post(f"{path}/accept")).code == "not_in_group"
    assert (await plumber.post(f"{path}/accept")).json["agent_id"] == desk.plumber.id
    assert (await plumber.post(f"{path}/reply", {"text": "圖紙已寄出"})).status == 201
    outcomes = [{"matter_id": desk.matter.id, "outcome": "answered"}]
    closed = await plumber.post(f"{path}/close", {"outcomes": outcomes, "note": "sent"})
    assert (closed.status, closed.json["state"]) == (200, "closed")


async def test_a_history_is_read_in_pages_newest_first(agent: Window, desk: Desk) -> None:
    for number in range(3):
        await agent.post(f"/contacts/{desk.contact.id}/matters", {"subject": f"matter {number}"})
    page = (await agent.get(f"/contacts/{desk.contact.id}/history", limit=2)).json
    rest = (await agent.get(f"/contacts/{desk.contact.id}/history", limit=2, cursor=page["next_cursor"])).json
    ids = [line["id"] for line in (*page["items"], *rest["items"])]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest["next_cursor"]) == (3, None)
    assert page["items"][0]["at"] <= clock.now().isoformat()
