"""Fetching what came with a text: from the carrier itself and from nowhere else."""

import asyncio
import base64
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from channels.sms import media
from channels.sms.media import AbsentMedia, TwilioMedia
from contactcenter.errors import SendError

ACCOUNT_SID = "AC" + "0" * 31 + "1"
TOKEN = "the carrier account's secret"
MEDIA = f"/2010-04-01/Accounts/{ACCOUNT_SID}/Messages/MM{'1' * 32}/Media/ME{'2' * 32}"
LARGEST = 200_000


@dataclass
class Storage:
    """The carrier's server; `answer` is what it says, `asked` (path, authorization) what it was asked."""

    url: str = ""
    answer: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, request.headers.get("Authorization", "")))
        if self.answer is not None:
            return await self.answer(request)
        return web.Response(body=b"a photo", content_type="image/jpeg")

    def says(self, status: int, **options: object) -> None:
        async def answer(_request: web.Request) -> web.Response:
            return web.Response(status=status, **options)  # type: ignore[arg-type]

        self.answer = answer


@pytest.fixture
async def storage() -> AsyncIterator[Storage]:
    storage = Storage()
    app = web.Application()
    app.router.add_get("/{tail:.*}", storage.serve)
    async with TestServer(app) as server:
        storage.url = str(server.make_url("")).rstrip("/")
        yield storage


@pytest.fixture
async def source(storage: Storage) -> AsyncIterator[TwilioMedia]:
    source = TwilioMedia(
        account_sid=ACCOUNT_SID, auth_token=TOKEN, base_url=f"{storage.url}/carrier", timeout_seconds=2
    )
    yield source
    await source.close()


async def refusal(source: TwilioMedia, url: str) -> SendError:
    with pytest.raises(SendError) as refused:
        await source.fetch_media(url, largest=LARGEST)
    assert TOKEN not in str(refused.value)
    return refused.value


async def test_a_file_is_fetched_with_the_accounts_credentials(source: TwilioMedia, storage: Storage) -> None:
    url = f"{storage.url}/carrier{MEDIA}"
    assert await source.fetch_media(url, largest=LARGEST) == ("image/jpeg", b"a photo")
    credentials = base64.b64encode(f"{ACCOUNT_SID}:{TOKEN}".encode()).decode()
    assert storage.asked == [(f"/carrier{MEDIA}", f"Basic {credentials}")]


async def test_another_base_answers_for_the_vendors_own_address(source: TwilioMedia, storage: Storage) -> None:
    await source.fetch_media(f"https://api.twilio.com{MEDIA}", largest=LARGEST)
    assert storage.asked[0][0] == f"/carrier{MEDIA}"


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("{base}" + MEDIA, id="outside the carrier's path"),
        pytest.param("{base}/carrier" + MEDIA.replace(ACCOUNT_SID, "AC" + "9" * 32), id="another account"),
        pytest.param("{base}/carrier/2010-04-01/Accounts/" + ACCOUNT_SID + "/Messages.json", id="no media"),
        pytest.param("{base}/carrier" + MEDIA + "/../../../../secrets", id="a way back up"),
        pytest.param("{base}/carrier" + MEDIA + "/%2e%2e/x", id="a hidden way back up"),
        pytest.param("https://api.twilio.com.evil.example" + MEDIA, id="a host that looks alike"),
        pytest.param("{base}/carrier" + MEDIA + "?x=1", id="a question behind it"),
        pytest.param("{base}/carrier" + MEDIA + "\r\nHost: x", id="a line break"),
        pytest.param("http://169.254.169.254/latest/meta-data", id="our own network"),
        pytest.param("file:///etc/passwd", id="a file of ours"),
        pytest.param("http://user@127.0.0.1/carrier" + MEDIA, id="credentials in the address"),
        pytest.param("", id="nothing"),
    ],
)
async def test_only_the_accounts_own_media_are_fetched(source: TwilioMedia, storage: Storage, url: str) -> None:
    error = await refusal(source, url.replace("{base}", storage.url))
    assert (error.code, error.retryable) == ("foreign_host", False)
    assert storage.asked == []


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("https://evil.example/photo", id="a foreign host"),
        pytest.param("http://mms.twiliocdn.com/photo", id="the storage without encryption"),
        pytest.param("https://mms.twiliocdn.com.evil.example/photo", id="a host that looks alike"),
        pytest.param("https://s3-external-1.amazonaws.com/another-bucket/photo", id="another's bucket"),
        pytest.param("/elsewhere/here", id="another address of the same server"),
        pytest.param("", id="nowhere"),
    ],
)
async def test_a_redirect_leads_only_to_the_carriers_storage(source: TwilioMedia, storage: Storage, place: str) -> None:
    storage.says(307, headers={"Location": place})
    error = await refusal(source, f"{storage.url}/carrier{MEDIA}")
    assert (error.code, error.retryable, len(storage.asked)) == ("foreign_host", False, 1)


