"""The phone page as it is served: filled in, with strict headers, and complete in three languages."""

import re
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from channels.simulator import add_phone_page
from channels.simulator.phone_page import PAGE

PhoneServer = TestClient[web.Request, web.Application]


@pytest.fixture
async def server() -> AsyncIterator[PhoneServer]:
    app = web.Application()
    add_phone_page(app.router, simulator_path="/simulator")
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_the_page_knows_where_its_simulator_is(server: PhoneServer) -> None:
    async with server.get("/phone") as response:
        page = await response.text()
    assert response.content_type == "text/html"
    assert '<meta name="simulator-base" content="/simulator">' in page
    assert "{{" not in page


async def test_every_file_the_page_names_is_served(server: PhoneServer) -> None:
    async with server.get("/phone") as response:
        named = set(re.findall(r'"(/phone/assets/[^"]+)"', await response.text()))
    for script in PAGE.glob("*.js"):
        named |= {f"/phone/assets/{name}" for name in re.findall(r'from "\./([^"]+)"', script.read_text())}
    assert len(named) >= 7
    for path in named:
        async with server.get(path) as response:
            assert response.status == 200, path
            assert "default-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["phone.html", "nothing.js", "..%2Fapp.py", "words.py"])
async def test_nothing_else_is_served(server: PhoneServer, name: str) -> None:
    async with server.get(f"/phone/assets/{name}") as response:
        assert response.status == 404


def test_the_page_has_no_inline_script_or_style() -> None:
    inline: list[str] = []

    class Finder(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            names = {name for name, _ in attrs}
            if (
                tag == "style"
                or (tag == "script" and "src" not in names)
                or any(name == "style" or name.startswith("on") for name in names)
            ):
                inline.append(tag)

    Finder().feed((PAGE / "phone.html").read_text(encoding="utf-8"))
    assert inline == []


def test_every_word_stands_in_three_languages() -> None:
    words = (PAGE / "words.js").read_text(encoding="utf-8")
    languages = re.split(r'\n  (?:"zh-Hant"|"zh-Hans"|en): \{', words)[1:]
    keys = [re.findall(r"^    (\w+):", language, re.MULTILINE) for language in languages]
    assert len(keys) == 3
    assert keys[0] == keys[1] == keys[2]


def test_every_word_asked_for_exists() -> None:
    known = set(re.findall(r"^    (\w+):", (PAGE / "words.js").read_text(encoding="utf-8"), re.MULTILINE))
    asked = set(re.findall(r'data-word="(\w+)"', (PAGE / "phone.html").read_text(encoding="utf-8")))
    for script in PAGE.glob("*.js"):
        asked |= set(re.findall(r"words(?:\(\))?\.(\w+)", Path(script).read_text(encoding="utf-8"))) - {"js"}
    assert asked <= known
