"""Reads what the matcher needs to know: who waits, who is on duty, and what they hold. Called by the matching job."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.agents.service import list_agents
from contactcenter.calls.capacity import IS_LEAVING_MESSAGE, PLACE, TAKES_WHOLE_AGENT
from contactcenter.calls.models import Call
from contactcenter.contacts import states
from contactcenter.contacts.models import AgentRelease, Contact
from contactcenter.db import Session
from contactcenter.routing.matching import LANGUAGE_SKILLS, OnDutyAgent, QueueRules, WaitingContact
from contactcenter.routing.models import Offer, Queue, QueueAgent
from contactcenter.routing.offers import LIVE

# So long an agent who let a contact go by is spared it, if somebody else is there.
SPARED_FOR = timedelta(seconds=60)
Loads = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything `matching.match` decides by, as it stood at one moment."""

    waiting: Sequence[WaitingContact]
    agents: Sequence[OnDutyAgent]
    queues: Mapping[str, QueueRules]


async def read_situation(session: Session, *, now: datetime) -> Situation:
    """The waiting contacts and the agents on duty; nobody waiting is read while nobody could be asked."""
    agents = await read_agents(session)
    askable = [agent for agent in agents if not agent.has_offer]
    channels = {channel for agent in askable for channel, places in agent.free.items() if places > 0}
    if not channels:
        return Situation([], agents, {})
    queues = {
        queue.id: QueueRules(
            frozenset(queue.requirements[0]["skills"] if queue.requirements else ()), queue.offer_seconds
        )
        for queue in await session.scalars(select(Queue))
    }
    return Situation(await read_waiting(session, channels, now=now), agents, queues)


async def read_waiting(session: Session, channels: Collection[str], *, now: datetime) -> list[WaitingContact]:
    """The queued contacts of these channels in their order: what nobody has room for need not be read."""
    columns = (
        Contact.id,
        Contact.version,
        Contact.queue_key,
        PLACE,
        Contact.queue_id,
        Contact.language,
        Contact.preferred_agent_id,
    )
    query = select(*columns).where(Contact.state == states.QUEUED, PLACE.in_(channels), ~IS_LEAVING_MESSAGE)
    query = query.order_by(Contact.queue_key, Contact.id)
    rows = (await session.execute(query)).all()
    spared = await _spared(session, now=now) if rows else {}
    return [WaitingContact(*row, let_go_by=frozenset(spared.get(row.id, ()))) for row in rows]


async def _spared(session: Session, *, now: datetime) -> dict[str, set[str]]:
    query = select(Offer.contact_id, Offer.agent_id).where(
        Offer.ended_at > now - SPARED_FOR, Offer.state.in_(("declined", "missed"))
    )
    spared: dict[str, set[str]] = {}
    for contact_id, agent_id in await session.execute(query):
        spared.setdefault(contact_id, set()).add(agent_id)
    return spared


async def read_agents(session: Session, among: Collection[str] | None = None) -> list[OnDutyAgent]:
    """Everybody (or those among some) who is available and takes contacts, with the room they have."""
    available = await list_agents(session, is_active=True, presence=[AVAILABLE])
    people = [agent for agent in available if has_any(agent.roles, TAKES_CONTACTS)]
    if among is not None:
        people = [agent for agent in people if agent.id in among]
    if not people:
        return []
    ids = [agent.id for agent in people]
    offered = set(await session.scalars(select(Offer.agent_id).where(Offer.agent_id.in_(ids), Offer.state == LIVE)))
    loads = await read_loads(session, ids)
    on_the_phone = await _on_the_phone(session, ids)
    served = await _served_queues(session, ids)
    released = await _releases(session, ids)
    return [
        OnDutyAgent(
            id=agent.id,
            version=agent.version,
            queues=served.get(agent.id, {}),
            skills=frozenset(agent.skills),
            languages=_languages(agent),
            # Nobody reads a text while talking to somebody else: a call takes the whole agent.
            free={}
            if agent.id in on_the_phone
            else {channel: places - loads[agent.id][channel] for channel, places in agent.capacity.items()},
            # Who comes back from a break queues up behind those who stayed.
            idle_since=max(agent.presence_since, released.get(agent.id, agent.presence_since)),
            has_offer=agent.id in offered,
        )
        for agent in people
    ]


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


async def _on_the_phone(session: Session, agent_ids: Sequence[str]) -> set[str]:
    """Those of these agents who talk with a caller, or write down what was said."""
    held = select(Contact.agent_id).where(Contact.agent_id.in_(agent_ids), TAKES_WHOLE_AGENT)
    talking = select(Call.agent_id).where(Call.agent_id.in_(agent_ids), Call.state == "talking")
    return {agent_id for agent_id in await session.scalars(held.union(talking)) if agent_id}


async def _served_queues(session: Session, agent_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """With their priorities. A queue that names nobody is served by all of them: a new account can work at once."""
    served: dict[str, dict[str, int]] = {}
    for row in await session.scalars(select(QueueAgent).where(QueueAgent.agent_id.in_(agent_ids))):
        served.setdefault(row.agent_id, {})[row.queue_id] = row.priority
    for queue in await session.scalars(select(Queue).where(Queue.id.not_in(select(QueueAgent.queue_id)))):
        for agent_id in agent_ids:
            served.setdefault(agent_id, {})[queue.id] = queue.position
    return served


async def _releases(session: Session, agent_ids: Sequence[str]) -> dict[str, datetime]:
    query = select(AgentRelease.agent_id, AgentRelease.released_at).where(AgentRelease.agent_id.in_(agent_ids))
    return {agent_id: released_at for agent_id, released_at in await session.execute(query)}


def _languages(agent: Agent) -> frozenset[str]:
    spoken = {LANGUAGE_SKILLS.get(skill, skill) for skill in agent.skills}
    return frozenset({agent.language, *spoken})
