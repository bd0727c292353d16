"""A caller wants to be called back: a contact of its own, in the place she has, and the end of the one she called in.

However often she asks from one line for one number, she is owed one call: the database holds the thread to one.
"""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.actions.route_call import own_queue_id
from contactcenter.calls import thread
from contactcenter.calls.service import CALLBACK, HeldCall
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import queue_key
from contactcenter.contacts.references import next_references
from contactcenter.db import Session, insert, new_id
from contactcenter.journal import history
from contactcenter.routing import offers
from contactcenter.routing.queue_rules import call_back_at

OUTCOME: Final = "callback_asked"


def thread_of(line: str, number: str) -> str:
    """The thread of the call we owe, until we have spoken with her."""
    return f"callback|{line}|{number}"


async def find_callback(session: Session, line: str, number: str) -> Contact | None:
    """The call we owe this number, called from this line of ours."""
    query = select(Contact).where(Contact.channel == "voice", Contact.thread_key == thread_of(line, number))
    return (await session.scalars(query.where(Contact.state != states.CLOSED))).one_or_none()


async def ask_callback(session: Session, held: HeldCall, *, now: datetime) -> Contact:
    """The contact by which she is called back; where we owe her a call already, that one."""
    asked, number = held.contact, held.call.number
    if asked.source == CALLBACK:
        return await _change_number(session, asked, number, now)
    contact = await _add(session, asked, number, now)
    if contact is None:
        contact = await find_callback(session, asked.line, number)
        assert contact is not None, "a thread that could not begin is there"
        contact = await contacts.lock_contact(session, contact.id)
        await raise_class(session, contact, asked.class_, author_id=None, now=now, reason="asked_again", details={})
    await _close(session, asked, contact, now)
    return contact


async def _add(session: Session, asked: Contact, number: str, now: datetime) -> Contact | None:
    """The new contact; None where we owe her a call already."""
    queue_id = await own_queue_id(session, asked)
    (reference,) = await next_references(session, "C", 1, now)
    row: dict[str, Any] = {
        "id": new_id(),
        "reference": reference,
        "channel": "voice",
        "direction": "outbound",
        "source": CALLBACK,
        "state": states.NEW,
        "class_": asked.class_,
        "address": number,
        "line": asked.line,
        "customer_id": asked.customer_id,
        "place_id": asked.place_id,
        "queue_id": queue_id,
        "preferred_agent_id": asked.preferred_agent_id,
        "group_id": asked.group_id,
        "skills": asked.skills,
        "origin_id": asked.id,
        "subject": asked.subject,
        "language": asked.language,
        "thread_key": thread_of(asked.line, number),
        "queued_at": asked.queued_at,
        "head_start_seconds": asked.head_start_seconds,
        "queue_key": queue_key(asked.class_, asked.queued_at, asked.head_start_seconds),
        "created_at": now,
        "updated_at": now,
        "state_since": now,
        "last_inbound_at": asked.last_inbound_at,
        "emergency_kind": asked.emergency_kind,
        "version": 1,
    }
    statement = insert(session, Contact).values(**row).on_conflict_do_nothing()
    contact: Contact | None = (await session.scalars(statement.returning(Contact))).one_or_none()
    if contact is not None:
        await _tell_story(session, asked, contact, now)
    return contact


async def _tell_story(session: Session, asked: Contact, contact: Contact, now: datetime) -> None:
    for matter in await contacts.matters_of(session, asked.id):
        await contacts.add_matter(session, contact, matter.subject, author_id=None, now=now)
    details = {"to": states.NEW, "origin_id": asked.id}
    await history.write(session, "contact", contact.id, "callback_asked", author_id=None, at=now, details=details)
    promised = {"number": contact.address, "reference": asked.reference, "contact_id": asked.id}
    await thread.note(session, contact, "callback.promised", promised, now=now)
    await _begin_to_wait(session, contact, now)


async def _begin_to_wait(session: Session, contact: Contact, now: datetime) -> None:
    """In the queue at once; where we are closed, when we open: nobody is called in the night."""
    opening = await call_back_at(session, contact, now)
    if opening == now:
        await contacts.change_state(
            session, contact, states.QUEUED, author_id=None, now=now, act="queued", waits_since=now
        )
    else:
        await contacts.change_state(
            session, contact, states.SNOOZED, author_id=None, now=now, reason="closed", snoozed_until=opening
        )


async def _close(session: Session, asked: Contact, contact: Contact, now: datetime) -> None:
    live = await offers.live_offers_of(session, asked.id)
    await offers.take_back(session, live, "withdrawn", author_id=None, now=now, reason="callback_asked")
    details = {"number": contact.address, "reference": contact.reference, "contact_id": contact.id}
    await thread.note(session, asked, "callback.asked", details, now=now)
    for matter in await contacts.matters_of(session, asked.id):
        if matter.outcome is None:
            await contacts.set_outcome(session, matter, OUTCOME, author_id=None, now=now)
    await contacts.change_state(
        session, asked, states.CLOSED, author_id=None, now=now, act="callback_asked", agent_id=None, closed_at=now
    )


async def _change_number(session: Session, contact: Contact, number: str, now: datetime) -> Contact:
    """Whom we owe a call called herself, and wants to be called all the same, perhaps elsewhere."""
    other = await find_callback(session, contact.line, number)
    if other is None:
        contact.address, contact.thread_key = number, thread_of(contact.line, number)
    await thread.note(session, contact, "callback.promised", {"number": number}, now=now)
    await contacts.touch(session, contact, now=now)
    return contact
