"""Each request leaves one line and its part in the metrics, named by its route and never by its path."""

import json
import logging
from collections.abc import AsyncIterator, Iterator
from io import StringIO
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from contactcenter.errors import NotAllowed
from contactcenter.metrics import REGISTRY
from contactcenter.web import requests
from contactcenter.web.logs import JsonFormatter
from contactcenter.web.middleware import answer_errors
from contactcenter.web.requests import HEADER, add_request_number, note_requests

SECRET = "what a customer wrote"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
def written() -> Iterator[StringIO]:
    stream = StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logging.getLogger("contactcenter").addHandler(handler)
    logging.getLogger("contactcenter").setLevel(logging.INFO)
    yield stream
    logging.getLogger("contactcenter").removeHandler(handler)
    logging.getLogger("contactcenter").setLevel(logging.NOTSET)


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    async def get_thing(request: web.Request) -> web.Response:
        match request.match_info["id"]:
            case "forbidden":
                raise NotAllowed
            case "broken":
                raise ZeroDivisionError(SECRET)
            case "moved":
                raise web.HTTPFound("/elsewhere")
        return web.Response(text="fine")

    async def get_healthz(request: web.Request) -> web.Response:
        return web.Response(text="alive")

    app = web.Application(middlewares=[note_requests, answer_errors])
    app.on_response_prepare.append(add_request_number)
    app.router.add_get("/api/things/{id}", get_thing)
    app.router.add_get("/healthz", get_healthz)
    async with TestClient(TestServer(app)) as client:
        yield client


def lines(written: StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def counted(route: str, status: str, method: str = "GET") -> float:
    labels = {"method": method, "route": route, "status": status}
    return REGISTRY.get_sample_value("contactcenter_requests_total", labels) or 0


@pytest.mark.parametrize(
    ("thing", "status"), [("7", 200), ("forbidden", 403), ("broken", 500), ("moved", 302)], ids=lambda value: str(value)
)
async def test_a_request_leaves_one_line(client: Client, written: StringIO, thing: str, status: int) -> None:
    before = counted("/api/things/{id}", str(status))
    answer = await client.get(f"/api/things/{thing}?q=+85291234567", allow_redirects=False)
    assert answer.status == status
    (line,) = [line for line in lines(written) if line["event"] == "request"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "/api/things/{id}", status)
    assert line["milliseconds"] >= 0
    assert answer.headers[HEADER] == line["request"]
    assert "85291234567" not in written.getvalue()
    assert SECRET not in written.getvalue()
    assert counted("/api/things/{id}", str(status)) == before + 1


async def test_lines_of_one_request_share_its_number(client: Client, written: StringIO) -> None:
    await client.get("/api/things/broken")
    failed, request = lines(written)
    assert failed["event"] == "request_failed"
    assert failed["request"] == request["request"]


async def test_unknown_paths_and_methods_make_no_series_of_their_own(client: Client, written: StringIO) -> None:
    before = counted(requests.UNMATCHED, "404", "OTHER")
    await client.request("PROPFIND", "/wp-admin/setup.php")
    await client.request("PROPFIND", "/another")
    assert counted(requests.UNMATCHED, "404", "OTHER") == before + 2
    assert "wp-admin" not in written.getvalue()


async def test_probes_are_counted_and_not_written(client: Client, written: StringIO) -> None:
    before = counted("/healthz", "200")
    await client.get("/healthz")
    assert counted("/healthz", "200") == before + 1
    assert lines(written) == []
