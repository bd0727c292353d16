"""Sign in. The password is checked between two short transactions, never within one."""

from datetime import datetime

from contactcenter.agents import passwords, throttle
from contactcenter.agents.service import find_agent_by_username, lock_agent
from contactcenter.agents.sessions import NewSession, start_session
from contactcenter.db import Database
from contactcenter.errors import NotSignedIn
from contactcenter.journal import history


async def sign_in(db: Database, *, username: str, password: str, address: str, now: datetime) -> NewSession:
    """Start a session, or raise `NotSignedIn` / `TooManyRequests`. The answer never tells whether the name exists."""
    name_key, address_key = throttle.username_key(username), throttle.address_key(address)
    async with db.transaction() as session:
        await throttle.count_attempt(session, address_key, throttle.PER_ADDRESS, now=now)
        await throttle.count_attempt(session, name_key, throttle.PER_USERNAME, now=now)
        agent = await find_agent_by_username(session, username)
    known_hash = agent.password_hash if agent is not None and agent.is_active else None
    if not await passwords.is_right(known_hash, password[: passwords.LONGEST + 1]) or agent is None:
        raise NotSignedIn("User name or password is wrong.", code="wrong_credentials")
    renewed = await passwords.hash_password(password) if passwords.needs_new_hash(agent.password_hash) else None
    async with db.transaction() as session:
        # The same order as above: the address, then the name; otherwise two sign-ins could wait for each other.
        await throttle.take_back_attempt(session, address_key)
        await throttle.forget_attempts(session, name_key)
        agent = await lock_agent(session, agent.id)
        # Reset or switched off while the old password was being checked: that password no longer opens the door.
        if not agent.is_active or agent.password_hash != known_hash:
            raise NotSignedIn("User name or password is wrong.", code="wrong_credentials")
        agent.password_hash = renewed or agent.password_hash
        await history.write(session, "agent", agent.id, "signed_in", author_id=agent.id, at=now)
        return await start_session(session, agent, now=now)
