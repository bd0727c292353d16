"""Makes the offers that were decided on. What was decided by is old by now: only where neither contact nor agent has
changed since does anything ring. Called by the matching job.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.contacts.service import lock_contacts
from contactcenter.db import Session
from contactcenter.routing.engine.values import Match, OnDutyAgent
from contactcenter.routing.offers import make_offers
from contactcenter.routing.situation import Duty, read_duties
from contactcenter.routing.waiting import WAITS


async def propose(session: Session, matches: Sequence[Match], *, now: datetime) -> int:
    """Returns how many offers were made."""
    # Agents before contacts, the order in which everybody locks them.
    duties = await _hold_agents(session, {agent.id for match in matches for agent in match.agents})
    contacts = await lock_contacts(session, {match.contact.id for match in matches})
    made = 0
    for match in matches:
        contact = contacts.get(match.contact.id)
        if contact is None or contact.state not in WAITS or contact.version != match.contact.version:
            continue
        free = [agent.id for agent in match.agents if _is_still_free(agent, duties.get(agent.id))]
        if free:
            made += len(await make_offers(session, contact, agent_ids=free, seconds=match.offer_seconds, now=now))
    return made


async def _hold_agents(session: Session, agent_ids: set[str]) -> dict[str, Duty]:
    """As they are now that nobody can change them."""
    query = select(Agent.id).where(Agent.id.in_(agent_ids)).order_by(Agent.id)
    await session.execute(query.with_for_update(key_share=True))
    return await read_duties(session, agent_ids)


def _is_still_free(agent: OnDutyAgent, duty: Duty | None) -> bool:
    """Whoever has let something go meanwhile is as good as before."""
    if duty is None or duty.version != agent.version or not duty.is_available or duty.has_offer:
        return False
    return all(count <= agent.held.get(channel, 0) for channel, count in duty.held.items())
