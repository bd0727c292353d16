"""A contact is put aside until a time."""

from datetime import datetime, timedelta

from contactcenter.agents.models import Agent
from contactcenter.calls.service import require_no_live_call
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import InvalidInput

LONGEST = timedelta(days=90)


async def snooze_contact(session: Session, contact_id: str, *, until: datetime, agent: Agent, now: datetime) -> Contact:
    """It takes no capacity and returns to the same agent first; a new message of the owner wakes it at once."""
    if not now < until <= now + LONGEST:
        raise InvalidInput(
            f"Choose a time within the next {LONGEST.days} days.", code="not_in_future", details={"field": "until"}
        )
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_move(contact, states.SNOOZED, agent)
    await require_no_live_call(session, contact)
    await contacts.change_state(session, contact, states.SNOOZED, author_id=agent.id, now=now, snoozed_until=until)
    return contact
