"""An emergency's way: a text, its class, its order, the ladder, and whoever comes, all through the running product."""

import re
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import update

from contactcenter import clock
from contactcenter.demo.content.people import build_residents
from contactcenter.demo.content.staff import PHONES, build_staff
from contactcenter.escalations.models import Escalation
from contactcenter.web.keys import DATABASE
from tests.stories.conftest import Service
from tests.support.calls import Caller
from tests.support.story import Json, Owner, Staff, eventually

TRAPPED = "電梯困住人 3座15樓附近 有老人"
NAMES = {person.username: person.name for person in build_staff()}
# The ladder of tower 3: its technician, then whoever leads the group, then the duty manager.
TECHNICIAN, LEADER = "technician3", "backoffice1"


class OnCall:
    """Somebody of the staff at home, with a telephone."""

    def __init__(self, service: Service, username: str) -> None:
        self.name, self.number = NAMES[username], PHONES[username]
        self.phone: Owner = service.owner(self.number)

    async def rings(self) -> Caller:
        """The call that rings here."""
        url = f"{self.phone.simulator_url}/control/phones/{self.number}/calls"

        async def look() -> str | None:
            async with self.phone.http.get(url) as answer:
                items = (await answer.json())["items"]
            return next((str(call["sid"]) for call in items if call["status"] == "ringing"), None)

        sid = await eventually(look, f"a call ringing at {self.name}")
        return Caller(self.phone.http, self.phone.simulator_url, self.number, sid=sid)

    async def act(self, call: Caller, what: str) -> None:
        async with self.phone.http.post(f"{self.phone.simulator_url}/control/calls/{call.sid}/{what}", json={}) as done:
            assert done.status in (200, 201), await done.text()


@pytest.fixture
async def chan(service: Service) -> Owner:
    (owner, *_others) = build_residents().personas
    return service.owner(owner.phone)


async def let_minutes_pass(service: Service) -> None:
    """As if the people on this rung had had their time."""
    async with service.app[DATABASE].transaction() as session:
        await session.execute(update(Escalation).values(next_at=clock.now() - timedelta(seconds=1)))
        session.wake("escalations")


async def emergency_of(agent: Staff, owner: Owner) -> Json:
    async def look() -> Json | None:
        items = (await agent.get("/contacts", address=owner.number, state="queued"))["items"]
        items = items or (await agent.get("/contacts", address=owner.number))["items"]
        raised = [contact for contact in items if contact["emergency_kind"]]
        return await agent.get(f"/contacts/{raised[0]['id']}/emergency") if raised else None

    return await eventually(look, "an emergency")


async def escalation_is(agent: Staff, emergency: Json, state: str) -> Json:
    async def look() -> Json | None:
        now = (await agent.get(f"/contacts/{emergency['contact_id']}/emergency"))["escalation"]
        return now if now["state"] == state else None

    return await eventually(look, f"the ladder {state}")


async def test_trapped_in_the_lift_until_somebody_comes(service: Service, chan: Owner) -> None:
    agent, supervisor = await service.staff("agent1"), await service.staff("supervisor1")
    technician, leader = OnCall(service, TECHNICIAN), OnCall(service, LEADER)
    async with agent.http.ws_connect(f"{service.url}/api/v1/live") as socket:
        assert (await socket.receive_json())["type"] == "hello"
        await chan.text(TRAPPED)
        heard = set()
        while "emergency.raised" not in heard:
            heard.add((await socket.receive_json(timeout=10))["type"])
    emergency = await emergency_of(agent, chan)
    assert (emergency["kind"], emergency["class"], emergency["state"]) == ("lift", "emergency", "raised")
    assert "999" in [number["number"] for number in emergency["script"]["numbers"]]
    assert emergency["script"]["say"]
    order = await agent.get(f"/work-orders/{emergency['work_order_id']}")
    assert (order["type_code"], order["priority"], order["state"]) == ("lift", "urgent", "new")
    assert order["group_names"]["en"] == "Engineering, tower 3"

    text = await technician.phone.hears("電梯困人", emergency["work_order_reference"])
    assert "/a/" in text
    first = await technician.rings()
    await technician.act(first, "decline")
    assert await leader.phone.received() == []
    await let_minutes_pass(service)
    call = await leader.rings()
    await leader.phone.hears("電梯困人")
    await leader.act(call, "answer")
    await call.hears("電梯困住人", "請按 1")
    await call.press("1")
    await call.hears("由您跟進")
    await call.is_doing("ended")

    taken = await escalation_is(supervisor, emergency, "acknowledged")
    assert (taken["acknowledged_name"], taken["acknowledged_via"]) == (leader.name, "keypad")
    states = {(alert["name"], alert["channel"]): alert["state"] for alert in taken["calls"]}
    assert states[technician.name, "call"] == "declined"
    assert states[leader.name, "call"] == "answered"
    await technician.phone.hears(leader.name)
    order = await agent.get(f"/work-orders/{order['id']}")
    assert (order["state"], order["assignee_name"]) == ("taken", leader.name)
    messages = (await agent.get(f"/contacts/{emergency['contact_id']}/messages"))["items"]
    assert [message["text"] for message in messages if leader.name in message["text"]]


