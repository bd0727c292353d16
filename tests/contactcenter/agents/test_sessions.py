"""Sessions slide and end; bearer tokens live until they are revoked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.agents import sessions
from contactcenter.agents.models import AgentSession
from contactcenter.agents.service import AgentChanges, update_agent
from contactcenter.db import Database
from contactcenter.errors import NotFound
from tests.support.builders.agents import NOW, make_agent


@pytest.fixture
async def new(db: Database) -> sessions.NewSession:
    async with db.transaction() as session:
        return await sessions.start_session(session, await make_agent(session), now=NOW)


async def test_session_ends_after_twelve_quiet_hours(db: Database, new: sessions.NewSession) -> None:
    assert await sessions.find_signed_in(db, new.token, now=NOW + timedelta(hours=12)) is None
    assert await sessions.find_signed_in(db, "something else", now=NOW) is None


async def test_session_in_use_slides_on(db: Database, new: sessions.NewSession) -> None:
    assert await sessions.find_signed_in(db, new.token, now=NOW + timedelta(hours=11)) is not None
    assert await sessions.find_signed_in(db, new.token, now=NOW + timedelta(hours=22)) is not None


async def test_each_page_does_not_write_a_row(db: Database, new: sessions.NewSession) -> None:
    await sessions.find_signed_in(db, new.token, now=NOW + timedelta(minutes=4))
    async with db.reading() as session:
        assert await session.scalar(select(AgentSession.expires_at)) == new.expires_at


async def test_ended_sessions_open_nothing(db: Database, new: sessions.NewSession) -> None:
    async with db.transaction() as session:
        await sessions.end_session(session, sessions.digest(new.token))
        await sessions.end_session(session, sessions.digest(new.token))
    assert await sessions.find_signed_in(db, new.token, now=NOW) is None


async def test_expired_sessions_are_forgotten(db: Database, new: sessions.NewSession) -> None:
    async with db.transaction() as session:
        await sessions.forget_expired(session, now=NOW + timedelta(hours=12))
        assert (await session.scalars(select(AgentSession))).all() == []


async def test_deactivation_ends_sessions_and_tokens(db: Database, new: sessions.NewSession) -> None:
    async with db.transaction() as session:
        token = await sessions.create_api_token(session, new.agent, name="wallboard", author_id=new.agent.id, now=NOW)
        await update_agent(session, new.agent.id, AgentChanges(is_active=False), author_id=new.agent.id, now=NOW)
        assert (await session.scalars(select(AgentSession))).all() == []
        assert await sessions.find_bearer(session, token) is None
    assert await sessions.find_signed_in(db, new.token, now=NOW) is None


async def test_bearer_token_is_good_until_revoked(db: Database, new: sessions.NewSession) -> None:
    async with db.transaction() as session:
        token = await sessions.create_api_token(session, new.agent, name="wallboard", author_id=new.agent.id, now=NOW)
        signed_in = await sessions.find_bearer(session, token)
        assert signed_in is not None
        assert signed_in.csrf_token is None
        (row,) = await sessions.list_api_tokens(session, new.agent.id)
        assert token not in row.id
        for _ in range(2):
            await sessions.revoke_api_token(session, row.id, author_id=new.agent.id, now=NOW)
        assert await sessions.find_bearer(session, token) is None
        with pytest.raises(NotFound):
            await sessions.revoke_api_token(session, "unknown", author_id=new.agent.id, now=NOW)


async def test_unsafe_request_needs_the_csrf_token_of_its_own_session(new: sessions.NewSession) -> None:
    by_cookie = sessions.SignedIn(new.agent, "id", new.csrf_token)
    assert sessions.csrf_matches(by_cookie, new.csrf_token)
    assert not sessions.csrf_matches(by_cookie, "guess ü")
    assert not sessions.csrf_matches(by_cookie, None)
    assert sessions.csrf_matches(sessions.SignedIn(new.agent), None)
