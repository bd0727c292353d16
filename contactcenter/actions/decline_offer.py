"""An agent says no to what rings; it goes on ringing at others, or to the next one, and keeps its place."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.routing import offers


async def decline_contact(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """Decline the live offer; the agent stays available and is spared this contact for a while."""
    contact = await contacts.lock_contact(session, contact_id)
    own = [offer for offer in await offers.live_offers_of(session, contact_id) if offer.agent_id == agent.id]
    if not own:
        raise Conflict("This contact is not ringing at you any more.", code="already_taken")
    await offers.take_back(session, own, "declined", author_id=agent.id, now=now)
    return contact
