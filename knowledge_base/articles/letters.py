"""Markdown of an article as the plain text of a mail: lists keep their marks, tables their headings. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

DOT = "• "
WIDTH_OF_LEVEL = 2
# Where a reader can go without us: addresses of the knowledge base's own (article:, file:) say nothing to an owner.
ADDRESSES = re.compile(r"^(?:https?://|mailto:|tel:)", re.IGNORECASE)
TITLE_ENDS = "：:。？?！!"


def to_letter(markdown: str) -> str:
    """The words as somebody would type them into a mail: a blank line between blocks, none in lists or under titles."""
    return _Letter().write(_parser().parse(markdown))


@dataclass
class _Letter:
    """Written from top to bottom: `lists` are the open lists, each with its next number (None: dots)."""

    lines: list[str] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)
    mark: str = ""

    def write(self, tokens: Sequence[Token]) -> str:
        iterator = iter(tokens)
        for token in iterator:
            if token.type == "table_open":
                self._table(iterator)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                is_numbered = token.type.startswith("ordered")
                self.lists.append(int(token.attrs.get("start", 1)) if is_numbered else None)
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                self.lists.pop()
                self._pause()
            elif token.type == "list_item_open":
                self.mark = self._next_mark()
            elif token.type == "heading_open":
                self._title(_words(next(iterator).children or []))
            elif token.type == "inline":
                self._say(_words(token.children or []))
            elif token.type in ("fence", "code_block"):
                self._say(token.content.rstrip("\n"))
        return "\n".join(self.lines).strip("\n")

    def _next_mark(self) -> str:
        number = self.lists[-1]
        if number is None:
            return DOT
        self.lists[-1] = number + 1
        return f"{number}. "

    def _say(self, words: str) -> None:
        if not words.strip():
            return
        if not self.lists:
            self.lines.extend([*words.split("\n"), ""])
            return
        indent = " " * WIDTH_OF_LEVEL * (len(self.lists) - 1)
        first, *rest = words.split("\n")
        self.lines.append(indent + (self.mark or " " * WIDTH_OF_LEVEL) + first)
        self.lines.extend(f"{indent}{' ' * WIDTH_OF_LEVEL}{line}" for line in rest)
        self.mark = ""

    def _title(self, words: str) -> None:
        """What it stands above follows at once."""
        self._say(words)
        if not self.lists and self.lines and not self.lines[-1]:
            self.lines.pop()

    def _pause(self) -> None:
        if not self.lists and self.lines and self.lines[-1]:
            self.lines.append("")

    def _table(self, tokens: Iterator[Token]) -> None:
        """Each row as one entry: what it is, then its other cells under their headings."""
        rows: list[list[str]] = []
        for token in tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(_words(token.children or []).replace("\n", " "))
        head, *body = rows
        self.lines.extend(DOT + _row(head, cells) for cells in body)
        self.lines.append("")


def _row(head: Sequence[str], cells: Sequence[str]) -> str:
    first, *others = cells
    if len(others) == 1:
        return _pair(first, others[0])
    said = [_pair(name, value) for name, value in zip(head[1:], others, strict=False) if value]
    return f"{first} — {'; '.join(said)}" if said else first


def _pair(name: str, value: str) -> str:
    if not name or not value:
        return name or value
    if name.endswith(tuple(TITLE_ENDS)):
        return f"{name}{value}"
    # A full-width colon brings its own space.
    return f"{name}：{value}" if ord(name[-1]) > 0x2E7F else f"{name}: {value}"


def _words(children: Sequence[Token]) -> str:
    """The words of one paragraph; a link to somewhere outside is followed by its address."""
    said: list[str] = []
    target, begun = "", 0
    for token in children:
        if token.type == "link_open":
            target, begun = str(token.attrs.get("href", "")), len(said)
        elif token.type == "link_close":
            words = "".join(said[begun:])
            if ADDRESSES.match(target) and target.partition(":")[2].lstrip("/") not in words and target not in words:
                said.append(f" ({target.removeprefix('mailto:').removeprefix('tel:')})")
        elif token.type in ("text", "code_inline"):
            said.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            said.append("\n")
    return "".join(said).strip()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    # Pictures and articles of our own are recognised here so that they can be left out.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser
