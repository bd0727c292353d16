"""From an owner's mail to the next shift's acceptance: the main job, walked over HTTP as its people walk it."""

import pytest

from tests.stories.conftest import Service
from tests.support import files
from tests.support.mail_story import MailOwner
from tests.support.mails import raw_mail
from tests.support.story import Json, Staff, eventually


@pytest.fixture
async def chan(service: Service) -> MailOwner:
    """陳大文 of 3座12樓B室, the first person of the demo's phone page, at his mailbox."""
    http = service.browser()
    async with http.get(f"{service.url}/simulator/control/personas") as answer:
        personas = (await answer.json())["items"]
    assert personas[0]["names"]["zh-Hant"] == "陳大文"
    async with http.get(f"{service.url}/simulator/control/mail-lines") as answer:
        (line,) = (await answer.json())["items"]
    return MailOwner(http, f"{service.url}/simulator", personas[0]["email"], line["address"])


async def accepted_contact(owner: MailOwner, agent: Staff, text: str, subject: str) -> Json:
    await agent.available()
    await owner.write(text, subject=subject)
    offer = await agent.is_offered()
    return await agent.post(f"/contacts/{offer['contact']['id']}/accept")


async def thread(agent: Staff, contact: Json) -> list[Json]:
    items: list[Json] = (await agent.get(f"/contacts/{contact['id']}/messages"))["items"]
    return items


async def test_a_mail_is_acknowledged_offered_answered_and_answered_again(service: Service, chan: MailOwner) -> None:
    agent = await service.staff("agent1")
    contact = await accepted_contact(chan, agent, "3座12樓B室廚房天花漏水，請盡快派人。", "廚房漏水")
    acknowledged = await chan.reads(contact["reference"])
    assert acknowledged["is_automatic"]
    assert (contact["channel"], contact["state"], contact["place_code"]) == ("email", "active", "3-12-B")
    assert (contact["subject"], contact["customer_name"]) == ("廚房漏水", "陳大文")

    answer = "師傅今日下午三點上門，請留人在家。"
    await agent.post(f"/contacts/{contact['id']}/reply", {"text": answer, "then": "wait"})
    mail = await chan.reads(answer)
    first = acknowledged["in_reply_to"]
    assert mail["subject"] == f"Re: 廚房漏水 [{contact['reference']}]"
    assert (mail["in_reply_to"], mail["references"][0]) == (first, first), "the same thread in the owner's program"
    assert not mail["is_automatic"]

    async def sent() -> Json | None:
        return next(
            (m for m in await thread(agent, contact) if m["text"] == answer and m["delivery"]["state"] == "sent"), None
        )

    await eventually(sent, "the delivery state in the thread")
    assert (await agent.get(f"/contacts/{contact['id']}"))["state"] == "waiting"

    await chan.answer_to(mail, "三點不在家，可否改五點？")
    again = await agent.is_offered()
    assert again["contact"]["id"] == contact["id"], "the owner's answer returns to the agent who knows it"
    said = [message for message in await thread(agent, contact) if message["direction"] == "inbound"][-1]
    assert said["text"] == "三點不在家，可否改五點？"
    assert answer in said["mail"]["quoted_text"]
    assert said["mail"]["from_address"] == chan.address


async def raised_order(agent: Staff, contact: Json) -> Json:
    draft = await agent.get(f"/contacts/{contact['id']}/work-order-draft", type_code="repair_plumbing")
    body = {name: draft[name] for name in ("type_code", "place_id", "title", "description", "priority", "form")}
    return await agent.post(f"/contacts/{contact['id']}/work-orders", body)


