"""What an agent does with a contact, over HTTP: answers, races, versions, and whose contact it is."""

import asyncio
from datetime import timedelta

from contactcenter import clock
from contactcenter.contacts.models import Contact
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk, make_contact
from tests.support.console import Window


async def queued_contact(db: Database, desk: Desk) -> Contact:
    async with db.transaction() as session:
        contact, _matter = await make_contact(
            session, agent=None, customer=desk.customer, place=desk.place, state="queued", reference="C-2026-0701"
        )
    return contact


async def test_of_two_who_accept_at_once_one_wins(agent: Window, desk: Desk, db: Database, sign_in: OpenWindow) -> None:
    contact, colleague = await queued_contact(db, desk), await sign_in(desk.colleague)
    replies = await asyncio.gather(*(w.post(f"/contacts/{contact.id}/accept") for w in (agent, colleague)))
    won, lost = sorted(replies, key=lambda reply: reply.status)
    assert (won.status, won.json["state"]) == (200, "active")
    assert (lost.status, lost.code) == (409, "already_taken")


async def test_a_reply_is_a_message_that_waits_to_be_sent(agent: Window, desk: Desk) -> None:
    reply = await agent.post(f"/contacts/{desk.contact.id}/reply", {"text": "水喉師傅下午到", "then": "wait"})
    assert reply.status == 201
    assert (reply.json["direction"], reply.json["delivery"]["state"]) == ("outbound", "waiting")
    assert (await agent.get(f"/contacts/{desk.contact.id}")).json["state"] == "waiting"


async def test_a_reply_to_a_thread_that_changed_meanwhile_is_stale(agent: Window, desk: Desk) -> None:
    path = f"/contacts/{desk.contact.id}/reply"
    version = (await agent.get(f"/contacts/{desk.contact.id}")).json["version"]
    assert (await agent.post(path, {"text": "first", "version": version})).status == 201
    reply = await agent.post(path, {"text": "second", "version": version})
    assert (reply.status, reply.code) == (409, "stale")


async def test_a_colleagues_contact_is_not_mine_to_answer(desk: Desk, sign_in: OpenWindow, supervisor: Window) -> None:
    path = f"/contacts/{desk.contact.id}/reply"
    colleague = await sign_in(desk.colleague)
    assert (await colleague.post(path, {"text": "hello"})).status == 403
    assert (await supervisor.post(path, {"text": "hello"})).status == 201


async def test_a_contact_is_put_aside_and_taken_up_again(agent: Window, desk: Desk) -> None:
    path = f"/contacts/{desk.contact.id}"
    until = (clock.now() + timedelta(hours=2)).isoformat()
    asleep = await agent.post(f"{path}/snooze", {"until": until})
    assert (asleep.status, asleep.json["state"]) == (200, "snoozed")
    past = await agent.post(f"{path}/snooze", {"until": "2020-01-01T00:00:00Z"})
    assert list(past.json["error"]["details"]["fields"]) == ["until"]
    assert (await agent.post(f"{path}/snooze", {"until": "2030-01-01T00:00:00"})).status == 422
    assert (await agent.post(f"{path}/resume")).json["state"] == "active"


async def test_a_contact_closes_with_an_outcome_for_each_matter(agent: Window, desk: Desk) -> None:
    path = f"/contacts/{desk.contact.id}"
    second = await agent.post(f"{path}/matters", {"subject": "管理費"})
    assert (second.status, second.json["outcome"]) == (201, None)
    assert (await agent.post(f"{path}/wrap-up")).json["state"] == "wrap_up"
    outcomes = [{"matter_id": desk.matter.id, "outcome": "no_action", "note": "solved itself"}]
    refused = await agent.post(f"{path}/close", {"outcomes": outcomes})
    assert (refused.status, refused.code) == (422, "outcome_missing")
    outcomes.append({"matter_id": second.json["id"], "outcome": "answered", "note": ""})
    closed = await agent.post(f"{path}/close", {"outcomes": outcomes, "note": "friendly"})
    assert (closed.json["state"], closed.json["wrap_up_note"]) == ("closed", "friendly")
    assert [matter["outcome"] for matter in closed.json["matters"]] == ["no_action", "answered"]


async def test_a_transfer_names_one_target(agent: Window, desk: Desk) -> None:
    path = f"/contacts/{desk.contact.id}/transfer"
    assert (await agent.post(path, {})).status == 422
    assert (await agent.post(path, {"queue_id": "q", "agent_id": "a"})).status == 422
    moved = await agent.post(path, {"agent_id": desk.colleague.id, "note": "speaks Hakka"})
    assert (moved.json["state"], moved.json["preferred_agent_id"]) == ("queued", desk.colleague.id)


async def test_who_and_where_can_be_corrected(agent: Window, desk: Desk) -> None:
    customer = (await agent.post("/customers", {"name": "Mr Ho"})).json
    reply = await agent.post(f"/contacts/{desk.contact.id}/link", {"customer_id": customer["id"]})
    assert (reply.json["customer_name"], reply.json["address"]) == ("Mr Ho", desk.contact.address)


async def test_a_visitor_at_the_counter_becomes_a_contact_of_mine(agent: Window, desk: Desk) -> None:
    body = {"source": "walk_in", "place_id": desk.place.id, "subject": "鎖匙", "text": "失匙，要求開門"}
    reply = await agent.post("/contacts", body)
    assert reply.status == 201
    assert (reply.json["channel"], reply.json["state"]) == ("manual", "active")
    assert (reply.json["source"], reply.json["agent_id"]) == ("walk_in", desk.agent.id)


async def test_a_question_without_an_answer_becomes_a_gap_and_the_matters_outcome(agent: Window, desk: Desk) -> None:
    body = {"question": "裝修可以週日做嗎？", "words_searched": "裝修 週日"}
    reply = await agent.post(f"/contacts/{desk.contact.id}/gaps", body)
    assert reply.status == 201
    assert (reply.json["state"], reply.json["created_by_name"]) == ("open", desk.agent.name)
    assert [asker["contact_reference"] for asker in reply.json["askers"]] == [desk.contact.reference]
    contact = (await agent.get(f"/contacts/{desk.contact.id}")).json
    assert (contact["matters"][0]["outcome"], contact["matters"][0]["gap_id"]) == ("gap", reply.json["id"])
    assert (await agent.get("/gaps", state="open")).json["items"] == [reply.json]
    assert (await agent.get(f"/gaps/{reply.json['id']}")).json == reply.json


async def test_a_promise_is_made_listed_and_kept(agent: Window, desk: Desk) -> None:
    body = {"what": "九點前回電", "due_at": (clock.now() + timedelta(hours=1)).isoformat(), "matter_id": desk.matter.id}
    made = await agent.post(f"/contacts/{desk.contact.id}/promises", body)
    assert (made.status, made.json["contact_reference"]) == (201, desk.contact.reference)
    assert (await agent.get("/promises", agent="me", state="open")).json["items"] == [made.json]
    kept = await agent.post(f"/promises/{made.json['id']}/keep")
    assert (kept.json["state"], kept.json["kept_at"] is not None) == ("kept", True)
    late = await agent.post(f"/contacts/{desk.contact.id}/promises", {**body, "due_at": "2020-01-01T00:00:00Z"})
    assert list(late.json["error"]["details"]["fields"]) == ["due_at"]
