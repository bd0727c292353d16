"""What arrived joined to its contacts, set by set: a batch of a hundred costs about as many statements as one text.

The database decides that a thread has one open contact (a unique index); what was looked up before only spares numbers.
Called by `actions/receive_messages.py` and `actions/receive_mails.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import select, text

from contactcenter.contacts import states
from contactcenter.contacts.mail_subjects import base_subject
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.messages import fetch_command
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.order import queue_key
from contactcenter.contacts.references import next_references
from contactcenter.contracts import Channel, InboundMail, InboundText
from contactcenter.customers.models import Customer
from contactcenter.db import Session, insert, insert_rows, new_id
from contactcenter.errors import Conflict
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.media import service as media
from contactcenter.outbox import service as outbox
from contactcenter.text.scripts import detect_language


class Arrival(Protocol):
    """What a text and a mail have in common: who sent it where, and what rules read in it."""

    @property
    def external_id(self) -> str: ...
    @property
    def sender(self) -> str: ...
    @property
    def line(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def received_at(self) -> datetime: ...


ArrivalT = TypeVar("ArrivalT", bound=Arrival)


def title_of(arrival: Arrival) -> str:
    """What it is about: the subject of a mail, else the first words."""
    subject = base_subject(arrival.subject) if isinstance(arrival, InboundMail) else ""
    return subject_of(subject or arrival.answer)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a new contact belongs, as far as it is known from the sender and the line."""

    customer_id: str
    place_id: str | None
    queue_id: str | None
    language: str
    # What the line gives to all that arrives there.
    class_: str = "normal"
    head_start_seconds: int = 0


@dataclass(slots=True)
class Thread(Generic[ArrivalT]):
    """What came in this batch for one contact, in its order; of texts, all from one sender on one line.

    `needs_agent` is what somebody must read; a clear answer to a question of ours is not among it. Where the contact
    of the thread was merged into another one, that is the `contact`, and the words stay with the `merged` one.
    """

    key: str
    arrivals: list[ArrivalT]
    channel: Channel = "sms"
    class_: str = "normal"
    contact: Contact | None = None
    is_new: bool = False
    place_id: str | None = None
    needs_agent: list[ArrivalT] = field(default_factory=list)
    merged: Contact | None = None

    @property
    def kept_in(self) -> Contact | None:
        """The contact whose messages these become."""
        return self.merged or self.contact

    @property
    def sender(self) -> str:
        return self.arrivals[0].sender

    @property
    def line(self) -> str:
        return self.arrivals[0].line

    @property
    def words(self) -> str:
        """Everything that was said, as one text: people press "send" in the middle of a sentence."""
        return "\n".join(arrival.words for arrival in self.arrivals)


def thread_key(message: InboundText) -> str:
    """One sender on one line is one thread."""
    return f"{message.line}|{message.sender}"


def threads_of(texts: Iterable[InboundText]) -> dict[str, Thread[InboundText]]:
    """The texts by thread, each in its order."""
    threads: dict[str, Thread[InboundText]] = {}
    for message in texts:
        key = thread_key(message)
        threads.setdefault(key, Thread(key, [])).arrivals.append(message)
    return threads


async def leave_out_known(session: Session, channel: Channel, arrivals: Sequence[ArrivalT]) -> list[ArrivalT]:
    """What is not stored yet (a replayed journal row may hold one that is), each once."""
    fresh = {arrival.external_id: arrival for arrival in arrivals}
    stored = select(Message.external_id).where(Message.channel == channel, Message.external_id.in_(fresh))
    for external_id in await session.scalars(stored):
        del fresh[external_id or ""]
    return list(fresh.values())


async def open_contacts(session: Session, channel: Channel, keys: Iterable[str]) -> dict[str, Contact]:
    """The contact of each thread that is not closed, held against others until the commit."""
    return await _held(
        session, Contact.channel == channel, Contact.thread_key.in_(set(keys)), Contact.state != states.CLOSED
    )


async def lately_closed_contacts(session: Session, keys: Iterable[str], *, now: datetime) -> dict[str, Contact]:
    """The last contact of each thread, where it was closed within the reopening window; held until the commit."""
    wanted, since = set(keys), now - states.REOPENING_WINDOW
    if not wanted:
        return {}
    return await _held(session, Contact.channel == "sms", Contact.thread_key.in_(wanted), Contact.closed_at > since)


