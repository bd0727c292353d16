"""What we ask of the carrier about calls, through the official client, against the simulated carrier and its checks."""

import logging
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.simulator.faults import add_fault
from channels.voice.carrier import NOT_TALKING, TwilioCalls, identity_of
from contactcenter.errors import SendError
from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, AccountServer, Carrier
from tests.channels.simulator.voice.conftest import People
from tests.support.servers import free_port

MakeCalls = Callable[..., TwilioCalls]


@pytest.fixture
async def make_calls() -> AsyncIterator[MakeCalls]:
    made: list[TwilioCalls] = []

    def make(base_url: str, public_base_url: str = "https://desk.example", **settings: Any) -> TwilioCalls:
        account = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "timeout_seconds": 5}
        made.append(TwilioCalls(**{**account, **settings}, base_url=base_url, public_base_url=public_base_url))
        return made[-1]

    yield make
    for calls in made:
        await calls.close()


@pytest.fixture
def calls(carrier: Carrier, account_server: AccountServer, make_calls: MakeCalls) -> TwilioCalls:
    return make_calls(carrier.url, account_server.url)


async def ring(calls: TwilioCalls, *, caller: str = PHONE) -> str:
    return await calls.ring_agent(call_id="c1", leg_id="l1", agent_id="7", caller=caller, seconds=20)


async def test_an_agents_device_rings_and_knows_whose_call_it_is(
    calls: TwilioCalls,
    people: People,
    account_server: AccountServer,
) -> None:
    sid = await ring(calls)
    await people.carrier.voice.settle()
    call = await people.client_call(identity_of("7"))
    assert (call["sid"], call["status"], call["from"]) == (sid, "ringing", PHONE)
    people.answer_at("/webhooks/twilio/voice/legs/l1", "<Hangup/>")
    await people.answer(sid)
    (asked,) = account_server.to("/webhooks/twilio/voice/legs/l1")
    assert asked["CallSid"] == sid
    reported = [webhook["CallStatus"] for webhook in account_server.to("/webhooks/twilio/voice/legs/l1/status")]
    assert {"ringing", "in-progress", "completed"} <= set(reported)


async def test_somebody_on_call_is_rung_and_asked(
    calls: TwilioCalls, people: People, account_server: AccountServer
) -> None:
    before = people.carrier.clock() - timedelta(seconds=5)
    sid = await calls.call_out(alert_id="a1", sender=LINE, recipient=PHONE, seconds=45)
    await people.carrier.voice.settle()
    assert list(await calls.find_calls_out(recipient=PHONE, since=before)) == [sid]
    path = "/webhooks/twilio/voice/ladder/a1"
    people.answer_at(path, f'<Gather numDigits="1" action="{path}/choice"><Say>請按 1</Say></Gather>')
    people.answer_at(f"{path}/choice", "<Hangup/>")
    await people.answer(sid)
    await people.press(sid, "1")
    (chosen,) = account_server.to(f"{path}/choice")
    assert (chosen["CallSid"], chosen["Digits"]) == (sid, "1")
    assert "completed" in [event["CallStatus"] for event in account_server.to(f"{path}/status")]
    # Also what is over was rung: it must not be rung again.
    assert list(await calls.find_calls_out(recipient=PHONE, since=before)) == [sid]


async def test_a_withheld_number_rings_too(calls: TwilioCalls, people: People) -> None:
    await ring(calls, caller="")
    await people.carrier.voice.settle()
    assert (await people.client_call(identity_of("7")))["from"] == "anonymous"


async def test_what_rings_is_found_until_it_is_over(calls: TwilioCalls, people: People) -> None:
    before = people.carrier.clock() - timedelta(seconds=5)
    first, second = await ring(calls), await ring(calls)
    assert list(await calls.find_agent_legs(agent_id="7", since=before)) == [second, first]
    assert await calls.find_agent_legs(agent_id="8", since=before) == []
    assert await calls.find_agent_legs(agent_id="7", since=before + timedelta(minutes=1)) == []
    assert not await calls.is_over(leg=first)
    await calls.end_leg(leg=first)
    assert await calls.is_over(leg=first)
    assert list(await calls.find_agent_legs(agent_id="7", since=before)) == [second]


