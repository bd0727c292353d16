"""Markdown of an article as safe HTML, as plain text, and as one short text message.

Beside addresses of the web it knows `[words](article:CODE)` and, of a file of the article, `![words](file:ID)` for a
picture and `[words](file:ID)` for anything else. Who shows the HTML says where these lie (`Addresses`).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote, urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Two segments of an SMS in Chinese characters hold 134; five are the most an owner should be sent.
LONGEST_SHORT_TEXT = 300
SENTENCE_ENDS = "。！？；.!?;\n"
# Text without these is its own plain text; most imported text is, and parsing costs a hundred times more.
MARKS = re.compile(r"[\\`*_\[\]<>#&|~=+\-]|^\s*\d+[.)]|^\s{2,}|  $", re.MULTILINE)
BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "list_item_close", "tr_close", "blockquote_close"})
ARTICLE_LINK, FILE_LINK, WEB, MALFORMED = "article", "file", "web", "malformed"
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
FILE_ADDRESS = re.compile(r"file:[0-9A-Za-z-]{1,64}")


def _nowhere(_name: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the article with a code, and the file with an id, lie for who reads; at None words stand without a link."""

    article: Callable[[str], str | None] = _nowhere
    file: Callable[[str], str | None] = _nowhere


NOWHERE = Addresses()


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: `name` is the code, the id or the address, `written` the same as it stands in the text."""

    kind: Literal["article", "file", "web", "malformed"]
    name: str
    written: str


def to_html(markdown: str, addresses: Addresses = NOWHERE) -> str:
    """Safe to show as it is: raw HTML in the Markdown is shown as text, and what remains is cleaned once more."""
    tokens = _parser().parse(markdown)
    for token in tokens:
        if token.children:
            token.children = [_resolved(child, addresses) for child in token.children]
    html = _parser().renderer.render(tokens, _parser().options, {})
    return nh3.clean(html, link_rel="noopener noreferrer", url_schemes=set(SCHEMES))


def targets_in(markdown: str) -> list[Target]:
    """Every link and picture of the text, each once."""
    if not MARKS.search(markdown):
        return []
    children = (child for token in _parser().parse(markdown) for child in token.children or ())
    return list(dict.fromkeys(_target_of(str(written)) for written in _addresses_in(children)))


def to_plain(markdown: str) -> str:
    """The words without marks, one line for each paragraph, heading and list entry."""
    if not MARKS.search(markdown):
        return "\n".join(line.strip() for line in markdown.splitlines() if line.strip())
    lines = "".join(_words(_parser().parse(markdown))).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())


def to_short_text(short_text: str, markdown: str) -> str:
    """What fits into a text message: the given words, else the first paragraph, cut at the end of a sentence."""
    text = short_text.strip() or _first_paragraph(markdown)
    if len(text) <= LONGEST_SHORT_TEXT:
        return text
    cut = text[: LONGEST_SHORT_TEXT - 1]
    end = max(cut.rfind(mark) for mark in SENTENCE_ENDS)
    return cut[: end + 1].rstrip() if end >= LONGEST_SHORT_TEXT // 2 else f"{cut.rstrip()}…"


def _resolved(token: Token, addresses: Addresses) -> Token:
    """The same token with an address that a browser understands, or without one."""
    if token.type == "link_open":
        address = _address_of(_target_of(str(token.attrs.get("href", ""))), addresses)
        token.attrs = {"href": address} if address else {}
    elif token.type == "image":
        target = _target_of(str(token.attrs.get("src", "")))
        address = addresses.file(target.name) if target.kind == FILE_LINK else None
        if address is None:
            # A picture from elsewhere would tell its owner who reads this; its words stay.
            return Token("text", "", 0, content=token.content)
        token.attrs = {"src": address, "alt": ""}
    return token


def _address_of(target: Target, addresses: Addresses) -> str | None:
    if target.kind == ARTICLE_LINK:
        return addresses.article(target.name)
    if target.kind == FILE_LINK:
        return addresses.file(target.name)
    return None if target.kind == MALFORMED else target.name


def _addresses_in(tokens: Iterator[Token]) -> Iterator[str | int | float]:
    for token in tokens:
        if token.type == "link_open":
            yield token.attrs.get("href", "")
        elif token.type == "image":
            yield token.attrs.get("src", "")


def _target_of(written: str) -> Target:
    scheme, colon, rest = written.partition(":")
    if colon and scheme == ARTICLE_LINK:
        code = unquote(rest).strip()
        return Target("article", code, f"article:{code}") if code else Target("malformed", written, written)
    if FILE_ADDRESS.fullmatch(written):
        return Target("file", rest, written)
    return Target("web" if _leads_somewhere(written) else "malformed", written, written)


def _leads_somewhere(address: str) -> bool:
    if address.startswith(("#", "/")) and not address.startswith("//"):
        # Within the page, or on this very server.
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return "." in (parts.hostname or "") or parts.hostname == "localhost"
    return parts.scheme in SCHEMES and bool(parts.path)


def _first_paragraph(markdown: str) -> str:
    tokens = _parser().parse(markdown)
    for opening, content in pairwise(tokens):
        if opening.type == "paragraph_open":
            return "".join(_words([content])).replace("\n", " ").strip()
    return to_plain(markdown).replace("\n", " ")


def _words(tokens: list[Token]) -> list[str]:
    words: list[str] = []
    for token in tokens:
        if token.type == "inline":
            words.extend(_words(token.children or []))
        elif token.type in ("text", "code_inline", "code_block", "fence", "image"):
            words.append(token.content)
        elif token.type in ("softbreak", "hardbreak") or token.type in BLOCK_ENDS:
            words.append("\n")
        elif token.type in ("td_close", "th_close"):
            words.append(" ")
    return words


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Files are ours; the library refuses all addresses that begin like those of a browser's own disk."""
        return FILE_ADDRESS.fullmatch(url) is not None or super().validateLink(url)


@cache
def _parser() -> MarkdownIt:
    return _Markdown("commonmark", {"html": False}).enable("table")
