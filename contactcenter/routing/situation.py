"""Reads who could be asked, as the engine wants to know them, and what each of them holds.

Called by the picture the matcher keeps, by the guard before an offer, and by screens.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, func, or_, select

from contactcenter import clock
from contactcenter.agents.connections import vanished
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE, OFFLINE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.calls.capacity import PLACE, TAKES_WHOLE_AGENT
from contactcenter.calls.models import Call
from contactcenter.contacts import states
from contactcenter.contacts.models import AgentRelease, Contact
from contactcenter.db import Session
from contactcenter.groups.models import GroupMember
from contactcenter.routing.engine.values import OnDutyAgent
from contactcenter.routing.models import Offer, Queue, QueueAgent
from contactcenter.routing.offers import LIVE

# The skills by which demo and administrators say what somebody speaks, and the written language it stands for.
LANGUAGE_SKILLS: Final[Mapping[str, str]] = {"cantonese": "zh-Hant", "mandarin": "zh-Hans", "english": "en"}
VOICE: Final = "voice"
Loads = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Duty:
    """What an offer to an agent hangs on and may change in a moment."""

    version: int
    is_available: bool
    held: Mapping[str, int]
    has_offer: bool


@dataclass(frozen=True, slots=True)
class _Memberships:
    """What the agents of a reading belong to, by agent."""

    queues: Mapping[str, Mapping[str, tuple[int, int]]]
    groups: Mapping[str, frozenset[str]]


async def read_agents(session: Session, among: Collection[str] | None = None, *, now: datetime) -> list[OnDutyAgent]:
    """Everybody (or those among some) who is signed in and takes contacts."""
    people = await _people(session, among)
    ids = [agent.id for agent in people]
    if not ids:
        return []
    duties = await _duties(session, people)
    belongs = await _memberships(session, ids)
    released = await _releases(session, ids, now=now)
    return [
        OnDutyAgent(
            id=agent.id,
            version=agent.version,
            queues=belongs.queues.get(agent.id, {}),
            skills=agent.skills,
            languages=_languages(agent),
            capacity=agent.capacity,
            # Who comes back from a break queues up behind those who stayed.
            idle_since=max(agent.presence_since, released[agent.id][0])
            if agent.id in released
            else agent.presence_since,
            group_ids=belongs.groups.get(agent.id, frozenset()),
            held=duties[agent.id].held,
            handled_today=released[agent.id][1] if agent.id in released else 0,
            has_offer=duties[agent.id].has_offer,
            is_available=duties[agent.id].is_available,
        )
        for agent in people
    ]


async def read_duties(session: Session, agent_ids: Collection[str]) -> dict[str, Duty]:
    """As they are at this moment; who is not signed in is left out."""
    return await _duties(session, await _people(session, agent_ids))


async def _people(session: Session, among: Collection[str] | None) -> list[Agent]:
    query = select(Agent).where(Agent.is_active, Agent.presence != OFFLINE).order_by(Agent.id)
    if among is not None:
        query = query.where(Agent.id.in_(among))
    found = await session.scalars(query.execution_options(populate_existing=True))
    return [agent for agent in found if has_any(agent.roles, TAKES_CONTACTS)]


async def _duties(session: Session, people: Sequence[Agent]) -> dict[str, Duty]:
    ids = [agent.id for agent in people]
    if not ids:
        return {}
    offered = set(await session.scalars(select(Offer.agent_id).where(Offer.agent_id.in_(ids), Offer.state == LIVE)))
    loads = await read_loads(session, ids)
    talking = await _talking(session, ids)
    gone = await vanished(session, ids)
    return {
        agent.id: Duty(
            version=agent.version,
            is_available=agent.presence == AVAILABLE and agent.id not in gone,
            held=_held(loads[agent.id], is_talking=agent.id in talking),
            has_offer=agent.id in offered,
        )
        for agent in people
    }


def _held(load: Mapping[str, int], *, is_talking: bool) -> dict[str, int]:
    """Nobody reads a text while talking to somebody, even where the contact of the call is a colleague's by now."""
    held = {channel: count for channel, count in load.items() if count}
    return {**held, VOICE: max(held.get(VOICE, 0), 1)} if is_talking else held


