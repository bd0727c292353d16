"""Files on texts: from a phone to the account, from the account to a phone, as the vendor carries them."""

import base64
import io
import json
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from twilio.request_validator import RequestValidator

from channels.simulator.media import LARGEST_TEXT_BYTES
from tests.channels.simulator.conftest import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    LINE,
    PHONE,
    AccountServer,
    Carrier,
    StartCarrier,
)
from tests.support import files

MESSAGES = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages"


def given(content: bytes, name: str = "漏水.jpg", content_type: str = "image/jpeg") -> dict[str, str]:
    return {"name": name, "content_type": content_type, "content_base64": base64.b64encode(content).decode()}


async def write(carrier: Carrier, *media: dict[str, str], text: str = "", status: int = 201) -> dict[str, Any]:
    body = io.BytesIO(json.dumps({"line": LINE, "text": text, "media": list(media)}).encode())
    url, headers = f"{carrier.url}/control/phones/{PHONE}/texts", {"Content-Type": "application/json"}
    async with carrier.http.post(url, data=body, headers=headers) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == status, answer
        return answer


async def shown(carrier: Carrier) -> list[dict[str, Any]]:
    async with carrier.http.get(f"{carrier.url}/control/phones/{PHONE}/texts", params={"line": LINE}) as response:
        items: list[dict[str, Any]] = (await response.json())["items"]
        return items


async def test_a_photo_is_announced_to_the_account_and_waits_there(
    carrier: Carrier, account_server: AccountServer
) -> None:
    written = await write(carrier, given(files.photo()), given(files.PDF, "plan.pdf", "application/pdf"))
    assert re.fullmatch(r"MM[0-9a-f]{32}", written["id"])
    await carrier.exchange.settle()
    [webhook] = account_server.received
    assert (webhook["Body"], webhook["NumMedia"]) == ("", "2")
    assert (webhook["MediaContentType0"], webhook["MediaContentType1"]) == ("image/jpeg", "application/pdf")
    assert RequestValidator(AUTH_TOKEN).validate(webhook.url, dict(webhook.form), webhook.signature)
    url = webhook["MediaUrl0"]
    assert re.fullmatch(rf"https://[^/]+{MESSAGES}/{written['id']}/Media/ME[0-9a-f]{{32}}", url)
    path = url[url.index("/2010") :]
    async with carrier.http.get(carrier.url + path) as response:
        assert (response.status, response.content_type, await response.read()) == (200, "image/jpeg", files.photo())
    async with ClientSession() as stranger, stranger.get(carrier.url + path) as response:
        assert response.status == 401


async def test_the_account_sees_the_media_of_a_text(carrier: Carrier) -> None:
    written = await write(carrier, given(files.photo()), given(files.photo("PNG"), "b.png", "image/png"))
    media = f"{carrier.url}{MESSAGES}/{written['id']}/Media"
    async with carrier.http.get(f"{media}.json") as response:
        listed = (await response.json())["media_list"]
    assert [(one["content_type"], one["parent_sid"]) for one in listed] == [
        ("image/jpeg", written["id"]),
        ("image/png", written["id"]),
    ]
    async with carrier.http.get(f"{media}/{listed[0]['sid']}.json") as response:
        assert await response.json() == listed[0]
    async with carrier.http.get(f"{carrier.url}{MESSAGES}/{written['id']}.json") as response:
        assert (await response.json())["num_media"] == "2"
    for nothing in (f"{media}/ME{'0' * 32}.json", f"{media}/ME{'0' * 32}"):
        async with carrier.http.get(nothing) as response:
            assert (response.status, (await response.json())["code"]) == (404, 20404)


async def test_the_phone_shows_what_was_sent(carrier: Carrier) -> None:
    written = await write(carrier, given(files.photo(), "../漏水.html"), text="睇下")
    [text] = await shown(carrier)
    [file] = text["media"]
    assert text["media"] == written["media"]
    assert (file["name"], file["content_type"], file["size"]) == ("../漏水.html", "image/jpeg", len(files.photo()))
    async with carrier.http.get(carrier.url + file["url"]) as response:
        assert (response.content_type, await response.read()) == ("image/jpeg", files.photo())
        assert "%E6%BC%8F%E6%B0%B4.html.jpg" in response.headers["Content-Disposition"]


async def test_a_page_of_a_visitor_is_never_a_page_of_ours(carrier: Carrier) -> None:
    await write(carrier, given(files.HTML, "a.jpg", "image/jpeg"), given(files.SVG, "a.svg", "image/svg+xml"))
    for file in (await shown(carrier))[0]["media"]:
        async with carrier.http.get(carrier.url + file["url"]) as response:
            assert response.content_type == "application/octet-stream"
            assert response.headers["Content-Disposition"].startswith("attachment; ")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "media",
    [
        pytest.param([], id="neither words nor files"),
        pytest.param([given(b"x")] * 11, id="too many files"),
        pytest.param([given(b"")], id="an empty file"),
        pytest.param([given(b"x", content_type="photo")], id="a type that is none"),
        pytest.param([{**given(b"x"), "content_base64": "%%"}], id="no base64"),
        pytest.param([{**given(b"x"), "more": "1"}], id="an unknown field"),
    ],
)
async def test_a_wrong_wish_is_refused(carrier: Carrier, media: list[dict[str, str]]) -> None:
    assert (await write(carrier, *media, status=422))["error"]["code"] == "invalid_input"


