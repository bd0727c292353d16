"""An agent turns to a customer on her own account: by text, by mail, or by telephone. The contact is hers at once.

What goes on already is gone on with: an open thread with this number on this line, an open mail about the same, a call
we owe this number. Where a colleague holds that, nothing is sent past them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import select

from contactcenter import clock
from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.ask_callback import find_callback
from contactcenter.actions.place_call import call_again
from contactcenter.actions.reply import reply
from contactcenter.agents.models import Agent
from contactcenter.calls.prompts import words
from contactcenter.calls.service import find_live_call
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.mail_subjects import base_subject
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.messages import LONGEST_TEXT, checked_text
from contactcenter.contacts.models import Contact
from contactcenter.contacts.outgoing_mails import LONGEST_MAIL
from contactcenter.contacts.references import next_references
from contactcenter.customers.addresses import read_address
from contactcenter.customers.models import EMAIL, PHONE, Customer
from contactcenter.customers.service import addresses_of, find_or_create_many, get_customers, homes_of
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.journal import history
from contactcenter.lines.models import Line
from contactcenter.lines.service import find_line, list_lines
from contactcenter.places.service import get_places
from contactcenter.routing.service import general_queue_id
from contactcenter.text.scripts import detect_language

OutboundChannel = Literal["sms", "email", "voice"]
_KINDS: Final[dict[str, str]] = {"sms": PHONE, "voice": PHONE, "email": EMAIL}


@dataclass(frozen=True, slots=True)
class OutboundRequest:
    """Whom to turn to, how, and with what words. An address of the customer's is chosen where none is given."""

    channel: OutboundChannel
    customer_id: str | None = None
    address: str = ""
    text: str = ""
    subject: str = ""
    line: str = ""
    place_id: str | None = None
    origin_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Recipient:
    address: str
    line: Line
    customer: Customer


async def contact_customer(session: Session, request: OutboundRequest, *, agent: Agent, now: datetime) -> Contact:
    """A text or mail goes out at once; for a call the agent's telephone rings, then the customer's."""
    _check_words(request)
    await _check_references(session, request)
    recipient = await _recipient(session, request, now)
    contact = await _find_open(session, request, recipient)
    if contact is None:
        contact = await _begin(session, request, recipient, agent, now)
    else:
        contact = await _take(session, contact, agent, now)
    if request.channel != "voice":
        await reply(session, contact.id, request.text, agent=agent, now=now)
    elif await find_live_call(session, contact.id) is None:
        await call_again(session, contact.id, agent=agent, now=now)
    return contact


def _check_words(request: OutboundRequest) -> None:
    """A call needs no words, a mail needs a subject too."""
    if request.channel == "voice":
        return
    if request.channel == "email" and not request.subject.strip():
        raise InvalidInput("Give the mail a subject.", code="empty_subject", details={"field": "subject"})
    checked_text(request.text, longest=LONGEST_MAIL if request.channel == "email" else LONGEST_TEXT)


async def _check_references(session: Session, request: OutboundRequest) -> None:
    if request.place_id is not None and request.place_id not in await get_places(session, [request.place_id]):
        raise InvalidInput("There is no such place.", details={"field": "place_id"})
    if request.origin_id is not None and not await contacts.get_contacts(session, [request.origin_id]):
        raise InvalidInput("There is no such contact.", details={"field": "origin_id"})


# --- whom


async def _recipient(session: Session, request: OutboundRequest, now: datetime) -> _Recipient:
    kind = _KINDS[request.channel]
    line = await _line(session, request)
    if request.customer_id is None and not request.address.strip():
        raise InvalidInput("Say whom to contact.", code="no_recipient", details={"field": "customer_id"})
    customer = await _customer(session, request.customer_id) if request.customer_id else None
    address = _typed(kind, request.address) if request.address.strip() else ""
    if customer is not None and not address:
        known = (await addresses_of(session, [customer.id]))[customer.id]
        address = next((one.address for one in known if one.kind == kind), "")
    if not address:
        missing = "mail address" if kind == EMAIL else "telephone number"
        problem = f"No {missing} of this customer is known; type one."
        raise InvalidInput(problem, code="no_address", details={"field": "address"})
    if await find_line(session, request.channel, address) is not None:
        raise InvalidInput("This is a line of ours.", code="own_line", details={"field": "address"})
    if customer is None:
        found = await find_or_create_many(session, kind, [address], languages={address: line.language}, now=now)
        customer = found[address]
    return _Recipient(address, line, customer)


