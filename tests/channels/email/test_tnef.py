"""Outlook's own envelope: made here by hand, since no other program makes it."""

import struct

import pytest

from channels.email import rtf
from channels.email.parser import parse_message
from channels.email.tnef import unpack


def attribute(level: int, name: int, data: bytes) -> bytes:
    return struct.pack("<BHHI", level, name, 0, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def properties(*values: tuple[int, int, bytes]) -> bytes:
    """(kind, name, value) of variable length."""
    rows = [
        struct.pack("<HHII", kind, name, 1, len(value)) + value + b"\x00" * (-len(value) % 4)
        for kind, name, value in values
    ]
    return struct.pack("<I", len(rows)) + b"".join(rows)


def envelope(*attributes: bytes) -> bytes:
    return struct.pack("<IH", 0x223E9F78, 1) + b"".join(attributes)


CODE_PAGE = attribute(1, 0x9007, struct.pack("<II", 936, 0))
NAMED = properties((0x001F, 0x3707, "漏水照片.jpg".encode("utf-16-le")), (0x001F, 0x3712, "p1@x".encode("utf-16-le")))
FILE = (
    attribute(2, 0x9002, b"\x00" * 14)
    + attribute(2, 0x8010, b"PHOTO~1.JPG\x00")
    + attribute(2, 0x800F, b"\xff\xd8\xffjpeg")
    + attribute(2, 0x9005, NAMED)
)


def test_the_files_come_out_under_their_long_names() -> None:
    package = unpack(envelope(CODE_PAGE, FILE))
    assert package is not None
    [file] = package.files
    assert (file.name, file.content, file.content_id) == ("漏水照片.jpg", b"\xff\xd8\xffjpeg", "p1@x")


@pytest.mark.parametrize(
    ("attributes", "text", "html"),
    [
        ([CODE_PAGE, attribute(1, 0x800C, "漏水\x00".encode("gbk"))], "漏水", ""),
        ([attribute(1, 0x9003, properties((0x001F, 0x1000, "漏水".encode("utf-16-le"))))], "漏水", ""),
        ([attribute(1, 0x9003, properties((0x0102, 0x1013, "<p>漏水</p>".encode())))], "", "<p>漏水</p>"),
        ([attribute(1, 0x9003, properties((0x0102, 0x1009, b"")))], "", ""),
    ],
)
def test_the_words_come_out_of_whichever_property(attributes: list[bytes], text: str, html: str) -> None:
    package = unpack(envelope(*attributes))
    assert package is not None
    assert (package.text, package.html) == (text, html)


@pytest.mark.parametrize(
    "content", [b"", b"x" * 100, envelope(FILE)[:40], envelope(b"\xff" * 50), struct.pack("<I", 0x223E9F78)]
)
def test_a_damaged_envelope_is_none(content: bytes) -> None:
    assert unpack(content) is None


def test_in_a_mail_the_files_take_the_envelopes_place() -> None:
    head = b"From: a@b.c\r\nContent-Type: application/ms-tnef; name=winmail.dat\r\n\r\n"
    mail = parse_message(head + envelope(CODE_PAGE, attribute(1, 0x800C, "漏水".encode("gbk")), FILE))
    assert mail.text == "漏水"
    assert [file.name for file in mail.attachments] == ["漏水照片.jpg"]
    damaged = parse_message(head + b"nothing of the kind")
    assert [file.name for file in damaged.attachments] == ["winmail.dat"]
    assert "winmail_damaged" in damaged.problems


def compressed(text: bytes) -> bytes:
    """As a program would that never looks back."""
    body = b"".join(b"\x00" + text[start : start + 8] for start in range(0, len(text), 8))
    return struct.pack("<IIII", len(body) + 12, len(text), 0x75465A4C, 0) + body


def test_rich_text_is_unpacked_and_read() -> None:
    written = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 Arial;}}\f0 Hello \'c4\'e3\'ba\'c3\par line\u24050?two}"
    assert rtf.decompress(compressed(written)) == written
    assert rtf.to_text(written) == "Hello 你好\nline已two"
    # Two references to the dictionary: its first twelve characters, then the end.
    content = struct.pack("<IIII", 0, 100, 0x75465A4C, 0) + bytes((3, 0, 0x0A, (207 + 12) >> 4, (207 + 12 & 15) << 4))
    assert rtf.decompress(content) == rb"{\rtf1\ansi\m"[:12]


@pytest.mark.parametrize("content", [b"", b"x" * 15, b"x" * 100, compressed(b"")[:16]])
def test_damaged_rich_text_is_nothing(content: bytes) -> None:
    assert rtf.decompress(content) == b""
