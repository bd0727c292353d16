"""The handover of a shift over HTTP: drafted from live work, signed, taken over item by item."""

from contactcenter.db import Database
from contactcenter.shifts.models import Shift
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.handover import make_shift
from tests.support.builders.work_orders import Desk, make_order
from tests.support.console import Window


async def shift_with_open_order(db: Database, desk: Desk) -> tuple[Shift, str]:
    async with db.transaction() as session:
        shift = await make_shift(session, desk.agent)
        order = await make_order(session, desk)
    return shift, f"work_order:{order.id}"


async def test_the_draft_lists_live_work_and_nothing_is_stored(agent: Window, desk: Desk, db: Database) -> None:
    shift, key = await shift_with_open_order(db, desk)
    draft = (await agent.get(f"/shifts/{shift.id}/handover")).json
    assert (draft["id"], draft["state"], draft["from_agent"]["id"]) == (None, "draft", desk.agent.id)
    [item] = draft["items"]
    assert (item["id"], item["key"], item["place_code"]) == (None, key, "3-12-B")
    assert draft["counts"]["work_orders_raised"] >= 0
    assert (await agent.get("/handovers")).json["items"] == []


async def test_a_colleague_takes_over_item_by_item(
    agent: Window, desk: Desk, db: Database, sign_in: OpenWindow
) -> None:
    shift, key = await shift_with_open_order(db, desk)
    body = {"remarks": "夜更留意", "to_agent_id": desk.colleague.id, "notes": {key: "師傅明早到"}}
    signed = await agent.post(f"/shifts/{shift.id}/handover", body)
    assert (signed.status, signed.json["state"], signed.json["shift"]["state"]) == (201, "offered", "handed_over")
    [item] = signed.json["items"]
    assert (item["note"], item["subject_state"]) == ("師傅明早到", "new")
    path = f"/handovers/{signed.json['id']}/items/{item['id']}"
    colleague = await sign_in(desk.colleague)
    asked = await colleague.post(f"{path}/question", {"text": "幾點到？"})
    assert (asked.json["items"][0]["state"], asked.json["items"][0]["question"]) == ("questioned", "幾點到？")
    answered = await agent.post(f"{path}/answer", {"text": "九點"})
    assert answered.json["items"][0]["answer"] == "九點"
    accepted = await colleague.post(f"{path}/accept")
    assert (accepted.json["state"], accepted.json["accepted_at"] is not None) == ("accepted", True)
    assert accepted.json["items"][0]["decided_by_name"] == desk.colleague.name
    assert (await agent.get(f"/shifts/{shift.id}/handover")).json == accepted.json
    assert (await agent.get(f"/handovers/{signed.json['id']}")).json == accepted.json


async def test_handovers_are_found_by_state_and_by_either_side(
    agent: Window, desk: Desk, db: Database, sign_in: OpenWindow
) -> None:
    shift, _key = await shift_with_open_order(db, desk)
    signed = await agent.post(f"/shifts/{shift.id}/handover", {"to_agent_id": desk.colleague.id})
    colleague, supervisor = await sign_in(desk.colleague), await sign_in(desk.supervisor)
    for window in (agent, colleague):
        items = (await window.get("/handovers", agent="me", state="offered")).json["items"]
        assert [item["id"] for item in items] == [signed.json["id"]]
    assert (await supervisor.get("/handovers", agent="me")).json["items"] == []
    assert (await supervisor.get("/handovers", state="accepted")).json["items"] == []


async def test_nobody_takes_over_from_themselves(agent: Window, desk: Desk, db: Database) -> None:
    shift, _key = await shift_with_open_order(db, desk)
    signed = (await agent.post(f"/shifts/{shift.id}/handover", {})).json
    reply = await agent.post(f"/handovers/{signed['id']}/items/{signed['items'][0]['id']}/accept")
    assert (reply.status, reply.code) == (403, "not_allowed")


async def test_a_note_on_something_solved_meanwhile_is_stale(agent: Window, desk: Desk, db: Database) -> None:
    shift, _key = await shift_with_open_order(db, desk)
    reply = await agent.post(f"/shifts/{shift.id}/handover", {"notes": {"contact:gone": "call back"}})
    assert (reply.status, reply.code) == (409, "stale")


async def test_shifts_are_found_by_span_person_and_state(agent: Window, desk: Desk, db: Database) -> None:
    shift, _key = await shift_with_open_order(db, desk)
    until = shift.starts_at.isoformat().replace("+00:00", "Z")
    assert [s["id"] for s in (await agent.get("/shifts", agent="me", state="open")).json["items"]] == [shift.id]
    assert (await agent.get("/shifts", to=until)).json["items"] == []
    assert len((await agent.get("/shifts", **{"from": until})).json["items"]) == 1
    assert (await agent.get("/shifts", agent=desk.colleague.id)).json["items"] == []
