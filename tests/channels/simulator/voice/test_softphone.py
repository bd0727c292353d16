"""An agent's device: signing in, ringing on several devices, talking, and coming back after a reload."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType
from twilio.jwt.access_token import AccessToken
from twilio.jwt.access_token.grants import VoiceGrant

from tests.channels.simulator.conftest import (
    ACCOUNT_SID,
    API_KEY_SECRET,
    API_KEY_SID,
    LINE,
    AccountServer,
    Carrier,
    StartCarrier,
)
from tests.channels.simulator.voice.conftest import People

Device = ClientWebSocketResponse
Connect = Callable[..., Awaitable[Device]]


def token(identity: str = "agent_7", *, secret: str = API_KEY_SECRET, account: str = ACCOUNT_SID) -> str:
    """Made by the vendor's own library, as the product makes it."""
    made = AccessToken(account, API_KEY_SID, secret, identity=identity, ttl=600)
    made.add_grant(VoiceGrant(incoming_allow=True))
    return str(made.to_jwt())


def other_token(**claims: Any) -> str:
    in_an_hour = datetime.now(UTC) + timedelta(hours=1)
    grants = {"identity": "agent_7", "voice": {"incoming": {"allow": True}}}
    made = {"iss": API_KEY_SID, "sub": ACCOUNT_SID, "exp": in_an_hour, "grants": grants, **claims}
    return jwt.encode(made, API_KEY_SECRET, algorithm="HS256")


@pytest.fixture
async def connect(carrier: Carrier) -> AsyncIterator[Connect]:
    devices: list[Device] = []

    async def open_device(identity: str = "agent_7", *, given: str | None = None) -> Device:
        url = f"{carrier.url}/softphone"
        devices.append(await carrier.http.ws_connect(url, params={"token": given or token(identity)}))
        return devices[-1]

    yield open_device
    for device in devices:
        await device.close()


async def frame(device: Device) -> dict[str, Any]:
    async with asyncio.timeout(5):
        received: dict[str, Any] = await device.receive_json()
        return received


async def call_frame(device: Device, *, state: str) -> dict[str, Any]:
    """The next frame in which the call is in this state."""
    while (received := await frame(device)).get("call", {}).get("state") != state:
        assert received["type"] in ("call", "hello"), received
    call: dict[str, Any] = received["call"]
    return call


async def error(device: Device) -> str:
    while (received := await frame(device))["type"] != "error":
        pass
    return str(received["code"])


async def test_a_call_rings_is_answered_and_talked_on(people: People, connect: Connect) -> None:
    device = await connect()
    assert await frame(device) == {"type": "hello", "identity": "agent_7"}
    sid = await people.call_agent("<Say>connected</Say><Pause length='60'/>", To="client:agent_7?contact=C-2026-0001")
    call = await call_frame(device, state="ringing")
    assert (call["sid"], call["from"], call["to"]) == (sid, LINE, "client:agent_7")
    assert call["parameters"] == {"contact": "C-2026-0001"}
    await device.send_json({"type": "answer", "sid": sid})
    assert (await call_frame(device, state="open"))["answered_at"]
    await people.carrier.voice.settle()
    await device.send_json({"type": "say", "sid": sid, "text": "good evening"})
    while not (lines := (await call_frame(device, state="open"))["lines"]) or lines[-1]["kind"] != "said":
        pass
    assert ("heard", "connected") in [(line["kind"], line["text"]) for line in lines]
    await device.send_json({"type": "hangup", "sid": sid})
    assert (await call_frame(device, state="closed"))["ended_because"] == "party_hung_up"


async def test_devices_of_one_person_ring_together_and_the_first_answer_wins(people: People, connect: Connect) -> None:
    first, second, stranger = await connect(), await connect(), await connect("agent_8")
    sid = await people.call_agent("<Pause length='60'/>")
    for device in (first, second):
        await call_frame(device, state="ringing")
    await second.send_json({"type": "answer", "sid": sid})
    assert (await call_frame(first, state="open"))["sid"] == sid
    await first.send_json({"type": "answer", "sid": sid})
    assert await error(first) == "not_ringing"
    await stranger.send_json({"type": "answer", "sid": sid})
    assert await error(stranger) == "not_found", "another's calls do not exist"


