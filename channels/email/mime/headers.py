"""Splits raw bytes into header fields and body. Knows every way in which real mail breaks this simplest of rules.

Values stay bytes: what they mean depends on charsets, which others know.
"""

import re
from dataclasses import dataclass, field

# Real mail keeps its headers well below this; what stands behind is not looked at.
LARGEST_HEADER = 256 * 1024
MOST_FIELDS = 2_000

_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]*:[ \t]*")
_BLANK_LINE = re.compile(rb"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(slots=True)
class Headers:
    """The fields of one part in their order; names in lower case, values unfolded."""

    fields: list[tuple[str, bytes]] = field(default_factory=list)

    def first(self, name: str) -> bytes:
        """The first value under this name; empty where there is none."""
        return next((value for known, value in self.fields if known == name), b"")

    def all(self, name: str) -> list[bytes]:
        return [value for known, value in self.fields if known == name]

    def names(self) -> set[str]:
        return {name for name, _ in self.fields}


def split_headers(raw: bytes, problems: list[str], *, is_whole_mail: bool = False) -> tuple[Headers, bytes]:
    """The fields and everything after them. Bytes that hold no field at all are a body without headers.

    A part without fields begins with a blank line; before a whole mail there may be all kinds of things.
    """
    start = _skip_preamble(raw) if is_whole_mail else 0
    end = _end_of_headers(raw, start, problems)
    headers = Headers()
    position, pending = start, [b""]
    while position < end:
        line, next_position = _line(raw, position)
        if not line.strip() and not (line and _goes_on(raw, next_position, end)):
            position = next_position
            break
        if line[:1] in b" \t":
            pending.append(line)
        elif _FIELD.match(line):
            _add(headers, pending)
            pending = [line]
        elif _goes_on(raw, next_position, end):
            problems.append("header_line_without_name")
        else:
            # No field, and none follows: the body began without a blank line.
            problems.append("no_blank_line_after_headers")
            break
        position = next_position
    _add(headers, pending)
    if position >= end and end < len(raw):
        position = _after_blank_line(raw, end)
    return headers, raw[position:]


def _skip_preamble(raw: bytes) -> int:
    """What may stand before the first field: a byte order mark, blank lines, the "From " line of a mailbox file."""
    position = len(_BYTE_ORDER_MARK) if raw.startswith(_BYTE_ORDER_MARK) else 0
    while position < len(raw):
        line, next_position = _line(raw, position)
        if line.strip(b" \t\x00") and not line.startswith((b"From ", b">From ")):
            break
        position = next_position
    return position


def _end_of_headers(raw: bytes, start: int, problems: list[str]) -> int:
    if len(raw) - start <= LARGEST_HEADER:
        return len(raw)
    if _BLANK_LINE.search(raw, start, start + LARGEST_HEADER):
        return len(raw)
    problems.append("headers_too_long")
    return start + LARGEST_HEADER


def _after_blank_line(raw: bytes, position: int) -> int:
    found = _BLANK_LINE.search(raw, position)
    return found.end() if found else len(raw)


def _line(raw: bytes, position: int) -> tuple[bytes, int]:
    found = _LINE.match(raw, position)
    assert found is not None, "the pattern matches everywhere"
    return found.group(1), found.end()


def _goes_on(raw: bytes, position: int, end: int) -> bool:
    """Whether the line after one that is no field is a field again."""
    line, _ = _line(raw, position) if position < end else (b"", end)
    return _FIELD.match(line) is not None


def _add(headers: Headers, lines: list[bytes]) -> None:
    line = b"".join(lines)
    found = _FIELD.match(line)
    if found and len(headers.fields) < MOST_FIELDS:
        value = line[found.end() :].replace(b"\x00", b"").strip(b" \t")
        headers.fields.append((found.group(1).decode("ascii").lower(), value))
