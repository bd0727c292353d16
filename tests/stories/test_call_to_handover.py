"""A call's way end to end: menu, queue, ringing, talk, wrap-up, work order, handover; and how it may go wrong.

All of it through the carrier's own protocol: documents, requests and signed webhooks of the simulator.
"""

from datetime import timedelta

import pytest
from sqlalchemy import update

from contactcenter import clock
from contactcenter.calendars.changes import add_calendar
from contactcenter.calls.models import Call
from contactcenter.demo.content.people import build_residents
from contactcenter.lines.models import Line
from contactcenter.routing.models import Offer
from contactcenter.web.keys import DATABASE
from tests.stories.conftest import Service
from tests.support.calls import Caller, Device, device_of
from tests.support.story import Json, Staff, eventually


@pytest.fixture
async def chan(service: Service) -> Caller:
    """陳大文 of 3座12樓B室, the first person of the phone page."""
    (owner, *_others) = build_residents().personas
    phone = service.owner(owner.phone)
    return Caller(phone.http, phone.simulator_url, phone.number)


async def let_offers_expire(service: Service) -> None:
    """As if their seconds had passed."""
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Offer).where(Offer.state == "offered").values(expires_at=clock.now()))


async def let_calls_wait(service: Service, time: timedelta) -> None:
    """As if the callers in the line had been there for longer."""
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Call).values(queued_at=clock.now() - time))


async def close_the_line(service: Service) -> None:
    """The service line gets hours, and is closed at all of them."""
    async with service.app[DATABASE].transaction() as session:
        calendar_id = await add_calendar(session, code="never", names={"en": "Never"}, weekly={}, region="")
        await session.execute(update(Line).where(Line.channel == "voice").values(calendar_id=calendar_id))


async def waiting_caller(chan: Caller) -> None:
    """Through the menus into the queue for repairs, in Cantonese."""
    await chan.call()
    await chan.hears("廣東話請按 1")
    await chan.press("1")
    await chan.hears("報修請按 1")
    await chan.press("1")
    await chan.is_doing("queue")


async def call_of(agent: Staff, contact_id: str) -> Json:
    contact = await agent.get(f"/contacts/{contact_id}")
    return await agent.get(f"/calls/{contact['call_id']}")


async def call_in_state(agent: Staff, contact_id: str, state: str) -> Json:
    async def look() -> Json | None:
        call = await call_of(agent, contact_id)
        return call if call["state"] == state else None

    return await eventually(look, f"the call {state}")


async def events_of(agent: Staff, contact_id: str) -> list[str]:
    messages = (await agent.get(f"/contacts/{contact_id}/messages", limit="200"))["items"]
    return [message["event"]["name"] for message in messages if message["kind"] == "call_event"]


async def talk(chan: Caller, agent: Staff, device: Device) -> Json:
    """The contact, with caller and agent talking."""
    offer = await agent.is_offered()
    leg = await device.rings()
    await device.answer(leg["sid"])
    await chan.is_doing("conference")
    call = await call_in_state(agent, offer["contact"]["id"], "talking")
    return call


async def test_from_the_menu_to_the_handover(service: Service, chan: Caller) -> None:
    agent = await service.staff("agent1")
    await agent.available()
    async with device_of(agent) as device:
        await waiting_caller(chan)
        offer = await agent.is_offered()
        contact = offer["contact"]
        assert contact["channel"] == "voice"
        assert contact["customer_name"] == "陳大文"
        assert contact["place_code"] == "3-12-B"
        assert contact["state"] == "offered"
        leg = await device.rings()
        assert contact["call_id"] in leg["parameters"].values()

        await device.answer(leg["sid"])
        await chan.is_doing("conference")
        call = await call_in_state(agent, contact["id"], "talking")
        assert call["agent_id"] == agent.user["id"]
        assert (await agent.get(f"/contacts/{contact['id']}"))["state"] == "active"

        await device.say(leg["sid"], "翠濤花園客服，有咩幫到你？")
        await chan.hears("有咩幫到你")
        await chan.say("廚房漏水，好大鑊")
        await device.hears(leg["sid"], "廚房漏水")
        await eventually(lambda: said(agent, contact["id"]), "both sides in the thread")

        held = await agent.post(f"/calls/{call['id']}/hold")
        assert held["is_held"]
        await chan.is_doing("held")
        await agent.post(f"/calls/{call['id']}/resume")
        await chan.is_doing("conference")

        over = await agent.post(f"/calls/{call['id']}/hang-up")
        assert (over["state"], over["ended_by"]) == ("ended", "agent")
        await chan.is_doing("ended")
        await device.is_closed(leg["sid"])

    contact = await agent.get(f"/contacts/{contact['id']}")
    assert contact["state"] == "wrap_up"
    assert contact["wrap_up_until"] is not None
    order = await raised_order(agent, contact)
    closed = await agent.post(f"/contacts/{contact['id']}/close", {"outcomes": [], "note": "已開工單"})
    assert [matter["outcome"] for matter in closed["matters"]] == ["work_order"]
    assert await events_of(agent, contact["id"]) == [
        *("call.started", "menu.chosen", "menu.chosen", "call.queued", "agent.ringing", "talk.started"),
        *("talk.held", "talk.resumed", "talk.ended"),
    ]

    shift = await agent.get("/shifts/current")
    draft = await agent.get(f"/shifts/{shift['id']}/handover")
    assert order["reference"] in [item["reference"] for item in draft["items"]]


