"""Looks at HTML before any parser does: what is nested or repeated beyond all reason takes parsers many seconds. Pure.

One megabyte of `<div><b>` held the sanitiser for twenty seconds, and native code cannot be interrupted.
"""

import html
import re

LARGEST = 2_000_000
MOST_TAGS = 25_000
DEEPEST = 150
MOST_ATTRIBUTES = 2_000

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Their end tags may be left out, so that a long list does not count as deep.
_ENDS_BY_ITSELF = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "tfoot",
        "option",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
    ]
)
# With its body, row and cell.
_LEVELS = {"table": 4}
_INVISIBLE = re.compile(r"<(script|style|title)\b", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|/?p|/?div|/?tr|/?li|/?h[1-6]|/?table|/?blockquote)\b[^<>]{0,2000}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[/!?A-Za-z][^<>]{0,5000}>")
_BLANK_LINES = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


def is_too_complex(markup: str) -> bool:
    """Whether a parser may take too long over this."""
    if len(markup) > LARGEST:
        return True
    open_tags: dict[str, int] = {}
    depth = count = 0
    has_end = True
    for found in _TAG.finditer(markup):
        count += 1
        if depth > DEEPEST or count > MOST_TAGS:
            return True
        closes, name = found.group(1), found.group(2).lower()
        if closes:
            if open_tags.get(name):
                open_tags[name] -= 1
                depth -= _LEVELS.get(name, 1)
            continue
        end = markup.find(">", found.end()) if has_end else -1
        has_end = end >= 0
        if len(markup[found.end() : end].split(None, MOST_ATTRIBUTES + 1)) > MOST_ATTRIBUTES:
            return True
        if name not in _VOID and name not in _ENDS_BY_ITSELF:
            open_tags[name] = open_tags.get(name, 0) + 1
            depth += _LEVELS.get(name, 1)
    return depth > DEEPEST


def plain_words(markup: str) -> str:
    """The words of HTML that no parser is given, in linear time."""
    text = _ANY_TAG.sub("", _BREAK.sub("\n", _without_invisible(markup[:LARGEST])))
    return _BLANK_LINES.sub("\n\n", html.unescape(text)).strip()


def _without_invisible(markup: str) -> str:
    lowered = markup.lower()
    kept, position = [], 0
    while found := _INVISIBLE.search(lowered, position):
        kept.append(markup[position : found.start()])
        closing = lowered.find(f"</{found.group(1)}", found.end())
        end = lowered.find(">", closing) if closing >= 0 else -1
        if end < 0:
            return "".join(kept)
        position = end + 1
    return "".join([*kept, markup[position:]])
