"""Whole mails: what they say and what came with them, however they are built or broken."""

import base64
from datetime import UTC, datetime

import pytest

from channels.email.parser import parse_message

HEAD = b"From: a@b.c\r\nSubject: x\r\nMIME-Version: 1.0\r\n"


def part(content_type: str, body: str | bytes, *headers: str) -> bytes:
    content = body.encode() if isinstance(body, str) else body
    return "\r\n".join([f"Content-Type: {content_type}", *headers, "", ""]).encode() + content


def multipart(kind: str, *parts: bytes, boundary: str = "b", closes: bool = True) -> bytes:
    mark = f"--{boundary}".encode()
    inside = b"".join(mark + b"\r\n" + one + b"\r\n" for one in parts)
    end = mark + b"--\r\n" if closes else b""
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode() + inside + end


PLAIN, RICH = part("text/plain", "plain"), part("text/html", "<p>rich</p>")
PDF = part("application/pdf", base64.b64encode(b"%PDF-1"), "Content-Transfer-Encoding: base64")
PHOTO = part("image/png", base64.b64encode(b"png"), "Content-Transfer-Encoding: base64", "Content-ID: <p1@x>")


def test_the_simplest_mail() -> None:
    mail = parse_message(
        b"From: =?utf-8?B?6Zmz5aSn5paH?= <a@b.c>\r\nTo: s@x.y, t@x.y\r\nCc: u@x.y\r\nReply-To: r@b.c\r\n"
        b"Subject: hello\r\nMessage-ID: <1@b.c>\r\nIn-Reply-To: <0@x.y>\r\nReferences: <r@x.y> <0@x.y>\r\n"
        b"Date: Wed, 1 Jul 2026 22:10:00 +0800\r\n\r\nhi there\r\n"
    )
    assert (mail.from_address, mail.from_name, mail.subject, mail.text) == ("a@b.c", "陳大文", "hello", "hi there")
    assert (mail.to, mail.cc, mail.reply_to) == (["s@x.y", "t@x.y"], ["u@x.y"], "r@b.c")
    assert (mail.message_id, mail.in_reply_to, mail.references) == ("1@b.c", "0@x.y", ["r@x.y", "0@x.y"])
    assert mail.date == datetime(2026, 7, 1, 14, 10, tzinfo=UTC)
    assert (mail.html, mail.attachments, mail.is_automatic, mail.problems) == (None, [], False, [])


@pytest.mark.parametrize(
    ("body", "text", "html", "files"),
    [
        pytest.param(PLAIN, "plain", None, [], id="plain"),
        pytest.param(RICH, "rich", "<p>rich</p>", [], id="only HTML"),
        pytest.param(multipart("alternative", PLAIN, RICH), "plain", "<p>rich</p>", [], id="alternative"),
        pytest.param(
            multipart("alternative", part("text/plain", " \r\n"), RICH),
            "rich",
            "<p>rich</p>",
            [],
            id="blank plain part",
        ),
        pytest.param(multipart("mixed", PLAIN, PDF), "plain", None, ["file-1.pdf"], id="with a file"),
        pytest.param(
            multipart("mixed", multipart("alternative", PLAIN, RICH, boundary="i"), PDF),
            "plain",
            "<p>rich</p>",
            ["file-1.pdf"],
            id="alternative and a file",
        ),
        pytest.param(
            multipart("related", part("text/html", '<img src="cid:p1@x">'), PHOTO),
            "",
            '<img data-cid="p1@x">',
            ["p1.png"],
            id="HTML with its picture",
        ),
        pytest.param(
            multipart("mixed", PLAIN, PHOTO, part("text/plain", "after")),
            "plain\n\nafter",
            None,
            ["p1.png"],
            id="in between",
        ),
        pytest.param(
            multipart("mixed", RICH, part("text/plain", "footer")),
            "rich\n\nfooter",
            "<p>rich</p>\n<pre>footer</pre>",
            [],
            id="footer of a list",
        ),
        pytest.param(
            multipart("alternative", PLAIN, multipart("mixed", RICH, PDF, boundary="i")),
            "plain",
            "<p>rich</p>",
            ["file-1.pdf"],
            id="file inside an alternative",
        ),
        pytest.param(
            multipart("mixed", PLAIN, part("text/plain", "log", 'Content-Disposition: attachment; filename="a.log"')),
            "plain",
            None,
            ["a.log"],
            id="text as a file",
        ),
        pytest.param(
            multipart("mixed", PLAIN, part('text/plain; name="note.txt"', "x", "Content-Disposition: inline")),
            "plain",
            None,
            ["note.txt"],
            id="named text beside another",
        ),
        pytest.param(part('text/plain; name="body.txt"', "x"), "x", None, [], id="named text alone"),
        pytest.param(
            multipart("mixed", PLAIN, part("message/rfc822", "Subject: inner\r\n\r\nhi")),
            "plain",
            None,
            ["inner.eml"],
            id="a forwarded mail",
        ),
        pytest.param(
            multipart("digest", b"\r\nSubject: one\r\n\r\n1", b"\r\nSubject: two\r\n\r\n2"),
            "",
            None,
            ["one.eml", "two.eml"],
            id="digest",
        ),
        pytest.param(
            multipart(
                "signed",
                PLAIN,
                part("application/pkcs7-signature", "x", 'Content-Disposition: attachment; filename="smime.p7s"'),
            ),
            "plain",
            None,
            ["smime.p7s"],
            id="signed",
        ),
        pytest.param(part("text/html", "<html><body>x"), "x", "x", [], id="HTML that never ends"),
        pytest.param(
            part("text/plain", "<html><body><b>x</b></body></html>"),
            "x",
            "<b>x</b>",
            [],
            id="HTML that calls itself text",
        ),
        pytest.param(part("text/enriched", "<bold>x</bold> <<y"), "x <y", None, [], id="enriched"),
        pytest.param(part("text", "x"), "x", None, [], id="half a type"),
        pytest.param(part("TEXT/PLAIN;CHARSET=UTF-8", "漏"), "漏", None, [], id="capitals"),
    ],
)
def test_words_and_files(body: bytes, text: str, html: str | None, files: list[str]) -> None:
    mail = parse_message(HEAD + body)
    assert (mail.text, mail.html) == (text, html)
    assert [file.name for file in mail.attachments] == files