async def said(agent: Staff, contact_id: str) -> bool:
    messages = (await agent.get(f"/contacts/{contact_id}/messages", limit="200"))["items"]
    words = {(m["author"]["kind"], m["text"]) for m in messages if m["kind"] == "message"}
    return {("agent", "翠濤花園客服，有咩幫到你？"), ("customer", "廚房漏水，好大鑊")} <= words


async def raised_order(agent: Staff, contact: Json) -> Json:
    draft = await agent.get(f"/contacts/{contact['id']}/work-order-draft", type_code="repair_plumbing")
    body = {name: draft[name] for name in ("type_code", "place_id", "title", "description", "priority", "form")}
    return await agent.post(f"/contacts/{contact['id']}/work-orders", body)


async def test_a_telephone_nobody_answers_costs_the_caller_nothing(service: Service, chan: Caller) -> None:
    """Declined at one device, missed at the other: each time the next agent is rung, and the caller waits on."""
    first, second = await service.staff("agent1"), await service.staff("agent2")
    await first.available()
    async with device_of(first) as one, device_of(second) as two:
        await waiting_caller(chan)
        contact = (await first.is_offered())["contact"]
        leg = await one.rings()
        await second.available()
        await one.decline(leg["sid"])
        await one.is_closed(leg["sid"])
        assert (await second.is_offered())["contact"]["id"] == contact["id"]
        again = await two.rings()
        assert (await first.get("/agents/me"))["presence"] == "available", "declining is no reason to be taken off"
        await let_offers_expire(service)
        await two.is_closed(again["sid"])
        await eventually(lambda: has_presence(second, "missed"), "an agent who missed a call")

        # Nobody else is there: whoever declined is asked again.
        ringing = await one.rings(but=leg["sid"])
        await one.answer(ringing["sid"])
        await chan.is_doing("conference")
        call = await call_in_state(first, contact["id"], "talking")
    assert call["queued_at"] == (await first.get(f"/contacts/{contact['id']}"))["queued_at"]
    assert [leg["state"] for leg in call["legs"]] == ["joined", "failed", "failed", "joined"]
    assert (await events_of(first, contact["id"])).count("agent.missed") == 2


async def has_presence(agent: Staff, presence: str) -> bool:
    return bool((await agent.get("/agents/me"))["presence"] == presence)


async def test_accepted_on_the_screen_the_telephone_is_answered_next(service: Service, chan: Caller) -> None:
    agent = await service.staff("agent1")
    await agent.available()
    async with device_of(agent) as device:
        await waiting_caller(chan)
        contact = (await agent.is_offered())["contact"]
        accepted = await agent.post(f"/contacts/{contact['id']}/accept")
        assert accepted["state"] == "active"
        leg = await device.rings()
        await chan.is_doing("queue")
        await device.answer(leg["sid"])
        await chan.is_doing("conference")
        await call_in_state(agent, contact["id"], "talking")
        # A caller on the line takes the whole agent: a text waits.
        await service.owner("+85265550199").text("大堂盞燈壞咗")
        await eventually(lambda: waiting_texts(agent), "a text in the queue")
        assert (await agent.get("/offers"))["items"] == []
        await chan.hang_up()
        await call_in_state(agent, contact["id"], "ended")
        assert (await agent.get(f"/contacts/{contact['id']}"))["state"] == "wrap_up"
        await device.is_closed(leg["sid"])


async def waiting_texts(agent: Staff) -> list[Json]:
    found = await agent.get("/contacts", channel="sms", state="queued", address="+85265550199")
    items: list[Json] = found["items"]
    return items


async def test_a_lost_agent_brings_the_caller_back_into_her_place(service: Service, chan: Caller) -> None:
    lost, other = await service.staff("agent1"), await service.staff("agent2")
    await lost.available()
    async with device_of(lost) as one, device_of(other) as two:
        await waiting_caller(chan)
        call = await talk(chan, lost, one)
        contact = await lost.get(f"/contacts/{call['contact_id']}")
        await other.available()
        # Not through the console: to us this is a line that broke.
        await one.hang_up((await one.is_open())["sid"])
        await chan.hears("另一位同事")
        await chan.is_doing("queue")
        again = await lost.get(f"/contacts/{call['contact_id']}")
        assert again["queued_at"] == contact["queued_at"]
        assert (await other.is_offered())["contact"]["id"] == contact["id"]
        await two.answer((await two.rings())["sid"])
        await chan.is_doing("conference")
        talking = await call_in_state(other, contact["id"], "talking")
        assert talking["agent_id"] == other.user["id"]


