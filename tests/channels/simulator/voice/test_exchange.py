"""The telephone half as a whole: going on after a restart, its own sense of time, faults on callbacks, the feed."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, web
from aiohttp.test_utils import TestServer
from twilio.request_validator import RequestValidator

from channels.simulator import Account, Line, Pace, build_simulator
from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, AccountServer, StartCarrier
from tests.channels.simulator.voice.conftest import AGENT, INBOUND, People

ROOM = '<Dial><Conference statusCallback="/conference" statusCallbackEvent="join leave start end">r</Conference></Dial>'


async def test_a_waiting_caller_outlives_the_carriers_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    before = People(await start_carrier(), account_server)
    before.answer_calls_with('<Enqueue waitUrl="/wait" action="/left">line-1</Enqueue>')
    before.answer_at("/wait", "<Pause length='20'/>")
    sid = await before.dial()
    after = People(await start_carrier(), account_server)
    await after.after(25)
    assert len(account_server.to("/wait")) == 2
    assert account_server.to("/wait")[1]["QueueTime"] == "25"
    await after.hang_up(sid)
    assert [webhook["QueueResult"] for webhook in account_server.to("/left")] == ["hangup"]


async def test_a_document_that_was_awaited_is_asked_for_after_the_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    carrier = await start_carrier()
    wish = {"line": LINE}
    async with carrier.http.post(f"{carrier.url}/control/phones/{PHONE}/calls", json=wish) as response:
        sid = (await response.json())["sid"]
    assert account_server.received == []
    after = People(await start_carrier(), account_server)
    after.answer_calls_with("<Say>hello</Say>")
    await after.carrier.voice.settle()
    assert ("prompt", "hello") in await after.lines(sid)


async def test_a_conversation_outlives_the_carriers_restart(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    before = People(await start_carrier(), account_server)
    before.answer_calls_with(ROOM)
    customer, agent = await before.dial(), await before.call_agent(ROOM)
    await before.answer(agent)
    after = People(await start_carrier(), account_server)
    await after.say(customer, "still there?")
    assert ("heard", "still there?") in await after.lines(agent)
    await after.hang_up(agent)
    await after.hang_up(customer)
    assert account_server.to("/conference")[-1]["StatusCallbackEvent"] == "conference-end"


async def test_a_device_that_rang_too_long_while_the_carrier_was_down_has_stopped(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    sid = await People(await start_carrier(), account_server).call_agent("<Say>hello</Say>", Timeout="20")
    after = People(await start_carrier(), account_server)
    await after.after(60)
    assert (await after.view(sid))["status"] == "no-answer"


async def test_a_carrier_with_nothing_to_do_sleeps(people: People) -> None:
    people.answer_calls_with("<Gather/>")
    await people.dial()
    voice = people.carrier.voice
    voice._wake.clear()
    await voice.settle()
    assert not voice._wake.is_set()
    assert await voice._seconds_to_next() == pytest.approx(5)


async def talked(people: People, account: AccountServer) -> list[str]:
    events = {"StatusCallback": f"{account.url}/events", "StatusCallbackEvent": "initiated ringing answered completed"}
    sid = await people.call_agent("<Say>hello</Say>", **events)
    await people.answer(sid)
    return [webhook["CallStatus"] for webhook in account.to("/events")]


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        pytest.param("drop_call_event", ["ringing", "in-progress", "completed"], id="the first is lost"),
        pytest.param(
            "duplicate_call_event",
            ["initiated", "initiated", "ringing", "in-progress", "completed"],
            id="it comes twice",
        ),
        pytest.param(
            "out_of_order_call_event", ["ringing", "initiated", "in-progress", "completed"], id="it is overtaken"
        ),
    ],
)
async def test_a_fault_strikes_the_next_event(
    people: People, account_server: AccountServer, kind: str, heard: list[str]
) -> None:
    await people.act("faults", {"kind": kind, "phone": AGENT}, status=201)
    assert await talked(people, account_server) == heard
    tokens = [webhook.token for webhook in account_server.to("/events")]
    assert len(set(tokens)) == len({webhook["SequenceNumber"] for webhook in account_server.to("/events")})


async def test_events_are_signed_and_repeated_with_the_same_token(
    people: People, account_server: AccountServer
) -> None:
    account_server.answers = [web.Response(status=503), web.Response(status=500)]
    await talked(people, account_server)
    events = account_server.to("/events")
    assert len(events) == 6, "two of the four were not taken at once"
    assert len({event.token for event in events}) == 4
    for event in events:
        assert RequestValidator(AUTH_TOKEN).validate(event.url, dict(event.form), event.signature)


async def test_a_delayed_event_comes_later(people: People, account_server: AccountServer) -> None:
    await people.act("faults", {"kind": "delay_call_event", "seconds": 30}, status=201)
    assert await talked(people, account_server) == ["ringing", "in-progress", "completed"]
    await people.after(30)
    assert account_server.to("/events")[-1]["CallStatus"] == "initiated"


async def test_the_phone_sees_each_change(people: People) -> None:
    people.answer_calls_with('<Gather numDigits="1"><Say>按1字</Say></Gather>')
    carrier = people.carrier
    async with carrier.http.ws_connect(f"{carrier.url}/control/feed", params={"phone": PHONE}) as socket:
        assert await _frame(socket) == {"type": "hello"}
        sid = await people.dial()
        first = await _frame(socket)
        assert (first["type"], first["call"]["sid"], first["call"]["status"]) == ("call", sid, "ringing")
        later = await _frame(socket)
        assert (later["call"]["doing"], later["call"]["lines"][-1]["text"]) == ("gather", "按1字")
        await people.hang_up(sid)
        assert (await _frame(socket))["call"]["ended_because"] == "party_hung_up"


async def test_no_frame_of_an_earlier_state_comes_later(running_carrier: str, account_server: AccountServer) -> None:
    account_server.documents[INBOUND] = "<Response><Say>hello</Say><Pause length='60'/></Response>"
    control = f"{running_carrier}/control"
    async with ClientSession() as http:
        async with http.ws_connect(f"{control}/feed", params={"phone": PHONE}) as socket:
            over: set[str] = set()
            for _ in range(10):
                async with http.post(f"{control}/phones/{PHONE}/calls", json={"line": LINE}) as response:
                    sid = (await response.json())["sid"]
                call: dict[str, Any] = {}
                while (call.get("sid"), call.get("status")) != (sid, "in-progress"):
                    call = (await _frame(socket)).get("call", {})
                    assert call.get("sid") not in over or call["ended_at"], "a call that was seen to be over stays so"
                    over |= {call["sid"]} if call.get("ended_at") else set()
                acts = [http.post(f"{control}/calls/{sid}/say", json={"text": str(number)}) for number in range(8)]
                await asyncio.gather(*acts, http.post(f"{control}/calls/{sid}/hangup", json={}))


async def _frame(socket: ClientWebSocketResponse) -> dict[str, Any]:
    async with asyncio.timeout(5):
        frame: dict[str, Any] = await socket.receive_json()
        return frame


async def test_a_phone_has_one_call_at_a_time(people: People) -> None:
    people.answer_calls_with("<Gather/>")
    await people.dial()
    refused = await people.act(f"phones/{PHONE}/calls", {"line": LINE}, status=409)
    assert refused["error"]["code"] == "line_busy"
    await people.after(5)
    await people.dial()
    calls = (await people.get(f"phones/{PHONE}/calls?limit=1"))["items"]
    assert [call["status"] for call in calls] == ["in-progress"], "newest first"


@pytest.fixture
async def running_carrier(account_server: AccountServer, tmp_path: Path) -> AsyncIterator[str]:
    """A carrier whose own loops run on the real clock, at a hurried pace."""
    app = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, AUTH_TOKEN, account_server.url),
        lines=[Line(LINE)],
        pace=Pace(dialing=0.01, say_per_character=0.001, play=0.05, wait_at_least=0.05, typing=0),
    )
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_calls_move_by_themselves(running_carrier: str, account_server: AccountServer) -> None:
    account_server.documents[INBOUND] = '<Response><Enqueue waitUrl="/wait">line-1</Enqueue></Response>'
    account_server.documents["/wait"] = "<Response><Say>您好</Say><Play>/music.wav</Play></Response>"
    async with ClientSession() as http:
        async with http.post(f"{running_carrier}/control/phones/{PHONE}/calls", json={"line": LINE}) as response:
            sid = (await response.json())["sid"]
        async with http.ws_connect(f"{running_carrier}/control/feed", params={"phone": PHONE}) as socket:
            while len(account_server.to("/wait")) < 3:
                await _frame(socket)
            async with http.post(f"{running_carrier}/control/calls/{sid}/hangup", json={}) as response:
                assert response.status == 200