async def test_a_device_that_comes_back_sees_what_rings_and_what_is_open(people: People, connect: Connect) -> None:
    ringing = await people.call_agent("<Pause length='60'/>")
    opened = await people.call_agent("<Pause length='60'/>")
    await people.answer(opened)
    over = await people.call_agent("<Pause length='60'/>")
    await people.hang_up(over)
    device = await connect()
    assert (await frame(device))["type"] == "hello"
    seen = [(await frame(device))["call"] for _ in range(2)]
    assert [(call["sid"], call["state"]) for call in seen] == [(ringing, "ringing"), (opened, "open")]


async def test_a_ringing_call_outlives_the_carriers_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    sid = await People(await start_carrier(), account_server).call_agent("<Say>hello</Say>")
    carrier = await start_carrier()
    async with carrier.http.ws_connect(f"{carrier.url}/softphone", params={"token": token()}) as device:
        assert (await call_frame(device, state="ringing"))["sid"] == sid


async def test_declining(people: People, connect: Connect) -> None:
    device = await connect()
    sid = await people.call_agent("<Pause length='60'/>")
    await call_frame(device, state="ringing")
    await device.send_json({"type": "decline", "sid": sid})
    assert (await call_frame(device, state="closed"))["ended_because"] == "declined"


async def test_hold_and_mute_are_seen(people: People, connect: Connect) -> None:
    device = await connect()
    sid = await people.call_agent("<Dial><Conference>room</Conference></Dial>")
    await people.answer(sid)
    [conference] = (await people.rest("Conferences.json", method="GET"))["conferences"]
    await people.rest(f"Conferences/{conference['sid']}/Participants/{sid}.json", Hold="true", Muted="true")
    while not (call := await call_frame(device, state="open"))["held"]:
        pass
    assert call["muted"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        pytest.param("nonsense", "20101", id="no token"),
        pytest.param(token(secret="another key, long enough to sign with it"), "20101", id="signed with another key"),
        pytest.param(other_token(exp=datetime(2020, 1, 1, tzinfo=UTC)), "20104", id="run out"),
        pytest.param(other_token(iss="SK" + "9" * 32), "20103", id="of another key"),
        pytest.param(token(account="AC" + "9" * 32), "20103", id="for another account"),
        pytest.param(other_token(grants={"identity": "agent_7"}), "20106", id="not for calls"),
        pytest.param(other_token(grants={"voice": {"incoming": {"allow": True}}}), "20106", id="of nobody"),
        pytest.param(
            other_token(grants={"identity": "agent_7", "voice": {"incoming": {}}}), "20106", id="not for inbound calls"
        ),
    ],
)
async def test_a_wrong_token_is_refused_with_its_reason(connect: Connect, given: str, code: str) -> None:
    device = await connect(given=given)
    assert (await frame(device))["code"] == code
    end = await device.receive()
    assert (end.type, device.close_code) == (WSMsgType.CLOSE, 4401)


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        pytest.param("{", "invalid_input", id="no JSON"),
        pytest.param("[]", "invalid_input", id="no object"),
        pytest.param('{"type": "answer"}', "invalid_input", id="no call"),
        pytest.param('{"type": "sing", "sid": "CA1"}', "invalid_input", id="an unknown act"),
        pytest.param('{"type": "say", "sid": "CA1", "text": " "}', "invalid_input", id="no words"),
        pytest.param('{"type": "digits", "sid": "CA1", "digits": "a"}', "invalid_input", id="no keys"),
        pytest.param('{"type": "answer", "sid": "CA1"}', "not_found", id="an unknown call"),
    ],
)
async def test_a_bad_frame_is_answered_and_the_device_stays(connect: Connect, sent: str, code: str) -> None:
    device = await connect()
    await device.send_str(sent)
    assert await error(device) == code
    await device.send_str("{")
    assert await error(device) == "invalid_input"


async def test_bytes_are_no_frame(connect: Connect) -> None:
    device = await connect()
    await device.send_bytes(b"\x00")
    assert await error(device) == "invalid_input"
