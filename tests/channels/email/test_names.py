"""Names of files that came from outside."""

import pytest

from channels.email.names import LONGEST_NAME, clean_name, name_for


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("photo.jpg", "photo.jpg"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("C:\\Users\\x\\漏水.pdf", "漏水.pdf"),
        ("a/b/", "b"),
        ("\u202egpj.exe", "gpj.exe"),
        ("in\x00vo\r\nice\x7f.pdf", "invoice.pdf"),
        ("a\u200bb.pdf", "ab.pdf"),
        ('x<y>:"z|?*.txt', "x_y___z___.txt"),
        ("  .hidden. ", "hidden"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("a  b\t.txt", "a b.txt"),
        ("...", ""),
        ("", ""),
        ("/", ""),
    ],
)
def test_only_ever_a_name(written: str, name: str) -> None:
    assert clean_name(written) == name


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("漏" * 500 + ".pdf")
    assert len(name) == LONGEST_NAME
    assert name.endswith(".pdf")


@pytest.mark.parametrize(
    ("content_type", "wish", "name"),
    [
        ("image/jpeg", "", "image-3.jpg"),
        ("image/png", "part1.abc@host", "part1.abc.png"),
        ("message/rfc822", "Re: 漏水", "Re_ 漏水.eml"),
        ("application/pdf", "", "file-3.pdf"),
        ("text/x-log", "", "file-3.txt"),
        ("application/x-unknown", "", "file-3.bin"),
        ("message/rfc822", "../x.eml", "x.eml"),
    ],
)
def test_a_name_for_what_has_none(content_type: str, wish: str, name: str) -> None:
    assert name_for(content_type, wish=wish, number=3) == name
