"""Header values as people read them: RFC 2047 words as they are really written, and raw bytes beyond ASCII.

https://www.rfc-editor.org/rfc/rfc2047
"""

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from channels.email.mime.charsets import decode, storable

# A subject or a name longer than this is an attack or an accident.
LONGEST_VALUE = 16 * 1024

_START = re.compile(rb"=\?([^?\s=]{1,60})\?([bBqQ])\?")
# Inside a Q word "?=" may also be a question mark before an escaped byte, so a real end is looked for first.
_REAL_END = re.compile(rb"\?=(?=[\s\"(),.:;<>@\[\]\\]|=\?|\Z)")
_WHITE = b" \t\r\n"
_BASE64_JUNK = re.compile(rb"[^A-Za-z0-9+/=]")
_SPACES = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class _Run:
    """Bytes of one charset; adjacent words of one charset are one run, since a character may be split between them."""

    content: bytes
    charset: str | None
    pending_base64: bytes = b""


def read_header_text(value: bytes, *, hint: str = "", context: bytes = b"") -> str:
    """The value with all words decoded, white space as single blanks. `hint`: a charset used elsewhere in the mail."""
    parts = []
    for run in _runs(value[:LONGEST_VALUE]):
        if run.charset is None:
            parts.append(decode(run.content, context=b"" if run.content.isascii() else context, hint=hint))
        else:
            parts.append(decode(run.content + _decode_base64(run.pending_base64), run.charset, context=context))
    return _SPACES.sub(" ", storable("".join(parts))).strip()


def has_words(value: bytes) -> bool:
    return _START.search(value) is not None


def _runs(value: bytes) -> list[_Run]:
    runs: list[_Run] = []
    for content, charset, encoding in _pieces(value):
        last = runs[-1] if runs else None
        if charset is None:
            runs.append(_Run(content, None))
        elif last is not None and last.charset == charset:
            _continue(last, content, encoding)
        else:
            runs.append(_Run(b"", charset))
            _continue(runs[-1], content, encoding)
    return runs


def _continue(run: _Run, content: bytes, encoding: bytes) -> None:
    if encoding == b"Q":
        run.content += _decode_base64(run.pending_base64) + _decode_q(content)
        run.pending_base64 = b""
        return
    stream = run.pending_base64 + _BASE64_JUNK.sub(b"", content)
    if stream.endswith(b"=") or len(stream) % 4 == 0:
        run.content += _decode_base64(stream)
        run.pending_base64 = b""
    else:
        # Some senders cut the encoded stream itself into words.
        run.pending_base64 = stream


def _pieces(value: bytes) -> Iterator[tuple[bytes, str | None, bytes]]:
    """Plain bytes (charset None) and words, without the white space that only separates two words."""
    position, after_word, has_end = 0, False, True
    for found in _starts(value):
        if found.start() < position:
            continue
        end = _find_end(value, found.end(), found.group(2)) if has_end else None
        if end is None:
            # Where one word has no end, none behind it has: the last one is taken to the end of the value.
            has_end = False
            if _START.search(value, found.end()):
                continue
            end = (len(value), len(value))
        between = value[position : found.start()]
        if between and not (after_word and not between.strip(_WHITE)):
            yield between, None, b""
        charset = found.group(1).split(b"*")[0].decode("ascii", "replace").lower()
        yield value[found.end() : end[0]], charset, found.group(2).upper()
        position, after_word = end[1], True
    if position < len(value):
        yield value[position:], None, b""


def _starts(value: bytes) -> Iterator[re.Match[bytes]]:
    return _START.finditer(value)


def _find_end(value: bytes, start: int, encoding: bytes) -> tuple[int, int] | None:
    if encoding in b"qQ":
        found = _REAL_END.search(value, start)
        next_start = _START.search(value, start)
        if found and not (next_start and next_start.start() < found.start()):
            return found.span()
    end = value.find(b"?=", start)
    return None if end < 0 else (end, end + 2)


def _decode_q(content: bytes) -> bytes:
    return binascii.a2b_qp(content.replace(b" ", b"_"), header=True)


def _decode_base64(stream: bytes) -> bytes:
    stream = stream.rstrip(b"=")
    if len(stream) % 4 == 1:
        stream = stream[:-1]
    try:
        return base64.b64decode(stream + b"=" * (-len(stream) % 4))
    except (binascii.Error, ValueError):
        return b""
