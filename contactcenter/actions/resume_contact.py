"""An agent takes a waiting, snoozed or wrapping-up contact on again."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session


async def resume_contact(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """It is active again, in the hands of whoever held it; resuming an active one changes nothing."""
    contact = await contacts.lock_contact(session, contact_id)
    if contact.state == states.ACTIVE:
        contacts.require_holder(contact, agent)
        return contact
    contacts.require_move(contact, states.ACTIVE, agent)
    await contacts.change_state(session, contact, states.ACTIVE, author_id=agent.id, now=now, act="resumed")
    return contact
