"""Offers waiting contacts to free agents. Woken whenever a contact or an agent changed, and each second."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, text

from contactcenter.agents.models import Agent
from contactcenter.contacts import states
from contactcenter.contacts.service import lock_contacts
from contactcenter.db import Database, Session
from contactcenter.routing.matching import Match, OnDutyAgent, match
from contactcenter.routing.offers import make_offer
from contactcenter.routing.situation import read_agents, read_situation

# One matcher at a time where several nodes share a PostgreSQL; the others find nothing to do.
MATCHER_LOCK = 7_310_003


async def fire(db: Database, *, now: datetime) -> int:
    """One pass: read who waits and who is free, match, make the offers. Returns how many were made.

    What was read is old by the time it is written: an offer is made only if neither contact nor agent has changed.
    Where one has, the next pass, woken by that change, sees it.
    """
    async with db.reading() as session:
        situation = await read_situation(session, now=now)
    matches = match(situation.waiting, situation.agents, situation.queues)
    if not matches:
        return 0
    async with db.transaction() as session:
        if not await _is_matcher(session):
            return 0
        return await _offer(session, matches, now)


async def _offer(session: Session, matches: Sequence[Match], now: datetime) -> int:
    # Agents before contacts, the order in which everybody locks them.
    free = await _hold_free_agents(session, matches)
    contacts = await lock_contacts(session, {match.contact.id for match in matches})
    made = 0
    for each in matches:
        contact = contacts.get(each.contact.id)
        if contact is None or contact.state != states.QUEUED or contact.version != each.contact.version:
            continue
        agent = free.get(each.agent.id)
        if agent is None or agent.version != each.agent.version or agent.free.get(each.contact.channel, 0) < 1:
            continue
        offer = await make_offer(session, contact, agent_id=each.agent.id, seconds=each.offer_seconds, now=now)
        made += offer is not None
    return made


async def _hold_free_agents(session: Session, matches: Sequence[Match]) -> dict[str, OnDutyAgent]:
    """Those of the matched agents who are still there without an offer, as they are now that nobody can change them."""
    ids = {match.agent.id for match in matches}
    query = select(Agent.id).where(Agent.id.in_(ids)).order_by(Agent.id)
    await session.execute(query.with_for_update(key_share=True))
    return {agent.id: agent for agent in await read_agents(session, ids) if not agent.has_offer}


async def _is_matcher(session: Session) -> bool:
    if session.get_bind().dialect.name != "postgresql":
        return True
    lock = text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=MATCHER_LOCK)
    return bool((await session.execute(lock)).scalar_one())
