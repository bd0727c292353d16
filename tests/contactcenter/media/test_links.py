"""Links by which a carrier fetches a file."""

from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.db import new_id
from contactcenter.media.links import VALID_FOR, MediaLinks, Permit

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
LINKS = MediaLinks("https://desk.example/line/", "a secret of the tests")


def token_of(permit: Permit) -> str:
    return LINKS.url_of(permit, now=NOW).rpartition("/")[2]


def test_a_link_gives_what_it_was_made_for() -> None:
    permit = Permit(new_id(), 4_000_000)
    assert LINKS.url_of(permit, now=NOW).startswith("https://desk.example/line/m/")
    assert LINKS.read(token_of(permit), now=NOW) == permit


def test_a_link_ends() -> None:
    token = token_of(Permit(new_id(), 1))
    assert LINKS.read(token, now=NOW + VALID_FOR) is not None
    assert LINKS.read(token, now=NOW + VALID_FOR + timedelta(seconds=1)) is None


def test_another_installation_cannot_make_one() -> None:
    token = token_of(Permit(new_id(), 1))
    assert MediaLinks("https://desk.example", "another secret").read(token, now=NOW) is None


@pytest.mark.parametrize("part", [0, 1, 2, 3])
def test_a_changed_link_gives_nothing(part: int) -> None:
    said = token_of(Permit("0" * 32, 1000)).split("-")
    said[part] = ("f" if said[part][0] != "f" else "e") + said[part][1:] if part in (0, 3) else said[part] + "0"
    assert LINKS.read("-".join(said), now=NOW) is None


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "0" * 400, f"{'0' * 32}-1-1-{'0' * 64}"])
def test_nonsense_gives_nothing(token: str) -> None:
    assert LINKS.read(token, now=NOW) is None