async def test_the_storage_is_asked_without_credentials(
    source: TwilioMedia, storage: Storage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The storage's own host needs encryption, which a test server does not have.
    monkeypatch.setattr(media, "_is_storage", lambda url: url.path == "/storage/photo")

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/storage/photo":
            return web.Response(body=b"the stored photo", content_type="image/png")
        return web.Response(status=307, headers={"Location": "/storage/photo?Signature=x"})

    storage.answer = answer
    url = f"{storage.url}/carrier{MEDIA}"
    assert await source.fetch_media(url, largest=LARGEST) == ("image/png", b"the stored photo")
    assert storage.asked[1] == ("/storage/photo", "")


async def test_turning_in_circles_ends(source: TwilioMedia, storage: Storage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "_is_storage", lambda url: True)
    storage.says(307, headers={"Location": "/again"})
    assert (await refusal(source, f"{storage.url}/carrier{MEDIA}")).retryable
    assert len(storage.asked) == media.MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    ("status", "code", "retryable"),
    [
        pytest.param(404, "gone", False, id="gone"),
        pytest.param(410, "gone", False, id="gone for good"),
        pytest.param(401, "20003", True, id="wrong credentials may be mended"),
        pytest.param(403, "20003", True, id="forbidden"),
        pytest.param(429, "429", True, id="too busy"),
        pytest.param(503, "503", True, id="a fault"),
        pytest.param(204, "204", True, id="nothing to give"),
    ],
)
async def test_each_answer_says_whether_to_ask_again(
    source: TwilioMedia, storage: Storage, status: int, code: str, retryable: bool
) -> None:
    storage.says(status)
    error = await refusal(source, f"{storage.url}/carrier{MEDIA}")
    assert (error.code, error.retryable) == (code, retryable)


@pytest.mark.parametrize("is_announced", [True, False])
async def test_a_file_without_end_is_not_read_to_its_end(
    source: TwilioMedia, storage: Storage, is_announced: bool
) -> None:
    sent = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        response = web.StreamResponse(headers={"Content-Length": str(10**9)} if is_announced else {})
        await response.prepare(request)
        for _ in range(10_000):
            await response.write(b"x" * 10_000)
            sent += 10_000
        return response

    storage.answer = answer
    error = await refusal(source, f"{storage.url}/carrier{MEDIA}")
    assert (error.code, error.retryable) == ("too_large", False)
    assert sent < 10_000 * 10_000


async def test_a_carrier_that_does_not_answer_is_asked_again_later(storage: Storage) -> None:
    async def answer(_request: web.Request) -> web.Response:
        await asyncio.Event().wait()
        return web.Response()

    storage.answer = answer
    source = TwilioMedia(account_sid=ACCOUNT_SID, auth_token=TOKEN, base_url=storage.url, timeout_seconds=0.1)
    error = await refusal(source, f"{storage.url}{MEDIA}")
    await source.close()
    assert (error.code, error.retryable) == ("timeout", True)


async def test_a_carrier_that_is_away_is_asked_again_later() -> None:
    source = TwilioMedia(account_sid=ACCOUNT_SID, auth_token=TOKEN, base_url="http://127.0.0.1:1")
    error = await refusal(source, f"http://127.0.0.1:1{MEDIA}")
    await source.close()
    assert (error.code, error.retryable) == ("unreachable", True)


async def test_without_an_account_nothing_is_fetched() -> None:
    with pytest.raises(SendError) as refused:
        await AbsentMedia().fetch_media("https://api.twilio.com/x", largest=1)
    assert (refused.value.code, refused.value.retryable) == ("no_carrier", False)
