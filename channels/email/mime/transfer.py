"""Undoes transfer encodings as far as they go; damaged content comes out damaged, never as an error."""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/=]+")
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/=]*[ \t]*\r?\n?\Z")
_IN_CLEAR = re.compile(rb"[^A-Za-z0-9+/=\r\n]")
_SHORT_LINE = 40
_PADDED = re.compile(rb"([A-Za-z0-9+/]+)=*")
_UU_BEGIN = re.compile(rb"(?:\A|(?<=\n)|(?<=\r))begin(?:-base64)? ?([0-7]{3,4}) +([^\r\n]{1,255})\r?\n")
_UU_END = re.compile(rb"(?:\A|\n)`?\s*\n?end[ \t]*(?:\r?\n|\Z)")
MOST_UU_FILES = 50
# More bytes outside the alphabet than this share: the label lies, and the content stands there as it is.
_STRANGE_SHARE = 0.1


def decode_transfer(body: bytes, encoding: bytes, problems: list[str]) -> bytes:
    """The content behind a `Content-Transfer-Encoding`, in whatever spelling that came."""
    name = re.sub(rb"[^a-z0-9]", b"", encoding.lower())
    if name.startswith(b"base64") or name == b"b64":
        return _decode_base64(body, problems)
    if name.startswith((b"quotedprintable", b"quoted", b"qp")):
        return binascii.a2b_qp(body)
    if name.startswith((b"xuu", b"uu")):
        found = next(uu_files(body), None)
        return found.content if found else body
    return body


def _decode_base64(body: bytes, problems: list[str]) -> bytes:
    body, footer = _without_footer(body)
    stream = _NOT_BASE64.sub(b"", body)
    white = sum(body.count(character) for character in (b"\r", b"\n", b" ", b"\t"))
    strange = len(body) - len(stream) - white
    if strange > _STRANGE_SHARE * max(1, len(stream) + strange):
        problems.append("base64_damaged")
        return body + footer
    return b"".join(_decode_run(run) for run in _runs(stream)) + footer


def _without_footer(body: bytes) -> tuple[bytes, bytes]:
    """Some list servers put their lines in clear text under the encoded ones."""
    if not _IN_CLEAR.search(body):
        return body, b""
    lines = body.splitlines(keepends=True)
    encoded = next((number for number, line in enumerate(lines) if not _BASE64_LINE.match(line)), len(lines))
    rest = lines[encoded:]
    if encoded == 0 or any(len(line) > _SHORT_LINE and _BASE64_LINE.match(line) for line in rest):
        return body, b""
    return b"".join(lines[:encoded]), b"\n" + b"".join(rest)


def _runs(stream: bytes) -> Iterator[bytes]:
    """Padding ends a run; some senders encode in pieces and set them one after the other."""
    if b"=" not in stream.rstrip(b"="):
        yield stream.rstrip(b"=")
        return
    for found in _PADDED.finditer(stream):
        yield found.group(1)


def _decode_run(run: bytes) -> bytes:
    if len(run) % 4 == 1:
        run = run[:-1]
    return base64.b64decode(run + b"=" * (-len(run) % 4))


@dataclass(frozen=True, slots=True)
class UuFile:
    """One file written into text; `start` and `end` say where it stood."""

    name: bytes
    content: bytes
    start: int
    end: int


def uu_files(text: bytes) -> Iterator[UuFile]:
    """The uuencoded files in a text, in their order."""
    position = 0
    for _ in range(MOST_UU_FILES):
        begin = _UU_BEGIN.search(text, position)
        if begin is None:
            return
        end = _UU_END.search(text, begin.end() - 1)
        stop, after = (end.start(), end.end()) if end else (len(text), len(text))
        content = b"".join(_uu_lines(text[begin.end() : stop]))
        if content:
            yield UuFile(begin.group(2).strip(), content, begin.start(), after)
        position = max(after, begin.end())


def _uu_lines(block: bytes) -> Iterator[bytes]:
    for line in block.splitlines():
        if not line or line[:1] in b"` ":
            continue
        length = (line[0] - 32) & 63
        needed = 1 + (length + 2) // 3 * 4
        try:
            yield binascii.a2b_uu(line[:needed].ljust(needed))
        except binascii.Error:
            return
