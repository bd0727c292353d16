"""A contact that waits is moved to another queue by a rule of its own: it keeps its age, others are asked."""

from datetime import datetime

from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session


async def reroute(session: Session, contact: Contact, queue_id: str, *, reason: str, now: datetime) -> None:
    """The contact is queued, and held by the caller."""
    await contacts.change_state(
        session, contact, contact.state, author_id=None, now=now, act="rerouted", reason=reason, queue_id=queue_id
    )