async def asked_contacts(session: Session, contact_ids: Iterable[str]) -> dict[str, Contact]:
    """The contacts in which we asked something, by thread, however long ago they were closed."""
    wanted = set(contact_ids)
    return await _held(session, Contact.id.in_(wanted)) if wanted else {}


async def _held(session: Session, *conditions: Any) -> dict[str, Contact]:
    query = select(Contact).where(*conditions).order_by(Contact.id).with_for_update(key_share=True)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {contact.thread_key: contact for contact in found}


async def begin_contacts(
    session: Session, threads: Sequence[Thread[Any]], homes: Mapping[str, Home], *, now: datetime
) -> None:
    """Give each of these threads a queued contact: a new one, unless somebody began one a moment ago.

    All of them are of one channel.
    """
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
    contacts = await open_contacts(session, threads[0].channel, [thread.key for thread in threads])
    for thread in threads:
        contact = contacts.get(thread.key)
        if contact is None:
            raise Conflict("The contact of a thread was closed while something arrived for it.")
        thread.contact, thread.is_new = contact, contact.id in begun
    new = [contact for contact in contacts.values() if contact.id in begun]
    await add_matters(session, {contact.id: contact.subject for contact in new})
    await history.write_many(session, [history_line(contact.id, "arrived", now, to=states.QUEUED) for contact in new])


def _contact_row(thread: Thread[Any], home: Home, reference: str, now: datetime) -> dict[str, Any]:
    queued_at = thread.arrivals[0].received_at
    class_ = home.class_ if thread.class_ == "normal" else thread.class_
    return {
        "id": new_id(),
        "reference": reference,
        "channel": thread.channel,
        "direction": "inbound",
        "state": states.QUEUED,
        "class_": class_,
        "address": thread.sender,
        "line": thread.line,
        "customer_id": home.customer_id,
        "place_id": home.place_id,
        "queue_id": home.queue_id,
        "subject": title_of(thread.arrivals[0]),
        "language": home.language,
        "thread_key": thread.key,
        "queued_at": queued_at,
        "head_start_seconds": home.head_start_seconds,
        "queue_key": queue_key(class_, queued_at, home.head_start_seconds),
        "created_at": now,
        "updated_at": now,
        "state_since": now,
        "last_inbound_at": thread.arrivals[-1].received_at,
        "wrap_up_note": "",
        "version": 1,
    }


async def add_matters(session: Session, subjects: Mapping[str, str]) -> None:
    """One more matter for each of these contacts, with one statement."""
    rows = [{"id": new_id(), "contact_id": id_, "subject": subject, "note": ""} for id_, subject in subjects.items()]
    await insert_rows(session, Matter, rows)


async def add_texts(
    session: Session, threads: Iterable[Thread[InboundText]], customers: Mapping[str, Customer], *, now: datetime
) -> None:
    """Add the texts to their contacts, with one statement; their files are fetched after. `customers` by sender."""
    rows: list[dict[str, Any]] = []
    files: list[dict[str, Any]] = []
    for thread in threads:
        if thread.kept_in is None:
            continue
        for message in thread.arrivals:
            row = _message_row(message, thread.kept_in.id, customers[thread.sender])
            announced = _announced(message, row)
            rows.append(row | {"attachments": media.references(file["id"] for file in announced)})
            files.extend(announced)
    statement = insert(session, Message).on_conflict_do_nothing(index_elements=["channel", "external_id"])
    await session.execute(statement, rows)
    await media.insert_attachments(session, files)
    await outbox.enqueue_many(session, [fetch_command(file["id"], now=now) for file in files])
    session.record(*(Fact("message.added", id_) for id_ in dict.fromkeys(row["contact_id"] for row in rows)))


def _announced(message: InboundText, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of the files that came with a text and still lie at the carrier."""
    return [
        media.announced(
            file["source_url"],
            file["content_type"],
            contact_id=row["contact_id"],
            message_id=row["id"],
            now=message.received_at,
        )
        for file in message.attachments
    ]


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
        "external_id": message.external_id,
        "created_at": message.received_at,
        "error_code": "",
        "error_text": "",
    }


def history_line(contact_id: str, act: str, at: datetime, **details: Any) -> dict[str, Any]:
    """One line of history that no person is the author of, for `history.write_many`."""
    entry = {"subject_kind": "contact", "subject_id": contact_id, "act": act, "author_id": None}
    return {**entry, "at": at, "details": details}
