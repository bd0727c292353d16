"""Whom a bulletin is for, and who has not confirmed it yet. Called by screens, the reminders and the list of tasks."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, select

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.groups.models import GroupMember
from knowledge_base.bulletins.models import Bulletin, BulletinReading


def is_for(bulletin: Bulletin, *, roles: Collection[str], group_ids: Collection[str]) -> bool:
    """Somebody with one of its roles or in one of its groups; everybody where it names neither."""
    if not bulletin.roles and not bulletin.group_ids:
        return True
    return not set(bulletin.roles).isdisjoint(roles) or not set(bulletin.group_ids).isdisjoint(group_ids)


def is_out(at: datetime) -> ColumnElement[bool]:
    """Published by then and not withdrawn."""
    return and_(Bulletin.published_at <= at, Bulletin.withdrawn_at.is_(None))


async def bulletins_for(session: Session, agent: Agent, *, now: datetime) -> list[Bulletin]:
    """What this person must read or has read, newest first."""
    groups = set(await session.scalars(select(GroupMember.group_id).where(GroupMember.agent_id == agent.id)))
    found = await session.scalars(select(Bulletin).where(is_out(now)).order_by(Bulletin.published_at.desc()))
    return [bulletin for bulletin in found if is_for(bulletin, roles=agent.roles, group_ids=groups)]


async def waiting_for(session: Session, agent: Agent, *, now: datetime) -> list[Bulletin]:
    """What this person has not confirmed, the soonest due first."""
    found = await bulletins_for(session, agent, now=now)
    confirmed = select(BulletinReading.bulletin_id).where(
        BulletinReading.agent_id == agent.id, BulletinReading.confirmed_at.is_not(None)
    )
    done = set(await session.scalars(confirmed))
    waiting = [bulletin for bulletin in found if bulletin.id not in done]
    return sorted(waiting, key=lambda bulletin: (bulletin.due_at is None, bulletin.due_at or now))


async def readers_of(session: Session, bulletins: Sequence[Bulletin]) -> dict[str, list[Agent]]:
    """Everybody at work whom each of these bulletins is for, by name."""
    people = list(await session.scalars(select(Agent).where(Agent.is_active).order_by(Agent.name, Agent.id)))
    groups: dict[str, set[str]] = {}
    named = {group_id for bulletin in bulletins for group_id in bulletin.group_ids}
    if named:
        members = select(GroupMember.agent_id, GroupMember.group_id).where(GroupMember.group_id.in_(named))
        for agent_id, group_id in await session.execute(members):
            groups.setdefault(agent_id, set()).add(group_id)
    return {
        bulletin.id: [
            person for person in people if is_for(bulletin, roles=person.roles, group_ids=groups.get(person.id, ()))
        ]
        for bulletin in bulletins
    }


async def readings_of(session: Session, bulletin_ids: Collection[str]) -> dict[tuple[str, str], BulletinReading]:
    """Who opened or confirmed these bulletins, by bulletin and agent."""
    found = await session.scalars(select(BulletinReading).where(BulletinReading.bulletin_id.in_(set(bulletin_ids))))
    return {(reading.bulletin_id, reading.agent_id): reading for reading in found}


async def missing_readers(session: Session, bulletin: Bulletin) -> list[Agent]:
    """Who has not confirmed it."""
    readings = await readings_of(session, [bulletin.id])
    done = {agent_id for (_, agent_id), reading in readings.items() if reading.confirmed_at is not None}
    return [person for person in (await readers_of(session, [bulletin]))[bulletin.id] if person.id not in done]
