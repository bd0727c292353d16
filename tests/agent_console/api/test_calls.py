"""Calls over HTTP: who reads them, who holds and hangs up, and what the thread tells of them."""

import pytest

from contactcenter import clock
from contactcenter.actions.end_call import end_call
from contactcenter.agents.models import Agent
from contactcenter.calls.models import Call
from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.agents import make_agent
from tests.support.builders.calls import agent_leg, make_voice_line, queue_call, ringing_call, talking_call
from tests.support.builders.contacts import LINE, OWNER
from tests.support.builders.routing import make_free_agent, make_queue
from tests.support.console import Window


@pytest.fixture
async def ada(db: Database) -> Agent:
    """Free, on a line that takes calls."""
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_voice_line(session, queue)
        return await make_free_agent(session, queue)


@pytest.fixture
async def window(ada: Agent, sign_in: OpenWindow) -> Window:
    return await sign_in(ada)


@pytest.fixture
async def call(db: Database, ada: Agent) -> Call:
    return await talking_call(db, now=clock.now())


async def test_a_call_as_its_agent_sees_it(db: Database, window: Window, ada: Agent, call: Call) -> None:
    shown = (await window.get(f"/calls/{call.id}")).json
    leg = await agent_leg(db, call)
    assert {
        name: shown[name] for name in ("id", "contact_id", "state", "direction", "address", "line", "language")
    } == {
        "id": call.id,
        "contact_id": call.contact_id,
        "state": "talking",
        "direction": "inbound",
        "address": OWNER,
        "line": LINE,
        "language": "zh-Hant",
    }
    assert (shown["agent_id"], shown["is_held"], shown["ended_by"], shown["recordings"]) == (ada.id, False, None, [])
    assert [(one["role"], one["agent_id"], one["external_id"], one["state"]) for one in shown["legs"]] == [
        ("customer", None, call.external_id, "joined"),
        ("agent", ada.id, leg.external_id, "joined"),
    ]
    contact = (await window.get(f"/contacts/{call.contact_id}")).json
    assert (contact["call_id"], contact["channel"], contact["state"]) == (call.id, "voice", "active")


async def test_lists_are_filtered_and_newest_first(db: Database, window: Window, ada: Agent, call: Call) -> None:
    async with db.transaction() as session:
        waiting = await queue_call(session, caller="+85291234568", now=clock.now())

    async def listed(**query: str) -> list[str]:
        return [one["id"] for one in (await window.get("/calls", **query)).json["items"]]

    assert await listed() == [waiting.id, call.id]
    assert await listed(state="talking,ringing") == [call.id]
    assert await listed(agent="me") == [call.id]
    assert await listed(agent="nobody") == []
    assert await listed(contact=waiting.contact_id) == [waiting.id]
    page = (await window.get("/calls", limit=1)).json
    assert await listed(limit="1", cursor=page["next_cursor"]) == [call.id]
    assert (await window.get("/calls", stat="talking")).status == 422


async def test_hold_resume_and_hang_up(window: Window, call: Call) -> None:
    held = await window.post(f"/calls/{call.id}/hold")
    assert (held.status, held.json["is_held"]) == (200, True)
    assert held.json["held_since"] is not None
    resumed = await window.post(f"/calls/{call.id}/resume")
    assert (resumed.json["is_held"], resumed.json["held_since"]) == (False, None)
    assert resumed.json["version"] > held.json["version"]
    over = await window.post(f"/calls/{call.id}/hang-up")
    assert (over.json["state"], over.json["ended_by"]) == ("ended", "agent")
    assert (await window.get(f"/contacts/{call.contact_id}")).json["state"] == "wrap_up"
    refused = await window.post(f"/calls/{call.id}/hold")
    assert (refused.status, refused.code) == (409, "wrong_state")
    assert (await window.post(f"/calls/{call.id}/hang-up")).status == 200, "clicked twice"


async def test_the_thread_tells_what_happened_by_name(window: Window, ada: Agent, call: Call) -> None:
    await window.post(f"/calls/{call.id}/hold")
    messages = (await window.get(f"/contacts/{call.contact_id}/messages")).json["items"]
    told = {message["event"]["name"]: message["event"]["details"] for message in messages}
    assert list(told) == [
        *("call.started", "menu.chosen", "call.queued", "agent.ringing", "talk.started", "talk.held"),
    ]
    assert told["call.queued"] == {"position": 1}
    assert told["menu.chosen"]["digit"] == "1"
    assert told["agent.ringing"] == {"agent_id": ada.id, "agent_name": ada.name}
    assert {message["kind"] for message in messages} == {"call_event"}
    assert (await window.get(f"/contacts/{call.contact_id}")).json["last_message"] is None


async def test_what_rings_is_accepted_by_the_contact(db: Database, window: Window, ada: Agent) -> None:
    ringing = await ringing_call(db, now=clock.now())
    (offer,) = (await window.get("/offers")).json["items"]
    assert offer["contact"]["call_id"] == ringing.id
    assert (await window.post(f"/contacts/{ringing.contact_id}/accept")).json["state"] == "active"
    assert (await window.get(f"/calls/{ringing.id}")).json["state"] == "ringing"


async def test_a_colleague_neither_holds_nor_hangs_up(db: Database, sign_in: OpenWindow, call: Call) -> None:
    async with db.transaction() as session:
        colleague = await make_agent(session)
        manager = await make_agent(session, roles=["manager"])
        technician = await make_agent(session, roles=["back_office"])
    window = await sign_in(colleague)
    for act in ("hold", "resume", "hang-up"):
        assert (await window.post(f"/calls/{call.id}/{act}")).status == 403
    reader = await sign_in(manager)
    assert (await reader.get(f"/calls/{call.id}")).status == 200
    assert (await reader.post(f"/calls/{call.id}/hang-up")).status == 403
    outsider = await sign_in(technician)
    assert (await outsider.get("/calls")).status == 403


async def test_a_call_that_is_not_there_is_not_found(window: Window) -> None:
    assert (await window.get("/calls/nothing")).status == 404
    assert (await window.post("/calls/nothing/hold")).status == 404


async def test_a_caller_who_is_gone_shows_by_whom_it_ended(db: Database, window: Window, call: Call) -> None:
    async with db.transaction() as session:
        await end_call(session, call.id, now=clock.now())
    shown = (await window.get(f"/calls/{call.id}")).json
    assert (shown["state"], shown["ended_by"]) == ("ended", "customer")
    assert shown["ended_at"] is not None


async def test_without_a_carrier_the_browser_is_told_why_it_is_no_telephone(window: Window) -> None:
    grant = await window.post("/calls/softphone")
    assert grant.status == 200
    assert grant.json == {
        "driver": "none",
        "url": "",
        "token": "",
        "identity": "",
        "expires_at": None,
        "reason": "No carrier account is set up.",
    }