def test_only_a_picture_that_is_shown_is_inline() -> None:
    shown = part("text/html", '<img src="cid:p1@x">')
    pdf = part("application/pdf", "%PDF", "Content-Disposition: inline", "Content-ID: <p2@x>")
    mail = parse_message(HEAD + multipart("related", shown, PHOTO, pdf))
    assert [(file.content_id, file.is_inline) for file in mail.attachments] == [("p1@x", True), ("p2@x", False)]


@pytest.mark.parametrize(
    ("body", "text", "problem"),
    [
        pytest.param(multipart("mixed", PLAIN, closes=False), "plain", "", id="never closed"),
        pytest.param(
            multipart("mixed", multipart("alternative", PLAIN, boundary="b1", closes=False), PDF),
            "plain",
            "",
            id="inner never closed, a prefix",
        ),
        pytest.param(
            b"Content-Type: multipart/mixed\r\n\r\n--zz\r\n\r\nhi\r\n--zz--",
            "hi",
            "boundary_missing",
            id="boundary not named",
        ),
        pytest.param(
            b'Content-Type: multipart/mixed; boundary="wrong"\r\n\r\n--zz\r\n\r\nhi\r\n--zz--',
            "hi",
            "boundary_missing",
            id="another boundary named",
        ),
        pytest.param(
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\njust text',
            "just text",
            "boundary_missing",
            id="no multipart at all",
        ),
        pytest.param(
            b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n', "", "boundary_missing", id="empty multipart"
        ),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b  \r\n\r\nhi\r\n--b--  ",
            "hi",
            "",
            id="blanks behind boundaries",
        ),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhi\r\n--bx\r\nstill\r\n--b--",
            "hi\n--bx\nstill",
            "",
            id="a longer line is none",
        ),
        pytest.param(b"\r\nno headers at all", "no headers at all", "no_blank_line_after_headers", id="only a body"),
    ],
)
def test_broken_structures(body: bytes, text: str, problem: str) -> None:
    mail = parse_message((HEAD if body.startswith(b"Content") else b"") + body)
    assert mail.text == text
    assert (problem in mail.problems) is bool(problem)


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", base64.b64encode("漏水".encode()).decode(), "漏水"),
        ("BASE64", "5ryP5rC0", "漏水"),
        ("base64", "5ryP\r\n5rC0\r\n", "漏水"),
        ("base64", "5ryP5rC", "漏\ufffd"),
        ("base64", "5ryP 5r C0=", "漏水"),
        ("base64", "SGVsbG8=SGVsbG8=", "HelloHello"),
        ("base64", "5ryP5rC0\r\n=\r\n_______________\r\nlist footer", "漏水"),
        ("base64", "this is not base64, is it? 漏水!", "this is not base64, is it? 漏水!"),
        ("quoted-printable", "=E6=BC=8F=\r\n=E6=B0=B4", "漏水"),
        ("Quoted_Printable", "a=20b=3D", "a b="),
        ("quoted-printable", "a=ZZb=", "a=ZZb"),
        ("8bit", "漏水", "漏水"),
        ("x-nonsense", "漏水", "漏水"),
        ("x-uuencode", "begin 644 x\r\n%:&5L;&\\\r\n`\r\nend", "hello"),
    ],
)
def test_transfer_encodings(encoding: str, body: str, text: str) -> None:
    raw = (
        HEAD
        + f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{body}".encode()
    )
    assert parse_message(raw).text.startswith(text)


