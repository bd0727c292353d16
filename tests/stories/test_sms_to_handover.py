"""From an owner's text to the next shift's acceptance: the main job, walked over HTTP as its people walk it."""

import pytest
from twilio.request_validator import RequestValidator

from tests.stories.conftest import Service
from tests.support.service import new_sid
from tests.support.story import Json, Owner, Staff, eventually


@pytest.fixture
async def chan(service: Service) -> Owner:
    """陳大文 of 3座12樓B室, the first person of the demo's phone page."""
    async with service.browser().get(f"{service.url}/simulator/control/personas") as answer:
        personas = (await answer.json())["items"]
    assert personas[0]["names"]["zh-Hant"] == "陳大文"
    return service.owner(personas[0]["number"])


async def accepted_contact(owner: Owner, agent: Staff, words: str) -> Json:
    await agent.available()
    await owner.text(words)
    offer = await agent.is_offered()
    return await agent.post(f"/contacts/{offer['contact']['id']}/accept")


async def delivered(agent: Staff, contact_id: str, text: str) -> Json | None:
    messages = (await agent.get(f"/contacts/{contact_id}/messages"))["items"]
    return next((m for m in messages if m["text"] == text and m["delivery"]["state"] == "delivered"), None)


async def test_a_text_is_acknowledged_offered_answered_and_delivered(service: Service, chan: Owner) -> None:
    agent = await service.staff("agent1")
    contact = await accepted_contact(chan, agent, "3座12樓B室 廚房漏水")
    await chan.hears(contact["reference"])
    assert contact["state"] == "active"
    assert contact["agent_id"] == agent.user["id"]
    assert contact["place_code"] == "3-12-B"

    context = await agent.get(f"/contacts/{contact['id']}/context")
    assert context["customer"]["name"] == "陳大文"
    assert context["place"]["code"] == "3-12-B"
    assert any(person["name"] == "陳大文" for person in context["occupants"])

    found = (await agent.get("/search", q="廚房漏水 點樣關水掣", language="zh-Hant"))["items"]
    assert found
    article = await agent.get(f"/articles/{found[0]['article_id']}", language="zh-Hant")
    answer = article["short_text"]
    await agent.post(f"/contacts/{contact['id']}/reply", {"text": answer, "article_id": article["id"], "then": "wait"})
    await chan.hears(answer)
    await eventually(lambda: delivered(agent, contact["id"], answer), "the delivery status in the thread")
    assert (await agent.get(f"/contacts/{contact['id']}"))["state"] == "waiting"

    await chan.text("關咗掣都仲滴緊")
    again = await agent.is_offered()
    assert again["contact"]["id"] == contact["id"], "the owner's answer returns to the agent who knows it"


async def raised_order(agent: Staff, contact: Json) -> Json:
    draft = await agent.get(f"/contacts/{contact['id']}/work-order-draft", type_code="repair_plumbing")
    assert draft["group_names"]["en"] == "Engineering, tower 3"
    assert draft["place_id"] == contact["place_id"]
    body = {name: draft[name] for name in ("type_code", "place_id", "title", "description", "priority", "form")}
    return await agent.post(f"/contacts/{contact['id']}/work-orders", body)


async def test_an_order_is_worked_done_and_reopened_by_the_owners_no(service: Service, chan: Owner) -> None:
    agent, plumber = await service.staff("agent1"), await service.staff("backoffice1")
    contact = await accepted_contact(chan, agent, "3座12樓B室 廚房漏水")
    order = await raised_order(agent, contact)
    await chan.hears(order["reference"])

    listed = (await plumber.get("/work-orders", group="mine", state="new"))["items"]
    assert order["id"] in [one["id"] for one in listed]
    await plumber.post(f"/work-orders/{order['id']}/take")
    await plumber.post(f"/work-orders/{order['id']}/note", {"text": "樓上13B換喉,先關總掣"})
    done = await plumber.post(f"/work-orders/{order['id']}/done", {"result": "已更換接駁位"})
    assert done["state"] == "done"
    await chan.hears("已完成", order["reference"])

    await chan.text("no, still leaking")

    async def reopened() -> Json | None:
        now = await plumber.get(f"/work-orders/{order['id']}")
        return now if now["state"] == "new" else None

    now = await eventually(reopened, "the order reopened")
    assert now["reopened_count"] == 1
    entries = (await plumber.get(f"/work-orders/{order['id']}/entries"))["items"]
    assert any("still leaking" in entry["text"] for entry in entries)


