"""Addresses as programs write them, and words that must never become one."""

import time

import pytest

from channels.email.addresses import MailAddress, read_addresses


@pytest.mark.parametrize(
    ("value", "name", "address"),
    [
        (b"A B <a@b.c>", "A B", "a@b.c"),
        (b'"Chan, T" <a@b.c>', "Chan, T", "a@b.c"),
        (b"Chan, Tai Man <a@b.c>", "Chan, Tai Man", "a@b.c"),
        (b"a@b.c (A B)", "A B", "a@b.c"),
        (b"a@b.c (A (nested) B)", "A (nested) B", "a@b.c"),
        (b"a@b.c", "", "a@b.c"),
        (b"<a@b.c>", "", "a@b.c"),
        (b"<a@b.c", "", "a@b.c"),
        (b"a@b.c>", "", "a@b.c"),
        (b"<<a@b.c>>", "", "a@b.c"),
        (b"< a@b.c >;", "", "a@b.c"),
        (b"mailto:a@b.c", "", "a@b.c"),
        (b"<@relay1,@relay2:a@b.c>", "", "a@b.c"),
        (b"a@b.c.", "", "a@b.c"),
        (b"A B a@b.c", "A B", "a@b.c"),
        (b"'A B' <a@b.c>", "A B", "a@b.c"),
        (b'"A \\"Q\\" B" <a@b.c>', 'A "Q" B', "a@b.c"),
        (b'"A B"@b.c', "", '"A B"@b.c'),
        (b"Repairs: Tower 3 <a@b.c>", "Repairs: Tower 3", "a@b.c"),
        (b"=?utf-8?B?5L2g5aW9?= <a@b.c>", "你好", "a@b.c"),
        (b'"=?utf-8?B?5L2g5aW9?=" <a@b.c>', "你好", "a@b.c"),
        (b"=?gb2312?Q?=D5=C5=C8=FD?=<a@b.c>", "张三", "a@b.c"),
        ("陳大文 <陳@例子.測試>".encode(), "陳大文", "陳@例子.測試"),
        ("张三".encode("gbk") + b" <a@b.c>", "张三", "a@b.c"),
        ("陳大文".encode("big5") + b" <a@b.c>", "陳大文", "a@b.c"),
        (b"MAILER-DAEMON", "MAILER-DAEMON", ""),
        (b"a at b dot c", "a at b dot c", ""),
    ],
)
def test_one_address(value: bytes, name: str, address: str) -> None:
    assert read_addresses(value) == [MailAddress(address, name)]


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        (b"a@b.c, D <d@e.f>", ["a@b.c", "d@e.f"]),
        (b"a@b.c; d@e.f", ["a@b.c", "d@e.f"]),
        (b"Group: a@b.c, D <d@e.f>;", ["a@b.c", "d@e.f"]),
        (b"undisclosed-recipients:;", []),
        (b"<>", []),
        (b"", []),
        (b",,,", []),
    ],
)
def test_several_or_none(value: bytes, addresses: list[str]) -> None:
    assert [found.address for found in read_addresses(value)] == addresses


@pytest.mark.parametrize(
    "value",
    [
        b"=?utf-8?Q?attacker=40evil.example?= <real@b.c>",
        b"=?utf-8?Q?x=3Cattacker=40evil.example=3E?= <real@b.c>",
        b'"attacker@evil.example" <real@b.c>',
        b"attacker@evil.example <real@b.c>",
        b"=?utf-8?B?PGF0dGFja2VyQGV2aWwuZXhhbXBsZT4=?= <real@b.c>",
    ],
)
def test_a_name_that_looks_like_an_address_is_only_a_name(value: bytes) -> None:
    assert [found.address for found in read_addresses(value)] == ["real@b.c"]


def test_a_word_alone_is_no_address() -> None:
    assert read_addresses(b"=?utf-8?Q?attacker=40evil.example?=") == [MailAddress("", "attacker@evil.example")]


def test_names_turn_no_direction_and_hide_nothing() -> None:
    assert read_addresses("\u202eevil\u200b\x07 <a@b.c>".encode())[0].name == "evil"


@pytest.mark.parametrize(
    "piece", [b"<", b'"', b"(", b"a", b"a@", b"=?a?q?", b'"\\', b"a b ", b"a,", b"<a@b.c>", b":", b"[1@", b'"a"@']
)
def test_hostile_fields_take_no_time(piece: bytes) -> None:
    began = time.process_time()
    read_addresses(piece * (1_000_000 // len(piece)))
    assert time.process_time() - began < 1