def test_a_file_written_into_the_text_is_taken_out() -> None:
    mail = parse_message(HEAD + b"\r\nsee\r\nbegin 644 plan.txt\r\n%:&5L;&\\\r\n`\r\nend\r\nthanks\r\n")
    assert [(file.name, file.content) for file in mail.attachments] == [("plan.txt", b"hello")]
    assert mail.text == "see\nthanks"


def test_lines_broken_only_for_sending_are_joined() -> None:
    flowed = b"Content-Type: text/plain; format=flowed\r\n\r\none \r\ntwo\r\n> quoted \r\n> too\r\n-- \r\nme\r\n"
    assert parse_message(HEAD + flowed).text == "one two\n> quoted too\n-- \nme"
    joined = b"Content-Type: text/plain; format=flowed; delsp=yes; charset=utf-8\r\n\r\n" + "漏 \r\n水".encode()
    assert parse_message(HEAD + joined).text == "漏水"


def test_an_invitation_that_says_nothing_else_is_shown() -> None:
    ics = (
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:業主大會\r\nDTSTART:20260701T110000Z\r\nLOCATION:會所\r\nEND:VEVENT"
    )
    mail = parse_message(HEAD + multipart("alternative", part("text/calendar; charset=utf-8", ics)))
    assert mail.text == "業主大會\n2026-07-01 11:00 UTC\n會所"
    assert [file.name for file in mail.attachments] == ["file-1.ics"]


def test_an_encrypted_mail_says_so() -> None:
    body = multipart(
        "encrypted", part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream", "x")
    )
    mail = parse_message(HEAD + body)
    assert "encrypted" in mail.problems
    assert len(mail.attachments) == 2


@pytest.mark.parametrize(
    ("head", "sender"),
    [
        (b"Sender: s@x.y\r\n", "s@x.y"),
        (b"From: nobody\r\nReply-To: r@x.y\r\n", "r@x.y"),
        (b"From: <>\r\nReturn-Path: <p@x.y>\r\n", "p@x.y"),
        (b"From: =?utf-8?Q?evil=40x.y?=\r\nSender: s@x.y\r\n", "s@x.y"),
        (b"Subject: x\r\n", ""),
    ],
)
def test_who_wrote_a_mail_that_does_not_say(head: bytes, sender: str) -> None:
    mail = parse_message(head + b"\r\nhi")
    assert mail.from_address == sender
    assert ("no_sender" in mail.problems) is (not sender)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "big5hkscs"])
def test_a_raw_subject_is_read_with_the_help_of_the_body(codec: str) -> None:
    label = {"gb18030": "gb2312", "big5hkscs": "big5"}.get(codec, codec)
    head = f"From: a@b.c\r\nContent-Type: text/plain; charset={label}\r\n".encode()
    raw = head + "Subject: 漏水問題\r\n\r\n廚房漏水".encode(codec)
    mail = parse_message(raw)
    assert (mail.subject, mail.text) == ("漏水問題", "廚房漏水")


@pytest.mark.parametrize("date", ["", "nonsense", "99 Foo 0000", "Wed, 31 Feb 2026 10:00 +0000", "1 " * 9999])
def test_a_date_that_makes_no_sense_is_none(date: str) -> None:
    assert parse_message(f"From: a@b.c\r\nDate: {date}\r\n\r\nx".encode()).date is None


@pytest.mark.parametrize(
    "raw", [b"", b"\r\n", b"\x00", b"\xff" * 100, b":", b"From:", b"Content-Type: multipart/mixed; boundary="]
)
def test_nothing_much_is_a_mail_too(raw: bytes) -> None:
    mail = parse_message(raw)
    assert mail.from_address == ""
