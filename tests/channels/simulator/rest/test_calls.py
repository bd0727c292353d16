"""`Calls.json`, spoken to by the vendor's own client and by hand; checked against the vendor's description."""

import asyncio
import re
from datetime import timedelta

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.rest import Client

from tests.channels.simulator.conftest import LINE, PHONE, AccountServer, Carrier
from tests.channels.simulator.voice.conftest import AGENT, People

PAUSE = "<Response><Pause length='60'/></Response>"


async def test_the_vendors_client_makes_follows_and_ends_a_call(
    client: Client, people: People, account_server: AccountServer
) -> None:
    created = await asyncio.to_thread(
        client.calls.create,
        to=AGENT,
        from_=LINE,
        url=f"{account_server.url}/document",
        status_callback=f"{account_server.url}/events",
        status_callback_event=["initiated", "ringing", "answered", "completed"],
        timeout=20,
        time_limit=600,
        machine_detection="Enable",
    )
    assert re.fullmatch(r"CA[0-9a-f]{32}", created.sid)
    assert (created.status, created.direction, created.to, created._from) == ("queued", "outbound-api", AGENT, LINE)
    people.answer_at("/document", "<Pause length='60'/>")
    await people.carrier.voice.settle()
    await people.answer(created.sid)
    fetched = await asyncio.to_thread(client.calls(created.sid).fetch)
    assert (fetched.status, fetched.answered_by) == ("in-progress", "human")
    await people.after(7)
    ended = await asyncio.to_thread(client.calls(created.sid).update, status="completed")
    assert (ended.status, ended.duration) == ("completed", "7")
    await people.carrier.voice.settle()
    assert [event["CallStatus"] for event in account_server.to("/events")] == [
        *("initiated", "ringing", "in-progress", "completed")
    ]
    assert (await people.view(created.sid))["ended_because"] == "ended_by_api"


async def test_the_vendors_client_redirects_a_call(client: Client, people: People) -> None:
    people.answer_calls_with("<Say>hello</Say><Pause length='60'/>")
    sid = await people.dial()
    await asyncio.to_thread(client.calls(sid).update, twiml="<Response><Say>redirected</Say></Response>")
    await people.carrier.voice.settle()
    assert [text for kind, text in await people.lines(sid) if kind == "prompt"] == ["hello", "redirected"]


async def test_the_vendors_client_finds_calls(client: Client, people: People, carrier: Carrier) -> None:
    people.answer_calls_with("<Say>hello</Say>")
    inbound = await people.dial()
    carrier.clock.pass_seconds(3600)
    outbound = await people.call_agent("<Pause length='60'/>")
    later = carrier.clock.moment - timedelta(minutes=5)

    async def found(**filters: object) -> list[str]:
        return [call.sid for call in await asyncio.to_thread(client.calls.list, **filters)]

    assert await found() == [outbound, inbound]
    assert await found(status="ringing") == [outbound]
    assert await found(to=LINE) == [inbound]
    assert await found(from_=PHONE) == [inbound]
    assert await found(to=AGENT, from_=LINE) == [outbound]
    assert await found(start_time_after=later) == [outbound]
    assert await found(start_time_before=later) == [inbound]
    assert await found(page_size=1) == [outbound, inbound]


async def test_legs_of_a_dial_are_found_by_their_parent(client: Client, people: People) -> None:
    people.answer_calls_with("<Dial><Client>agent_7</Client></Dial>")
    sid = await people.dial()
    [leg] = await asyncio.to_thread(client.calls.list, parent_call_sid=sid)
    assert (leg.direction, leg.to) == ("outbound-dial", AGENT)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({"To": ""}, 21201, id="nobody to call"),
        pytest.param({"To": "91234567"}, 21211, id="no country code"),
        pytest.param({"To": "client:"}, 21211, id="a device without a name"),
        pytest.param({"From": ""}, 21213, id="no caller"),
        pytest.param({"To": PHONE, "From": "desk"}, 21212, id="a caller that is no number"),
        pytest.param({"To": PHONE, "From": "+85239999999"}, 21210, id="a number that is not of this account"),
        pytest.param({"Twiml": ""}, 21205, id="no document"),
        pytest.param({"Twiml": "", "Url": "desk.example/voice"}, 21205, id="an address that is none"),
        pytest.param({"Twiml": "<Response><Sing/></Response>"}, 12200, id="a document that cannot be carried out"),
        pytest.param({"StatusCallback": "desk.example"}, 21609, id="a callback that is no URL"),
    ],
)
async def test_a_wrong_call_is_refused_in_the_vendors_numbers(
    people: People, change: dict[str, str], code: int
) -> None:
    form = {"To": AGENT, "From": LINE, "Twiml": PAUSE, **change}
    answer = await people.rest("Calls.json", status=400, **form)
    assert (answer["code"], answer["status"]) == (code, 400)
    assert answer["message"]
    assert (await people.rest("Calls.json", method="GET"))["calls"] == []


async def test_the_vendors_client_hears_that_a_call_is_over(client: Client, people: People) -> None:
    sid = await people.dial()
    with pytest.raises(TwilioRestException) as refused:
        await asyncio.to_thread(client.calls(sid).update, twiml=PAUSE)
    assert (refused.value.status, refused.value.code) == (400, 21220)
    for form in ({"Status": "completed"}, {"Status": "canceled"}, {"Url": "https://desk.example/voice"}):
        assert (await people.rest(f"Calls/{sid}.json", status=400, **form))["code"] == 21220


async def test_a_call_that_was_answered_cannot_be_canceled(people: People) -> None:
    sid = await people.call_agent("<Pause length='60'/>")
    await people.answer(sid)
    assert (await people.rest(f"Calls/{sid}.json", status=400, Status="canceled"))["code"] == 21220


async def test_a_ringing_call_cannot_be_redirected(people: People) -> None:
    sid = await people.call_agent("<Pause length='60'/>")
    assert (await people.rest(f"Calls/{sid}.json", status=400, Twiml=PAUSE))["code"] == 21220


async def test_an_unknown_call_is_not_found(people: People) -> None:
    path = f"Calls/CA{'0' * 32}.json"
    for method in ("GET", "POST"):
        assert (await people.rest(path, method=method, status=404))["code"] == 20404


@pytest.mark.parametrize(
    ("kind", "status", "code", "made"),
    [
        pytest.param("calls_429", 429, 20429, 0, id="too many requests"),
        pytest.param("calls_500", 500, 20500, 0, id="a fault before anything happened"),
        pytest.param("calls_503_after_effect", 503, 20503, 1, id="a fault after the call was made"),
    ],
)
async def test_a_fault_strikes_the_next_call(people: People, kind: str, status: int, code: int, made: int) -> None:
    await people.act("faults", {"kind": kind, "phone": AGENT}, status=201)
    form = {"To": AGENT, "From": LINE, "Twiml": PAUSE}
    assert (await people.rest("Calls.json", status=status, **form))["code"] == code
    assert len((await people.get("clients/agent_7/calls"))["items"]) == made
    await people.rest("Calls.json", status=201, **form)
