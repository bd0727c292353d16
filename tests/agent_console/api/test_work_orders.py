"""Work orders over HTTP: drafted, raised, worked, judged, listed."""

from typing import Any

from contactcenter.db import Database
from tests.agent_console.conftest import OpenWindow
from tests.support.builders.work_orders import Desk, make_inbound_text, make_order
from tests.support.console import Window

ORDER = {"type_code": "repair_plumbing", "title": "廚房漏水", "form": {"area": "kitchen"}}


async def raise_order(agent: Window, desk: Desk, **fields: Any) -> dict[str, Any]:
    reply = await agent.post(f"/contacts/{desk.contact.id}/work-orders", {**ORDER, **fields})
    assert reply.status == 201, reply
    order: dict[str, Any] = reply.json
    return order


async def test_a_draft_is_filled_in_from_the_owners_words(agent: Window, desk: Desk, db: Database) -> None:
    async with db.transaction() as session:
        await make_inbound_text(session, desk.contact, "3座12樓B室 廚房漏水")
    draft = (await agent.get(f"/contacts/{desk.contact.id}/work-order-draft", type_code="repair_plumbing")).json
    assert (draft["title"], draft["place_id"], draft["form"]["area"]) == ("廚房漏水", desk.place.id, "kitchen")
    assert (draft["group_id"], draft["similar"]) == (desk.engineering.id, [])
    await raise_order(agent, desk)
    again = (await agent.get(f"/contacts/{desk.contact.id}/work-order-draft")).json
    assert len(again["similar"]) == 1


async def test_an_order_is_routed_and_becomes_the_matters_outcome(agent: Window, desk: Desk) -> None:
    order = await raise_order(agent, desk)
    assert (order["group_id"], order["state"], order["place_code"]) == (desk.engineering.id, "new", "3-12-B")
    assert (order["contact_reference"], order["desk_agent_name"]) == (desk.contact.reference, desk.agent.name)
    contact = (await agent.get(f"/contacts/{desk.contact.id}")).json
    assert contact["matters"][0]["work_order_id"] == order["id"]


async def test_a_wrong_form_names_its_fields(agent: Window, desk: Desk) -> None:
    reply = await agent.post(f"/contacts/{desk.contact.id}/work-orders", {**ORDER, "form": {"area": "roof"}})
    assert (reply.status, reply.code) == (422, "invalid_form")
    assert list(reply.json["error"]["details"]["fields"]) == ["area"]


async def test_the_group_takes_notes_and_finishes_and_the_desk_reopens(
    agent: Window, plumber: Window, desk: Desk
) -> None:
    path = f"/work-orders/{(await raise_order(agent, desk))['id']}"
    taken = await plumber.post(f"{path}/take")
    assert (taken.json["state"], taken.json["assignee_name"]) == ("taken", desk.plumber.name)
    assert (await plumber.post(f"{path}/note", {"text": "要換喉管"})).status == 200
    done = await plumber.post(f"{path}/done", {"result": "已更換喉管"})
    assert (done.json["state"], done.json["done_at"] is not None) == ("done", True)
    reopened = await agent.post(f"{path}/reopen", {"reason": "仍然漏水"})
    assert (reopened.json["state"], reopened.json["reopened_count"]) == ("new", 1)
    entries = (await agent.get(f"{path}/entries")).json["items"]
    acts = [entry["act"] for entry in entries if entry["kind"] != "owner"]
    assert acts == ["raised", "taken", "noted", "done", "reopened"]
    follow_ups = (await agent.get("/follow-ups")).json["items"]
    assert [each["work_order_reference"] for each in follow_ups] == [reopened.json["reference"]]


async def test_of_two_plumbers_one_takes_it(agent: Window, plumber: Window, desk: Desk, sign_in: OpenWindow) -> None:
    path = f"/work-orders/{(await raise_order(agent, desk))['id']}/take"
    await plumber.post(path)
    reply = await (await sign_in(desk.second_plumber)).post(path)
    assert (reply.status, reply.code) == (409, "already_taken")