async def test_more_than_a_text_carries_is_refused(carrier: Carrier) -> None:
    half = b"x" * (LARGEST_TEXT_BYTES // 2)
    await write(carrier, given(half), given(half))
    for media in ([given(half), given(half + b"x")], [given(half)] * 4):
        assert (await write(carrier, *media, status=413))["error"]["code"] == "too_large"


@dataclass
class Desk:
    """The account's own server, from which the carrier fetches files."""

    url: str = ""
    files: dict[str, tuple[bytes, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def offer(self, path: str, content: bytes, content_type: str = "image/jpeg") -> str:
        self.files[path] = (content, content_type)
        return self.url + path

    async def serve(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path not in self.files:
            return web.Response(status=404)
        content, content_type = self.files[request.path]
        headers = {"Content-Type": content_type, "Content-Disposition": 'inline; filename="plan.jpg"'}
        return web.Response(body=content, headers=headers)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    desk = Desk()
    app = web.Application()
    app.router.add_get("/{tail:.*}", desk.serve)
    async with TestServer(app) as server:
        desk.url = str(server.make_url("")).rstrip("/")
        yield desk


async def send(carrier: Carrier, *urls: str, callback: str = "", status: int = 201) -> dict[str, Any]:
    form = [("To", PHONE), ("From", LINE), ("Body", ""), *(("MediaUrl", url) for url in urls)]
    form += [("StatusCallback", callback)] if callback else []
    async with carrier.http.post(f"{carrier.url}{MESSAGES}.json", data=form) as response:
        assert response.status == status
        answer: dict[str, Any] = await response.json()
        return answer


async def test_files_of_the_account_reach_the_phone(
    carrier: Carrier, desk: Desk, account_server: AccountServer
) -> None:
    urls = desk.offer("/m/a", files.photo()), desk.offer("/m/b", files.PDF, "application/pdf")
    sent = await send(carrier, *urls, callback=f"{account_server.url}/status")
    assert (sent["sid"][:2], sent["num_media"], sent["status"]) == ("MM", "2", "queued")
    assert await shown(carrier) == []
    await carrier.exchange.settle()
    assert desk.asked == ["/m/a", "/m/b"], "each is fetched once"
    [text] = await shown(carrier)
    assert [(file["name"], file["content_type"]) for file in text["media"]] == [
        ("plan.jpg", "image/jpeg"),
        ("plan.jpg", "application/pdf"),
    ]
    async with carrier.http.get(carrier.url + text["media"][0]["url"]) as response:
        assert await response.read() == files.photo()
    assert account_server.statuses() == ["sent", "delivered"]
    async with carrier.http.get(f"{carrier.url}{MESSAGES}/{sent['sid']}/Media.json") as response:
        assert len((await response.json())["media_list"]) == 2


@pytest.mark.parametrize(
    ("path", "content", "content_type", "code"),
    [
        pytest.param("/gone", b"", "", 11200, id="an address that gives nothing"),
        pytest.param("/a", b"<p>sign in</p>", "text/html", 12300, id="a page instead of a file"),
        pytest.param("/a", files.PDF, "image/jpeg", 12300, id="a type that belies the bytes"),
        pytest.param("/a", files.photo() + b"x" * LARGEST_TEXT_BYTES, "image/jpeg", 11751, id="too much"),
    ],
)
async def test_what_cannot_be_fetched_ends_the_text(
    carrier: Carrier,
    desk: Desk,
    account_server: AccountServer,
    path: str,
    content: bytes,
    content_type: str,
    code: int,
) -> None:
    if content:
        desk.offer(path, content, content_type)
    sent = await send(carrier, desk.url + path, callback=f"{account_server.url}/status")
    await carrier.exchange.settle()
    [failed] = account_server.received
    assert (failed["MessageStatus"], failed["ErrorCode"], failed["MessageSid"]) == ("failed", str(code), sent["sid"])
    assert await shown(carrier) == []
    assert len(desk.asked) == 1


async def test_files_that_are_too_much_together_end_the_text(carrier: Carrier, desk: Desk) -> None:
    half = files.photo() + b"x" * (LARGEST_TEXT_BYTES // 2)
    sent = await send(carrier, desk.offer("/a", half), desk.offer("/b", half))
    await carrier.exchange.settle()
    async with carrier.http.get(f"{carrier.url}{MESSAGES}/{sent['sid']}.json") as response:
        message = await response.json()
    assert (message["status"], message["error_code"]) == ("failed", 11751)


async def test_an_account_that_is_away_loses_its_text(carrier: Carrier) -> None:
    sent = await send(carrier, "http://127.0.0.1:1/a")
    await carrier.exchange.settle()
    async with carrier.http.get(f"{carrier.url}{MESSAGES}/{sent['sid']}.json") as response:
        assert (await response.json())["error_code"] == 11200


async def test_files_are_fetched_after_a_restart(start_carrier: StartCarrier, desk: Desk) -> None:
    carrier = await start_carrier()
    await send(carrier, desk.offer("/a", files.photo()))
    carrier = await start_carrier()
    await carrier.exchange.settle()
    assert len((await shown(carrier))[0]["media"]) == 1


@pytest.mark.parametrize(
    ("urls", "code"),
    [
        pytest.param(["ftp://desk.example/a"], 21620, id="an address that is none"),
        pytest.param(["https://desk.example/a"] * 11, 21623, id="too many"),
    ],
)
async def test_a_wrong_address_is_refused_at_once(carrier: Carrier, urls: list[str], code: int) -> None:
    assert (await send(carrier, *urls, status=400))["code"] == code
