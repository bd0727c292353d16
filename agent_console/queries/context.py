"""What an agent sees beside a contact: the home, the people, what is open, what was before."""

from datetime import datetime
from zoneinfo import ZoneInfo

from agent_console.http.caller import Caller
from agent_console.queries.contacts import recent_contacts
from agent_console.queries.customers import read_customers
from agent_console.queries.notices import notices_of
from agent_console.queries.promises import open_promises
from agent_console.queries.work_orders import open_orders
from agent_console.schemas import customers as schemas
from agent_console.schemas.places import Place as PlaceAnswer
from contactcenter.contacts.models import Contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.customers.models import Customer
from contactcenter.customers.service import get_customers, occupants_of
from contactcenter.db import Session
from contactcenter.places.service import get_place, standing_note

OPEN_ORDERS = 20
RECENT_CONTACTS = 5
PROMISES = 20
CANDIDATES = 10


async def read_context(
    session: Session, contact: Contact, caller: Caller, *, now: datetime, timezone: str
) -> schemas.ContactContext:
    """The place is the contact's, else the customer's home, where there is exactly one."""
    today = now.astimezone(ZoneInfo(timezone)).date()
    place_id = await place_of(session, contact, on=today)
    occupants = await occupants_of(session, place_id, today) if place_id else []
    customers = await get_customers(session, [*filter(None, [contact.customer_id])])
    customer = customers.get(contact.customer_id or "")
    # Somebody known by number only may be any of the people who live there.
    unnamed = customer is None or not customer.name
    candidates = await get_customers(session, [each.customer_id for each in occupants]) if unnamed else {}
    shown = [each for each in candidates.values() if each is not customer][:CANDIDATES]
    read = await _read(session, [*filter(None, [customer]), *shown])
    return schemas.ContactContext(
        customer=read.get(customer.id) if customer else None,
        place=PlaceAnswer.model_validate(await get_place(session, place_id)) if place_id else None,
        occupants=[schemas.Occupant.model_validate(each) for each in occupants],
        standing_note=await standing_note(session, place_id) if place_id else "",
        notices=await notices_of(session, place_id, now=now) if place_id else [],
        open_work_orders=await open_orders(
            session, customer_id=contact.customer_id, place_id=place_id, limit=OPEN_ORDERS
        ),
        recent_contacts=await recent_contacts(
            session, contact.customer_id, caller, but=contact.id, limit=RECENT_CONTACTS, now=now
        )
        if contact.customer_id
        else [],
        promises=await open_promises(session, contact_id=contact.id, customer_id=contact.customer_id, limit=PROMISES),
        candidates=[read[each.id] for each in shown],
    )


async def _read(session: Session, customers: list[Customer]) -> dict[str, schemas.Customer]:
    return {customer.id: customer for customer in await read_customers(session, customers)}
