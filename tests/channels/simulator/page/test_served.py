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

WORD_FILES = sorted(PAGE.glob("*-words.js"))

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
    named = {address.partition("#")[0] for address in named}
    for script in PAGE.glob("*.js"):
        named |= {f"/phone/assets/{name}" for name in re.findall(r'from "\./([^"]+)"', script.read_text())}
    for sheet in PAGE.glob("*.css"):
        named |= set(re.findall(r'url\("([^"]+)"\)', sheet.read_text()))
    assert len(named) >= 30
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


@pytest.mark.parametrize("name", [path.name for path in WORD_FILES])
def test_every_word_stands_in_three_languages(name: str) -> None:
    words = (PAGE / name).read_text(encoding="utf-8")
    languages = re.split(r'\n  (?:"zh-Hant"|"zh-Hans"|en): \{', words)[1:]
    keys = [re.findall(r"^    (\w+):", language, re.MULTILINE) for language in languages]
    assert len(keys) == 3
    assert keys[0] == keys[1] == keys[2]


def test_no_two_parts_use_the_same_word() -> None:
    """They are laid over each other."""
    keys = [key for path in WORD_FILES for key in known_words(path)]
    assert sorted(keys) == sorted(set(keys))


def test_every_word_asked_for_exists() -> None:
    known = {key for path in WORD_FILES for key in known_words(path)}
    asked = set(re.findall(r'data-word="(\w+)"', (PAGE / "phone.html").read_text(encoding="utf-8")))
    for script in set(PAGE.glob("*.js")) - set(WORD_FILES):
        text = script.read_text(encoding="utf-8")
        asked |= set(re.findall(r"words(?:\(\))?\.(\w+)", text)) - {"js"}
        asked |= set(re.findall(r'said\("(\w+)"', text))
    assert asked <= known


def test_every_icon_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (PAGE / "icons.svg").read_text(encoding="utf-8")))
    asked = set(re.findall(r"icons\.svg#([\w-]+)", (PAGE / "phone.html").read_text(encoding="utf-8")))
    for script in PAGE.glob("*.js"):
        asked |= set(re.findall(r'(?:icon\(|iconName: )"([\w-]+)"', script.read_text(encoding="utf-8")))
    assert asked <= drawn


def test_no_file_of_the_page_is_too_long_to_read() -> None:
    files = [path for path in PAGE.iterdir() if path.suffix in (".js", ".css", ".html")]
    lengths = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in files}
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def known_words(path: Path) -> set[str]:
    return set(re.findall(r"^    (\w+):", path.read_text(encoding="utf-8"), re.MULTILINE))
