"""Asking for documents: retries as wished in the address, the fallback, GET, and answers that come too late."""

import asyncio

import pytest
from aiohttp import web
from twilio.request_validator import RequestValidator

from channels.simulator.voice.fetching import retries_of
from tests.channels.simulator.conftest import AUTH_TOKEN, LINE, AccountServer, Carrier
from tests.channels.simulator.voice.conftest import INBOUND, People


def broken(status: int, times: int) -> list[web.Response]:
    return [web.Response(status=status) for _ in range(times)]


@pytest.mark.parametrize(
    ("fragment", "count", "kinds"),
    [
        pytest.param("", 1, {"5xx", "ct", "rt"}, id="nothing wished"),
        pytest.param("#rc=3", 3, {"5xx", "ct", "rt"}, id="more often"),
        pytest.param("#rc=0", 0, {"5xx", "ct", "rt"}, id="never"),
        pytest.param("#rc=9", 5, {"5xx", "ct", "rt"}, id="the vendor's most"),
        pytest.param("#rc=2&rp=all", 2, {"4xx", "5xx", "ct", "rt"}, id="after anything"),
        pytest.param("#rp=4xx,ct", 1, {"4xx", "ct"}, id="after some things"),
    ],
)
def test_retries_are_read_from_the_address(fragment: str, count: int, kinds: set[str]) -> None:
    retries = retries_of(f"https://desk.example/voice?a=1{fragment}")
    assert (retries.count, set(retries.kinds)) == (count, kinds)


def test_timeouts_are_read_from_the_address() -> None:
    timeout = retries_of("https://desk.example/voice#ct=2000&rt=5000&tt=9000").timeout
    assert (timeout.sock_connect, timeout.sock_read, timeout.total) == (2, 5, 9)


async def test_a_refusal_is_not_repeated(people: People, account_server: AccountServer) -> None:
    account_server.answers = broken(403, 2)
    sid = await people.dial()
    assert len(account_server.to(INBOUND)) == 1
    assert (await people.view(sid))["error_code"] == 11200


async def test_wished_retries_are_made_and_the_wish_is_not_sent(people: People, account_server: AccountServer) -> None:
    people.answer_calls_with("<Redirect>/next?a=1#rc=3&amp;rp=all</Redirect>")
    account_server.answers = broken(404, 4)
    await people.dial()
    asked = account_server.to("/next")
    assert len(asked) == 4
    assert len({one.token for one in asked}) == 1
    assert asked[0].url == f"{account_server.url}/next?a=1"
    assert RequestValidator(AUTH_TOKEN).validate(asked[0].url, dict(asked[0].form), asked[0].signature)


async def test_a_document_asked_for_by_get_is_signed_over_its_address(
    people: People, account_server: AccountServer
) -> None:
    people.answer_calls_with('<Redirect method="GET">/next?a=1</Redirect>')
    people.answer_at("/next", "<Say>here</Say>")
    sid = await people.dial()
    [asked] = account_server.to("/next")
    assert asked.form == []
    assert f"a=1&CallSid={sid}" in asked.url
    assert RequestValidator(AUTH_TOKEN).validate(asked.url, {}, asked.signature)


async def test_the_fallback_is_asked_when_nothing_else_helps(people: People, account_server: AccountServer) -> None:
    [number] = (await people.rest("IncomingPhoneNumbers.json", method="GET"))["incoming_phone_numbers"]
    path = f"IncomingPhoneNumbers/{number['sid']}.json"
    changed = await people.rest(path, VoiceFallbackUrl=f"{account_server.url}/fallback")
    assert changed["voice_fallback_url"].endswith("/fallback")
    account_server.answers = broken(500, 2)
    people.answer_at("/fallback", "<Say>please call again</Say>")
    sid = await people.dial()
    [fallback] = account_server.to("/fallback")
    assert (fallback["ErrorCode"], fallback["ErrorUrl"]) == ("11200", f"{account_server.url}{INBOUND}")
    assert ("prompt", "please call again") in await people.lines(sid)
    assert (await people.view(sid))["error_code"] is None


async def test_a_broken_fallback_ends_the_call(people: People, account_server: AccountServer) -> None:
    form = {"FallbackUrl": f"{account_server.url}/fallback"}
    sid = await people.call_agent("", Url=f"{account_server.url}/missing", **form)
    account_server.answers = broken(404, 2)
    await people.answer(sid)
    assert [len(account_server.to(path)) for path in ("/missing", "/fallback")] == [1, 1]
    assert (await people.view(sid))["error_code"] == 11200


async def test_an_address_where_nobody_listens(people: People) -> None:
    sid = await people.call_agent("", Url="http://127.0.0.1:9/voice")
    await people.answer(sid)
    view = await people.view(sid)
    assert (view["status"], view["error_code"]) == ("completed", 11205)
    assert ("prompt", "We are sorry, an application error has occurred. Goodbye.") in await people.lines(sid)


async def test_a_relative_address_without_a_document_leads_nowhere(people: People) -> None:
    form = {"To": "client:agent_7", "From": LINE, "Twiml": "<Response><Redirect>/next</Redirect></Response>"}
    sid = (await people.rest("Calls.json", status=201, **form))["sid"]
    await people.answer(sid)
    assert (await people.view(sid))["error_code"] == 11100


async def test_an_answer_that_was_overtaken_changes_nothing(
    people: People, carrier: Carrier, account_server: AccountServer
) -> None:
    arrived, may_answer = asyncio.Event(), asyncio.Event()
    people.answer_calls_with("<Gather numDigits='1' action='/slow'/>")

    async def answer_slowly(_request: web.Request) -> web.Response:
        arrived.set()
        await may_answer.wait()
        return web.Response(text="<Response><Say>too late</Say></Response>", content_type="text/xml")

    account_server.slow["/slow"] = answer_slowly
    sid = await people.dial()
    async with carrier.http.post(f"{carrier.url}/control/calls/{sid}/digits", json={"digits": "1"}) as response:
        assert response.status == 200
    settling = asyncio.create_task(carrier.voice.settle())
    await arrived.wait()
    people.answer_at("/new", "<Say>new</Say><Pause length='9'/>")
    url = f"{carrier.messages_url.removesuffix('Messages.json')}Calls/{sid}.json"
    async with carrier.http.post(url, data={"Url": f"{account_server.url}/new"}) as response:
        assert response.status == 200
    may_answer.set()
    await settling
    await carrier.voice.settle()
    assert [text for kind, text in await people.lines(sid) if kind == "prompt"] == ["new"]
