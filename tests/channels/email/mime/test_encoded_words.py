"""Header words as they are really written, split wherever a program liked."""

import base64
import time

import pytest

from channels.email.mime.encoded_words import read_header_text

TEXT = "管理處：3座12樓B室廚房漏水，唔該晒！"


def word(charset: str, encoding: str, content: bytes) -> bytes:
    written = base64.b64encode(content) if encoding == "B" else b"".join(b"=%02X" % byte for byte in content)
    return b"=?%s?%s?%s?=" % (charset.encode(), encoding.encode(), written)


@pytest.mark.parametrize("encoding", ["B", "Q"])
@pytest.mark.parametrize(("label", "codec"), [("utf-8", "utf-8"), ("big5", "big5hkscs"), ("gb2312", "gb18030")])
def test_a_text_split_at_any_byte_is_whole_again(label: str, codec: str, encoding: str) -> None:
    content = TEXT.encode(codec)
    for cut in range(1, len(content)):
        value = word(label, encoding, content[:cut]) + b"\t " + word(label, encoding, content[cut:])
        assert read_header_text(value) == TEXT, cut


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(b"plain words", "plain words", id="nothing encoded"),
        pytest.param(b"Re: =?utf-8?B?5L2g5aW9?= (urgent)", "Re: 你好 (urgent)", id="between plain words"),
        pytest.param(b"=?UTF-8?q?a=20b_c?=", "a b c", id="underscores are blanks"),
        pytest.param(b"=?utf-8?Q?What?_is_it?=", "What? is it", id="a question mark inside"),
        pytest.param(b"=?utf-8?Q?foo?=20bar?=", "foo? bar", id="a question mark before an escape"),
        pytest.param(b"=?utf-8?Q?one two?=", "one two", id="a blank inside"),
        pytest.param(b"=?utf-8?B?5L2g5aW9", "你好", id="no end"),
        pytest.param(b"=?utf-8?B?5L2g5aW?=", "你\ufffd", id="cut off inside a character"),
        pytest.param(b"=?UTF-8?B?5L2g5a?= =?UTF-8?B?W9?=", "你好", id="the encoded stream itself cut"),
        pytest.param(b"=?utf-8*zh?B?5L2g5aW9?=", "你好", id="with a language"),
        pytest.param(b"=?x-unknown?B?5L2g5aW9?=", "你好", id="unknown charset"),
        pytest.param(b"=?gb2312?B?5L2g5aW9?=", "你好", id="lying charset"),
        pytest.param(b"=?zlib?B?eJwDAAAAAAE=?=", "x\u0153\x03\x01", id="no charset of mail"),
        pytest.param(b"=?utf-8?X?abc?=", "=?utf-8?X?abc?=", id="unknown encoding"),
        pytest.param(b"=?utf-8?B??=", "", id="empty"),
        pytest.param(b"a\t\tb", "a b", id="tabs"),
        pytest.param("漏水 廚房".encode(), "漏水 廚房", id="raw UTF-8"),
        pytest.param("回覆：漏水，請維修".encode("big5"), "回覆：漏水，請維修", id="raw Big5"),
        pytest.param("回复：漏水，请维修".encode("gbk"), "回复：漏水，请维修", id="raw GBK"),
    ],
)
def test_a_header_value_as_people_read_it(value: bytes, text: str) -> None:
    assert read_header_text(value) == text


def test_the_charset_of_the_rest_of_the_mail_helps() -> None:
    assert read_header_text("Ремонт".encode("koi8-r"), hint="koi8-r") == "Ремонт"


@pytest.mark.parametrize("piece", [b"=?utf-8?Q?a", b"=?", b"=?a?b?", b"=?utf-8?Q?a?= ", b"?="])
def test_endless_unclosed_words_take_no_time(piece: bytes) -> None:
    began = time.process_time()
    read_header_text(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 0.5
