"""How somebody who asked can be told: on the channel they used, else by what is known of them. Read only."""

from typing import Literal

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.messages import find_way
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import EMAIL, PHONE
from contactcenter.customers.service import addresses_of
from contactcenter.db import Session
from contactcenter.text.numbers import takes_texts

# call: nothing in writing gets there; none: nobody knows how.
Way = Literal["sms", "email", "call", "none"]


async def way_to(session: Session, contact: Contact | None, customer_id: str | None) -> Way:
    if contact is None:
        return await _way_to_customer(session, customer_id)
    way = await find_way(session, contact)
    if way is None:
        return "call" if contact.channel == "voice" and contact.address.startswith("+") else "none"
    if way.channel == "email":
        return "email"
    # Whoever texted us gets texts, whatever the plan says of the number.
    return "sms" if contact.channel == "sms" or takes_texts(way.recipient) else "call"


async def thread_for(session: Session, contact: Contact) -> Contact:
    """Where it is read together with what goes on with this person now: the open contact of the same thread."""
    query = select(Contact).where(
        Contact.channel == contact.channel,
        Contact.thread_key == contact.thread_key,
        Contact.state != states.CLOSED,
    )
    return (await session.scalars(query)).one_or_none() or contact


async def _way_to_customer(session: Session, customer_id: str | None) -> Way:
    if customer_id is None:
        return "none"
    known = (await addresses_of(session, [customer_id]))[customer_id]
    numbers = [one.address for one in known if one.kind == PHONE]
    if any(takes_texts(number) for number in numbers):
        return "sms"
    if any(one.kind == EMAIL for one in known):
        return "email"
    return "call" if numbers else "none"
