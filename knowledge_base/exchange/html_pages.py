"""Articles as web pages: the title, the words as Markdown, pictures as files. Nothing of a page is ever run or fetched.

A page that we exported carries its Markdown; it counts as long as nobody changed what the page shows.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote_to_bytes

import orjson
from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from contactcenter.errors import InvalidInput
from knowledge_base.articles.rendering import NOWHERE, Addresses, to_html
from knowledge_base.exchange.incoming import Defaults, Incoming, Problem, problem_of
from knowledge_base.exchange.markdown_files import FindFile, from_values
from knowledge_base.exchange.office_pages import level_tables, mend_lists

# Where our own pages keep what they were made of; browsers neither show nor run it.
SOURCE_TYPE: Final = "application/vnd.contactcenter.article+json"
_USELESS: Final = ("script", "style", "noscript", "template", "iframe", "object", "embed", "form", "nav", "svg", "head")
_META: Final = {"code": "code", "category": "category", "audience": "audience", "language": "language"}
# A bar that would end a cell.
_BAR: Final = re.compile(r"(?<!\\)\|")
_BLANK_LINES: Final = re.compile(r"\n{3,}")
_MOST_PARTS: Final = 500
_FILE_ADDRESS: Final = re.compile(r"(?<=\]\()file:([0-9A-Za-z-]{1,64})(?=\)|\s)")
# Only the words of a page are compared: where links and pictures lead does not matter.
_ANYWHERE: Final = Addresses(article=lambda _code: "#", file=lambda _id: "#")


@dataclass(frozen=True, slots=True)
class Part:
    """One article of a page: its title and what follows it."""

    title: str
    body: str


def read_page(
    content: str, *, name: str, stem: str, defaults: Defaults, find: FindFile, splits: bool = False
) -> Iterator[Incoming | Problem]:
    """The page as one article; with `splits` each of several first-level headings begins one."""
    try:
        yield from _read(content, name=name, stem=stem, defaults=defaults, find=find, splits=splits)
    except RecursionError as error:
        message = "This page nests its elements too deep; save it as a plain page."
        raise InvalidInput(message, code="too_deep") from error


def _read(
    content: str, *, name: str, stem: str, defaults: Defaults, find: FindFile, splits: bool
) -> Iterator[Incoming | Problem]:
    page = BeautifulSoup(content, "lxml")
    kept = _kept_source(page)
    if kept is not None:
        yield _checked(kept[0], kept[1], file=name, code=stem, defaults=defaults, find=find)
        return
    values = _values_of(page)
    found = _Pictures(find)
    parts = _parts_of(page, found, fallback=stem, splits=splits)
    is_single = len(parts) == 1
    for number, part in enumerate(parts[:_MOST_PARTS], 1):
        file = name if is_single else f"{name}, {number}: {part.title}"
        code = stem if is_single else f"{stem}-{number}"
        said = values | {"title": part.title, "body": part.body}
        yield _checked(said, (), file=file, code=code, defaults=defaults, find=found.bytes_of)
    if len(parts) > _MOST_PARTS:
        reason = f"Only the first {_MOST_PARTS} articles of a document are read; split it."
        yield Problem(name, reason, "too_many_parts", {"most": _MOST_PARTS, "left": len(parts) - _MOST_PARTS})


def write_page(
    title: str, markdown: str, *, language: str, source: Mapping[str, Any], addresses: Addresses = NOWHERE
) -> str:
    """A page that anybody can open, and that `read_page` reads as the same article."""
    # Nothing in it can end the element that holds it.
    kept = orjson.dumps(dict(source)).decode().replace("<", "\\u003c")
    head = (
        f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title>"
        "<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.7 system-ui,sans-serif}"
        "img{max-width:100%}td,th{padding:.25rem .75rem;border-bottom:1px solid}</style>"
    )
    body = f"<main><h1>{html.escape(title)}</h1>\n{to_html(markdown, addresses)}</main>"
    data = f'<script type="{SOURCE_TYPE}">{kept}</script>'
    return f'<!doctype html><html lang="{html.escape(language)}"><head>{head}</head><body>{body}{data}</body></html>\n'


def _kept_source(page: BeautifulSoup) -> tuple[dict[str, str], list[str]] | None:
    """What the page was made of, unless somebody has changed the page since."""
    kept, main = page.find("script", type=SOURCE_TYPE), page.find("main")
    if not isinstance(kept, Tag) or not isinstance(main, Tag):
        return None
    try:
        source = orjson.loads(str(kept.string or ""))
        questions = [str(question) for question in source.pop("sample_questions", [])]
        files = {str(id_): str(path) for id_, path in source.pop("files", {}).items()}
        values = {str(name): str(value) for name, value in source.items()}
    except (orjson.JSONDecodeError, AttributeError, TypeError):
        return None
    words = f"<h1>{html.escape(values.get('title', ''))}</h1>{to_html(values.get('body', ''), _ANYWHERE)}"
    if _words(main) != _words(BeautifulSoup(words, "lxml")):
        return None
    values["body"] = _FILE_ADDRESS.sub(lambda match: files.get(match[1], match[0]), values.get("body", ""))
    return values, questions


def _words(node: Tag) -> str:
    return "".join(node.get_text().split())


def _values_of(page: BeautifulSoup) -> dict[str, str]:
    """What the head of the page says of it."""
    values: dict[str, str] = {}
    for meta in page.find_all("meta"):
        name, content = str(meta.get("name", "")).lower(), str(meta.get("content", "")).strip()
        if name in _META and content:
            values[_META[name]] = content
    return values


def _parts_of(page: BeautifulSoup, found: "_Pictures", *, fallback: str, splits: bool) -> list[Part]:
    titled = page.title.get_text(" ", strip=True) if page.title else ""
    for useless in page(_USELESS):
        useless.decompose()
    content = page.find("main") or page.find("article") or page.body or page
    assert isinstance(content, Tag)
    mend_lists(content)
    level_tables(content)
    headings = content.find_all("h1")
    if splits and len(headings) > 1:
        return _split(content, found)
    heading = headings[0] if headings else None
    title = " ".join((heading.get_text(" ", strip=True) if heading else "").split()) or titled or fallback
    if heading is not None:
        heading.decompose()
    return [Part(title, _to_markdown(content, found))]


def _split(content: Tag, found: "_Pictures") -> list[Part]:
    """What stands before the first heading belongs to its article."""
    markdown = _to_markdown(content, found)
    pieces = re.split(r"^# (.+)$", markdown, flags=re.MULTILINE)
    titles, bodies = pieces[1::2], pieces[2::2]
    if titles and pieces[0].strip():
        bodies[0] = f"{pieces[0].strip()}\n\n{bodies[0].strip()}"
    return [Part(_plain(title), body.strip()) for title, body in zip(titles, bodies, strict=True)]


def _plain(title: str) -> str:
    return re.sub(r"[*_`\\]", "", title).strip()


class _Pictures:
    """Pictures of a page: those inside it get an address of their own, those beside it keep theirs."""

    def __init__(self, find: FindFile) -> None:
        self._find = find
        self._inside: dict[str, bytes] = {}

    def address_of(self, source: str) -> str | None:
        """Where the picture lies from now on; None for one of elsewhere, which is not fetched."""
        if source.startswith("data:"):
            content = _data_of(source)
            if content is None:
                return None
            name = f"picture-{len(self._inside) + 1}"
            self._inside[name] = content
            return name
        is_elsewhere = re.match(r"[a-z][a-z0-9+.-]*:|//", source, re.IGNORECASE)
        return None if is_elsewhere or self._find(source) is None else source.replace(" ", "%20")

    def bytes_of(self, address: str) -> bytes | None:
        return self._inside[address] if address in self._inside else self._find(address)


def _data_of(source: str) -> bytes | None:
    head, _, data = source.partition(",")
    try:
        return base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
    except (binascii.Error, ValueError):
        return None


class _Converter(MarkdownConverter):
    """Markdown as our own editor writes it."""

    def __init__(self, found: _Pictures) -> None:
        super().__init__(heading_style="ATX", bullets="-", escape_misc=False, table_infer_header=True)
        self._found = found

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words = " ".join(str(el.get("alt") or "").split()).replace("]", "")
        address = self._found.address_of(str(el.get("src") or ""))
        return f"![{words}]({address})" if address else words

    # The library's types leave these two out.
    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, _BAR.sub(r"\\|", text), parent_tags))  # type: ignore[misc]

    def convert_th(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_th(el, _BAR.sub(r"\\|", text), parent_tags))  # type: ignore[misc]

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = str(el.get("href") or "").strip()
        is_usable = re.match(r"https?:|mailto:|tel:|article:", address, re.IGNORECASE)
        return f"[{text.strip()}]({address.replace(' ', '%20')})" if text.strip() and is_usable else text


def _to_markdown(content: Tag, found: _Pictures) -> str:
    markdown: str = _Converter(found).convert_soup(content)
    lines = "\n".join(line.rstrip() for line in markdown.replace("\xa0", " ").split("\n"))
    return _BLANK_LINES.sub("\n\n", lines).strip()


def _checked(
    values: dict[str, str], questions: Any, *, file: str, code: str, defaults: Defaults, find: FindFile
) -> Incoming | Problem:
    try:
        return from_values(values, questions, code=code, file=file, defaults=defaults, find=find)
    except InvalidInput as error:
        return problem_of(file, error)
