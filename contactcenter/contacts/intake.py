"""Texts joined to their contacts, set by set: a batch of a hundred costs about as many statements as one text.

The database decides that a thread has one open contact (a unique index); what was looked up before only spares numbers.
Called by `actions/receive_messages.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert as plain_insert
from sqlalchemy import select, text

from contactcenter.contacts import states
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.order import queue_key
from contactcenter.contacts.references import next_references
from contactcenter.contracts import InboundText
from contactcenter.customers.models import Customer
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.text.scripts import detect_language

CLASS_OF_TEXTS = "normal"


@dataclass(frozen=True, slots=True)
class Home:
    """Where a new contact belongs, as far as it is known from the sender and the line."""

    customer_id: str
    place_id: str | None
    queue_id: str | None
    language: str


@dataclass(slots=True)
class Thread:
    """One sender on one line, and what came from there in this batch, in its order.

    `needs_agent` are the texts somebody must read; a clear answer to a question of ours is not among them.
    """

    key: str
    texts: list[InboundText]
    contact: Contact | None = None
    is_new: bool = False
    place_id: str | None = None
    needs_agent: list[InboundText] = field(default_factory=list)

    @property
    def sender(self) -> str:
        return self.texts[0].sender

    @property
    def line(self) -> str:
        return self.texts[0].line


def thread_key(message: InboundText) -> str:
    """One sender on one line is one thread."""
    return f"{message.line}|{message.sender}"


def threads_of(texts: Iterable[InboundText]) -> dict[str, Thread]:
    """The texts by thread, each in its order."""
    threads: dict[str, Thread] = {}
    for message in texts:
        key = thread_key(message)
        threads.setdefault(key, Thread(key, [])).texts.append(message)
    return threads


async def leave_out_known(session: Session, texts: Sequence[InboundText]) -> list[InboundText]:
    """The texts not stored yet (a replayed journal row may hold one that is), each once."""
    fresh = {message.external_id: message for message in texts}
    stored = select(Message.external_id).where(Message.channel == "sms", Message.external_id.in_(fresh))
    for external_id in await session.scalars(stored):
        del fresh[external_id or ""]
    return list(fresh.values())


async def open_contacts(session: Session, keys: Iterable[str]) -> dict[str, Contact]:
    """The contact of each thread that is not closed, held against others until the commit."""
    return await _held(
        session, Contact.channel == "sms", Contact.thread_key.in_(set(keys)), Contact.state != states.CLOSED
    )


async def lately_closed_contacts(session: Session, keys: Iterable[str], *, now: datetime) -> dict[str, Contact]:
    """The last contact of each thread, where it was closed within the reopening window; held until the commit."""
    since = now - states.REOPENING_WINDOW
    return await _held(session, Contact.channel == "sms", Contact.thread_key.in_(set(keys)), Contact.closed_at > since)


async def asked_contacts(session: Session, contact_ids: Iterable[str]) -> dict[str, Contact]:
    """The contacts in which we asked something, by thread, however long ago they were closed."""
    wanted = set(contact_ids)
    return await _held(session, Contact.id.in_(wanted)) if wanted else {}


async def _held(session: Session, *conditions: Any) -> dict[str, Contact]:
    query = select(Contact).where(*conditions).order_by(Contact.id).with_for_update(key_share=True)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {contact.thread_key: contact for contact in found}


async def begin_contacts(
    session: Session, threads: Sequence[Thread], homes: Mapping[str, Home], *, now: datetime
) -> None:
    """Give each of these threads a queued contact: a new one, unless somebody began one a moment ago."""
    if not threads:
        return
    references = await next_references(session, "C", len(threads), now)
    rows = [
        _contact_row(thread, homes[thread.key], reference, now)
        for thread, reference in zip(threads, references, strict=True)
    ]
    statement = (
        insert(session, Contact)
        .on_conflict_do_nothing(index_elements=["channel", "thread_key"], index_where=text("state <> 'closed'"))
        .returning(Contact.id)
    )
    begun = set(await session.scalars(statement, rows))
    contacts = await open_contacts(session, [thread.key for thread in threads])
    for thread in threads:
        contact = contacts.get(thread.key)
        if contact is None:
            raise Conflict("The contact of a thread was closed while its text arrived.")
        thread.contact, thread.is_new = contact, contact.id in begun
    new = [contact for contact in contacts.values() if contact.id in begun]
    await add_matters(session, {contact.id: contact.subject for contact in new})
    await history.write_many(session, [history_line(contact.id, "arrived", now, to=states.QUEUED) for contact in new])


def _contact_row(thread: Thread, home: Home, reference: str, now: datetime) -> dict[str, Any]:
    queued_at = thread.texts[0].received_at
    return {
        "id": new_id(),
        "reference": reference,
        "channel": "sms",
        "direction": "inbound",
        "state": states.QUEUED,
        "class_": CLASS_OF_TEXTS,
        "address": thread.sender,
        "line": thread.line,
        "customer_id": home.customer_id,
        "place_id": home.place_id,
        "queue_id": home.queue_id,
        "subject": subject_of(thread.texts[0].text),
        "language": home.language,
        "thread_key": thread.key,
        "queued_at": queued_at,
        "head_start_seconds": 0,
        "queue_key": queue_key(CLASS_OF_TEXTS, queued_at, 0),
        "created_at": now,
        "updated_at": now,
        "state_since": now,
        "last_inbound_at": thread.texts[-1].received_at,
        "wrap_up_note": "",
        "version": 1,
    }


async def add_matters(session: Session, subjects: Mapping[str, str]) -> None:
    """One more matter for each of these contacts, with one statement."""
    rows = [{"id": new_id(), "contact_id": id_, "subject": subject, "note": ""} for id_, subject in subjects.items()]
    if rows:
        await session.execute(plain_insert(Matter), rows)


async def add_texts(session: Session, threads: Iterable[Thread], customers: Mapping[str, Customer]) -> None:
    """Add the texts to their contacts, with one statement. `customers` by sender."""
    rows = [
        _message_row(message, thread.contact.id, customers[thread.sender])
        for thread in threads
        if thread.contact is not None
        for message in thread.texts
    ]
    statement = insert(session, Message).on_conflict_do_nothing(index_elements=["channel", "external_id"])
    await session.execute(statement, rows)
    session.record(*(Fact("message.added", id_) for id_ in dict.fromkeys(row["contact_id"] for row in rows)))


def _message_row(message: InboundText, contact_id: str, customer: Customer) -> dict[str, Any]:
    return {
        "id": new_id(),
        "contact_id": contact_id,
        "channel": "sms",
        "kind": "message",
        "direction": "inbound",
        "author_kind": "customer",
        "author_id": customer.id,
        "author_name": customer.name,
        "text": message.text,
        "language": detect_language(message.text),
        "attachments": list(message.attachments),
        "external_id": message.external_id,
        "created_at": message.received_at,
        "error_code": "",
        "error_text": "",
    }


def history_line(contact_id: str, act: str, at: datetime, **details: Any) -> dict[str, Any]:
    """One line of history that no person is the author of, for `history.write_many`."""
    entry = {"subject_kind": "contact", "subject_id": contact_id, "act": act, "author_id": None}
    return {**entry, "at": at, "details": details}
