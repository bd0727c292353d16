"""Being called back instead of waiting, what a queue does with those it cannot serve, and the calls and texts we begin.

All of it through the carrier's own protocol: documents, requests and signed webhooks of the simulator.
"""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.calendars.changes import add_calendar
from contactcenter.calls.models import Call
from contactcenter.contacts.models import Contact
from contactcenter.demo.content.people import build_residents
from contactcenter.lines.models import Line
from contactcenter.routing.models import Queue
from contactcenter.web.keys import DATABASE
from tests.stories.conftest import Service
from tests.support.calls import Caller, device_of
from tests.support.story import Json, Staff, eventually

ON_CALL = "+85265550190"


@pytest.fixture
async def chan(service: Service) -> Caller:
    """陳大文 of 3座12樓B室, the first person of the phone page."""
    return caller(service, build_residents().personas[0].phone)


def caller(service: Service, number: str) -> Caller:
    phone = service.owner(number)
    return Caller(phone.http, phone.simulator_url, phone.number)


async def set_queues(service: Service, **values: Any) -> None:
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Queue).values(**values))


async def let_wait(service: Service, time: timedelta) -> None:
    """As if everybody in the line had been there for longer."""
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Call).where(Call.state == "queued").values(queued_at=clock.now() - time))
        await session.execute(update(Contact).where(Contact.state == "queued").values(waits_since=clock.now() - time))


async def sign_everybody_out(service: Service) -> None:
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Agent).values(presence="offline"))


async def into_the_line(phone: Caller) -> None:
    await phone.call()
    await phone.hears("廣東話請按 1")
    await phone.press("1")
    await phone.hears("報修請按 1")
    await phone.press("1")


async def ask_for_a_call(phone: Caller) -> None:
    await into_the_line(phone)
    await phone.is_doing("queue")
    await phone.hears("按 1，我哋保留你嘅次序")
    await phone.press("1")
    await phone.hears("啱嘅話請按 1")
    await phone.press("1")
    await phone.hears("輪到你就會打", "再見")
    await phone.is_doing("ended")


async def the_callback(staff: Staff, state: str) -> Json:
    async def look() -> Json | None:
        items = (await staff.get("/contacts", channel="voice"))["items"]
        return next((one for one in items if one["source"] == "callback" and one["state"] == state), None)

    return await eventually(look, f"the callback {state}")


async def call_in_state(staff: Staff, contact_id: str, state: str) -> Json:
    async def look() -> Json | None:
        contact = await staff.get(f"/contacts/{contact_id}")
        call = await staff.get(f"/calls/{contact['call_id']}") if contact["call_id"] else None
        return call if call and call["state"] == state else None

    return await eventually(look, f"the call {state}")


async def events_of(staff: Staff, contact_id: str) -> list[str]:
    messages = (await staff.get(f"/contacts/{contact_id}/messages", limit="200"))["items"]
    return [message["event"]["name"] for message in messages if message["kind"] == "call_event"]


async def test_whoever_asks_is_called_back_in_her_place(service: Service, chan: Caller) -> None:
    agent = await service.staff("agent1")
    await ask_for_a_call(chan)
    waiting = await the_callback(agent, "queued")
    asked = await agent.get(f"/contacts/{waiting['origin_id']}")
    assert [matter["outcome"] for matter in asked["matters"]] == ["callback_asked"]
    assert (waiting["direction"], waiting["queued_at"]) == ("outbound", asked["queued_at"])
    async with device_of(agent) as device:
        await agent.available()
        offer = await agent.is_offered()
        assert offer["contact"]["id"] == waiting["id"]
        await agent.post(f"/contacts/{waiting['id']}/accept")
        leg = await device.rings()
        await device.answer(leg["sid"])
        await device.hears(leg["sid"], "回電畀陳大文")
        await chan.rings()
        await chan.answer()
        await chan.hears("你早前叫我哋打返畀你")
        await chan.is_doing("conference")
        await call_in_state(agent, waiting["id"], "talking")
        await chan.say("廚房漏水")
        await device.hears(leg["sid"], "廚房漏水")
        await chan.hang_up()
        await call_in_state(agent, waiting["id"], "ended")
        await device.is_closed(leg["sid"])
    assert (await agent.get(f"/contacts/{waiting['id']}"))["state"] == "wrap_up"
    assert await events_of(agent, waiting["id"]) == [
        *("callback.promised", "agent.ringing", "call.dialed", "talk.started", "talk.ended"),
    ]


