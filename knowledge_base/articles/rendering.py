"""Markdown of an article as safe HTML, as plain text, and as one short text message."""

import re
from functools import cache
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

# Two segments of an SMS in Chinese characters hold 134; five are the most an owner should be sent.
LONGEST_SHORT_TEXT = 300
SENTENCE_ENDS = "。！？；.!?;\n"
# Text without these is its own plain text; most imported text is, and parsing costs a hundred times more.
MARKS = re.compile(r"[\\`*_\[\]<>#&|~=+\-]|^\s*\d+[.)]|^\s{2,}|  $", re.MULTILINE)
BLOCK_ENDS = frozenset({"paragraph_close", "heading_close", "list_item_close", "tr_close", "blockquote_close"})


def to_html(markdown: str) -> str:
    """Safe to show as it is: raw HTML in the Markdown is shown as text, and what remains is cleaned once more."""
    return nh3.clean(
        _parser().render(markdown), link_rel="noopener noreferrer", url_schemes={"http", "https", "mailto", "tel"}
    )


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


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
