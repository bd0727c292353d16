"""Addresses of header fields. They are found before any encoded word is decoded: a decoded word is only ever a name.

https://www.rfc-editor.org/rfc/rfc5322#section-3.4
"""

import re
from dataclasses import dataclass

from channels.email.mime.charsets import decode
from channels.email.mime.encoded_words import has_words, read_header_text

MOST_ADDRESSES = 500
LONGEST_VALUE = 64 * 1024
LONGEST_ADDRESS = 320
LONGEST_NAME = 200

_TOKEN = re.compile(
    rb"""(?P<quoted>"(?:[^"\\]|\\.)*"?)|(?P<comment>\()|(?P<angle><@[^<>;]*>|<[^<>,;]*>?)|(?P<stop>[,;])|(?P<group>:)|(?P<white>\s+)"""
    rb"""|(?P<word>=\?[^?\s]{1,60}\?[bBqQ]\?[^?]*\?=)|(?P<text>[^\s"(<,;:]+|<)""",
    re.DOTALL,
)
# The look behind lets a long word without @ be read once, not once for each of its characters.
_ADDRESS = re.compile(
    rb"(?<![^\s@<>()\[\],;:\"\\])[^\s@<>()\[\],;:\"\\]+@(?:[^\s@<>()\[\],;:\"\\]+|\[[0-9A-Fa-f:.]+\])"
)
_QUOTED_LOCAL = re.compile(rb"\"(?:[^\"\\]|\\.){1,64}\"@[^\s@<>()\[\],;:\"\\]+")
_QUOTED = re.compile(rb"\"((?:[^\"\\]|\\.)*)\"?", re.DOTALL)
_ESCAPED = re.compile(rb"\\(.)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class MailAddress:
    """`address` as it was written; empty where there was only a name."""

    address: str
    name: str = ""


@dataclass(slots=True)
class _Entry:
    """What was seen of one address so far, still as bytes."""

    words: list[bytes]
    comments: list[bytes]
    angle: bytes | None = None


def read_addresses(value: bytes, *, hint: str = "") -> list[MailAddress]:
    """The addresses of a field, groups opened, in their order. Never raises."""
    found = (_read_entry(entry, hint) for entry in _entries(value[:LONGEST_VALUE]))
    return [address for address in found if address.address or address.name][:MOST_ADDRESSES]


def _entries(value: bytes) -> list[_Entry]:
    entries = [_Entry([], [])]
    position = 0
    while position < len(value) and len(entries) <= MOST_ADDRESSES:
        token = _TOKEN.match(value, position)
        if token is None:
            position += 1
            continue
        position = token.end()
        kind, content, entry = token.lastgroup, token.group(), entries[-1]
        if kind == "comment":
            content, position = _comment(value, token.start())
            entry.comments.append(content)
        elif kind == "stop":
            entries.append(_Entry([], []))
        elif kind == "group" and b";" in value[position:] and entry.angle is None:
            # The name of a group of recipients; its members follow.
            entry.words = []
        elif kind == "angle" and b"@" not in content and entry.angle is None and not content.endswith(b">"):
            entry.words.append(content)
        elif kind == "angle":
            entry.angle = content if entry.angle in (None, b"<>") else entry.angle
        else:
            entry.words.append(content)
    return _joined_at_bare_commas(entries)


def _joined_at_bare_commas(entries: list[_Entry]) -> list[_Entry]:
    """`Chan, Tai Man <a@b>`: a name with a comma nobody quoted belongs to the address behind it."""
    joined: list[_Entry] = []
    for entry in entries:
        before = joined[-1] if joined else None
        if before and before.angle is None and entry.angle and not _ADDRESS.search(b"".join(before.words)):
            joined[-1] = _Entry([*before.words, b", ", *entry.words], before.comments + entry.comments, entry.angle)
        else:
            joined.append(entry)
    return joined


def _comment(value: bytes, start: int) -> tuple[bytes, int]:
    """A comment, which may hold comments; one that is never closed ends with the value."""
    depth, position = 0, start
    while position < len(value):
        byte = value[position : position + 1]
        if byte == b"\\":
            position += 1
        elif byte == b"(":
            depth += 1
        elif byte == b")":
            depth -= 1
            if depth == 0:
                return value[start + 1 : position], position + 1
        position += 1
    return value[start + 1 :], len(value)


def _read_entry(entry: _Entry, hint: str) -> MailAddress:
    if entry.angle is not None:
        address = _clean_address(entry.angle.strip(b"<>"))
        if address:
            return MailAddress(address, _name(b"".join(entry.words), entry.comments, hint))
    raw = b"".join(entry.words)
    found = _QUOTED_LOCAL.search(raw) or _ADDRESS.search(b" ".join(raw.split()))
    if found is None:
        return MailAddress("", _name(raw, entry.comments, hint))
    left = raw.replace(found.group(), b" ", 1).strip(b" \t'\"").removeprefix(b"mailto:")
    return MailAddress(_clean_address(found.group()), _name(left, entry.comments, hint))


def _clean_address(raw: bytes) -> str:
    """Without white space, routes and `mailto:`; empty where there is no @ between two things."""
    quoted = _QUOTED_LOCAL.search(raw)
    raw = quoted.group() if quoted else b"".join(raw.split())
    if raw.startswith(b"@") and b":" in raw:
        raw = raw.partition(b":")[2]
    if raw[:7].lower() == b"mailto:":
        raw = raw[7:].partition(b"?")[0]
    if quoted is None:
        found = _ADDRESS.search(raw.strip(b"'\""))
        if found is None:
            return ""
        raw = found.group()
    address = _CONTROL.sub("", decode(raw, "utf-8")).rstrip(".")
    return address if len(address) <= LONGEST_ADDRESS else ""


def _name(raw: bytes, comments: list[bytes], hint: str) -> str:
    raw = raw.strip(b" \t\r\n<>")
    whole = _QUOTED.fullmatch(raw)
    if whole is not None:
        raw = _ESCAPED.sub(rb"\1", whole.group(1))
    elif not has_words(raw):
        raw = _ESCAPED.sub(rb"\1", raw.replace(b'"', b""))
    text = read_header_text(raw or b" ".join(comments), hint=hint)
    return _CONTROL.sub("", text).strip().strip("'").strip()[:LONGEST_NAME]
