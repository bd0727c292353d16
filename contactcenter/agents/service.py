"""Accounts of staff: create, change, find, presence. Signing in stands in `sign_in.py`, sessions in `sessions.py`."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from contactcenter.agents import presence as presences
from contactcenter.agents import roles as known_roles
from contactcenter.agents.models import DEFAULT_CAPACITY, Agent
from contactcenter.agents.sessions import end_sessions_of
from contactcenter.config import LANGUAGES
from contactcenter.contracts import CHANNELS
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.text.mail_addresses import normalise_mail_address
from contactcenter.text.numbers import normalise_phone

USERNAME = re.compile(r"[a-z0-9][a-z0-9._@-]{1,63}")
LARGEST_CAPACITY = 50
# From a little to an expert; somebody of whom only the skill is known is taken to be in the middle.
LEVELS = range(1, 6)
USUAL_LEVEL = 3
# Whoever matches contacts with agents waits for this topic.
TOPIC = "presence"


async def get_agent(session: Session, agent_id: str) -> Agent:
    agent = await session.get(Agent, agent_id)
    if agent is None:
        raise NotFound("There is no such agent.")
    return agent


async def get_agents(session: Session, agent_ids: Collection[str]) -> dict[str, Agent]:
    """Those of these agents that exist, by id, with one statement."""
    if not agent_ids:
        return {}
    return {agent.id: agent for agent in await session.scalars(select(Agent).where(Agent.id.in_(set(agent_ids))))}


async def lock_agent(session: Session, agent_id: str) -> Agent:
    """The agent as it is now; nobody else changes it before this transaction ends."""
    await session.flush()
    # Not a full lock: whoever only names the agent as an author, or as the holder of a contact, need not wait.
    query = select(Agent).where(Agent.id == agent_id).with_for_update(key_share=True)
    agent = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if agent is None:
        raise NotFound("There is no such agent.")
    return agent


async def find_agent_by_username(session: Session, username: str) -> Agent | None:
    query = select(Agent).where(Agent.username == fold_username(username))
    return (await session.scalars(query)).one_or_none()


async def list_agents(
    session: Session, *, is_active: bool | None = None, presence: Collection[str] = ()
) -> list[Agent]:
    query = select(Agent).order_by(Agent.id)
    if is_active is not None:
        query = query.where(Agent.is_active == is_active)
    if presence:
        query = query.where(Agent.presence.in_(presence))
    return list(await session.scalars(query))


def fold_username(username: str) -> str:
    """User names are compared without case and without the spaces a phone keyboard adds."""
    return username.strip().lower()


async def create_agent(
    session: Session,
    *,
    username: str,
    name: str,
    password_hash: str,
    roles: Sequence[str],
    now: datetime,
    author_id: str | None = None,
    language: str = "zh-Hant",
    skills: Mapping[str, int] | None = None,
    capacity: Mapping[str, int] | None = None,
    phone: str = "",
    email: str = "",
    must_change_password: bool = False,
) -> Agent:
    """Add an account. The hash comes from `passwords.hash_password`, made before the transaction began."""
    row = {
        "id": new_id(),
        "username": _checked_username(username),
        "name": _checked_name(name),
        "password_hash": password_hash,
        "roles": _checked_roles(roles),
        "language": _checked_language(language),
        "is_active": True,
        "skills": _checked_skills(skills or {}),
        "capacity": DEFAULT_CAPACITY | _checked_capacity(capacity or {}),
        "phone": checked_phone(phone),
        "email": checked_email(email),
        "presence": presences.OFFLINE,
        "presence_since": now,
        "must_change_password": must_change_password,
        "version": 1,
        "created_at": now,
    }
    statement = insert(session, Agent).values(**row).on_conflict_do_nothing(index_elements=["username"])
    agent: Agent | None = (await session.scalars(statement.returning(Agent))).one_or_none()
    if agent is None:
        raise Conflict("This user name is taken.", code="username_taken", details={"username": row["username"]})
    details = {"username": agent.username, "roles": agent.roles}
    await history.write(session, "agent", agent.id, "created", author_id=author_id, at=now, details=details)
    session.record(Fact("agent.changed", agent.id, agent.version))
    return agent


@dataclass(frozen=True, slots=True)
class AgentChanges:
    """What an administrator changes; None leaves a field as it is."""

    name: str | None = None
    roles: Sequence[str] | None = None
    language: str | None = None
    is_active: bool | None = None
    skills: Mapping[str, int] | None = None
    capacity: Mapping[str, int] | None = None
    phone: str | None = None
    email: str | None = None


async def update_agent(
    session: Session,
    agent_id: str,
    changes: AgentChanges,
    *,
    author_id: str,
    now: datetime,
    version: int | None = None,
) -> Agent:
    """Change an account. Deactivation signs the person out everywhere and ends the person's availability."""
    agent = await lock_agent(session, agent_id)
    if version is not None and version != agent.version:
        raise Conflict(code="stale", details={"version": agent.version})
    wanted = _checked_changes(agent, changes)
    changed = {field: value for field, value in wanted.items() if getattr(agent, field) != value}
    if not changed:
        return agent
    was_administrator = _is_working_administrator(agent)
    for field, value in changed.items():
        setattr(agent, field, value)
    if was_administrator and not _is_working_administrator(agent):
        await _refuse_without_administrator(session, agent)
    if not agent.is_active:
        await end_sessions_of(session, agent.id)
        agent.presence, agent.presence_since = presences.OFFLINE, now
    await _keep(session, agent, "changed", author_id=author_id, at=now, details=changed)
    return agent