async def test_a_contact_ends_with_outcomes_and_a_question_becomes_a_gap(service: Service, chan: Owner) -> None:
    agent = await service.staff("agent1")
    contact = await accepted_contact(chan, agent, "車位可唔可以自己裝電動車充電樁?")
    gap = await agent.post(
        f"/contacts/{contact['id']}/gaps", {"question": "業主可否自行安裝電動車充電樁", "words_searched": "充電樁"}
    )
    assert contact["reference"] in [asker["contact_reference"] for asker in gap["askers"]]
    await agent.post(f"/contacts/{contact['id']}/wrap-up")
    closed = await agent.post(f"/contacts/{contact['id']}/close", {"outcomes": [], "note": "兩個工作天內答覆"})
    assert closed["state"] == "closed"
    assert [matter["outcome"] for matter in closed["matters"]] == ["gap"]


async def test_a_contact_does_not_close_without_an_outcome(service: Service, chan: Owner) -> None:
    agent = await service.staff("agent1")
    contact = await accepted_contact(chan, agent, "大堂盞燈壞咗")
    refusal = await agent.send("POST", f"/contacts/{contact['id']}/close", {"outcomes": [], "note": ""}, status=422)
    assert refusal["error"]["code"] == "outcome_missing"
    matter = contact["matters"][0]["id"]
    outcomes = [{"matter_id": matter, "outcome": "no_action"}]
    closed = await agent.post(f"/contacts/{contact['id']}/close", {"outcomes": outcomes, "note": "已有工單"})
    assert closed["state"] == "closed"


async def test_a_shift_passes_on_what_is_open_item_by_item(service: Service, chan: Owner) -> None:
    outgoing, incoming = await service.staff("agent1"), await service.staff("agent2")
    contact = await accepted_contact(chan, outgoing, "3座12樓B室 廚房漏水")
    order = await raised_order(outgoing, contact)
    await outgoing.post(f"/contacts/{contact['id']}/gaps", {"question": "漏水保險賠償程序", "words_searched": "保險"})

    shift = await outgoing.get("/shifts/current")
    draft = await outgoing.get(f"/shifts/{shift['id']}/handover")
    assert draft["state"] == "draft"
    kinds = {item["kind"]: item for item in draft["items"]}
    assert {"contact", "work_order", "gap"} <= set(kinds)
    assert contact["reference"] in [item["reference"] for item in draft["items"]]
    assert order["reference"] in [item["reference"] for item in draft["items"]]

    notes = {f"contact:{contact['id']}": "業主在家,十一點前致電"}
    signed = await outgoing.post(
        f"/shifts/{shift['id']}/handover", {"remarks": "夜間有雨", "to_agent_id": incoming.user["id"], "notes": notes}
    )
    assert signed["state"] == "offered"
    for item in signed["items"]:
        await incoming.post(f"/handovers/{signed['id']}/items/{item['id']}/accept")
    log = await incoming.get(f"/handovers/{signed['id']}")
    assert log["state"] == "accepted"
    assert log["remarks"] == "夜間有雨"
    assert "業主在家,十一點前致電" in [item["note"] for item in log["items"]]
    assert (await incoming.get(f"/contacts/{contact['id']}"))["agent_id"] == incoming.user["id"]


async def test_a_signed_webhook_from_outside_walks_the_same_road(service: Service) -> None:
    """As the carrier would send it: signed by the official library, with no simulator in between."""
    url = f"{service.url}/webhooks/twilio/sms"
    form = {
        "MessageSid": new_sid(),
        "AccountSid": service.settings.twilio_account_sid,
        "From": "+85265550123",
        "To": "+85230000000",
        "Body": "Tower 3 12/F Flat B kitchen leaking",
        "NumMedia": "0",
    }
    signature = RequestValidator(service.settings.twilio_auth_token).compute_signature(url, form)
    http = service.browser()
    for _repeat in range(2):
        async with http.post(url, data=form, headers={"X-Twilio-Signature": signature}) as answer:
            assert answer.status == 200
            assert answer.content_type == "text/xml"
            assert await answer.text() == "<Response/>"
    async with http.post(url, data=form, headers={"X-Twilio-Signature": "forged"}) as answer:
        assert answer.status == 403

    agent = await service.staff("agent1")

    async def arrived() -> list[Json] | None:
        return (await agent.get("/contacts", address="+85265550123"))["items"]

    (contact,) = await eventually(arrived, "the contact of the signed text")
    assert contact["place_code"] == "3-12-B"
    assert contact["language"] == "en"
    messages = (await agent.get(f"/contacts/{contact['id']}/messages"))["items"]
    assert [m["text"] for m in messages if m["direction"] == "inbound"] == [form["Body"]]
    owner = service.owner("+85265550123")
    await owner.hears(contact["reference"])


async def test_whoever_signs_out_is_offered_nothing_more(service: Service, chan: Owner) -> None:
    gone, here = await service.staff("agent1"), await service.staff("agent2")
    await gone.available()
    await gone.send("DELETE", "/session")
    contact = await accepted_contact(chan, here, "大堂閘門壞咗")
    assert contact["agent_id"] == here.user["id"]
