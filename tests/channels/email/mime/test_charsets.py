"""Labels that are missing, damaged, too small or lies, and bytes that speak for themselves."""

import pytest

from channels.email.mime.charsets import decode, find_codec

SIMPLIFIED = "物业管理处：三座十二楼B室厨房漏水，请尽快派人维修。谢谢！"
TRADITIONAL = "管理處：3座12樓B室廚房漏水，請盡快派師傅維修，唔該晒！"
HONG_KONG = "𨋢壞咗，嘅係邊個負責？"


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("iso-gb2312", "gb18030"),
        ("Big5", "big5hkscs"),
        ("x-x-big5", "big5hkscs"),
        ("Shift_JIS", "cp932"),
        ("ks_c_5601-1987", "cp949"),
        ("us-ascii", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("unicode-1-1-utf-7", "utf_7"),
        ("UTF8", "utf_8"),
        ('"utf-8"', "utf_8"),
        ("utf-8; format=flowed", "utf_8"),
        ("windows-1251", "cp1251"),
        ("koi8-r", "koi8_r"),
        ("utf-8*en", "utf_8"),
    ],
)
def test_a_label_means_the_set_it_is_really_written_in(label: str, codec: str) -> None:
    assert find_codec(label) == codec


@pytest.mark.parametrize(
    "label",
    ["", "x-unknown", "zlib", "hex", "rot13", "idna", "punycode", "unicode_escape", "undefined", "bz2", "../etc"],
)
def test_what_is_no_charset_of_mail_is_none(label: str) -> None:
    assert find_codec(label) is None


@pytest.mark.parametrize(
    ("text", "written_in", "labels"),
    [
        (SIMPLIFIED, "gb18030", ["gb2312", "", "x-unknown", "iso-8859-1", "us-ascii", "big5", "utf-8"]),
        (TRADITIONAL, "big5hkscs", ["big5", "", "x-unknown", "iso-8859-1", "us-ascii", "gb2312", "utf-8"]),
        (HONG_KONG, "big5hkscs", ["big5", "big5-hkscs", ""]),
        (SIMPLIFIED, "utf-8", ["utf-8", "", "gb2312", "big5", "iso-8859-1", "shift_jis", "zlib"]),
        (TRADITIONAL, "utf-8", ["utf-8", "", "big5", "us-ascii", "x-unknown"]),
        ("漏水", "gb18030", ["gb2312", ""]),
        ("漏水", "big5hkscs", ["big5", ""]),
        ("回覆：漏水", "big5hkscs", ["", "us-ascii"]),
        ("Grüße aus München", "latin-1", ["iso-8859-1", "", "us-ascii", "utf-8"]),
        ("“quotes” – 5 €", "cp1252", ["iso-8859-1", "us-ascii"]),
        ("Протекает труба на кухне", "koi8-r", ["koi8-r", ""]),
        ("Протекает труба на кухне", "cp1251", ["windows-1251", ""]),
        ("株式会社①㈱", "cp932", ["shift_jis"]),
        ("水漏れがあります。お願いします", "cp932", ["", "shift_jis"]),
        ("누수가 있습니다", "cp949", ["euc-kr", ""]),
        ("你好", "utf-7", ["utf-7"]),
        ("你好", "hz", ["hz-gb-2312"]),
        ("你好", "utf-16", ["utf-16"]),
        ("日本語です", "iso-2022-jp", ["iso-2022-jp", "", "us-ascii"]),
    ],
)
def test_the_text_comes_out_whatever_the_label_says(text: str, written_in: str, labels: list[str]) -> None:
    for label in labels:
        assert decode(text.encode(written_in), label) == text, label


def test_makers_characters_in_japanese_mail_come_out() -> None:
    # ① stands in row 13, which the standard leaves empty.
    assert decode(b"\x1b$B-!%F%9%H\x1b(B", "iso-2022-jp") == "①テスト"


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_one_damaged_byte_does_not_spoil_the_rest(codec: str) -> None:
    label = {"gb18030": "gb2312", "big5hkscs": "big5"}.get(codec, codec)
    whole = TRADITIONAL if codec != "gb18030" else SIMPLIFIED
    damaged = decode(whole.encode(codec)[:-1], label)
    assert damaged.startswith(whole[:-2])


def test_nothing_comes_out_that_no_table_can_keep() -> None:
    assert decode(b"a\x00b\xed\xa0\x80c", "utf-8").replace("\ufffd", "")[:2] == "ab"
    assert "\x00" not in decode(b"\x00" * 9)


def test_whatever_the_bytes_there_is_an_answer() -> None:
    for label in ("utf-8", "gb2312", "big5", "iso-2022-jp", "utf-7", "utf-16", "hz", ""):
        assert isinstance(decode(bytes(range(256)) * 3, label), str)
