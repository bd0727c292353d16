"""An agent needs more time to write down how a contact ended."""

from datetime import datetime, timedelta

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.journal import history
from contactcenter.routing.service import wrap_up_extension_seconds


async def extend_wrap_up(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """Once, by the seconds of its queue; after them the agent is free again as after the first."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    if contact.state != states.WRAP_UP or contact.wrap_up_until is None:
        details = {"state": contact.state}
        raise Conflict("There is no time running that could be extended.", code="wrong_state", details=details)
    if contact.wrap_up_extended:
        raise Conflict("The time was extended once already.", code="already_extended")
    seconds = await wrap_up_extension_seconds(session, contact.queue_id)
    if not seconds:
        raise Conflict("The queue gives no more time.", code="not_extendable")
    contact.wrap_up_until, contact.wrap_up_extended = contact.wrap_up_until + timedelta(seconds=seconds), True
    await contacts.touch(session, contact, now=now)
    added = {"seconds": seconds}
    await history.write(session, "contact", contact.id, "wrap_up_extended", author_id=agent.id, at=now, details=added)
    return contact
