"""An offer nobody accepted: the contact goes to the next agent in its old place, the agent counts as missed."""

from datetime import datetime

from contactcenter.agents import presence
from contactcenter.agents.service import lock_agent, set_presence
from contactcenter.calls.ringing import unrung_offers
from contactcenter.db import Database
from contactcenter.routing.offers import expired_offers, take_back


async def fire(db: Database, *, now: datetime) -> int:
    """End all offers whose seconds are over; their agents get no more until they say they are available again."""
    async with db.reading() as session:
        if not await expired_offers(session, now=now):
            return 0
    async with db.transaction() as session:
        expired = await expired_offers(session, now=now)
        agents = {id_: await lock_agent(session, id_) for id_ in sorted({offer.agent_id for offer in expired})}
        missed = await take_back(session, expired, "missed", author_id=None, now=now)
        # A telephone that never rang was missed by nobody.
        unrung = await unrung_offers(session, {offer.id for offer in missed})
        for agent_id in sorted({offer.agent_id for offer in missed if offer.id not in unrung}):
            agent = agents[agent_id]
            if agent.is_active and agent.presence == presence.AVAILABLE:
                await set_presence(session, agent, presence.MISSED, author_id=None, reason="offer_missed", now=now)
        return len(missed)
