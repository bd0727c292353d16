"""`/m/{token}`: the carrier's way to a file that goes with a text."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from contactcenter import clock
from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.media.links import VALID_FOR, Permit
from contactcenter.media.service import StoredFile, add_attachments, store_file
from contactcenter.media.store import MediaStore
from contactcenter.web.keys import DATABASE, MEDIA, SETTINGS
from contactcenter.web.media_links import links_of, setup_media_links
from contactcenter.web.middleware import add_security_headers, answer_errors
from tests.support import files

LARGE = 5_000_000


@pytest.fixture
async def client(db: Database, tmp_path: Path) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application(middlewares=[answer_errors])
    app.on_response_prepare.append(add_security_headers)
    app[DATABASE] = db
    app[MEDIA] = MediaStore((tmp_path / "media").as_uri())
    app[SETTINGS] = Settings(data_directory=tmp_path, secret_key="a secret", public_base_url="https://desk.example")
    setup_media_links(app)
    async with TestClient(TestServer(app)) as client:
        yield client


async def kept(client: TestClient[Any, Any], content: bytes, name: str) -> str:
    assert client.app is not None
    return await added(client, await store_file(client.app[MEDIA], content, name))


async def added(client: TestClient[Any, Any], file: StoredFile) -> str:
    assert client.app is not None
    async with client.app[DATABASE].transaction() as session:
        [id_] = await add_attachments(session, [file], contact_id="c-1", now=clock.now())
        return id_


def path_of(client: TestClient[Any, Any], id_: str, *, largest: int = LARGE, age: Any = None) -> str:
    assert client.app is not None
    now = clock.now() - age if age else clock.now()
    return links_of(client.app).url_of(Permit(id_, largest), now=now).removeprefix("https://desk.example")


async def test_the_carrier_gets_the_file_without_signing_in(client: TestClient[Any, Any]) -> None:
    id_ = await kept(client, files.photo(tells=True), "漏水 kitchen (1).jpg")
    async with client.get(path_of(client, id_)) as answer:
        assert answer.status == 200
        assert await answer.read() == files.photo()
        headers = answer.headers
    assert headers["Content-Type"] == "image/jpeg"
    assert headers["Content-Disposition"].startswith('inline; filename="kitchen-1.jpg"')
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "sandbox" in headers["Content-Security-Policy"]


async def test_a_look_at_the_head_tells_the_type(client: TestClient[Any, Any]) -> None:
    for content, name, expected in (
        (files.photo("WEBP"), "a.webp", "image/jpeg"),
        (files.PDF, "a.pdf", "application/pdf"),
    ):
        path = path_of(client, await kept(client, content, name))
        async with client.head(path) as answer:
            assert (answer.status, answer.content_type) == (200, expected)
        async with client.get(path) as answer:
            assert answer.content_type == expected


async def test_a_heavy_photo_comes_as_a_light_one(client: TestClient[Any, Any]) -> None:
    heavy = files.photo("PNG", size=(1200, 900), noisy=True)
    id_ = await kept(client, heavy, "plan.png")
    async with client.get(path_of(client, id_, largest=300_000)) as answer:
        light = await answer.read()
        assert answer.headers["Content-Disposition"].startswith('inline; filename="plan.jpg"')
    assert (answer.content_type, len(light) <= 300_000 < len(heavy)) == ("image/jpeg", True)
    assert Image.open(io.BytesIO(light)).format == "JPEG"
    async with client.get(path_of(client, id_)) as answer:
        assert await answer.read() == heavy, "where there is room it goes as it is"


async def test_nobody_guesses_and_nothing_lasts(client: TestClient[Any, Any]) -> None:
    id_ = await kept(client, files.PDF, "a.pdf")
    path = path_of(client, id_)
    old = path_of(client, id_, age=VALID_FOR * 1.01)
    other = path[: path.rindex("-")] + "-" + "0" * 64
    for wrong in (old, other, f"/m/{id_}", "/m/x", path_of(client, "0" * 32)):
        async with client.get(wrong) as answer:
            assert answer.status == 404, wrong


async def test_what_no_carrier_takes_is_given_to_nobody(client: TestClient[Any, Any]) -> None:
    refused = StoredFile("big.jpg", "image/jpeg", 1, None, state="refused", error="too_large")
    for id_ in (await kept(client, files.SVG, "a.svg"), await added(client, refused)):
        async with client.get(path_of(client, id_)) as answer:
            assert answer.status == 404
