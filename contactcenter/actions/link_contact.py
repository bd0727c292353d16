"""A contact is said to be of a certain customer, or about a certain place."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.customers.service import get_customers
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.places.service import get_places


async def link_contact(
    session: Session,
    contact_id: str,
    *,
    agent: Agent,
    now: datetime,
    customer_id: str | None = None,
    place_id: str | None = None,
) -> Contact:
    """Correct who or where; what arrived (`address`) never changes. Anybody may while nobody holds the contact."""
    if customer_id is None and place_id is None:
        raise InvalidInput("Name a customer or a place.", code="nothing_to_link")
    contact = await contacts.lock_contact(session, contact_id)
    if contact.agent_id is not None:
        contacts.require_holder(contact, agent)
    details: dict[str, str | None] = {}
    if customer_id is not None:
        if customer_id not in await get_customers(session, [customer_id]):
            raise InvalidInput("There is no such customer.", details={"field": "customer_id"})
        details |= {"from_customer": contact.customer_id, "to_customer": customer_id}
        contact.customer_id = customer_id
    if place_id is not None:
        if place_id not in await get_places(session, [place_id]):
            raise InvalidInput("There is no such place.", details={"field": "place_id"})
        details |= {"from_place": contact.place_id, "to_place": place_id}
        contact.place_id = place_id
    await contacts.touch(session, contact, now=now)
    await history.write(session, "contact", contact.id, "linked", author_id=agent.id, at=now, details=details)
    return contact
