"""The rule of the blank line, and every way in which real mail breaks it."""

import pytest

from channels.email.mime.headers import LARGEST_HEADER, split_headers


def read(raw: bytes, *, is_whole_mail: bool = True) -> tuple[list[tuple[str, bytes]], bytes, list[str]]:
    problems: list[str] = []
    headers, body = split_headers(raw, problems, is_whole_mail=is_whole_mail)
    return headers.fields, body, problems


A, B = ("a", b"1"), ("b", b"2")


@pytest.mark.parametrize(
    ("raw", "fields", "body"),
    [
        pytest.param(b"A: 1\r\nB: 2\r\n\r\nbody", [A, B], b"body", id="as it should be"),
        pytest.param(b"A: 1\nB: 2\n\nbody", [A, B], b"body", id="only line feeds"),
        pytest.param(b"A: 1\rB: 2\r\rbody", [A, B], b"body", id="only carriage returns"),
        pytest.param(b"\r\n\r\nA: 1\r\n\r\nbody", [A], b"body", id="blank lines first"),
        pytest.param(b"From x@y Mon Jan 1\nA: 1\n\nbody", [A], b"body", id="a line of a mailbox file"),
        pytest.param(b">From x@y\nA: 1\n\nbody", [A], b"body", id="a quoted one"),
        pytest.param(b"\xef\xbb\xbfA: 1\n\nbody", [A], b"body", id="a byte order mark"),
        pytest.param(b"A:1\nB :2\n\nbody", [A, B], b"body", id="blanks forgotten or added"),
        pytest.param(b"A: 1\n 2\n\t3\n\nbody", [("a", b"1 2\t3")], b"body", id="folded"),
        pytest.param(b"A: 1\nnonsense\nB: 2\n\nbody", [A, B], b"body", id="a line without a name"),
        pytest.param(b"A: 1\nthe body begins\nat once", [A], b"the body begins\nat once", id="no blank line"),
        pytest.param(b"A: 1\n \nB: 2\n\nbody", [("a", b"1"), B], b"body", id="a line of blanks between"),
        pytest.param(b"A: 1\n \nbody", [A], b"body", id="a line of blanks as the blank line"),
        pytest.param(b"A: 1\x00\n\nbody", [A], b"body", id="a null character"),
        pytest.param(b"just a body", [], b"just a body", id="no headers"),
        pytest.param(b"", [], b"", id="nothing"),
        pytest.param(b"A: 1", [A], b"", id="only a header"),
        pytest.param(b"A: 1\r\n\r\n", [A], b"", id="no body"),
    ],
)
def test_fields_and_body(raw: bytes, fields: list[tuple[str, bytes]], body: bytes) -> None:
    assert read(raw)[:2] == (fields, body)


def test_a_part_without_fields_begins_with_a_blank_line() -> None:
    assert read(b"\r\nNote: this is text", is_whole_mail=False)[:2] == ([], b"Note: this is text")


def test_headers_without_end_are_cut_and_the_body_found() -> None:
    raw = b"A: 1\nX: " + b"x" * LARGEST_HEADER + b"\nB: 2\n\nbody"
    fields, body, problems = read(raw)
    assert (fields[0], body, problems) == (A, b"body", ["headers_too_long"])
