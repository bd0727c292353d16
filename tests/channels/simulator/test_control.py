"""The control side: playing the people with phones, refusing foreign pages, and the live feed."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError
from aiohttp.test_utils import TestServer
from twilio.request_validator import RequestValidator

from channels.simulator import INSTANT, Account, Line, build_simulator
from tests.channels.simulator.conftest import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    LINE,
    PHONE,
    AccountServer,
    Carrier,
    StartCarrier,
)


async def get(carrier: Carrier, path: str, **query: str) -> Any:
    async with carrier.http.get(f"{carrier.url}/control/{path}", params=query) as response:
        assert response.status == 200
        return await response.json()


async def write(carrier: Carrier, text: str, phone: str = PHONE) -> dict[str, Any]:
    wish = {"line": LINE, "text": text}
    async with carrier.http.post(f"{carrier.url}/control/phones/{phone}/texts", json=wish) as response:
        assert response.status == 201
        written: dict[str, Any] = await response.json()
        return written


async def next_frame(socket: ClientWebSocketResponse) -> dict[str, Any]:
    async with asyncio.timeout(5):
        frame: dict[str, Any] = await socket.receive_json()
        return frame


async def test_people_and_lines_are_listed(carrier: Carrier) -> None:
    [person] = (await get(carrier, "personas"))["items"]
    assert (person["number"], person["names"]["zh-Hant"]) == (PHONE, "陳大文")
    [line] = (await get(carrier, "lines"))["items"]
    assert (line["number"], line["names"]["en"]) == (LINE, "Service line")


async def test_a_thread_is_read_from_its_end_in_pages(carrier: Carrier) -> None:
    for number in range(60):
        await write(carrier, f"text {number}")
    newest = await get(carrier, f"phones/{PHONE}/texts", line=LINE)
    assert newest["has_more"]
    assert [item["text"] for item in newest["items"]] == [f"text {number}" for number in range(10, 60)]
    older = await get(carrier, f"phones/{PHONE}/texts", line=LINE, before=str(newest["items"][0]["position"]))
    assert not older["has_more"]
    assert [item["text"] for item in older["items"]] == [f"text {number}" for number in range(10)]


async def test_a_phone_sees_only_its_own_texts_and_only_what_has_arrived(carrier: Carrier) -> None:
    await write(carrier, "mine")
    await write(carrier, "another's", phone="+85290000009")
    form = {"To": PHONE, "From": LINE, "Body": "on its way"}
    async with carrier.http.post(carrier.messages_url, data=form):
        pass
    assert [item["text"] for item in (await get(carrier, f"phones/{PHONE}/texts", line=LINE))["items"]] == ["mine"]
    await carrier.exchange.settle()
    [thread] = (await get(carrier, f"phones/{PHONE}/threads"))["items"]
    assert (thread["line"]["number"], thread["last"]["text"]) == (LINE, "on its way")


@pytest.mark.parametrize(
    ("path", "wish"),
    [
        pytest.param(f"phones/{PHONE}/texts", {"line": LINE, "text": " "}, id="an empty text"),
        pytest.param(f"phones/{PHONE}/texts", {"line": LINE, "text": "x" * 1601}, id="a text that is too long"),
        pytest.param(f"phones/{PHONE}/texts", {"line": "desk", "text": "x"}, id="a line that is no number"),
        pytest.param(f"phones/{PHONE}/texts", {"line": LINE, "text": "x", "more": 1}, id="an unknown field"),
        pytest.param("phones/12345/texts", {"line": LINE, "text": "x"}, id="a phone that is no number"),
        pytest.param("faults", {"kind": "earthquake"}, id="an unknown fault"),
        pytest.param("faults", [], id="a list in place of an object"),
    ],
)
async def test_a_wrong_wish_is_refused(carrier: Carrier, path: str, wish: object) -> None:
    async with carrier.http.post(f"{carrier.url}/control/{path}", json=wish) as response:
        assert response.status == 422
        assert (await response.json())["error"]["code"] == "invalid_input"


async def test_an_unknown_line_is_not_found(carrier: Carrier) -> None:
    wish = {"line": "+85239999999", "text": "x"}
    async with carrier.http.post(f"{carrier.url}/control/phones/{PHONE}/texts", json=wish) as response:
        assert response.status == 404


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"])
async def test_what_a_foreign_form_can_send_is_refused(carrier: Carrier, content_type: str) -> None:
    url, headers = f"{carrier.url}/control/phones/{PHONE}/texts", {"Content-Type": content_type}
    async with carrier.http.post(url, data=b'{"line": "x"}', headers=headers) as response:
        assert response.status == 415
    async with carrier.http.delete(f"{carrier.url}/control/faults", headers=headers) as response:
        assert response.status == 415


async def test_a_foreign_page_neither_sends_nor_listens(carrier: Carrier) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    url = f"{carrier.url}/control/phones/{PHONE}/texts"
    async with carrier.http.post(url, json={"line": LINE, "text": "x"}, headers=headers) as response:
        assert response.status == 403
    with pytest.raises(WSServerHandshakeError) as refused:
        await carrier.http.ws_connect(f"{carrier.url}/control/feed?phone=%2B85291234567", headers=headers)
    assert refused.value.status == 403


async def test_the_feed_tells_of_texts_written_and_arrived(carrier: Carrier) -> None:
    feed = f"{carrier.url}/control/feed?phone=%2B85291234567"
    async with carrier.http.ws_connect(feed, headers={"Origin": carrier.url}) as socket:
        assert await next_frame(socket) == {"type": "hello"}
        await write(carrier, "another's", phone="+85290000009")
        await write(carrier, "漏水")
        assert (await next_frame(socket))["text"]["state"] == "sending"
        await carrier.exchange.settle()
        frame = await next_frame(socket)
        assert (frame["text"]["text"], frame["text"]["state"]) == ("漏水", "delivered")


async def test_open_feeds_do_not_hold_up_the_end(start_carrier: StartCarrier) -> None:
    carrier = await start_carrier()
    async with ClientSession() as http:
        socket = await http.ws_connect(f"{carrier.url}/control/feed?phone=%2B85291234567")
        assert await next_frame(socket) == {"type": "hello"}
        async with asyncio.timeout(5):
            end, _ = await asyncio.gather(socket.receive(), start_carrier())
        assert end.type == WSMsgType.CLOSE


async def test_faults_are_listed_and_cleared(carrier: Carrier) -> None:
    url = f"{carrier.url}/control/faults"
    async with carrier.http.post(url, json={"kind": "rest_429", "count": 3}) as response:
        assert response.status == 201
    [fault] = (await get(carrier, "faults"))["items"]
    assert (fault["kind"], fault["remaining"]) == ("rest_429", 3)
    async with carrier.http.delete(url, json={}) as response:
        assert response.status == 204
    assert (await get(carrier, "faults"))["items"] == []


async def test_a_changed_wish_for_a_webhook_wins_over_what_was_set_by_rest(
    start_carrier: StartCarrier, account_server: AccountServer
) -> None:
    carrier = await start_carrier()
    numbers = f"{carrier.url}/2010-04-01/Accounts/{ACCOUNT_SID}/IncomingPhoneNumbers"
    async with carrier.http.get(f"{numbers}.json") as response:
        [number] = (await response.json())["incoming_phone_numbers"]
    async with carrier.http.post(f"{numbers}/{number['sid']}.json", data={"SmsUrl": f"{account_server.url}/mine"}):
        pass
    restarted = await start_carrier()
    await write(restarted, "漏水")
    await restarted.exchange.settle()
    assert [webhook.url for webhook in account_server.received] == [f"{account_server.url}/mine"]

    account_server.url = account_server.url.replace("127.0.0.1", "localhost")
    moved = await start_carrier()
    await write(moved, "漏水")
    await moved.exchange.settle()
    assert account_server.received[-1].url == f"{account_server.url}/webhooks/twilio/sms"


async def test_with_its_own_clock_the_carrier_works_by_itself(account_server: AccountServer, tmp_path: Path) -> None:
    """The same as above, but with the loop running as it does in the product."""
    app = build_simulator(
        database_path=tmp_path / "simulator.db",
        # Behind a proxy: signed for the public name, carried to the server itself.
        account=Account(ACCOUNT_SID, AUTH_TOKEN, "https://desk.example", webhook_origin=account_server.url),
        lines=[Line(LINE)],
        pace=INSTANT,
    )
    async with TestServer(app) as server:
        base = str(server.make_url("")).rstrip("/")
        async with (
            ClientSession() as http,
            http.ws_connect(f"{base}/control/feed", params={"phone": PHONE}) as socket,
        ):
            assert await next_frame(socket) == {"type": "hello"}
            wish = {"line": LINE, "text": "漏水"}
            async with http.post(f"{base}/control/phones/{PHONE}/texts", json=wish) as response:
                assert response.status == 201
            assert [(await next_frame(socket))["text"]["state"] for _ in range(2)] == ["sending", "delivered"]
    [webhook] = account_server.received
    public_url = "https://desk.example/webhooks/twilio/sms"
    assert RequestValidator(AUTH_TOKEN).validate(public_url, dict(webhook.form), webhook.signature)


async def test_a_line_tells_whether_it_takes_texts_or_calls(account_server: AccountServer, tmp_path: Path) -> None:
    app = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, AUTH_TOKEN, account_server.url),
        lines=[Line(LINE), Line("+85230000001", {"en": "Office"}, takes_texts=False)],
        pace=INSTANT,
    )
    async with TestServer(app) as server, ClientSession() as http:
        async with http.get(server.make_url("/control/lines")) as response:
            lines = (await response.json())["items"]
    assert [(line["number"], line["takes_texts"], line["takes_calls"]) for line in lines] == [
        (LINE, True, True),
        ("+85230000001", False, True),
    ]
