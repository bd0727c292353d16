"""Where a contact speaks from. Called by screens and by the knowledge base, which shows what holds there."""

from datetime import date

from contactcenter.contacts.models import Contact
from contactcenter.customers.service import homes_of
from contactcenter.db import Session


async def place_of(session: Session, contact: Contact, *, on: date) -> str | None:
    """The contact's place, else the home of whoever it is from, where there is exactly one on that day."""
    if contact.place_id is not None or contact.customer_id is None:
        return contact.place_id
    homes = (await homes_of(session, [contact.customer_id], on))[contact.customer_id]
    return homes[0] if len(homes) == 1 else None
