"""Photos: from an owner's phone to the technician, and from the desk to the phone."""

import io

import pytest
from PIL import Image

from tests.stories.conftest import Service
from tests.support import files
from tests.support.story import Json, Owner, Staff, eventually


@pytest.fixture
async def chan(service: Service) -> Owner:
    """陳大文 of 3座12樓B室, the first person of the demo's phone page."""
    async with service.browser().get(f"{service.url}/simulator/control/personas") as answer:
        return service.owner((await answer.json())["items"][0]["number"])


async def accepted(agent: Staff) -> Json:
    offer = await agent.is_offered()
    return await agent.post(f"/contacts/{offer['contact']['id']}/accept")


async def photo_in_thread(agent: Staff, contact_id: str) -> Json | None:
    messages = (await agent.get(f"/contacts/{contact_id}/messages"))["items"]
    arrived = (file for message in messages for file in message["attachments"])
    return next((file for file in arrived if file["state"] != "fetching"), None)


async def test_an_owners_photo_is_seen_by_the_desk_and_by_who_repairs(service: Service, chan: Owner) -> None:
    agent, plumber = await service.staff("agent1"), await service.staff("backoffice1")
    await agent.available()
    await chan.send_photo(files.photo(size=(1200, 900), orientation=6, tells=True), words="3座12樓B室 廚房漏水")
    contact = await accepted(agent)
    assert contact["last_message"]["attachment_count"] == 1

    photo = await eventually(lambda: photo_in_thread(agent, contact["id"]), "the photo in the thread")
    assert (photo["state"], photo["kind"], photo["width"], photo["height"]) == ("stored", "picture", 900, 1200)
    content_type, thumbnail = await agent.download(photo["thumbnail_url"])
    assert (content_type, Image.open(io.BytesIO(thumbnail)).size) == ("image/jpeg", (480, 640))

    draft = await agent.get(f"/contacts/{contact['id']}/work-order-draft", type_code="repair_plumbing")
    assert [file["id"] for file in draft["attachments"]] == [photo["id"]]
    body = {name: draft[name] for name in ("type_code", "place_id", "title", "description", "priority", "form")}
    order = await agent.post(
        f"/contacts/{contact['id']}/work-orders",
        {**body, "attachment_ids": [file["id"] for file in draft["attachments"]]},
    )

    seen = await plumber.get(f"/work-orders/{order['id']}")
    content_type, whole = await plumber.download(seen["attachments"][0]["url"])
    assert content_type == "image/jpeg"
    assert Image.open(io.BytesIO(whole)).size == (1200, 900)
    for told in (thumbnail, whole):
        assert files.CAMERA.encode() not in told, "where and by what it was taken stays with the owner"

    await plumber.post(f"/work-orders/{order['id']}/take")
    after = await plumber.upload(files.photo(tells=True), "修好.jpg")
    await plumber.post(f"/work-orders/{order['id']}/done", {"result": "已更換接駁位", "attachment_ids": [after["id"]]})
    entries = (await agent.get(f"/work-orders/{order['id']}/entries"))["items"]
    named = {entry["act"]: [file["name"] for file in entry["attachments"]] for entry in entries}
    assert (named["raised"], named["done"]) == (["photo.jpg"], ["修好.jpg"])


async def test_a_reply_with_a_photo_reaches_the_phone(service: Service, chan: Owner) -> None:
    agent = await service.staff("agent1")
    await agent.available()
    await chan.text("大廈平面圖喺邊?")
    contact = await accepted(agent)
    plan = await agent.upload(files.photo("PNG", tells=True), "平面圖.png")
    sent = await agent.post(
        f"/contacts/{contact['id']}/reply", {"text": "請看附圖", "attachment_ids": [plan["id"]], "then": "wait"}
    )
    assert [file["id"] for file in sent["attachments"]] == [plan["id"]]
    await chan.hears("請看附圖")
    assert await chan.sees_photo() == files.photo("PNG"), "what the phone gets says nothing of its maker"


async def test_a_heavy_photo_reaches_the_phone_as_a_light_one(service: Service, chan: Owner) -> None:
    agent = await service.staff("agent1")
    await agent.available()
    await chan.text("影張相睇下")
    contact = await accepted(agent)
    heavy = files.photo("PNG", size=(1800, 1400), noisy=True)
    assert len(heavy) > 5 * 1024 * 1024
    photo = await agent.upload(heavy, "heavy.png")
    await agent.post(f"/contacts/{contact['id']}/reply", {"text": "", "attachment_ids": [photo["id"]]})
    light = await chan.sees_photo()
    assert len(light) < 5 * 1024 * 1024
    assert Image.open(io.BytesIO(light)).format == "JPEG"
