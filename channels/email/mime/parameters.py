"""Structured header values with parameters (`Content-Type`, `Content-Disposition`), RFC 2231 pieces put together.

https://www.rfc-editor.org/rfc/rfc2231
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from channels.email.mime.charsets import decode
from channels.email.mime.encoded_words import has_words, read_header_text

LONGEST_HEADER = 64 * 1024
LONGEST_PARAMETER = 4 * 1024
MOST_PARAMETERS = 200

# name = "quoted" or name = everything up to the next semicolon; a quote that is never closed ends with the value.
_PARAMETER = re.compile(
    rb"[;\s]*([A-Za-z0-9_.!#$&+^`{}~%-]{1,80}(?:\*\d{0,4}\*?|\*)?)\s*=(?:=+(?!\?))?\s*(?:\"((?:[^\"\\]|\\.)*)(?:\"|\Z)|([^;]*))",
    re.DOTALL,
)
_SECTION = re.compile(r"([^*]+)(?:\*(\d+))?(\*)?")
_COMMENT = re.compile(rb"\([^()]{0,200}\)")
_ESCAPED = re.compile(rb"\\([\"\\])")
_TRAILING_COMMENT = re.compile(rb"\s+\([^()]{0,200}\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Value:
    """The word before the first semicolon, and the parameters behind it; raw bytes, for whoever knows the charset."""

    main: str
    parameters: dict[str, "Parameter"]

    def plain(self, name: str) -> str:
        """A parameter that is only ever ASCII, such as a charset or boundary."""
        found = self.parameters.get(name)
        return found.content.decode("latin-1").strip() if found else ""

    def text(self, name: str, *, hint: str = "") -> str:
        """A parameter for people, decoded from whichever of the four ways of writing it."""
        found = self.parameters.get(name)
        return found.text(hint) if found else ""


@dataclass(frozen=True, slots=True)
class Parameter:
    content: bytes
    charset: str = ""
    is_extended: bool = False

    def text(self, hint: str) -> str:
        if has_words(self.content):
            return read_header_text(self.content, hint=hint)
        if not self.is_extended and self.content[:7].lower() == b"utf-8''":
            return decode(unquote_to_bytes(self.content[7:]), "utf-8")
        return decode(self.content, self.charset, hint=hint)


def read_value(raw: bytes) -> Value:
    """Never raises; what makes no sense is left out."""
    raw = raw[:LONGEST_HEADER].replace(b"\r", b"").replace(b"\n", b"")
    main, _, rest = raw.partition(b";")
    if b"=" in main:
        # "text/plain charset=utf-8": the semicolon was forgotten.
        main, _, behind = main.strip().partition(b" ")
        rest = behind + b";" + rest
    word = _COMMENT.sub(b"", main).strip().strip(b"\"'").decode("latin-1").lower()
    return Value("".join(word.split()), _parameters(rest))


def _parameters(rest: bytes) -> dict[str, Parameter]:
    plain: dict[str, Parameter] = {}
    sections: dict[str, dict[int, tuple[bytes, bool]]] = {}
    for count, found in enumerate(_PARAMETER.finditer(rest)):
        if count >= MOST_PARAMETERS:
            break
        section = _SECTION.fullmatch(found.group(1).decode("latin-1").lower())
        if section is None:
            continue
        name, number, star = section.groups()
        content = _unquoted(found)
        if number is not None:
            sections.setdefault(name, {})[int(number)] = content, star is not None
        elif star is not None:
            sections.setdefault(name, {}).setdefault(0, (content, True))
        else:
            plain.setdefault(name, Parameter(content[:LONGEST_PARAMETER]))
    return plain | {name: _joined(pieces) for name, pieces in sections.items()}


def _unquoted(found: re.Match[bytes]) -> bytes:
    if found.group(2) is not None:
        return _ESCAPED.sub(rb"\1", found.group(2))
    return _TRAILING_COMMENT.sub(b"", found.group(3)).strip().strip(b"'\"")


def _joined(pieces: dict[int, tuple[bytes, bool]]) -> Parameter:
    """The pieces as one; the charset stands in the first, and a character may be split between two."""
    charset, content = "", b""
    for position, (_, (piece, is_encoded)) in enumerate(sorted(pieces.items())):
        if is_encoded and position == 0 and piece.count(b"'") >= 2:
            name, _, piece = piece.split(b"'", 2)
            charset = name.decode("latin-1")
        content += unquote_to_bytes(piece) if is_encoded else piece
        if len(content) > LONGEST_PARAMETER:
            break
    return Parameter(content[:LONGEST_PARAMETER], charset, is_extended=True)
