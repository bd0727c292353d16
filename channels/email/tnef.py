"""Outlook's own envelope, winmail.dat: the files in it, and the text where the mail has none. Pure.

https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxtnef
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from channels.email import rtf
from channels.email.mime.charsets import decode

_SIGNATURE = 0x223E9F78
_BODY, _MESSAGE_PROPERTIES, _CODE_PAGE = 0x800C, 0x9003, 0x9007
_NEW_FILE, _FILE_NAME, _FILE_CONTENT, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# MAPI properties.
_PLAIN, _HTML, _COMPRESSED_RTF = 0x1000, 0x1013, 0x1009
_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME, _MIME_TYPE, _CONTENT_ID, _DATA = 0x3707, 0x3704, 0x3001, 0x370E, 0x3712, 0x3701
_FIXED_SIZES = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8}
_FIXED_SIZES |= {0x0040: 8, 0x0048: 16}
_STRING, _UNICODE, _OBJECT, _BINARY = 0x001E, 0x001F, 0x000D, 0x0102
_MULTIPLE = 0x1000
MOST_FILES = 200
MOST_PROPERTIES = 5_000


@dataclass(slots=True)
class TnefFile:
    name: str = ""
    content_type: str = "application/octet-stream"
    content_id: str = ""
    content: bytes = b""


@dataclass(slots=True)
class Package:
    """What was in the envelope."""

    text: str = ""
    html: str = ""
    files: list[TnefFile] = field(default_factory=list)


def unpack(content: bytes) -> Package | None:
    """None where this is no such envelope, or a damaged one."""
    if len(content) < 6 or struct.unpack_from("<I", content)[0] != _SIGNATURE:
        return None
    package, code_page = Package(), "cp1252"
    try:
        for attribute, data in _attributes(content):
            if attribute == _CODE_PAGE and len(data) >= 4:
                code_page = f"cp{struct.unpack_from('<I', data)[0]}"
            elif attribute == _BODY:
                package.text = decode(data.rstrip(b"\x00"), code_page)
            elif attribute == _MESSAGE_PROPERTIES:
                _read_message(package, data, code_page)
            elif attribute == _NEW_FILE and len(package.files) < MOST_FILES:
                package.files.append(TnefFile())
            elif package.files:
                _read_file(package.files[-1], attribute, data, code_page)
    except (struct.error, IndexError):
        if not any(file.content for file in package.files) and not package.text and not package.html:
            return None
    package.files = [file for file in package.files if file.content]
    return package


def _attributes(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = 6
    while position + 9 <= len(content):
        _level, attribute, _type, length = struct.unpack_from("<BHHI", content, position)
        data = content[position + 9 : position + 9 + length]
        if len(data) < length:
            raise IndexError("the attribute ends after the file does")
        yield attribute, data
        position += 9 + length + 2


def _read_message(package: Package, data: bytes, code_page: str) -> None:
    for name, value in _properties(data, code_page):
        if name == _PLAIN and isinstance(value, str):
            package.text = value
        elif name == _HTML:
            package.html = value if isinstance(value, str) else decode(value, code_page)
        elif name == _COMPRESSED_RTF and isinstance(value, bytes) and not package.text:
            package.text = rtf.to_text(rtf.decompress(value))


def _read_file(file: TnefFile, attribute: int, data: bytes, code_page: str) -> None:
    if attribute == _FILE_NAME:
        file.name = file.name or decode(data.rstrip(b"\x00"), code_page)
    elif attribute == _FILE_CONTENT:
        file.content = data
    elif attribute == _FILE_PROPERTIES:
        found = dict(_properties(data, code_page))
        names = (found.get(name) for name in (_LONG_NAME, _SHORT_NAME, _DISPLAY_NAME))
        file.name = next((name for name in names if isinstance(name, str) and name), file.name)
        file.content_type = str(found.get(_MIME_TYPE) or file.content_type)
        file.content_id = str(found.get(_CONTENT_ID) or "").strip("<>")
        inner = found.get(_DATA)
        if not file.content and isinstance(inner, bytes):
            # A message or document inside: sixteen bytes say what kind of object follows.
            file.content = inner[16:] if inner[16:20] == struct.pack("<I", _SIGNATURE) else inner


def _properties(data: bytes, code_page: str) -> Iterator[tuple[int, str | bytes]]:
    count = min(struct.unpack_from("<I", data)[0], MOST_PROPERTIES)
    position = 4
    for _ in range(count):
        kind, name = struct.unpack_from("<HH", data, position)
        position += 4
        if name >= 0x8000:
            position = _skip_name(data, position)
        is_multiple, kind = bool(kind & _MULTIPLE), kind & ~_MULTIPLE
        if kind in _FIXED_SIZES and not is_multiple:
            position += _FIXED_SIZES[kind]
            continue
        values = struct.unpack_from("<I", data, position)[0]
        position += 4
        for _value in range(min(values, MOST_PROPERTIES)):
            length = _FIXED_SIZES.get(kind)
            if length is None:
                length = struct.unpack_from("<I", data, position)[0]
                position += 4
            value = data[position : position + length]
            position += length + -length % 4
            if kind == _UNICODE:
                yield name, value.decode("utf-16-le", "replace").rstrip("\x00")
            elif kind == _STRING:
                yield name, decode(value.rstrip(b"\x00"), code_page)
            elif kind in (_BINARY, _OBJECT):
                yield name, value


def _skip_name(data: bytes, position: int) -> int:
    """Properties with names of their own carry a GUID and a number or a text."""
    is_text = struct.unpack_from("<I", data, position + 16)[0]
    position += 20
    if not is_text:
        return position + 4
    length = int(struct.unpack_from("<I", data, position)[0])
    return position + 4 + length + -length % 4
