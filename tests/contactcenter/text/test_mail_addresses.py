"""One form for every spelling of a mail address."""

import pytest

from contactcenter.customers.addresses import read_address
from contactcenter.text.mail_addresses import normalise_mail_address


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("Owner@Home.Example", "owner@home.example"),
        (" a@b.c ", "a@b.c"),
        ("a@b.c.", "a@b.c"),
        ("陳@例子.測試", "陳@xn--fsqu00a.xn--g6w251d"),
        ("陳@XN--FSQU00A.xn--g6w251d", "陳@xn--fsqu00a.xn--g6w251d"),
        ("e\u0301@b.c", "é@b.c"),
        ('"a b"@c.d', '"a b"@c.d'),
        ("root@localhost", "root@localhost"),
    ],
)
def test_spellings_of_one_address_are_equal(written: str, address: str) -> None:
    assert normalise_mail_address(written) == address


@pytest.mark.parametrize("written", ["", "a", "@b.c", "a@", "a@ b.c", "a@...", "x" * 400 + "@b.c"])
def test_what_is_no_address_is_none(written: str) -> None:
    assert normalise_mail_address(written) is None


def test_what_an_agent_types_is_the_address_a_mail_came_from() -> None:
    assert read_address("email", " 陳@例子.測試").address == normalise_mail_address("陳@xn--fsqu00a.xn--g6w251d")