def _typed(kind: str, raw: str) -> str:
    try:
        return read_address(kind, raw).address
    except InvalidInput as error:
        wanted = "mail address" if kind == EMAIL else "telephone number"
        problem = f"“{raw.strip()[:60]}” is no {wanted} we can reach."
        raise InvalidInput(problem, code="bad_address", details={"field": "address"}) from error


async def _customer(session: Session, customer_id: str) -> Customer:
    customer = (await get_customers(session, [customer_id])).get(customer_id)
    if customer is None:
        raise InvalidInput("There is no such customer.", details={"field": "customer_id"})
    return customer


async def _line(session: Session, request: OutboundRequest) -> Line:
    """The line asked for, else the first of the channel."""
    lines = [line for line in await list_lines(session) if line.channel == request.channel]
    if request.line:
        lines = [line for line in lines if line.address == request.line]
    if not lines:
        field = "line" if request.line else "channel"
        raise InvalidInput("There is no such line of ours.", code="no_line", details={"field": field})
    return lines[0]


# --- where it goes on


async def _find_open(session: Session, request: OutboundRequest, recipient: _Recipient) -> Contact | None:
    line, address = recipient.line.address, recipient.address
    if request.channel == "voice":
        return await find_callback(session, line, address)
    is_open = Contact.channel == request.channel, Contact.state != states.CLOSED
    if request.channel == "sms":
        query = select(Contact).where(*is_open, Contact.thread_key == f"{line}|{address}")
        return (await session.scalars(query)).one_or_none()
    query = (
        select(Contact).where(*is_open, Contact.line == line, Contact.address == address).order_by(Contact.id.desc())
    )
    about = base_subject(request.subject).casefold()
    found = await session.scalars(query)
    return next((contact for contact in found if base_subject(contact.subject).casefold() == about), None)


async def _take(session: Session, contact: Contact, agent: Agent, now: datetime) -> Contact:
    """It is the agent's from now on; refused where a colleague holds it."""
    contact = await contacts.lock_contact(session, contact.id)
    if contact.state in (states.QUEUED, states.OFFERED, states.ACTIVE) and contact.agent_id in (None, agent.id):
        return await accept_contact(session, contact.id, agent=agent, now=now)
    if contact.agent_id not in (None, agent.id):
        details = {"contact_id": contact.id, "agent_id": contact.agent_id}
        raise Conflict("A colleague is in touch with this customer already.", code="held_by_colleague", details=details)
    await contacts.give_to(session, contact, agent.id, now=now, act="resumed")
    return contact


# --- a new one


async def _begin(
    session: Session, request: OutboundRequest, recipient: _Recipient, agent: Agent, now: datetime
) -> Contact:
    (reference,) = await next_references(session, "C", 1, now)
    line, customer = recipient.line, recipient.customer
    language = _language(request, customer)
    row = {
        "id": new_id(),
        "reference": reference,
        "channel": request.channel,
        "direction": "outbound",
        "state": states.NEW,
        "address": recipient.address,
        "line": line.address,
        "customer_id": customer.id,
        "place_id": request.place_id or await _home(session, customer, now),
        "queue_id": line.queue_id or await general_queue_id(session),
        "origin_id": request.origin_id,
        "subject": subject_of(request.subject or request.text or words("subject_outbound", language)),
        "language": language,
        "queued_at": now,
        "created_at": now,
        "updated_at": now,
        "version": 1,
    }
    row["thread_key"] = f"{line.address}|{recipient.address}" if request.channel == "sms" else row["id"]
    statement = insert(session, Contact).values(**row).on_conflict_do_nothing()
    contact: Contact | None = (await session.scalars(statement.returning(Contact))).one_or_none()
    if contact is None:
        raise Conflict("Something has just arrived from this customer; look at it first.", code="stale")
    details: dict[str, Any] = {"to": states.NEW} | ({"origin_id": request.origin_id} if request.origin_id else {})
    await history.write(session, "contact", contact.id, "begun", author_id=agent.id, at=now, details=details)
    await contacts.add_matter(session, contact, contact.subject, author_id=agent.id, now=now)
    await contacts.give_to(session, contact, agent.id, now=now)
    return contact


def _language(request: OutboundRequest, customer: Customer) -> str:
    """That of the customer; where nothing is known of her, that of the words."""
    return customer.language if customer.name or not request.text else detect_language(request.text)


async def _home(session: Session, customer: Customer, now: datetime) -> str | None:
    homes = (await homes_of(session, [customer.id], on=clock.local(now).date()))[customer.id]
    return homes[0] if len(homes) == 1 else None
