"""Who a rung's targets are just now: names, numbers and mailboxes. Called by `alerts.py`.

Whoever is away is rung through their substitute; the duty manager is whoever has that desk, else the supervisors on
duty, else all of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select

from contactcenter.agents import presence
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import MANAGER, SUPERVISOR
from contactcenter.agents.service import list_agents
from contactcenter.db import Session
from contactcenter.escalations.climbing import Channel, Rung, Target
from contactcenter.shifts.models import Absence, Shift
from contactcenter.shifts.states import CLOSED

DUTY_DESK: Final = "duty_manager"
DEFAULT_LANGUAGE: Final = "zh-Hant"


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person on one channel; `agent_id` is empty for people outside."""

    name: str
    channel: Channel
    address: str
    language: str = DEFAULT_LANGUAGE
    agent_id: str | None = None


async def recipients_of(session: Session, rung: Rung, *, now: datetime) -> list[Recipient]:
    """Everybody the rung rings who can be reached, each address once on each channel."""
    found: dict[tuple[str, str], Recipient] = {}
    for target in rung.targets:
        for recipient in await _resolve(session, target, now):
            if recipient.address:
                found.setdefault((recipient.channel, recipient.address), recipient)
    return list(found.values())


async def _resolve(session: Session, target: Target, now: datetime) -> list[Recipient]:
    if target.kind in ("number", "address"):
        language = target.language or DEFAULT_LANGUAGE
        name = target.name or target.value
        return [Recipient(name, channel, target.value, language) for channel in target.channels]
    if target.kind == "duty":
        agents = await _present(session, await duty_managers(session, now=now), now)
    else:
        known = await session.get(Agent, target.id)
        agents = await _present(session, [known] if known is not None else [], now)
    return [_by(agent, channel) for agent in agents for channel in target.channels]


def _by(agent: Agent, channel: Channel) -> Recipient:
    address = agent.email if channel == "email" else agent.phone
    return Recipient(agent.name, channel, address, agent.language, agent.id)


async def duty_managers(session: Session, *, now: datetime) -> Sequence[Agent]:
    """Who answers for the house now, first of those there are: at the desk, supervising, any supervisor, a manager."""
    agents = [agent for agent in await list_agents(session, is_active=True) if agent.phone or agent.email]
    query = select(Shift.agent_id).where(Shift.desk == DUTY_DESK, Shift.starts_at <= now, Shift.ends_at > now)
    at_desk = set(await session.scalars(query.where(Shift.state != CLOSED)))
    supervisors = [agent for agent in agents if SUPERVISOR in agent.roles]
    on_duty = [agent for agent in supervisors if agent.presence != presence.OFFLINE]
    managers = [agent for agent in agents if MANAGER in agent.roles]
    choices = ([agent for agent in agents if agent.id in at_desk], on_duty, supervisors, managers)
    return next((choice for choice in choices if choice), [])


async def _present(session: Session, agents: Sequence[Agent], now: datetime) -> list[Agent]:
    """These people, or who stands in for those who are away; somebody without a substitute is rung nevertheless."""
    ids = [agent.id for agent in agents]
    query = select(Absence.agent_id, Absence.substitute_id).where(
        Absence.agent_id.in_(ids), Absence.starts_at <= now, Absence.ends_at > now, Absence.substitute_id.is_not(None)
    )
    substitutes = {agent_id: substitute_id for agent_id, substitute_id in await session.execute(query)}
    found = []
    for agent in agents:
        instead = await session.get(Agent, substitutes[agent.id]) if agent.id in substitutes else None
        stands_in = instead is not None and instead.is_active and (instead.phone or instead.email)
        chosen = instead if stands_in and instead is not None else agent
        if chosen.is_active and chosen not in found:
            found.append(chosen)
    return found
