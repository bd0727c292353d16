"""Errors become answers of one shape, and every answer carries the security headers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from contactcenter.config import Settings
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound, TooManyRequests, Unavailable
from contactcenter.web.keys import SETTINGS
from contactcenter.web.middleware import SECURITY_HEADERS, add_security_headers, answer_errors, device_source

Client = TestClient[web.Request, web.Application]
Raise = Callable[[Exception], Awaitable[Client]]


@pytest.fixture
async def raising() -> AsyncIterator[Raise]:
    clients: list[Client] = []

    async def build(error: Exception) -> Client:
        async def handler(request: web.Request) -> web.Response:
            raise error

        app = web.Application(middlewares=[answer_errors])
        app.on_response_prepare.append(add_security_headers)
        app.router.add_get("/api/thing", handler)
        app.router.add_get("/page", handler)
        client = TestClient(TestServer(app))
        await client.start_server()
        clients.append(client)
        return client

    yield build
    for client in clients:
        await client.close()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (NotFound(), 404, "not_found"),
        (NotAllowed(), 403, "not_allowed"),
        (Conflict(code="stale"), 409, "stale"),
        (InvalidInput(), 422, "invalid_input"),
        (Unavailable(), 503, "unavailable"),
        (ConnectionRefusedError(), 503, "unavailable"),
        (ZeroDivisionError("a secret of ours"), 500, "internal"),
        (web.HTTPRequestEntityTooLarge(max_size=1, actual_size=2), 413, "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_an_exception_becomes_its_answer(raising: Raise, error: Exception, status: int, code: str) -> None:
    answer = await (await raising(error)).get("/api/thing")
    assert answer.status == status
    content = await answer.json()
    assert content["error"]["code"] == code
    assert set(content["error"]) == {"code", "message", "details"}
    assert "secret" not in content["error"]["message"]


async def test_who_tries_too_often_is_told_when_to_come_back(raising: Raise) -> None:
    answer = await (await raising(TooManyRequests(retry_after=7))).get("/api/thing")
    assert (answer.status, answer.headers["Retry-After"]) == (429, "7")


async def test_an_unknown_api_path_and_method_are_answered_in_json(raising: Raise) -> None:
    client = await raising(NotFound())
    unknown = await client.get("/api/nothing")
    assert (unknown.status, (await unknown.json())["error"]["code"]) == (404, "not_found")
    wrong = await client.post("/api/thing")
    assert (wrong.status, (await wrong.json())["error"]["code"]) == (405, "method_not_allowed")
    assert wrong.headers["Allow"] == "GET, HEAD"


async def test_every_answer_carries_the_security_headers(raising: Raise) -> None:
    client = await raising(ZeroDivisionError())
    for path in ("/api/thing", "/api/nothing"):
        answer = await client.get(path)
        assert {name: answer.headers[name] for name in SECURITY_HEADERS} == SECURITY_HEADERS


@pytest.mark.parametrize(
    ("url", "source"),
    [
        pytest.param("", "", id="no telephone"),
        pytest.param("/simulator/softphone", "", id="a path of this server"),
        pytest.param("http://127.0.0.1:9000/softphone", "ws://127.0.0.1:9000", id="a carrier of its own"),
        pytest.param("wss://carrier.example/softphone", "wss://carrier.example", id="a socket elsewhere"),
    ],
)
def test_the_policy_lets_telephones_connect_to_their_carrier(url: str, source: str) -> None:
    assert device_source(url) == source


async def test_a_carrier_elsewhere_stands_in_the_policy(tmp_path: Path) -> None:
    app = web.Application()
    app[SETTINGS] = Settings(data_directory=tmp_path, softphone_url="http://127.0.0.1:9000/softphone")
    app.on_response_prepare.append(add_security_headers)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/")
    assert answer.headers["Content-Security-Policy"].endswith("; connect-src 'self' ws://127.0.0.1:9000")


def test_the_policy_allows_no_inline_scripts() -> None:
    assert "unsafe" not in SECURITY_HEADERS["Content-Security-Policy"]
