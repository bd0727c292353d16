"""Which contact a mail belongs to: by the ids it names, the reference in its words, or what it answers.

A match counts only if the sender took part in the contact before: a reference or an id can be read in a forwarded mail.
Called by `actions/receive_mails.py` and by whatever sends mail.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.mail_subjects import base_subject, is_answer, references_in
from contactcenter.contacts.matters import subject_of
from contactcenter.contacts.models import Contact, MailId, MailParty
from contactcenter.contracts import InboundMail
from contactcenter.db import Session, insert, insert_rows, new_id

SENT, RECEIVED, NAMED = "sent", "received", "named"
# Of long chains the last ids decide, and the first one is the root.
MOST_IDS = 30
MOST_PARTIES = 50
# References are looked for in the words and in the beginning of what they quote.
LOOKED_AT = 4_000


@dataclass(slots=True)
class Known:
    """What the database knows of the ids and references a batch of mails names, and of who took part."""

    contacts: dict[str, Contact] = field(default_factory=dict)
    by_mail_id: dict[str, list[str]] = field(default_factory=dict)
    sent_by_us: dict[str, str] = field(default_factory=dict)
    by_reference: dict[str, str] = field(default_factory=dict)
    by_subject: dict[tuple[str, str], str] = field(default_factory=dict)
    parties: dict[str, set[str]] = field(default_factory=dict)
    # What merged ones of the contacts were merged into, by their ids; whoever has looked up fills it in.
    survivors: dict[str, Contact] = field(default_factory=dict)

    def at_work(self, contact: Contact) -> Contact:
        """Where this contact is worked on: itself, or what it was merged into."""
        return self.survivors.get(contact.id, contact)

    def candidates(self, mail: InboundMail) -> Iterator[Contact]:
        """The contacts a mail may belong to, the surest first."""
        for mail_id in named_ids(mail):
            yield from (self.contacts[id_] for id_ in self.by_mail_id.get(mail_id, ()))
        for reference in _references(mail):
            contact = self.contacts.get(self.by_reference.get(reference, ""))
            # Calls and texts have ways of their own to be answered; only a mail of ours leads back to them.
            if contact is not None and contact.channel in ("email", "manual"):
                yield contact
        if is_answer(mail.subject) and (mail.sender, _subject_key(mail)) in self.by_subject:
            yield self.contacts[self.by_subject[mail.sender, _subject_key(mail)]]

    def took_part(self, contact: Contact, sender: str, customer_id: str) -> bool:
        is_theirs = contact.address == sender or (bool(contact.customer_id) and contact.customer_id == customer_id)
        return is_theirs or sender in self.parties.get(contact.id, ())


def named_ids(mail: InboundMail) -> list[str]:
    """The ids a mail answers: the one it says first, then the chain from its end."""
    ids = (mail.in_reply_to, *reversed(mail.references))
    return list(dict.fromkeys(filter(None, ids)))[:MOST_IDS]


def _references(mail: InboundMail) -> list[str]:
    return references_in("\n".join((mail.subject, mail.text[:LOOKED_AT], mail.quoted_text[:LOOKED_AT])))


def _subject_key(mail: InboundMail) -> str:
    return subject_of(base_subject(mail.subject))


async def leave_out_duplicates(session: Session, mails: Sequence[InboundMail]) -> list[InboundMail]:
    """Without mails that came before by another way: the same id with the same content, whatever servers added."""
    ids = {mail.message_id for mail in mails if mail.message_id}
    query = select(MailId.mail_id, MailId.content_hash).where(MailId.mail_id.in_(ids), MailId.origin == RECEIVED)
    seen = {(mail_id, digest) for mail_id, digest in await session.execute(query)} if ids else set()
    fresh = []
    for mail in mails:
        key = mail.message_id, mail.content_hash
        if key not in seen:
            fresh.append(mail)
            seen.add(key)
    return fresh


async def reused_ids(session: Session, mails: Sequence[InboundMail]) -> set[str]:
    """Ids under which another mail came before; their senders reuse ids."""
    ids = {mail.message_id for mail in mails}
    query = select(MailId.mail_id).where(MailId.mail_id.in_(ids), MailId.origin == RECEIVED)
    return set(await session.scalars(query)) if ids else set()


async def look_up(session: Session, mails: Sequence[InboundMail]) -> Known:
    """Everything needed to place a batch, with a few statements; the contacts are held until the commit."""
    known = Known()
    ids = {id_ for mail in mails for id_ in (*named_ids(mail), *(mail.bounce.mail_ids if mail.bounce else ()))}
    rows = await _rows_of_ids(session, ids)
    wanted = {row.contact_id for row in rows} | set((await _by_reference(session, mails, known)).values())
    wanted |= set((await _by_subject(session, mails, known)).values())
    known.contacts = await _held(session, wanted)
    # The newest contact of an id first: a thread that went on after its contact was closed has several.
    for row in sorted(rows, key=lambda row: row.contact_id, reverse=True):
        if row.contact_id in known.contacts:
            known.by_mail_id.setdefault(row.mail_id, []).append(row.contact_id)
        if row.origin == SENT:
            known.sent_by_us[row.mail_id] = row.contact_id
    if wanted:
        for party in await session.scalars(select(MailParty).where(MailParty.contact_id.in_(wanted))):
            known.parties.setdefault(party.contact_id, set()).add(party.address)
    return known


async def _rows_of_ids(session: Session, ids: Collection[str]) -> Sequence[MailId]:
    if not ids:
        return []
    return (await session.scalars(select(MailId).where(MailId.mail_id.in_(ids)))).all()


async def _by_reference(session: Session, mails: Iterable[InboundMail], known: Known) -> Mapping[str, str]:
    references = {reference for mail in mails for reference in _references(mail)}
    if references:
        query = select(Contact.reference, Contact.id).where(Contact.reference.in_(references))
        known.by_reference = {reference: id_ for reference, id_ in await session.execute(query)}
    return known.by_reference


async def _by_subject(session: Session, mails: Iterable[InboundMail], known: Known) -> Mapping[tuple[str, str], str]:
    """Open contacts of the same sender with the same subject, for answers that lost everything else on their way."""
    answers = [mail for mail in mails if is_answer(mail.subject) and _subject_key(mail)]
    if answers:
        query = select(Contact.address, Contact.subject, Contact.id).where(
            Contact.channel == "email",
            Contact.state != states.CLOSED,
            Contact.address.in_({mail.sender for mail in answers}),
            Contact.subject.in_({_subject_key(mail) for mail in answers}),
        )
        rows = await session.execute(query.order_by(Contact.id))
        known.by_subject = {(address, subject): id_ for address, subject, id_ in rows}
    return known.by_subject


async def _held(session: Session, contact_ids: Collection[str]) -> dict[str, Contact]:
    if not contact_ids:
        return {}
    query = select(Contact).where(Contact.id.in_(contact_ids)).order_by(Contact.id).with_for_update(key_share=True)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return {contact.id: contact for contact in found}


def row_of_id(
    mail_id: str, origin: str, contact_id: str, *, message_id: str | None = None, content_hash: str = ""
) -> dict[str, Any]:
    """One row for `remember`."""
    return {
        "id": new_id(),
        "mail_id": mail_id,
        "origin": origin,
        "contact_id": contact_id,
        "message_id": message_id,
        "content_hash": content_hash,
    }


async def remember(
    session: Session, rows: Sequence[dict[str, Any]], parties: Mapping[str, Iterable[str]] | None = None
) -> None:
    """Keep ids (rows of `row_of_id`) and, by contact, who took part, so that later mails find their way."""
    await insert_rows(session, MailId, rows)
    added = [
        {"contact_id": contact_id, "address": address}
        for contact_id, addresses in (parties or {}).items()
        for address in dict.fromkeys(list(addresses)[:MOST_PARTIES])
    ]
    if added:
        await session.execute(insert(session, MailParty).on_conflict_do_nothing(), added)
