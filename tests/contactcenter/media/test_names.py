"""Names of files, made harmless and written into headers."""

import pytest

from contactcenter.media.names import LONGEST_NAME_BYTES, clean_name, content_disposition


@pytest.mark.parametrize(
    ("given", "content_type", "expected"),
    [
        pytest.param("漏水 廚房.jpg", "image/jpeg", "漏水 廚房.jpg", id="as people name photos"),
        pytest.param("../../etc/passwd", "", "passwd", id="a way through folders"),
        pytest.param("C:\\Users\\me\\invoice.pdf", "application/pdf", "invoice.pdf", id="a way on another system"),
        pytest.param("photo\u202egpj.exe", "", "photogpj.exe", id="written backwards"),
        pytest.param("a\x00b\r\nSet-Cookie: x.txt", "", "ab Set-Cookie_ x.txt", id="control characters"),
        pytest.param('a<b>:"c|?*.txt', "", "a_b___c___.txt", id="characters that folders forbid"),
        pytest.param("invoice.html", "image/jpeg", "invoice.html.jpg", id="an ending that lies"),
        pytest.param("PHOTO.JPEG", "image/jpeg", "PHOTO.JPEG", id="another right ending"),
        pytest.param("", "image/png", "photo.png", id="no name, a known type"),
        pytest.param("...", "", "file", id="only dots"),
        pytest.param(" . hidden . ", "", "hidden", id="blank edges"),
        pytest.param("con.txt", "", "_con.txt", id="a device"),
        pytest.param("a\u2028b.txt", "", "a b.txt", id="a line separator"),
    ],
)
def test_a_name_is_made_harmless(given: str, content_type: str, expected: str) -> None:
    assert clean_name(given, content_type) == expected


@pytest.mark.parametrize("given", ["x" * 300 + ".pdf", "相" * 300 + ".pdf", "\u202e" * 299 + "a.pdf", "x" * 300])
def test_a_long_name_is_shortened_and_keeps_its_ending(given: str) -> None:
    name = clean_name(given, "application/pdf")
    assert len(name.encode()) <= LONGEST_NAME_BYTES
    assert name.endswith(".pdf")


def test_a_cleaned_name_stays_as_it_is() -> None:
    for given in ("漏水.jpg", "a b.pdf", "file"):
        assert clean_name(given) == given


def test_the_header_has_both_spellings() -> None:
    header = content_disposition("漏水 100%.jpg", is_shown=True)
    assert header == "inline; filename=\"__ 100_.jpg\"; filename*=UTF-8''%E6%BC%8F%E6%B0%B4%20100%25.jpg"
    assert content_disposition("a.pdf", is_shown=False).startswith("attachment; ")


def test_the_header_cannot_be_broken_out_of() -> None:
    header = content_disposition('a"; x="\r\nSet-Cookie: y', is_shown=False)
    assert header.count('"') == 2
    assert "\r" not in header
    assert "\n" not in header