async def test_an_order_is_worked_done_and_closed_by_the_owners_mail(service: Service, chan: MailOwner) -> None:
    agent, plumber = await service.staff("agent1"), await service.staff("backoffice1")
    contact = await accepted_contact(chan, agent, "3座12樓B室廚房漏水", "漏水")
    order = await raised_order(agent, contact)
    raised = await chan.reads("工單", order["reference"])
    assert "短訊" not in raised["text"]
    await plumber.post(f"/work-orders/{order['id']}/take")
    await plumber.post(f"/work-orders/{order['id']}/done", {"result": "已更換接駁位"})
    asked = await chan.reads("已完成", order["reference"])
    await chan.answer_to(asked, "是，多謝")

    async def closed() -> bool:
        return bool((await plumber.get(f"/work-orders/{order['id']}"))["state"] == "closed")

    await eventually(closed, "the order closed")
    await chan.reads("多謝您的確認", order["reference"])
    assert len((await agent.get("/contacts", address=chan.address))["items"]) == 1


async def test_a_photo_comes_in_and_goes_out(service: Service, chan: MailOwner) -> None:
    agent, photo = await service.staff("agent1"), files.photo()
    await agent.available()
    await chan.write("請看相片", subject="漏水相片", photo=photo)
    offer = await agent.is_offered()
    contact = await agent.post(f"/contacts/{offer['contact']['id']}/accept")
    (file,) = (await thread(agent, contact))[0]["attachments"]
    content_type, _ = await agent.download(file["url"])
    assert (content_type, file["kind"], file["name"]) == ("image/jpeg", "picture", "photo.jpg")
    uploaded = await agent.upload(photo, "位置.jpg")
    await agent.post(f"/contacts/{contact['id']}/reply", {"text": "是這裡嗎？", "attachment_ids": [uploaded["id"]]})
    mail = await chan.reads("是這裡嗎？")
    assert [(one["name"], one["content_type"]) for one in mail["attachments"]] == [("位置.jpg", "image/jpeg")]


async def test_a_shift_passes_on_an_open_mail_item_by_item(service: Service, chan: MailOwner) -> None:
    outgoing, incoming = await service.staff("agent1"), await service.staff("agent2")
    contact = await accepted_contact(chan, outgoing, "3座12樓B室廚房漏水", "漏水")
    order = await raised_order(outgoing, contact)
    shift = await outgoing.get("/shifts/current")
    notes = {f"contact:{contact['id']}": "業主要求電郵回覆"}
    signed = await outgoing.post(
        f"/shifts/{shift['id']}/handover", {"remarks": "", "to_agent_id": incoming.user["id"], "notes": notes}
    )
    references = [item["reference"] for item in signed["items"]]
    assert {contact["reference"], order["reference"]} <= set(references)
    for item in signed["items"]:
        await incoming.post(f"/handovers/{signed['id']}/items/{item['id']}/accept")
    assert (await incoming.get(f"/contacts/{contact['id']}"))["agent_id"] == incoming.user["id"]
    await incoming.post(f"/contacts/{contact['id']}/reply", {"text": "已交由日班跟進。"})
    await chan.reads("已交由日班跟進。")


async def test_a_raw_mail_from_a_gateway_walks_the_same_road(service: Service) -> None:
    """As a mail gateway would post it, with no simulator in between."""
    url = f"{service.url}/webhooks/email"
    raw = raw_mail("Tower 3 12/F Flat B kitchen leaking", subject="Leak", to="service@emeraldbay.example")
    http = service.browser()
    token = {"Authorization": f"Bearer {service.settings.email_webhook_token}"}
    for _repeat in range(2):
        async with http.post(url, data=raw, headers=token) as answer:
            assert answer.status == 200
    async with http.post(url, data=raw, headers={"Authorization": "Bearer forged"}) as answer:
        assert answer.status == 403
    agent = await service.staff("agent1")

    async def arrived() -> list[Json] | None:
        return (await agent.get("/contacts", address="owner@home.example"))["items"]

    (contact,) = await eventually(arrived, "the contact of the mail")
    assert (contact["place_code"], contact["language"], contact["line"]) == (
        "3-12-B",
        "en",
        "service@emeraldbay.example",
    )
    assert [m["text"] for m in await thread(agent, contact) if m["direction"] == "inbound"] == [
        "Tower 3 12/F Flat B kitchen leaking"
    ]
