"""Contacts answered and not heard of again close by themselves."""

from datetime import datetime, timedelta

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import change_state, matters_of, set_outcome
from contactcenter.db import Database, Session
from contactcenter.jobs.due_contacts import for_each_due

# The owner has had time to come back; whoever writes later reopens the contact.
SILENCE = timedelta(hours=72)


async def fire(db: Database, *, now: datetime) -> int:
    """Close what waits for an owner who has no more to say; matters without an outcome count as answered."""
    due = (Contact.state == states.WAITING) & (Contact.updated_at <= now - SILENCE)
    return await for_each_due(db, due, _close, now=now)


async def _close(session: Session, contact: Contact, now: datetime) -> None:
    for matter in await matters_of(session, contact.id):
        if matter.outcome is None:
            await set_outcome(session, matter, "answered", author_id=None, now=now)
    await change_state(
        session, contact, states.CLOSED, author_id=None, now=now, act="closed_itself", reason="silence", closed_at=now
    )