async def test_unanswered_three_times_she_is_told_by_text(service: Service, chan: Caller) -> None:
    await set_queues(service, callback_attempts=3, callback_delay_seconds=0)
    agent = await service.staff("agent1")
    await ask_for_a_call(chan)
    async with device_of(agent) as device:
        await agent.available()
        seen = ""
        for _attempt in range(3):
            contact = (await agent.is_offered())["contact"]
            await agent.post(f"/contacts/{contact['id']}/accept")
            leg = await device.rings(but=seen)
            seen = leg["sid"]
            await device.answer(seen)
            await chan.rings()
            await chan.decline()
            await device.is_closed(seen)
    over = await the_callback(agent, "closed")
    assert [matter["outcome"] for matter in over["matters"]] == ["unreached"]
    await service.owner(chan.number).hears("未能聯絡到您", over["reference"])
    assert (await events_of(agent, over["id"])).count("call.unreached") == 3


async def test_a_closed_line_calls_back_when_it_opens(service: Service, chan: Caller) -> None:
    async with service.app[DATABASE].transaction() as session:
        calendar_id = await add_calendar(session, code="never", names={"en": "Never"}, weekly={}, region="")
        voice = update(Line).where(Line.channel == "voice")
        await session.execute(voice.values(calendar_id=calendar_id, when_closed="callback"))
    agent = await service.staff("agent1")
    await chan.call()
    await chan.hears("開工之後打返畀你，請按 1")
    await chan.press("1")
    await chan.hears("啱嘅話請按 1")
    await chan.press("2")
    await chan.hears("請輸入你嘅電話號碼")
    await chan.press("65550188#")
    await chan.hears("6 5 5 5 0 1 8 8")
    await chan.press("1")
    await chan.hears("一開工就會打")
    await chan.is_doing("ended")
    # A line that never opens again promises nothing it cannot keep: the call waits for whoever comes.
    assert (await the_callback(agent, "queued"))["address"] == "+85265550188"


async def test_a_full_queue_offers_to_call_back(service: Service, chan: Caller) -> None:
    await set_queues(service, most_waiting=1, when_full="callback")
    first = caller(service, "+85265550181")
    await into_the_line(first)
    await first.is_doing("queue")
    await into_the_line(chan)
    await chan.hears("排唔到隊")
    await chan.hears("想我哋盡快打返畀你，請按 1")
    await chan.press("1")
    await chan.hears("啱嘅話請按 1")
    # Whoever asked for it and hangs up has asked for it.
    await chan.hang_up()
    agent = await service.staff("supervisor1")
    assert (await the_callback(agent, "queued"))["address"] == chan.number


async def test_where_nobody_is_signed_in_a_message_is_taken(service: Service, chan: Caller) -> None:
    await sign_everybody_out(service)
    await set_queues(service, join_empty="voicemail")
    await into_the_line(chan)
    await chan.hears("冇同事可以聽電話")
    await chan.is_doing("record")


async def test_who_waits_too_long_overflows_to_another_queue(service: Service, chan: Caller) -> None:
    step = {"after_seconds": 60, "action": "queue", "target": "general"}
    await set_queues(service, overflow=[step])
    supervisor = await service.staff("supervisor1")
    await into_the_line(chan)
    await chan.is_doing("queue")
    await service.owner("+85265550182").text("大堂盞燈壞咗")

    async def waiting() -> list[Json] | None:
        items: list[Json] = (await supervisor.get("/contacts", state="queued"))["items"]
        mine = [one for one in items if one["address"] in (chan.number, "+85265550182")]
        return mine if len(mine) == 2 else None

    before = await eventually(waiting, "a call and a text that wait")
    await let_wait(service, timedelta(minutes=2))
    async with service.app[DATABASE].reading() as session:
        general = (await session.scalars(select(Queue).where(Queue.code == "general"))).one()

    async def moved() -> bool:
        return all(one["queue_id"] == general.id for one in await waiting() or [{"queue_id": ""}])

    await eventually(moved, "both in the other queue")
    after = await waiting()
    assert {one["queued_at"] for one in after or []} == {one["queued_at"] for one in before}
    await chan.is_doing("queue")


async def test_who_waits_too_long_is_put_through_to_somebody_on_call(service: Service, chan: Caller) -> None:
    step = {"after_seconds": 60, "action": "number", "target": ON_CALL}
    await set_queues(service, overflow=[step])
    supervisor = await service.staff("supervisor1")
    on_call = caller(service, ON_CALL)
    await into_the_line(chan)
    await chan.is_doing("queue")
    await let_wait(service, timedelta(minutes=2))
    await chan.hears("駁去當值同事")
    await on_call.rings()
    # Nobody answers: she has her place in the line again.
    await on_call.decline()
    await chan.hears("當值同事暫時聽唔到電話")
    await chan.is_doing("queue")
    items = (await supervisor.get("/contacts", channel="voice", state="queued"))["items"]
    names = await events_of(supervisor, items[0]["id"])
    assert names[-1] == "call.forwarded"


