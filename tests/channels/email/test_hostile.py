"""Mails written to stop us, and whole mails with bytes knocked out of them: something always comes out, and soon."""

import random
import statistics
import time

import pytest

from channels.email.parser import parse_message
from channels.email.reading import read_mail
from tests.support.mails import raw_mail

SEED = 20260701
HEAD = b"From: a@b.c\r\nSubject: x\r\n"
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n"
M = 1_000_000


def nested(levels: int) -> bytes:
    opening = (b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(levels))
    return HEAD + b"".join(opening) + b"Content-Type: text/plain\r\n\r\nhi"


SHAPES = {
    "3000 levels": nested(3000),
    "one boundary at every level": MIXED + b"--x\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" * 18_000,
    "90000 parts": MIXED + b"--x\r\n\r\nhi\r\n" * 90_000,
    "boundaries without lines": MIXED + b"--x" * 300_000,
    "a chain of mails in mails": HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 30_000,
    "words without end": b"Subject: " + b"=?utf-8?Q?a" * (M // 11) + b"\r\n\r\nhi",
    "a name of a megabyte": HEAD + b"Content-Type: a/b; name*=utf-8''" + b"%41" * 300_000 + b"\r\n\r\nhi",
    "null characters": HEAD + b"\r\n" + b"\x00" * M,
    "carriage returns": HEAD.replace(b"\r\n", b"\r") + b"\r" + b"x\r" * 500_000,
    "one header": b"X: " + b"a" * M,
    "80000 headers": b"".join(b"X-%d: y\r\n" % number for number in range(80_000)) + b"\r\nhi",
    "no header": b"x" * M,
    "comments in comments": b"From: " + b"(" * M + b"\r\n\r\nhi",
    "recipients": HEAD + b"To: " + b"a@b.c," * 160_000 + b"\r\n\r\nhi",
    "references": HEAD + b"References: " + b"<a@b> " * 160_000 + b"\r\n\r\nhi",
    "divs": HTML + b"<div><b>" * 120_000,
    "paragraphs": HTML + b"<p>x" * 250_000,
    "rows": HTML + b"<table>" + b"<tr><td>xxxxxxxxxxxxxx" * 12_000,
    "attributes": HTML + b"<a " + b"b=1 " * 250_000 + b">",
    "less than": HTML + b"<" * M,
    "entities": HTML + b"&lt;" * 250_000,
    "padding": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QQ==" * 250_000,
    "no base64": HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"Q Q_%=" * 160_000,
    "files in text": HEAD + b"\r\n" + b"begin 644 x\n" * 80_000,
    "flowing": HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\n" + b"a \r\n" * 250_000,
    "quotes": HEAD + b"\r\n" + b"> a\r\n" * 200_000,
    "introductions": HEAD + b"\r\n" + b"On 1 a\r\n" * 120_000,
    "Chinese": HEAD + b"\r\n" + "漏水".encode("gbk") * 250_000,
    "noise": HEAD + b"\r\n" + random.Random(SEED).randbytes(M),
    "only noise": random.Random(SEED).randbytes(M),
    "an envelope of nothing": HEAD + b"Content-Type: application/ms-tnef\r\n\r\n\x78\x9f\x3e\x22\x00\x00" + b"\x01" * M,
    "reports": b"Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n"
    + b"a: b\r\n\r\n" * 100_000,
}


@pytest.mark.parametrize("raw", SHAPES.values(), ids=SHAPES.keys())
def test_a_megabyte_of_anything_is_read_in_seconds(raw: bytes) -> None:
    """What is quadratic takes minutes here. On a quiet machine each takes less than two seconds."""
    began = time.process_time()
    read_mail(raw)
    assert time.process_time() - began < 6


ORDINARY = [
    raw_mail("廚房漏水，請盡快派人。\n陳大文", subject="漏水"),
    raw_mail("Hello", subject="Leak", html="<p>Hello</p>" * 50, files=(("a.pdf", "application/pdf", b"%PDF" * 500),)),
    raw_mail(
        "x" * 2_000, html="<table>" + "<tr><td>1</td></tr>" * 100 + "</table>", in_reply_to="a@b", references="c@d"
    ),
    raw_mail("好\n\n於 2026年7月1日 10:00，客服 <s@x> 寫道：\n" + "> 引文\n" * 80, List_Id="<x>"),
    nested(4),
    b"From: a@b.c\r\nSubject: =?big5?B?uqmk9A==?=\r\nContent-Type: text/html; charset=big5\r\n\r\n<p>\xba\xa9\xa4\xf4",
]


def damaged(raw: bytes, chance: random.Random) -> bytes:
    """A copy with some of what happens to mails on their way."""
    copy = bytearray(raw)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(copy))
        match chance.randrange(6):
            case 0:
                copy[at] = chance.randrange(256)
            case 1:
                del copy[at : at + chance.randint(1, 60)]
            case 2:
                copy[at:at] = chance.randbytes(chance.randint(1, 30))
            case 3:
                copy[at:at] = copy[at // 2 : at // 2 + 80]
            case 4:
                copy = copy.replace(b"\r\n", chance.choice([b"\n", b"\r", b"\r\r\n"]), chance.randint(1, 5))
            case _:
                del copy[max(1, at) :]
        if not copy:
            break
    return bytes(copy)


@pytest.mark.parametrize("number", range(len(ORDINARY)))
def test_damaged_copies_never_stop_us(number: int) -> None:
    chance = random.Random(SEED + number)
    for _ in range(240):
        raw = damaged(ORDINARY[number], chance)
        read = read_mail(raw)
        assert "unreadable" not in read.mail.problems, raw
        stored = [
            read.mail.subject,
            read.mail.text,
            read.mail.html or "",
            read.mail.from_address,
            *read.mail.references,
        ]
        assert not any(bad in "".join(stored) for bad in ("\x00", "\ud800", "\udfff"))
        assert "".join(read.mail.text[start:end] for _, start, end in read.parts.spans) == read.mail.text


def test_an_ordinary_mail_takes_milliseconds() -> None:
    took = []
    for raw in ORDINARY * 15:
        began = time.process_time()
        parse_message(raw)
        took.append(time.process_time() - began)
    assert statistics.median(took) < 0.005