async def test_a_caller_is_led_into_the_conversation_held_and_led_out(
    calls: TwilioCalls,
    people: People,
    account_server: AccountServer,
) -> None:
    people.answer_calls_with("<Enqueue>callers</Enqueue>")
    sid = await people.dial()
    with pytest.raises(SendError) as refused:
        await calls.hold(call_id="c1", leg=sid, is_held=True)
    assert refused.value.code == NOT_TALKING
    join = '<Dial><Conference waitUrl="">c1</Conference></Dial>'
    people.answer_at("/webhooks/twilio/voice/calls/c1/join", join)
    people.answer_at("/webhooks/twilio/voice/hold", "<Play>https://desk.example/music.wav</Play>")
    await people.call_agent(join)
    agent = (await people.client_call())["sid"]
    await people.answer(agent)
    await calls.bring_in(call_id="c1", leg=sid)
    await people.carrier.voice.settle()
    assert await calls.find_talking(call_id="c1") == {sid, agent}
    await calls.hold(call_id="c1", leg=sid, is_held=True)
    await people.carrier.voice.settle()
    assert (await people.view(sid))["doing"] == "held"
    await calls.hold(call_id="c1", leg=sid, is_held=False)
    await people.carrier.voice.settle()
    assert (await people.view(sid))["doing"] == "conference"
    people.answer_at("/webhooks/twilio/voice/calls/c1/queue", "<Enqueue>callers</Enqueue>")
    await calls.send_to_queue(call_id="c1", leg=sid)
    await people.carrier.voice.settle()
    assert (await people.view(sid))["doing"] == "queue"
    assert await calls.find_talking(call_id="c1") == {agent}


async def test_whoever_is_gone_is_said_to_be_gone(calls: TwilioCalls, people: People) -> None:
    people.answer_calls_with("<Enqueue>callers</Enqueue>")
    over = await people.dial()
    await people.hang_up(over)
    unknown = "CA" + "f" * 32
    for leg in (over, unknown):
        with pytest.raises(SendError) as refused:
            await calls.bring_in(call_id="c1", leg=leg)
        assert (refused.value.code, refused.value.retryable) == ("gone", False)
    assert await calls.is_over(leg=unknown)


async def test_a_recording_is_fetched_as_sound(calls: TwilioCalls, people: People) -> None:
    people.answer_calls_with('<Record timeout="5"/><Hangup/>')
    sid = await people.dial()
    await people.say(sid, "廚房漏水")
    await people.press(sid, "#")
    await people.after(5)
    found = await people.rest(f"Calls/{sid}/Recordings.json", method="GET")
    content = await calls.fetch_recording(found["recordings"][0]["sid"])
    assert content[:4] == b"RIFF"
    for missing in ("RE" + "f" * 32, "../Calls"):
        with pytest.raises(SendError) as refused:
            await calls.fetch_recording(missing)
        assert refused.value.code == "gone"


@pytest.mark.parametrize(
    ("fault", "maybe_sent"),
    [("calls_429", False), ("calls_500", True), ("calls_503_after_effect", True)],
)
async def test_a_carrier_in_trouble_is_asked_again_by_the_outbox_and_never_by_the_client(
    calls: TwilioCalls,
    people: People,
    fault: str,
    maybe_sent: bool,
) -> None:
    async with people.carrier.exchange.database.transaction() as session:
        await add_fault(session, fault, phone="", count=1, seconds=0)
    before = people.carrier.clock() - timedelta(seconds=5)
    with pytest.raises(SendError) as refused:
        await ring(calls)
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, maybe_sent)
    found = await calls.find_agent_legs(agent_id="7", since=before)
    assert len(found) == (fault == "calls_503_after_effect")


async def test_nobody_listening_means_not_rung(make_calls: MakeCalls) -> None:
    calls = make_calls(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(SendError) as refused:
        await ring(calls)
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, False)
    with pytest.raises(SendError) as refused:
        await calls.fetch_recording("RE1")
    assert refused.value.retryable


async def answer_nonsense(request: web.Request) -> web.Response:
    return web.Response(status=201, text="<html>", content_type="text/html")


async def answer_nothing(request: web.Request) -> web.Response:
    return web.json_response({}, status=201)


@pytest.mark.parametrize("answer", [answer_nonsense, answer_nothing])
async def test_an_answer_that_names_nothing_may_have_rung(
    make_calls: MakeCalls, answer: Callable[[web.Request], Any]
) -> None:
    app = web.Application()
    app.router.add_route("*", "/{tail:.*}", answer)
    async with TestServer(app) as server:
        with pytest.raises(SendError) as refused:
            await ring(make_calls(str(server.make_url(""))))
    assert (refused.value.retryable, refused.value.maybe_sent) == (True, True)


async def test_a_wrong_token_is_told(carrier: Carrier, make_calls: MakeCalls) -> None:
    with pytest.raises(SendError) as refused:
        await ring(make_calls(carrier.url, auth_token="wrong"))
    assert refused.value.code == "20003"


async def test_no_number_is_logged(calls: TwilioCalls, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    await ring(calls)
    with pytest.raises(SendError):
        await calls.bring_in(call_id="c1", leg="CA" + "f" * 32)
    ours = "".join(record.getMessage() for record in caplog.records if record.name != "aiohttp.access")
    for secret in (AUTH_TOKEN, PHONE, PHONE.removeprefix("+")):
        assert secret not in ours