async def test_whoever_is_put_through_speaks_and_leaves_something_to_write_down(service: Service, chan: Caller) -> None:
    step = {"after_seconds": 60, "action": "number", "target": ON_CALL}
    await set_queues(service, overflow=[step])
    on_call = caller(service, ON_CALL)
    await into_the_line(chan)
    await chan.is_doing("queue")
    await let_wait(service, timedelta(minutes=2))
    await on_call.rings()
    await on_call.answer()
    await chan.is_doing("conference")
    await chan.hang_up()
    await on_call.is_doing("ended")
    agent = await service.staff("agent1")
    await agent.available()
    contact = (await agent.is_offered())["contact"]
    assert (contact["address"], contact["channel"]) == (chan.number, "voice")
    await call_in_state(agent, contact["id"], "ended")


async def test_an_agent_calls_a_customer(service: Service, chan: Caller) -> None:
    agent = await service.staff("agent1")
    async with device_of(agent) as device:
        contact = await agent.post("/contacts/outbound", {"channel": "voice", "address": "9123 0001"})
        assert (contact["state"], contact["direction"]) == ("active", "outbound")
        leg = await device.rings()
        await device.answer(leg["sid"])
        phone = caller(service, contact["address"])
        await phone.rings()
        await phone.decline()
        await device.is_closed(leg["sid"])
        # Her own call stays hers: she may try again, or do something else.
        await call_in_state(agent, contact["id"], "ended")
        assert (await agent.get(f"/contacts/{contact['id']}"))["state"] == "active"
        await agent.post(f"/contacts/{contact['id']}/call")
        again = await device.rings(but=leg["sid"])
        await device.answer(again["sid"])
        await phone.rings()
        await phone.answer()
        await phone.is_doing("conference")
        call = await call_in_state(agent, contact["id"], "talking")
        await agent.send("POST", "/contacts/outbound", {"channel": "voice", "address": "91230002"}, status=409)
        await agent.post(f"/calls/{call['id']}/hang-up")
        await phone.is_doing("ended")


async def test_an_agent_writes_to_a_customer(service: Service) -> None:
    agent, other = await service.staff("agent1"), await service.staff("agent2")
    wish = {"channel": "sms", "address": "91230003", "text": "你嘅包裹到咗管理處。"}
    contact = await agent.post("/contacts/outbound", wish)
    phone = service.owner("+85291230003")
    await phone.hears("包裹到咗")
    again = await agent.post("/contacts/outbound", wish | {"text": "請帶身份證。"})
    assert again["id"] == contact["id"], "the thread is gone on with"
    await phone.hears("身份證")
    refused = await other.send("POST", "/contacts/outbound", wish, status=409)
    assert refused["error"]["code"] == "held_by_colleague"
    await phone.text("收到，多謝")

    async def answered() -> bool:
        messages = (await agent.get(f"/contacts/{contact['id']}/messages"))["items"]
        return messages[-1]["text"] == "收到，多謝"

    await eventually(answered, "the answer in the same thread")


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        pytest.param({"channel": "sms", "text": "你好"}, "customer_id", id="nobody"),
        pytest.param({"channel": "sms", "address": "12", "text": "你好"}, "address", id="no number"),
        pytest.param({"channel": "voice", "address": "chan@example.com"}, "address", id="a mailbox is not called"),
        pytest.param({"channel": "sms", "address": "+85230000000", "text": "你好"}, "address", id="ourselves"),
        pytest.param({"channel": "sms", "address": "91230003", "text": " "}, "text", id="no words"),
        pytest.param({"channel": "email", "address": "a@example.com", "text": "Hello"}, "subject", id="no subject"),
        pytest.param(
            {"channel": "sms", "address": "91230003", "text": "a", "line": "+1"}, "line", id="no line of ours"
        ),
    ],
)
async def test_what_cannot_be_sent_is_said_to_whom_it_may_concern(service: Service, wish: Json, field: str) -> None:
    agent = await service.staff("agent1")
    refused = await agent.send("POST", "/contacts/outbound", wish, status=422)
    assert refused["error"]["details"]["field"] == field, refused
