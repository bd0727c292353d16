"""Staff key in what reached them by hand: a visitor at the counter, a letter, a forum post, a visit, a patrol."""

from datetime import datetime, timedelta
from typing import Literal

from contactcenter.actions.lift_emergencies import lift_emergencies
from contactcenter.agents.models import Agent
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact
from contactcenter.contacts.references import next_references
from contactcenter.customers.models import Customer
from contactcenter.customers.service import get_customers
from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.places.service import get_places
from contactcenter.routing.service import general_queue_id
from contactcenter.text.scripts import detect_language

Source = Literal["walk_in", "letter", "forum", "visit", "patrol"]
# A clock at the counter may be a little ahead of ours.
CLOCK_SKEW = timedelta(minutes=5)


async def enter_contact(
    session: Session,
    *,
    agent: Agent,
    source: Source,
    subject: str,
    text: str,
    now: datetime,
    customer_id: str | None = None,
    place_id: str | None = None,
    occurred_at: datetime | None = None,
) -> Contact:
    """It is the entering agent's own at once; `occurred_at` is its true time and its age in every report."""
    if not text.strip():
        raise InvalidInput("Write down what was said.", code="empty_text", details={"field": "text"})
    if occurred_at is not None and occurred_at > now + CLOCK_SKEW:
        raise InvalidInput("It cannot have happened in the future.", code="in_future", details={"field": "occurred_at"})
    customer = await _customer(session, customer_id)
    if place_id is not None and place_id not in await get_places(session, [place_id]):
        raise InvalidInput("There is no such place.", details={"field": "place_id"})
    (reference,) = await next_references(session, "C", 1, now)
    contact_id = new_id()
    contact = Contact(
        id=contact_id,
        reference=reference,
        channel="manual",
        source=source,
        state=states.NEW,
        customer_id=customer_id,
        place_id=place_id,
        queue_id=await general_queue_id(session),
        subject=subject_of(subject.strip() or text),
        language=customer.language if customer else detect_language(text),
        thread_key=contact_id,
        queued_at=occurred_at or now,
        created_at=now,
        updated_at=now,
        last_inbound_at=occurred_at or now,
        version=1,
    )
    session.add(contact)
    await session.flush()
    await _tell_story(session, contact, text, agent=agent, customer=customer, now=now)
    await lift_emergencies(session, [(contact, subject), (contact, text)], author_id=agent.id, now=now)
    return contact


async def _customer(session: Session, customer_id: str | None) -> Customer | None:
    if customer_id is None:
        return None
    customer = (await get_customers(session, [customer_id])).get(customer_id)
    if customer is None:
        raise InvalidInput("There is no such customer.", details={"field": "customer_id"})
    return customer


async def _tell_story(
    session: Session, contact: Contact, text: str, *, agent: Agent, customer: Customer | None, now: datetime
) -> None:
    details = {"source": contact.source}
    await history.write(session, "contact", contact.id, "entered", author_id=agent.id, at=now, details=details)
    await contacts.add_matter(session, contact, contact.subject, author_id=agent.id, now=now)
    await messages.add_message(
        session,
        contact,
        kind="message",
        direction="inbound",
        author=None,
        author_kind="customer",
        author_name=customer.name if customer else "",
        text=text.strip(),
        now=now,
    )
    await contacts.give_to(session, contact, agent.id, now=now)
