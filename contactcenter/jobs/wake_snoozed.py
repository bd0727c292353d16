"""Contacts put aside until a time come back when it has come."""

from datetime import datetime

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import return_to_queue
from contactcenter.db import Database, Session
from contactcenter.jobs.due_contacts import for_each_due


async def fire(db: Database, *, now: datetime) -> int:
    """Back to the queue in their old place, to the agent who put them aside first."""
    return await for_each_due(db, (Contact.state == states.SNOOZED) & (Contact.snoozed_until <= now), _wake, now=now)


async def _wake(session: Session, contact: Contact, now: datetime) -> None:
    await return_to_queue(session, contact, author_id=None, now=now, act="woken")
