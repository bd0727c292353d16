"""Who a request comes from: browser sessions and bearer tokens. Only digests of the secrets are stored."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update

from contactcenter.agents.models import Agent, AgentSession, ApiToken
from contactcenter.db import Database, Session
from contactcenter.errors import NotFound
from contactcenter.journal import history

SESSION_LASTS: Final = timedelta(hours=12)
# A session slides at most this often, so that reading a page does not write a row each time.
SLIDES_EVERY: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request. `csrf_token` is None for a bearer token, which no foreign page can send."""

    agent: Agent
    session_id: str | None = None
    csrf_token: str | None = None


@dataclass(frozen=True, slots=True)
class NewSession:
    """What the browser gets; `token` is never to be had again."""

    agent: Agent
    token: str
    csrf_token: str
    expires_at: datetime


def digest(token: str) -> str:
    """What is stored of a random token. It has 256 bits of chance in it, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).hexdigest()


async def start_session(session: Session, agent: Agent, *, now: datetime) -> NewSession:
    token, csrf_token, expires_at = secrets.token_urlsafe(32), secrets.token_urlsafe(32), now + SESSION_LASTS
    row = AgentSession(
        id=digest(token), agent_id=agent.id, csrf_token=csrf_token, created_at=now, expires_at=expires_at
    )
    session.add(row)
    await session.flush()
    return NewSession(agent, token, csrf_token, expires_at)


async def find_signed_in(db: Database, token: str, *, now: datetime) -> SignedIn | None:
    """Whose session cookie this is, None where it has ended. A session in use slides on."""
    query = (
        select(AgentSession, Agent)
        .join(Agent, Agent.id == AgentSession.agent_id)
        .where(AgentSession.id == digest(token), AgentSession.expires_at > now, Agent.is_active)
    )
    async with db.reading() as session:
        found = (await session.execute(query)).one_or_none()
    if found is None:
        return None
    row, agent = found
    if row.expires_at < now + SESSION_LASTS - SLIDES_EVERY:
        async with db.transaction() as session:
            slide = update(AgentSession).where(AgentSession.id == row.id, AgentSession.expires_at > now)
            await session.execute(slide.values(expires_at=now + SESSION_LASTS))
    return SignedIn(agent, row.id, row.csrf_token)


async def find_bearer(session: Session, token: str) -> SignedIn | None:
    """Whose API token this is, None where it is unknown or revoked."""
    query = (
        select(Agent)
        .join(ApiToken, ApiToken.agent_id == Agent.id)
        .where(ApiToken.id == digest(token), ApiToken.revoked_at.is_(None), Agent.is_active)
    )
    agent = (await session.scalars(query)).one_or_none()
    return SignedIn(agent) if agent is not None else None


def csrf_matches(signed_in: SignedIn, given: str | None) -> bool:
    """Whether an unsafe request proves that it was made by our own page; a bearer token is proof enough."""
    if signed_in.csrf_token is None:
        return True
    return secrets.compare_digest(signed_in.csrf_token.encode(), (given or "").encode())


async def end_session(session: Session, session_id: str) -> None:
    """Sign out one browser; may be repeated."""
    await session.execute(delete(AgentSession).where(AgentSession.id == session_id))


async def is_signed_in(session: Session, agent_id: str, *, now: datetime) -> bool:
    """Whether this person has a session anywhere."""
    query = select(AgentSession.id).where(AgentSession.agent_id == agent_id, AgentSession.expires_at > now).limit(1)
    return await session.scalar(query) is not None


async def end_sessions_of(session: Session, agent_id: str, *, but: str | None = None) -> None:
    """Sign a person out everywhere, except in the browser `but`."""
    statement = delete(AgentSession).where(AgentSession.agent_id == agent_id)
    if but is not None:
        statement = statement.where(AgentSession.id != but)
    await session.execute(statement)


async def forget_expired(session: Session, *, now: datetime) -> None:
    """Drop sessions that have ended by themselves."""
    await session.execute(delete(AgentSession).where(AgentSession.expires_at <= now))


async def create_api_token(session: Session, agent: Agent, *, name: str, author_id: str, now: datetime) -> str:
    """A bearer token for an integration that acts as `agent`; it is shown this once."""
    token = "cc_" + secrets.token_urlsafe(32)
    session.add(ApiToken(id=digest(token), agent_id=agent.id, name=name, created_at=now))
    await session.flush()
    details = {"name": name}
    await history.write(session, "agent", agent.id, "token_created", author_id=author_id, at=now, details=details)
    return token


async def list_api_tokens(session: Session, agent_id: str) -> list[ApiToken]:
    query = select(ApiToken).where(ApiToken.agent_id == agent_id).order_by(ApiToken.created_at, ApiToken.id)
    return list(await session.scalars(query))


async def revoke_api_token(session: Session, token_id: str, *, author_id: str, now: datetime) -> None:
    """End a bearer token for good; may be repeated."""
    row = await session.get(ApiToken, token_id)
    if row is None:
        raise NotFound("There is no such token.")
    if row.revoked_at is not None:
        return
    row.revoked_at = now
    await session.flush()
    details = {"name": row.name}
    await history.write(session, "agent", row.agent_id, "token_revoked", author_id=author_id, at=now, details=details)
