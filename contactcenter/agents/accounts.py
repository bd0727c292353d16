"""Acts that set a password: create an account, change it, reset it. Hashing stands outside every transaction."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.agents import passwords, throttle
from contactcenter.agents.models import Agent
from contactcenter.agents.service import create_agent, get_agent, lock_agent
from contactcenter.agents.sessions import end_sessions_of
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotSignedIn
from contactcenter.journal import history


async def create_account(
    db: Database,
    *,
    username: str,
    name: str,
    password: str,
    roles: Sequence[str],
    author_id: str | None,
    now: datetime,
    language: str = "zh-Hant",
    must_change_password: bool = False,
) -> Agent:
    """An account with a password that keeps the rules."""
    passwords.check_rules(password, username=username, name=name)
    password_hash = await passwords.hash_password(password)
    async with db.transaction() as session:
        return await create_agent(
            session,
            username=username,
            name=name,
            password_hash=password_hash,
            roles=roles,
            language=language,
            must_change_password=must_change_password,
            author_id=author_id,
            now=now,
        )


async def change_password(
    db: Database, agent_id: str, *, current: str, new: str, session_id: str | None, now: datetime
) -> None:
    """A person changes the own password; every other browser of that person is signed out."""
    key = throttle.username_key(f"change {agent_id}")
    async with db.transaction() as session:
        await throttle.count_attempt(session, key, throttle.PER_USERNAME, now=now)
        agent = await get_agent(session, agent_id)
    if not await passwords.is_right(agent.password_hash, current[: passwords.LONGEST + 1]):
        raise InvalidInput(
            "The current password is wrong.", code="wrong_password", details={"field": "current_password"}
        )
    if new == current:
        raise InvalidInput("Choose a password that differs from the current one.", code="same_password")
    passwords.check_rules(new, username=agent.username, name=agent.name)
    new_hash = await passwords.hash_password(new)
    async with db.transaction() as session:
        await throttle.forget_attempts(session, key)
        changed = await lock_agent(session, agent_id)
        if changed.password_hash != agent.password_hash:
            raise NotSignedIn("The password was changed meanwhile; please sign in again.")
        changed.password_hash, changed.must_change_password = new_hash, False
        changed.version += 1
        await session.flush()
        await end_sessions_of(session, agent_id, but=session_id)
        await history.write(session, "agent", agent_id, "password_changed", author_id=agent_id, at=now)


async def reset_password(db: Database, agent_id: str, *, new: str, author_id: str, now: datetime) -> Agent:
    """An administrator sets a password; the person is signed out everywhere and must choose an own one."""
    async with db.reading() as session:
        agent = await get_agent(session, agent_id)
    passwords.check_rules(new, username=agent.username, name=agent.name)
    new_hash = await passwords.hash_password(new)
    async with db.transaction() as session:
        await throttle.forget_attempts(session, throttle.username_key(agent.username))
        agent = await lock_agent(session, agent_id)
        agent.password_hash, agent.must_change_password = new_hash, True
        agent.version += 1
        await session.flush()
        await end_sessions_of(session, agent_id)
        await history.write(session, "agent", agent_id, "password_reset", author_id=author_id, at=now)
    return agent
