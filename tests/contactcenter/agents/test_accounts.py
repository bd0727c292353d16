"""Acts that set a password."""

from typing import Any

import pytest

from contactcenter.agents import accounts, sessions
from contactcenter.agents.service import get_agent
from contactcenter.agents.sign_in import sign_in
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotSignedIn, TooManyRequests
from tests.support.builders.agents import NOW, PASSWORD, make_agent

NEW_PASSWORD = "clouds over the harbour"


@pytest.fixture
async def agent_id(db: Database) -> str:
    async with db.transaction() as session:
        return (await make_agent(session, username="agent1")).id


async def enter(db: Database, password: str) -> sessions.NewSession:
    return await sign_in(db, username="agent1", password=password, address="203.0.113.9", now=NOW)


async def test_account_is_created_with_a_good_password(db: Database) -> None:
    account: dict[str, Any] = {
        "username": "New.One",
        "name": "New One",
        "roles": ["agent"],
        "author_id": None,
        "now": NOW,
    }
    with pytest.raises(InvalidInput):
        await accounts.create_account(db, password="short", **account)
    agent = await accounts.create_account(db, password=NEW_PASSWORD, **account)
    signed_in = await sign_in(db, username="new.one", password=NEW_PASSWORD, address="::1", now=NOW)
    assert signed_in.agent.id == agent.id


async def test_changed_password_ends_the_other_sessions(db: Database, agent_id: str) -> None:
    own, other = await enter(db, PASSWORD), await enter(db, PASSWORD)
    kept = sessions.digest(own.token)
    await accounts.change_password(db, agent_id, current=PASSWORD, new=NEW_PASSWORD, session_id=kept, now=NOW)
    assert await sessions.find_signed_in(db, own.token, now=NOW) is not None
    assert await sessions.find_signed_in(db, other.token, now=NOW) is None
    await enter(db, NEW_PASSWORD)
    with pytest.raises(NotSignedIn):
        await enter(db, PASSWORD)


@pytest.mark.parametrize(
    ("current", "new", "code"),
    [
        pytest.param("wrong", NEW_PASSWORD, "wrong_password", id="wrong current password"),
        pytest.param(PASSWORD, PASSWORD, "same_password", id="the same again"),
        pytest.param(PASSWORD, "short", "weak_password", id="weak"),
    ],
)
async def test_change_is_refused(db: Database, agent_id: str, current: str, new: str, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        await accounts.change_password(db, agent_id, current=current, new=new, session_id=None, now=NOW)
    assert caught.value.code == code
    await enter(db, PASSWORD)


async def test_stolen_session_cannot_guess_the_current_password(db: Database, agent_id: str) -> None:
    for _ in range(5):
        with pytest.raises(InvalidInput):
            await accounts.change_password(db, agent_id, current="x", new=NEW_PASSWORD, session_id=None, now=NOW)
    with pytest.raises(TooManyRequests):
        await accounts.change_password(db, agent_id, current=PASSWORD, new=NEW_PASSWORD, session_id=None, now=NOW)


async def test_reset_signs_out_and_asks_for_an_own_password(db: Database, agent_id: str) -> None:
    async with db.transaction() as session:
        administrator = await make_agent(session, roles=["administrator"])
    before = await enter(db, PASSWORD)
    await accounts.reset_password(db, agent_id, new=NEW_PASSWORD, author_id=administrator.id, now=NOW)
    assert await sessions.find_signed_in(db, before.token, now=NOW) is None
    assert (await enter(db, NEW_PASSWORD)).agent.must_change_password
    await accounts.change_password(db, agent_id, current=NEW_PASSWORD, new=PASSWORD, session_id=None, now=NOW)
    async with db.reading() as session:
        assert not (await get_agent(session, agent_id)).must_change_password