async def set_presence(
    session: Session, agent: Agent, presence: str, *, author_id: str | None, reason: str = "", now: datetime
) -> Agent:
    """Say whether a person takes contacts; `author_id` None means a rule did. May be repeated without a new entry."""
    if presence not in presences.ALL:
        raise InvalidInput(f"Presence is one of {', '.join(presences.ALL)}.", details={"presence": presence})
    agent = await lock_agent(session, agent.id)
    if not agent.is_active:
        raise Conflict("This account is switched off.", code="inactive")
    if agent.presence == presence:
        return agent
    details = {"from": agent.presence, "to": presence, "reason": reason}
    agent.presence, agent.presence_since = presence, now
    await _keep(session, agent, "presence", author_id=author_id, at=now, details=details)
    return agent


async def _keep(
    session: Session, agent: Agent, act: str, *, author_id: str | None, at: datetime, details: Mapping[str, object]
) -> None:
    agent.version += 1
    await session.flush()
    await history.write(session, "agent", agent.id, act, author_id=author_id, at=at, details=details)
    session.record(Fact("agent.changed", agent.id, agent.version))
    session.wake(TOPIC)


def _is_working_administrator(agent: Agent) -> bool:
    return agent.is_active and known_roles.ADMINISTRATOR in agent.roles


async def _refuse_without_administrator(session: Session, leaving: Agent) -> None:
    # All administrators are locked, so that two who switch each other off at once cannot both succeed.
    query = select(Agent).where(Agent.is_active, Agent.id != leaving.id).order_by(Agent.id).with_for_update()
    if not any(_is_working_administrator(agent) for agent in await session.scalars(query)):
        raise Conflict("One administrator must remain.", code="last_administrator")


def _checked_changes(agent: Agent, changes: AgentChanges) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if changes.name is not None:
        wanted["name"] = _checked_name(changes.name)
    if changes.roles is not None:
        wanted["roles"] = _checked_roles(changes.roles)
    if changes.language is not None:
        wanted["language"] = _checked_language(changes.language)
    if changes.is_active is not None:
        wanted["is_active"] = changes.is_active
    if changes.skills is not None:
        wanted["skills"] = _checked_skills(changes.skills)
    if changes.capacity is not None:
        wanted["capacity"] = agent.capacity | _checked_capacity(changes.capacity)
    if changes.phone is not None:
        wanted["phone"] = checked_phone(changes.phone)
    if changes.email is not None:
        wanted["email"] = checked_email(changes.email)
    return wanted


def _checked_username(username: str) -> str:
    folded = fold_username(username)
    if not USERNAME.fullmatch(folded):
        raise InvalidInput(
            "A user name has 2 to 64 small letters, digits, dots, dashes, underscores or @, and starts with a letter "
            "or digit.",
            details={"field": "username"},
        )
    return folded


def _checked_name(name: str) -> str:
    if not 1 <= len(name.strip()) <= 200:
        raise InvalidInput("A name has 1 to 200 characters.", details={"field": "name"})
    return name.strip()


def _checked_roles(roles: Sequence[str]) -> list[str]:
    unknown = known_roles.unknown_among(roles)
    if unknown or not roles:
        choice = ", ".join(known_roles.ROLES)
        raise InvalidInput(f"Give at least one role of {choice}.", details={"field": "roles", "unknown": unknown})
    return known_roles.in_order(roles)


def _checked_language(language: str) -> str:
    if language not in LANGUAGES:
        raise InvalidInput(f"The language is one of {', '.join(LANGUAGES)}.", details={"field": "language"})
    return language


def _checked_skills(skills: Mapping[str, int]) -> dict[str, int]:
    wrong = [skill for skill, level in skills.items() if not skill.strip() or level not in LEVELS]
    if wrong:
        raise InvalidInput(
            f"A skill has a name and a level from {LEVELS[0]} to {LEVELS[-1]}.",
            details={"field": "skills", "wrong": wrong},
        )
    return {skill.strip(): level for skill, level in sorted(skills.items())}


def _checked_capacity(capacity: Mapping[str, int]) -> dict[str, int]:
    wrong = [
        channel for channel, size in capacity.items() if channel not in CHANNELS or not 0 <= size <= LARGEST_CAPACITY
    ]
    if wrong:
        raise InvalidInput(
            f"Capacity is a number from 0 to {LARGEST_CAPACITY} for each of {', '.join(CHANNELS)}.",
            details={"field": "capacity", "wrong": wrong},
        )
    return dict(capacity)


def checked_phone(raw: str, field: str = "phone") -> str:
    """The number in E.164, "" for none; `InvalidInput` where it is not one."""
    number = normalise_phone(raw) if raw.strip() else ""
    if number is None:
        problem = "Write the number with its country code, such as +852 6123 4567."
        raise InvalidInput(problem, details={"fields": {field: problem}})
    return number


def checked_email(raw: str, field: str = "email") -> str:
    """The mailbox in its one form, "" for none; `InvalidInput` where it is not one."""
    address = normalise_mail_address(raw) if raw.strip() else ""
    if address is None:
        problem = "Write a mail address such as name@example.com."
        raise InvalidInput(problem, details={"fields": {field: problem}})
    return address
