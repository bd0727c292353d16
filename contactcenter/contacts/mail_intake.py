"""Mails as entries of their contacts' threads. Called by `actions/receive_mails.py`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from contactcenter.contacts.intake import Thread, add_matters, title_of
from contactcenter.contacts.mail_subjects import base_subject
from contactcenter.contacts.mail_threads import NAMED, RECEIVED, named_ids, remember, row_of_id
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contracts import InboundMail
from contactcenter.customers.models import Customer
from contactcenter.db import Session, insert_rows, new_id
from contactcenter.events import Fact
from contactcenter.media import service as media
from contactcenter.text.scripts import detect_language

LONGEST_QUOTE = 20_000
MOST_PEOPLE = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """One mail on its way into a thread; a note is for colleagues and needs nobody's answer."""

    mail: InboundMail
    contact: Contact
    is_note: bool = False


def entries_of(threads: Iterable[Thread[InboundMail]]) -> list[Entry]:
    return [Entry(mail, thread.kept_in) for thread in threads if thread.kept_in for mail in thread.arrivals]


async def add_mails(
    session: Session, entries: Sequence[Entry], customers: Mapping[str, Customer], *, reused: Iterable[str] = ()
) -> None:
    """Add the mails to their contacts, with their files, ids and parties. `customers` by sender."""
    reused_ids = set(reused)
    rows, files, ids = [], [], []
    parties: dict[str, list[str]] = {}
    for entry in entries:
        row = _message_row(entry, customers.get(entry.mail.sender), is_reused=entry.mail.message_id in reused_ids)
        of_entry = _file_rows(entry, row["id"])
        rows.append(row | {"attachments": media.references(file["id"] for file in of_entry)})
        files.extend(of_entry)
        ids.extend(_id_rows(entry, row["id"]))
        if not entry.mail.automatic_because:
            people = (entry.mail.sender, entry.mail.reply_to, *entry.mail.to, *entry.mail.cc)
            parties.setdefault(entry.contact.id, []).extend(p for p in people if p and p != entry.contact.line)
    await insert_rows(session, Message, rows)
    await media.insert_attachments(session, files)
    await remember(session, ids, parties)
    session.record(*(Fact("message.added", id_) for id_ in dict.fromkeys(row["contact_id"] for row in rows)))


def mail_facts(mail: InboundMail, *, problems: Sequence[str] = ()) -> dict[str, Any]:
    """What a thread keeps of a mail beside its words; the same fields as those of a mail of ours."""
    return {
        "subject": mail.subject,
        "from_address": mail.sender,
        "from_name": mail.sender_name,
        "to": list(mail.to[:MOST_PEOPLE]),
        "cc": list(mail.cc[:MOST_PEOPLE]),
        "reply_to": mail.reply_to,
        "message_id": mail.message_id,
        "quoted_text": mail.quoted_text[:LONGEST_QUOTE],
        "is_automatic": bool(mail.automatic_because),
        "is_bounce": mail.bounce is not None,
        "problems": [*mail.problems, *problems],
    }


def _message_row(entry: Entry, customer: Customer | None, *, is_reused: bool) -> dict[str, Any]:
    mail = entry.mail
    return {
        "id": new_id(),
        "contact_id": entry.contact.id,
        "channel": "email",
        "kind": "note" if entry.is_note else "message",
        "direction": "inbound",
        "author_kind": "system" if mail.bounce else "customer",
        "author_id": customer.id if customer and not mail.bounce else None,
        "author_name": "" if mail.bounce else mail.sender_name or (customer.name if customer else ""),
        "text": mail.text,
        "html": mail.html,
        "language": detect_language(mail.words),
        "mail": mail_facts(mail, problems=["reused_id"] if is_reused else []),
        "external_id": mail.external_id,
        "created_at": mail.received_at,
        "error_code": "",
        "error_text": "",
    }


def _file_rows(entry: Entry, message_id: str) -> list[dict[str, Any]]:
    names = media.StoredFile.__slots__
    return [
        {name: getattr(file, name) for name in names}
        | {"id": new_id(), "contact_id": entry.contact.id, "message_id": message_id}
        | {"source_url": "", "created_at": entry.mail.received_at}
        for file in entry.mail.files
    ]


def _id_rows(entry: Entry, message_id: str) -> list[dict[str, Any]]:
    """Its own id; and where it comes out of a conversation we do not know, the ids of that conversation."""
    contact_id, mail = entry.contact.id, entry.mail
    if entry.is_note:
        return [row_of_id(mail.message_id, RECEIVED, contact_id, content_hash=mail.content_hash)]
    own = row_of_id(mail.message_id, RECEIVED, contact_id, message_id=message_id, content_hash=mail.content_hash)
    return [own, *(row_of_id(mail_id, NAMED, contact_id) for mail_id in named_ids(mail)[:3])]


async def add_new_matters(session: Session, threads: Iterable[Thread[InboundMail]]) -> None:
    """Another subject in a thread that goes on is another matter; a closed contact gets its matter when it reopens."""
    renamed = {
        thread.contact.id: thread
        for thread in threads
        if thread.contact is not None and not thread.is_new and thread.contact.closed_at is None and thread.needs_agent
    }
    if not renamed:
        return
    query = select(Matter.contact_id, Matter.subject).where(Matter.contact_id.in_(renamed))
    known: dict[str, set[str]] = {}
    for contact_id, subject in await session.execute(query):
        known.setdefault(contact_id, set()).add(subject.casefold())
    for contact_id, thread in renamed.items():
        for mail in thread.needs_agent:
            subject = subject_of(base_subject(mail.subject))
            if subject and subject.casefold() not in known.get(contact_id, set()):
                known.setdefault(contact_id, set()).add(subject.casefold())
                await add_matters(session, {contact_id: title_of(mail)})
