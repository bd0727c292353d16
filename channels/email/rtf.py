"""Rich text as Outlook wraps it: unpacking, and the words in it. A fallback for mails that have nothing else. Pure.

https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxrtfcp
"""

import re
import struct
from collections.abc import Iterator

from channels.email.mime.charsets import decode, storable

_DICTIONARY = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0" + b"\r\n" + rb"\par \pard\plain\f0\fs20\b\i\u"
    rb"\tab\tx"
)
_COMPRESSED, _UNCOMPRESSED = 0x75465A4C, 0x414C454D
_WINDOW = 4096
LARGEST = 4 * 1024 * 1024

_TOKEN = re.compile(
    rb"\\'(?P<code>[0-9a-fA-F]{2})|\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,6})? ?|\\(?P<symbol>[^a-z])"
    rb"|(?P<brace>[{}])|\r?\n|(?P<text>[^\\{}\r\n]+)"
)
_WORDS = {b"par": "\n", b"line": "\n", b"tab": "\t", b"row": "\n", b"cell": "\t"}
_SYMBOLS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}"}
_NOT_TEXT = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"generator"}


def decompress(content: bytes) -> bytes:
    """The RTF itself; as much of it as there is where the content is damaged."""
    if len(content) < 16:
        return b""
    _size, raw_size, kind, _crc = struct.unpack_from("<IIII", content)
    largest = min(raw_size, LARGEST)
    if kind == _UNCOMPRESSED:
        return content[16 : 16 + largest]
    if kind != _COMPRESSED:
        return b""
    window = bytearray(_DICTIONARY.ljust(_WINDOW, b"\x00"))
    write, output = len(_DICTIONARY), bytearray()
    for piece in _pieces(content[16:]):
        if isinstance(piece, tuple) and piece[0] == write:
            break
        count = piece[1] if isinstance(piece, tuple) else 1
        for step in range(count):
            byte = window[(piece[0] + step) % _WINDOW] if isinstance(piece, tuple) else piece
            output.append(byte)
            window[write] = byte
            write = (write + 1) % _WINDOW
        if len(output) >= largest:
            break
    return bytes(output)


def _pieces(content: bytes) -> Iterator[int | tuple[int, int]]:
    """Bytes as they are, and references (place in the window, length) to what stood before."""
    position = 0
    while position < len(content):
        flags, position = content[position], position + 1
        for bit in range(8):
            if not flags >> bit & 1:
                yield from content[position : position + 1]
                position += 1
                continue
            reference = content[position : position + 2]
            position += 2
            if len(reference) < 2:
                return
            yield reference[0] << 4 | reference[1] >> 4, (reference[1] & 15) + 2


def to_text(content: bytes) -> str:
    """The words, paragraphs on lines of their own."""
    reader = _Reader()
    for found in _TOKEN.finditer(content[:LARGEST]):
        reader.read(found)
    return reader.text()


class _Reader:
    """What has been read so far: the words, and which groups hold none."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._bytes = bytearray()
        self._is_hidden = [False]
        self._code_page = "cp1252"
        # How many characters follow one in Unicode for readers that do not know it, and how many are still to come.
        self._substitutes = 1
        self._to_skip = 0

    def read(self, token: re.Match[bytes]) -> None:
        if token["code"] is not None:
            self._read_code(int(token["code"], 16))
            return
        self._end_bytes()
        if token["brace"] == b"{":
            self._is_hidden.append(self._is_hidden[-1])
        elif token["brace"] == b"}":
            self._is_hidden[:] = self._is_hidden[:-1] or [False]
        elif token["symbol"] == b"*" or token["word"] in _NOT_TEXT:
            self._is_hidden[-1] = True
        elif token["word"] == b"ansicpg":
            self._code_page = f"cp{(token['number'] or b'1252').decode()}"
        elif token["word"] == b"uc":
            self._substitutes = int(token["number"] or 1)
        elif not self._is_hidden[-1]:
            self._read_visible(token)

    def _read_code(self, byte: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        elif not self._is_hidden[-1]:
            self._bytes.append(byte)

    def _read_visible(self, token: re.Match[bytes]) -> None:
        if token["word"] == b"u" and token["number"]:
            self._pieces.append(chr(int(token["number"]) % 0x10000))
            self._to_skip = self._substitutes
        elif token["text"] is not None:
            kept = token["text"][self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(token["text"]))
            self._pieces.append(decode(kept, self._code_page))
        else:
            self._pieces.append(_WORDS.get(token["word"] or b"", "") or _SYMBOLS.get(token["symbol"] or b"", ""))

    def _end_bytes(self) -> None:
        self._pieces.append(decode(bytes(self._bytes), self._code_page))
        self._bytes.clear()

    def text(self) -> str:
        self._end_bytes()
        whole = "".join(self._pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return storable(whole).strip()
