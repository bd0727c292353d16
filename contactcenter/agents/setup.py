"""The first start without a demo: a one-time link by which the first administrator makes an account."""

import secrets
from datetime import datetime

from sqlalchemy import CursorResult, delete, func, select, update

from contactcenter.agents import passwords, roles
from contactcenter.agents.models import Agent, SetupToken
from contactcenter.agents.service import create_agent
from contactcenter.agents.sessions import digest
from contactcenter.db import Database, Session
from contactcenter.errors import NotAllowed


async def has_agents(session: Session) -> bool:
    return bool(await session.scalar(select(func.count()).select_from(Agent)))


async def find_or_create_link(db: Database, *, now: datetime) -> str | None:
    """The token of the link while nobody has an account, None afterwards.

    Only its digest is stored, so each start makes a new one and ends those before it.
    """
    token = secrets.token_urlsafe(32)
    async with db.transaction() as session:
        await session.execute(delete(SetupToken).where(SetupToken.used_at.is_(None)))
        if await has_agents(session):
            return None
        session.add(SetupToken(token=digest(token), created_at=now))
        await session.flush()
    return token


async def create_first_administrator(
    db: Database, *, token: str, username: str, name: str, password: str, language: str, now: datetime
) -> Agent:
    """Use the link. It works once, and only while nobody has an account."""
    refusal = NotAllowed("This set-up link is not valid any more; start the service again for a new one.")
    async with db.reading() as session:
        if not await _is_unused(session, token):
            raise refusal
    passwords.check_rules(password, username=username, name=name)
    password_hash = await passwords.hash_password(password)
    async with db.transaction() as session:
        take = update(SetupToken).where(SetupToken.token == digest(token), SetupToken.used_at.is_(None))
        taken = await session.execute(take.values(used_at=now))
        assert isinstance(taken, CursorResult)
        if taken.rowcount != 1 or await has_agents(session):
            raise refusal
        rights = [roles.ADMINISTRATOR]
        return await create_agent(
            session, username=username, name=name, password_hash=password_hash, roles=rights, language=language, now=now
        )


async def _is_unused(session: Session, token: str) -> bool:
    row = await session.get(SetupToken, digest(token))
    return row is not None and row.used_at is None