async def test_a_reply_takes_it_and_the_other_telephone_stops(service: Service, chan: Owner) -> None:
    agent, technician = await service.staff("agent1"), OnCall(service, TECHNICIAN)
    await chan.text(TRAPPED)
    emergency = await emergency_of(agent, chan)
    call = await technician.rings()
    await technician.phone.hears("電梯困人")
    await technician.phone.text("收到")
    taken = await escalation_is(agent, emergency, "acknowledged")
    assert (taken["acknowledged_name"], taken["acknowledged_via"]) == (technician.name, "reply")
    await technician.phone.hears("由您跟進")
    await call.is_doing("ended")
    assert (await agent.get("/contacts", address=technician.number))["items"] == [], "an OK is no contact"


async def test_the_link_takes_it_only_when_it_is_pressed(service: Service, chan: Owner) -> None:
    agent, technician = await service.staff("agent1"), OnCall(service, TECHNICIAN)
    await chan.text(TRAPPED)
    emergency = await emergency_of(agent, chan)
    found = re.search(r"https?://\S+/a/\w+", await technician.phone.hears("/a/"))
    assert found is not None
    stranger = service.browser()
    async with stranger.get(found.group()) as page:
        text = await page.text()
        assert (page.status, "我會處理" in text, TRAPPED in text) == (200, True, True)
    assert (await agent.get(f"/contacts/{emergency['contact_id']}/emergency"))["escalation"]["state"] == "climbing"
    async with stranger.post(found.group(), data={"answer": "takes"}) as page:
        assert "由您跟進" in await page.text()
    taken = await escalation_is(agent, emergency, "acknowledged")
    assert (taken["acknowledged_name"], taken["acknowledged_via"]) == (technician.name, "link")
    assert await is_missing(stranger, f"{found.group()[:-1]}{'0' if found.group()[-1] != '0' else '1'}")


async def is_missing(http: aiohttp.ClientSession, url: str) -> bool:
    async with http.get(url) as page:
        return page.status == 404


async def test_taken_back_in_one_step(service: Service, chan: Owner) -> None:
    agent, technician = await service.staff("agent1"), OnCall(service, TECHNICIAN)
    await chan.text(TRAPPED)
    emergency = await emergency_of(agent, chan)
    await technician.phone.hears("電梯困人")
    await agent.post(f"/contacts/{emergency['contact_id']}/emergency/withdraw", {"reason": "住客講緊上次"})
    assert (await agent.get(f"/contacts/{emergency['contact_id']}"))["class"] == "normal"
    assert (await agent.get(f"/work-orders/{emergency['work_order_id']}"))["state"] == "cancelled"
    await technician.phone.hears("已取消")


async def test_the_key_for_emergencies_rings_the_desk_and_those_on_call(service: Service, chan: Owner) -> None:
    agent, guard = await service.staff("agent1"), OnCall(service, "backoffice5")
    caller = Caller(chan.http, chan.simulator_url, chan.number)
    await caller.call()
    await caller.hears("廣東話請按 1")
    await caller.press("9")
    emergency = await emergency_of(agent, chan)
    assert (emergency["kind"], emergency["class"]) == ("unclear", "emergency")
    await guard.phone.hears("緊急求助")
    await caller.hang_up()
