"""Parameters of header values, in the four ways programs write them and the many they get wrong."""

import time

import pytest

from channels.email.mime.parameters import LONGEST_PARAMETER, read_value


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (b'attachment; filename="plain.pdf"', "plain.pdf"),
        (b"attachment; filename=plain.pdf", "plain.pdf"),
        (b"ATTACHMENT ; FILENAME = plain.pdf", "plain.pdf"),
        (b"attachment; filename=my file.pdf; size=3", "my file.pdf"),
        (b'attachment; filename="unclosed.pdf', "unclosed.pdf"),
        (b'attachment; filename="a;b.pdf"; x=1', "a;b.pdf"),
        (b'attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'),
        (b'attachment; filename="C:\\dir\\x.pdf"', "C:\\dir\\x.pdf"),
        (b"attachment; filename='single.pdf'", "single.pdf"),
        (b"attachment;filename=x.pdf (a comment)", "x.pdf"),
        (b"attachment; filename*=utf-8''%E4%BD%A0%E5%A5%BD.pdf", "你好.pdf"),
        (b"attachment; filename*=UTF-8'zh-TW'%E4%BD%A0.pdf", "你.pdf"),
        (b"attachment; filename*=gb2312''%C4%E3%BA%C3.pdf", "你好.pdf"),
        (b"attachment; filename=utf-8''%E4%BD%A0.pdf", "你.pdf"),
        (b"attachment; filename*0*=utf-8''%E4%BD; filename*1*=%A0; filename*2=\".pdf\"", "你.pdf"),
        (b'attachment; filename*1="b.pdf"; filename*0="a"', "ab.pdf"),
        (b"attachment; filename=\"x.pdf\"; filename*=utf-8''%E4%BD%A0.pdf", "你.pdf"),
        (b'attachment; filename="=?utf-8?B?5L2g5aW9LnBkZg==?="', "你好.pdf"),
        (b"attachment; filename==?gb2312?B?xOO6wy5wZGY=?=", "你好.pdf"),
        ('attachment; filename="水.pdf"'.encode(), "水.pdf"),
        ('attachment; filename="漏水維修.pdf"'.encode("big5"), "漏水維修.pdf"),
        ('attachment; filename="漏水维修.pdf"'.encode("gbk"), "漏水维修.pdf"),
    ],
)
def test_a_file_name_in_whatever_spelling(value: bytes, name: str) -> None:
    assert read_value(value).text("filename") == name


@pytest.mark.parametrize(
    ("value", "main", "charset"),
    [
        (b"text/plain; charset=utf-8", "text/plain", "utf-8"),
        (b'Text/HTML;charset="UTF-8"', "text/html", "UTF-8"),
        (b"text/plain charset=big5", "text/plain", "big5"),
        (b"text/plain; charset==utf-8", "text/plain", "utf-8"),
        (b"text / plain; charset=x", "text/plain", "x"),
        (b"text/plain (comment); charset=x", "text/plain", "x"),
        (b"text/plain", "text/plain", ""),
        (b"", "", ""),
        (b";;;", "", ""),
    ],
)
def test_the_word_before_and_the_charset_behind(value: bytes, main: str, charset: str) -> None:
    read = read_value(value)
    assert (read.main, read.plain("charset")) == (main, charset)


@pytest.mark.parametrize(
    "value",
    [
        b"attachment; filename*=utf-8''" + b"%41" * 300_000,
        b"attachment; " + b"".join(b"filename*%d*=a;" % number for number in range(60_000)),
        b'a; x="' * 100_000,
        b"a; " + b"b=c;" * 200_000,
        b"(" * 500_000,
    ],
)
def test_a_name_without_end_takes_no_time(value: bytes) -> None:
    began = time.process_time()
    assert len(read_value(value).text("filename")) <= LONGEST_PARAMETER
    assert time.process_time() - began < 0.5
