"""Pauses grow with each wrong attempt and are forgotten after a success or an hour."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.agents import throttle
from contactcenter.agents.models import SignInFailure
from contactcenter.agents.throttle import Limit
from contactcenter.db import Database
from contactcenter.errors import TooManyRequests
from tests.support.builders.agents import NOW

LIMIT = Limit(free_failures=2)
KEY = "name:test"


async def attempt(db: Database, *, seconds: float = 0) -> None:
    async with db.transaction() as session:
        await throttle.count_attempt(session, KEY, LIMIT, now=NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (2, 0), (3, 2), (4, 4), (5, 8), (9, 128), (11, 300), (9999, 300)]
)
def test_pause_doubles_up_to_its_limit(failures: int, seconds: int) -> None:
    assert throttle.pause_seconds(failures, LIMIT) == seconds


async def test_attempt_during_a_pause_is_refused_with_the_time_to_wait(db: Database) -> None:
    for _ in range(3):
        await attempt(db)
    with pytest.raises(TooManyRequests) as caught:
        await attempt(db, seconds=0.5)
    assert caught.value.retry_after == 2
    await attempt(db, seconds=2)
    with pytest.raises(TooManyRequests):
        await attempt(db, seconds=5.5)


async def test_knocking_during_a_pause_does_not_prolong_it(db: Database) -> None:
    for _ in range(3):
        await attempt(db)
    for _ in range(10):
        with pytest.raises(TooManyRequests):
            await attempt(db, seconds=1)
    await attempt(db, seconds=2)


async def test_parallel_guesses_are_all_counted(db: Database) -> None:
    results = await asyncio.gather(*(attempt(db) for _ in range(10)), return_exceptions=True)
    assert sum(result is None for result in results) == 3


async def test_success_forgets_the_name_and_forgives_the_address_one_attempt(db: Database) -> None:
    for _ in range(2):
        await attempt(db)
    async with db.transaction() as session:
        await throttle.take_back_attempt(session, KEY)
        assert await session.scalar(select(SignInFailure.failures)) == 1
        await throttle.forget_attempts(session, KEY)
        assert (await session.scalars(select(SignInFailure))).all() == []


async def test_quiet_hour_begins_anew(db: Database) -> None:
    for _ in range(2):
        await attempt(db)
    await attempt(db, seconds=3600)
    await attempt(db, seconds=3600)
    async with db.transaction() as session:
        assert await session.scalar(select(SignInFailure.failures)) == 2
        await throttle.forget_old(session, now=NOW + timedelta(hours=2))
        assert (await session.scalars(select(SignInFailure))).all() == []


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.9", "address:203.0.113.9"),
        ("::ffff:203.0.113.9", "address:203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "address:2001:db8:1:2::/64"),
        ("nonsense", "address:unknown"),
    ],
)
def test_address_key(address: str, key: str) -> None:
    assert throttle.address_key(address) == key


def test_name_key_keeps_no_name() -> None:
    assert throttle.username_key(" Agent1 ") == throttle.username_key("agent1")
    assert "agent1" not in throttle.username_key("agent1")
