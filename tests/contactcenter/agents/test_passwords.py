"""Hashing, checking and the rules of a good password."""

import pytest
from argon2 import PasswordHasher

from contactcenter.agents import passwords
from contactcenter.errors import InvalidInput

# Taken before the fixture of this folder puts cheap parameters in its place.
REAL_HASHER = passwords.hasher


def test_real_hashes_are_as_costly_as_rfc_9106_asks() -> None:
    assert REAL_HASHER.memory_cost >= 64 * 1024
    assert REAL_HASHER.time_cost >= 3


async def test_hash_fits_its_password_only() -> None:
    hashed = await passwords.hash_password("rain on the podium")
    assert hashed.startswith("$argon2id$")
    assert await passwords.is_right(hashed, "rain on the podium")
    assert not await passwords.is_right(hashed, "rain on the roof")


async def test_unknown_name_is_checked_like_a_known_one_and_refused() -> None:
    assert not await passwords.is_right(None, "anything")
    assert not await passwords.is_right(None, "nobody has this password")


async def test_damaged_hash_opens_nothing() -> None:
    assert not await passwords.is_right("not a hash", "anything")


def test_hash_of_weaker_parameters_needs_renewal() -> None:
    assert passwords.needs_new_hash(PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("x"))


@pytest.mark.parametrize(
    ("password", "broken"),
    [
        pytest.param("rain on the podium", set(), id="good"),
        pytest.param("雨落在平台花園的屋簷上", set(), id="good in Chinese"),
        pytest.param("short", {"too_short"}, id="too short"),
        pytest.param("x1" * 150, {"too_long", "too_uniform"}, id="too long"),
        pytest.param("aaaaaaaaaaaa", {"too_uniform"}, id="one letter"),
        pytest.param("PASSWORD123", {"well_known"}, id="well known"),
        pytest.param("my-agent7-password", {"contains_name"}, id="holds the user name"),
        pytest.param("hello wong, hello", {"contains_name"}, id="holds the name"),
    ],
)
def test_rules_of_a_password(password: str, broken: set[str]) -> None:
    assert set(passwords.broken_rules(password, username="agent7", name="Ada Wong")) == broken


def test_every_broken_rule_is_named() -> None:
    with pytest.raises(InvalidInput) as caught:
        passwords.check_rules("ada", username="ada")
    assert caught.value.code == "weak_password"
    assert caught.value.details == {"rules": ["contains_name", "too_short"]}
