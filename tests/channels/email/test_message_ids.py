"""Ids as they can be compared."""

import pytest

from channels.email.message_ids import MOST_IDS, read_ids, read_own_id


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        (b"<a@b>", ["a@b"]),
        (b" <a@b> (added by relay)", ["a@b"]),
        (b"<a@b> <c@d>\t<e@f>", ["a@b", "c@d", "e@f"]),
        (b"<a@b><c@d>", ["a@b", "c@d"]),
        (b"<a@b>,<c@d>", ["a@b", "c@d"]),
        (b"<a\r\n @b>", ["a@b"]),
        (b"<very-long-\t id@host>", ["very-long-id@host"]),
        (b"a@b c@d", ["a@b", "c@d"]),
        (b"Your message of today <a@b>", ["a@b"]),
        (b"<a@b> <a@b>", ["a@b"]),
        (b"<Case@Kept>", ["Case@Kept"]),
        (b"<no-at-sign>", ["no-at-sign"]),
        (b"<unclosed@x", ["unclosed@x"]),
        (b"<>", []),
        (b"", []),
    ],
)
def test_ids_in_their_order(value: bytes, ids: list[str]) -> None:
    assert read_ids(value) == ids


@pytest.mark.parametrize(
    ("value", "own"), [(b"<a@b>", "a@b"), (b"a@b", "a@b"), (b"no-at-sign", "no-at-sign"), (b"", ""), (b"<>", "")]
)
def test_the_id_of_a_mail_itself(value: bytes, own: str) -> None:
    assert read_own_id(value) == own


def test_a_chain_without_end_is_cut() -> None:
    assert len(read_ids(b"".join(b"<%d@x>" % number for number in range(10_000)))) == MOST_IDS