async def read_loads(session: Session, agent_ids: Sequence[str]) -> Loads:
    """How many places of each channel these agents have filled, counting what rings at them."""
    fills = or_(Contact.state == states.ACTIVE, (Contact.state == states.WRAP_UP) & Contact.wrap_up_until.is_not(None))
    place = PLACE.label("place")
    held = select(func.coalesce(Contact.agent_id, ""), place, func.count()).where(
        Contact.agent_id.in_(agent_ids), fills
    )
    ringing = select(Offer.agent_id, place, func.count()).join(Contact, Contact.id == Offer.contact_id)
    ringing = ringing.where(Offer.agent_id.in_(agent_ids), Offer.state == LIVE)
    loads: dict[str, Counter[str]] = {agent_id: Counter() for agent_id in agent_ids}
    for agent_id, channel, count in await session.execute(held.group_by(Contact.agent_id, "place")):
        loads[agent_id][channel] += count
    for agent_id, channel, count in await session.execute(ringing.group_by(Offer.agent_id, "place")):
        loads[agent_id][channel] += count
    return loads


async def _talking(session: Session, agent_ids: Sequence[str]) -> set[str]:
    """Those of these agents who talk with a caller, or write down what was said."""
    held = select(Contact.agent_id).where(Contact.agent_id.in_(agent_ids), TAKES_WHOLE_AGENT)
    talking = select(Call.agent_id).where(Call.agent_id.in_(agent_ids), Call.state == "talking")
    return {agent_id for agent_id in await session.scalars(held.union(talking)) if agent_id}


async def _memberships(session: Session, agent_ids: Sequence[str]) -> _Memberships:
    """A queue of a group is served by its people too; one that names nobody and no group by everybody: a new account
    can work at once.
    """
    served: dict[str, dict[str, tuple[int, int]]] = {}
    groups = await _groups(session, agent_ids)
    named = select(QueueAgent.queue_id)
    unmanned = or_(Queue.group_id.is_not(None), Queue.id.not_in(named))
    for queue in await session.scalars(select(Queue).where(unmanned)):
        for agent_id in agent_ids:
            if queue.group_id is None or queue.group_id in groups.get(agent_id, ()):
                served.setdefault(agent_id, {})[queue.id] = (queue.position, 0)
    query = select(QueueAgent.agent_id, QueueAgent.queue_id, QueueAgent.priority, QueueAgent.delay_seconds)
    for agent_id, queue_id, priority, delay in await session.execute(query.where(_among(QueueAgent, agent_ids))):
        served.setdefault(agent_id, {})[queue_id] = (priority, delay)
    return _Memberships(served, groups)


async def _groups(session: Session, agent_ids: Sequence[str]) -> dict[str, frozenset[str]]:
    query = select(GroupMember.agent_id, GroupMember.group_id).where(_among(GroupMember, agent_ids))
    groups: dict[str, frozenset[str]] = {}
    for agent_id, group_id in await session.execute(query):
        groups[agent_id] = groups.get(agent_id, frozenset()) | {group_id}
    return groups


async def _releases(session: Session, agent_ids: Sequence[str], *, now: datetime) -> dict[str, tuple[datetime, int]]:
    """When each last let a contact go, and how many today."""
    today = clock.local(now).date()
    query = select(AgentRelease.agent_id, AgentRelease.released_at, AgentRelease.count)
    return {
        agent_id: (released_at, count if clock.local(released_at).date() == today else 0)
        for agent_id, released_at, count in await session.execute(query.where(_among(AgentRelease, agent_ids)))
    }


def _among(table: Any, agent_ids: Sequence[str]) -> ColumnElement[bool]:
    among: ColumnElement[bool] = table.agent_id.in_(agent_ids)
    return among


def _languages(agent: Agent) -> frozenset[str]:
    spoken = {LANGUAGE_SKILLS.get(skill, skill) for skill in agent.skills}
    return frozenset({agent.language, *spoken})
