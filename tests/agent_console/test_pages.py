"""The console's files and its one page."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from yarl import URL

from agent_console.pages import console_is_built
from contactcenter.db import Database
from tests.support.console import build_console, running

Client = TestClient[Any, Any]


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """Where the built console would be; nothing is there yet."""
    folder = tmp_path / "static"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("not yours")
    return folder


@pytest.fixture
def built(static: Path) -> Path:
    (static / "assets").mkdir()
    (static / "index.html").write_text("<!doctype html><title>console</title>")
    (static / "assets" / "main-4f2a.js").write_text("export {}")
    (static / "favicon.svg").write_text("<svg/>")
    (static / ".sources.sha256").write_text("digest")
    return static


@pytest.fixture
async def browser(static: Path, db: Database, tmp_path: Path) -> AsyncIterator[Client]:
    async with running(build_console(db, tmp_path)) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/contacts/123", "/wallboard", "/back-office", "/index.html", "/apiary"])
async def test_every_address_of_the_console_gets_its_page(path: str, built: Path, browser: Client) -> None:
    answer = await browser.get(path)
    assert (answer.status, answer.content_type) == (200, "text/html")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


async def test_a_hashed_file_is_kept_for_ever_and_others_are_asked_for_each_time(built: Path, browser: Client) -> None:
    script = await browser.get("/assets/main-4f2a.js")
    assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert script.content_type in ("text/javascript", "application/javascript")
    icon = await browser.get("/favicon.svg")
    assert (icon.headers["Cache-Control"], icon.content_type) == ("no-cache", "image/svg+xml")


async def test_a_page_that_has_not_changed_is_not_sent_again(built: Path, browser: Client) -> None:
    first = await browser.get("/")
    again = await browser.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/assets/old-0000.js",
        "/.sources.sha256",
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/a%00.js",
        "/a//secret.txt",
    ],
)
async def test_what_is_not_there_or_not_ours_to_give_is_404(path: str, built: Path, browser: Client) -> None:
    answer = await browser.get(URL(path, encoded=True))
    assert answer.status == 404
    assert "not yours" not in await answer.text()


async def test_a_link_out_of_the_folder_is_not_followed(built: Path, browser: Client, tmp_path: Path) -> None:
    (built / "link.txt").symlink_to(tmp_path / "secret.txt")
    assert (await browser.get("/link.txt")).status == 404


async def test_without_a_built_console_a_plain_page_says_what_to_do(static: Path, browser: Client) -> None:
    answer = await browser.get("/")
    assert answer.status == 503
    assert "not built yet" in await answer.text()
    assert not console_is_built(static)


async def test_the_page_never_hides_an_unknown_address_of_the_api(built: Path, browser: Client) -> None:
    for path in ("/api", "/api/", "/api/v1", "/api/v2/contacts", "/webhooks/nobody"):
        answer = await browser.get(path)
        assert (answer.status, answer.content_type) in ((404, "application/json"), (404, "text/plain")), path