async def test_another_group_may_not_touch_it(agent: Window, desk: Desk, sign_in: OpenWindow) -> None:
    path = f"/work-orders/{(await raise_order(agent, desk))['id']}"
    outsider = await sign_in(desk.outsider)
    for act, body in (("take", {}), ("note", {"text": "x"}), ("done", {"result": "x"})):
        assert (await outsider.post(f"{path}/{act}", body)).status == 403, act


async def test_moving_to_another_group(agent: Window, supervisor: Window, desk: Desk) -> None:
    path = f"/work-orders/{(await raise_order(agent, desk))['id']}/move"
    reply = await supervisor.post(path, {"group_id": desk.after_sales.id, "reason": "保養期內"})
    assert (reply.status, reply.json["group_id"]) == (200, desk.after_sales.id)
    stale = await supervisor.post(path, {"group_id": desk.engineering.id, "reason": "back", "version": 1})
    assert (stale.status, stale.code) == (409, "stale")


async def test_only_a_supervisor_closes_without_the_owners_yes(
    agent: Window, plumber: Window, supervisor: Window, desk: Desk
) -> None:
    path = f"/work-orders/{(await raise_order(agent, desk))['id']}"
    await plumber.post(f"{path}/take")
    await plumber.post(f"{path}/done", {"result": "done"})
    assert (await agent.post(f"{path}/close", {"reason": "quiet"})).status == 403
    assert (await supervisor.post(f"{path}/close", {"reason": "owner moved out"})).json["state"] == "closed"


async def test_each_filter_finds_what_it_says(agent: Window, plumber: Window, desk: Desk, db: Database) -> None:
    async with db.transaction() as session:
        order = await make_order(session, desk)
        other = await make_order(session, desk, type_code="fee_query", title="管理費單", form={})
    await plumber.post(f"/work-orders/{order.id}/take")
    for filters in (
        {"group": "mine"},
        {"group": desk.engineering.id},
        {"assignee": "me"},
        {"state": "taken"},
        {"type": "repair_plumbing"},
        {"reference": order.reference.lower()},
        {"q": "廚房"},
        {"overdue": "true", "type": "repair_plumbing"},
    ):
        items = (await plumber.get("/work-orders", **filters)).json["items"]
        assert [item["id"] for item in items] == [order.id], filters
    for filters in (
        {"place": desk.place.id},
        {"customer": desk.customer.id},
        {"contact": desk.contact.id},
        {"q": "3座12樓B室"},
        {"q": "陈先生"},
        {"group": f"mine,{desk.after_sales.id}"},
    ):
        items = (await plumber.get("/work-orders", **filters)).json["items"]
        assert [item["id"] for item in items] == [other.id, order.id], filters
    assert (await agent.get("/work-orders", group="mine")).json["items"] == []


async def test_types_show_their_forms_with_named_options(agent: Window, desk: Desk) -> None:
    types = (await agent.get("/work-order-types")).json["items"]
    assert [type_["code"] for type_ in types] == ["repair_plumbing", "fee_query"]
    area, phone = types[0]["form"]
    assert area["options"][0] == {"value": "kitchen", "names": {"zh-Hant": "廚房", "en": "Kitchen"}}
    assert (area["required"], phone["required"], phone["options"]) == (True, False, [])


async def test_groups_say_which_are_mine(plumber: Window, desk: Desk) -> None:
    groups = (await plumber.get("/groups")).json["items"]
    assert {group["code"]: group["is_mine"] for group in groups} == {"engineering-3": True, "after-sales": False}


async def test_the_most_urgent_orders_come_first_where_asked_for(agent: Window, desk: Desk) -> None:
    wished = ["normal", "urgent", "low", "high", "normal"]
    for priority in wished:
        await raise_order(agent, desk, priority=priority)
    pages, cursor = [], None
    while True:
        parameters = {"order": "urgency", "limit": "2"} | ({"cursor": cursor} if cursor else {})
        page = (await agent.get("/work-orders", **parameters)).json
        pages += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert [order["priority"] for order in pages] == ["urgent", "high", "normal", "normal", "low"]
    assert pages[2]["due_at"] <= pages[3]["due_at"]
