"""The owner asked for one more thing in the same contact."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Matter
from contactcenter.db import Session
from contactcenter.errors import Conflict


async def add_matter(session: Session, contact_id: str, subject: str, *, agent: Agent, now: datetime) -> Matter:
    """It needs an outcome of its own before the contact closes."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    if contact.state == states.CLOSED:
        raise Conflict("This contact is closed.", code="wrong_state")
    return await contacts.add_matter(session, contact, subject, author_id=agent.id, now=now)
