"""The set-up link of a first start works once, and only while nobody has an account."""

import asyncio
from typing import Any

import pytest

from contactcenter.agents import setup
from contactcenter.agents.service import list_agents
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotAllowed
from tests.support.builders.agents import NOW, PASSWORD, make_agent

FIRST: dict[str, Any] = {"username": "admin", "name": "First", "password": PASSWORD, "language": "en", "now": NOW}


async def new_link(db: Database) -> str:
    token = await setup.find_or_create_link(db, now=NOW)
    assert token is not None
    return token


async def test_link_makes_the_first_administrator_once(db: Database) -> None:
    token = await new_link(db)
    agent = await setup.create_first_administrator(db, token=token, **FIRST)
    assert agent.roles == ["administrator"]
    with pytest.raises(NotAllowed):
        await setup.create_first_administrator(db, token=token, **FIRST)
    assert await setup.find_or_create_link(db, now=NOW) is None


async def test_link_used_twice_at_once_makes_one_administrator(db: Database) -> None:
    token = await new_link(db)
    both = (setup.create_first_administrator(db, token=token, **FIRST | {"username": name}) for name in ("one", "two"))
    results = await asyncio.gather(*both, return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Agent", "NotAllowed"]
    async with db.reading() as session:
        assert len(await list_agents(session)) == 1


async def test_each_start_ends_the_link_before_it(db: Database) -> None:
    old, new = await new_link(db), await new_link(db)
    with pytest.raises(NotAllowed):
        await setup.create_first_administrator(db, token=old, **FIRST)
    await setup.create_first_administrator(db, token=new, **FIRST)


async def test_weak_password_leaves_the_link_usable(db: Database) -> None:
    token = await new_link(db)
    with pytest.raises(InvalidInput):
        await setup.create_first_administrator(db, token=token, **FIRST | {"password": "demo"})
    await setup.create_first_administrator(db, token=token, **FIRST)


async def test_no_link_where_somebody_has_an_account(db: Database) -> None:
    token = await new_link(db)
    async with db.transaction() as session:
        await make_agent(session)
    with pytest.raises(NotAllowed):
        await setup.create_first_administrator(db, token=token, **FIRST)
    assert await setup.find_or_create_link(db, now=NOW) is None