async def test_a_transfer_takes_the_caller_along(service: Service, chan: Caller) -> None:
    first, second = await service.staff("agent1"), await service.staff("agent2")
    await first.available()
    async with device_of(first) as one, device_of(second) as two:
        await waiting_caller(chan)
        call = await talk(chan, first, one)
        await second.available()
        leg = await one.is_open()
        await first.post(f"/contacts/{call['contact_id']}/transfer", {"agent_id": second.user["id"]})
        await one.is_closed(leg["sid"])
        await chan.hears("另一位同事")
        await second.is_offered()
        await two.answer((await two.rings())["sid"])
        await chan.is_doing("conference")
        talking = await call_in_state(second, call["contact_id"], "talking")
        assert talking["agent_id"] == second.user["id"]


async def test_whoever_hangs_up_while_waiting_is_told_that_we_are_sorry(service: Service, chan: Caller) -> None:
    supervisor = await service.staff("supervisor1")
    await waiting_caller(chan)
    contact = (await supervisor.get("/contacts", channel="voice", state="queued"))["items"][0]
    await let_calls_wait(service, timedelta(minutes=2))
    await chan.hang_up()
    call = await call_in_state(supervisor, contact["id"], "ended")
    assert call["ended_by"] == "customer"
    closed = await supervisor.get(f"/contacts/{contact['id']}")
    assert closed["state"] == "closed"
    assert [matter["outcome"] for matter in closed["matters"]] == ["abandoned"]
    await service.owner(chan.number).hears("抱歉", contact["reference"])


async def test_whoever_hangs_up_at_once_is_left_in_peace(service: Service, chan: Caller) -> None:
    supervisor = await service.staff("supervisor1")
    await chan.call()
    await chan.hears("廣東話請按 1")
    await chan.hang_up()

    async def look() -> Json | None:
        items = (await supervisor.get("/contacts", channel="voice", state="closed"))["items"]
        return items[0] if items else None

    closed = await eventually(look, "the closed contact")
    assert [matter["outcome"] for matter in closed["matters"]] == ["abandoned"]
    messages = (await supervisor.get(f"/contacts/{closed['id']}/messages"))["items"]
    assert [message["kind"] for message in messages] == ["call_event", "call_event"]


async def test_after_hours_a_message_becomes_a_contact(service: Service, chan: Caller) -> None:
    await close_the_line(service)
    agent = await service.staff("agent1")
    await chan.call()
    await chan.hears("辦公時間以外")
    # A key nobody offered: straight to the message.
    await chan.press("5")
    await chan.hears("嘟")
    await chan.is_doing("record")
    await chan.say("3座12樓B室廚房漏水，請覆電")
    await chan.press("#")
    await chan.hears("口訊", "編號")
    await chan.is_doing("ended")

    await agent.available()
    offer = await agent.is_offered()
    contact = offer["contact"]
    assert contact["channel"] == "voice"
    assert contact["reference"].replace("-", "") in "".join(await chan.heard()).replace(" ", "")
    await eventually(lambda: has_recording(agent, contact["id"]), "the recording")
    accepted = await agent.post(f"/contacts/{contact['id']}/accept")
    assert "廚房漏水" in accepted["subject"]
    messages = (await agent.get(f"/contacts/{contact['id']}/messages"))["items"]
    left = next(message for message in messages if (message["event"] or {}).get("name") == "voicemail.left")
    assert [file["kind"] for file in left["attachments"]] == ["sound"]
    assert "3座12樓B室廚房漏水，請覆電" in [message["text"] for message in messages]


async def has_recording(agent: Staff, contact_id: str) -> bool:
    call = await call_of(agent, contact_id)
    return any(kept["state"] == "stored" and kept["attachment_id"] for kept in call["recordings"])


async def test_after_hours_the_key_for_emergencies_rings(service: Service, chan: Caller) -> None:
    await close_the_line(service)
    agent = await service.staff("agent1")
    await agent.available()
    async with device_of(agent) as device:
        await chan.call()
        await chan.hears("辦公時間以外", "請按 9")
        await chan.press("9")
        await chan.hears("緊急事故我哋會優先接聽")
        contact = (await agent.is_offered())["contact"]
        assert contact["class"] == "emergency"
        await device.answer((await device.rings())["sid"])
        await chan.is_doing("conference")
