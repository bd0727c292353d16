"""Signing in: the same refusal for every reason, sessions by digest, throttling, renewal of old hashes."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from contactcenter.agents import passwords, sessions
from contactcenter.agents.models import AgentSession, SignInFailure
from contactcenter.agents.service import AgentChanges, get_agent, update_agent
from contactcenter.agents.sessions import NewSession
from contactcenter.agents.sign_in import sign_in
from contactcenter.db import Database
from contactcenter.errors import NotSignedIn, TooManyRequests
from contactcenter.journal import history
from tests.support.builders.agents import NOW, PASSWORD, make_agent


async def enter(db: Database, username: str = "agent1", password: str = PASSWORD) -> NewSession:
    return await sign_in(db, username=username, password=password, address="203.0.113.9", now=NOW)


@pytest.fixture
async def agent_id(db: Database) -> str:
    async with db.transaction() as session:
        return (await make_agent(session, username="agent1")).id


async def test_right_password_starts_a_session(db: Database, agent_id: str) -> None:
    new = await enter(db, " Agent1 ")
    signed_in = await sessions.find_signed_in(db, new.token, now=NOW)
    assert signed_in is not None
    assert signed_in.agent.id == new.agent.id == agent_id
    assert signed_in.csrf_token == new.csrf_token
    async with db.reading() as session:
        assert [entry.act for entry in await history.of_subject(session, "agent", agent_id)][-1] == "signed_in"


async def test_only_a_digest_of_the_token_is_stored(db: Database, agent_id: str) -> None:
    new = await enter(db)
    async with db.reading() as session:
        rows = (await session.scalars(select(AgentSession))).all()
    assert [row.id for row in rows] == [sessions.digest(new.token)]


async def test_every_refusal_sounds_the_same(db: Database, agent_id: str) -> None:
    async with db.transaction() as session:
        other = await make_agent(session, username="gone")
        await update_agent(session, other.id, AgentChanges(is_active=False), author_id=agent_id, now=NOW)
    refusals = []
    for username, password in (("agent1", "wrong"), ("nobody", PASSWORD), ("gone", PASSWORD), ("agent1", "x" * 5000)):
        with pytest.raises(NotSignedIn) as caught:
            await enter(db, username, password)
        refusals.append((caught.value.code, caught.value.message))
    assert len(set(refusals)) == 1


async def test_wrong_passwords_make_the_name_wait(db: Database, agent_id: str) -> None:
    for _ in range(5):
        with pytest.raises(NotSignedIn):
            await enter(db, password="wrong")
    with pytest.raises(TooManyRequests) as caught:
        await enter(db)
    assert caught.value.retry_after >= 1


async def test_success_clears_the_name(db: Database, agent_id: str) -> None:
    for _ in range(4):
        with pytest.raises(NotSignedIn):
            await enter(db, password="wrong")
    await enter(db)
    async with db.reading() as session:
        rows = {row.key.split(":")[0]: row.failures for row in await session.scalars(select(SignInFailure))}
    assert rows == {"address": 4}


async def test_many_names_from_one_address_make_the_address_wait(db: Database, agent_id: str) -> None:
    for number in range(20):
        with pytest.raises(NotSignedIn):
            await enter(db, f"nobody{number}", "wrong")
    with pytest.raises(TooManyRequests):
        await enter(db)


async def test_hash_of_old_parameters_is_renewed(db: Database, agent_id: str) -> None:
    weak = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    async with db.transaction() as session:
        (await get_agent(session, agent_id)).password_hash = weak
        await session.flush()
    await enter(db)
    async with db.reading() as session:
        renewed = (await get_agent(session, agent_id)).password_hash
    assert not passwords.needs_new_hash(renewed)
    await enter(db)
