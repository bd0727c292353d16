"""Builders of staff accounts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from argon2 import PasswordHasher

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import OFFLINE
from contactcenter.agents.service import create_agent, set_presence
from contactcenter.db import Session, new_id

PASSWORD = "rain on the podium"
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


# The real parameters take 64 MB and a tenth of a second for each password; tests are about what happens around it.
CHEAP_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@cache
def password_hash() -> str:
    """The hash of `PASSWORD`, made once for all tests."""
    return CHEAP_HASHER.hash(PASSWORD)


async def make_agent(
    session: Session,
    *,
    username: str = "",
    name: str = "Ada Wong",
    roles: Sequence[str] = ("agent",),
    presence: str = OFFLINE,
    skills: Mapping[str, int] | None = None,
    now: datetime = NOW,
) -> Agent:
    """An account whose password is `PASSWORD`."""
    agent = await create_agent(
        session,
        username=username or f"agent-{new_id()[8:]}",
        name=name,
        password_hash=password_hash(),
        roles=roles,
        skills=skills,
        now=now,
    )
    return await set_presence(session, agent, presence, author_id=agent.id, now=now)
