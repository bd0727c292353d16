"""Mails of ours: everything of one is fixed when it is written, so that sending it again sends the same mail.

Called by `contacts/messages.py` and by the action that acknowledges.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import func, select

from contactcenter import clock
from contactcenter.contacts import mail_bodies
from contactcenter.contacts.mail_bodies import Quote
from contactcenter.contacts.mail_subjects import answer_subject, first_subject
from contactcenter.contacts.mail_threads import NAMED, SENT, remember, row_of_id
from contactcenter.contacts.models import Contact, MailId, Message
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.lines.models import Line
from contactcenter.media.models import STORED, Attachment
from contactcenter.outbox import service as outbox

# Most servers take no larger mails; files grow by a third on their way.
LARGEST_FILES = 18 * 1024 * 1024
LONGEST_MAIL = 20_000
# A server that does not take a mail for two days will not take it.
MAIL_DEADLINE_SECONDS = 48 * 3600
# Longer chains of ids are cut by servers at places of their own choosing.
LONGEST_REFERENCES = 1_900
ID_BYTES = 12

# Whether a person wrote it; what machines write must say so. https://www.rfc-editor.org/rfc/rfc3834
Written = Literal["by_person", "as_answer", "by_itself"]


@dataclass(frozen=True, slots=True)
class Before:
    """What a mail of ours comes after: the ids of the thread, oldest first, and the last mail that came."""

    chain: Sequence[str] = ()
    last: Message | None = None


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """A mail ready for its row and its command."""

    mail_id: str
    payload: dict[str, Any] = field(repr=False)

    @property
    def facts(self) -> dict[str, Any]:
        """What the thread keeps of it; the same fields as those of a mail that came."""
        payload = self.payload
        return {
            "subject": payload["subject"],
            "from_address": payload["sender"],
            "from_name": payload["sender_name"],
            "to": payload["recipients"],
            "cc": [],
            "reply_to": "",
            "message_id": self.mail_id,
            "quoted_text": "",
            "is_automatic": bool(payload["auto_submitted"]),
            "is_bounce": False,
            "problems": [],
        }


async def what_came_before(session: Session, contact_ids: Collection[str]) -> dict[str, Before]:
    """By contact, what its next mail comes after; with two statements for all of them."""
    if not contact_ids:
        return {}
    ids = select(MailId.contact_id, MailId.mail_id).where(MailId.contact_id.in_(contact_ids), MailId.origin != NAMED)
    chains: dict[str, dict[str, None]] = {}
    for contact_id, mail_id in await session.execute(ids.order_by(MailId.id)):
        chains.setdefault(contact_id, {})[mail_id] = None
    is_mail = (Message.channel == "email", Message.direction == "inbound", Message.kind == "message")
    newest = select(func.max(Message.id)).where(Message.contact_id.in_(contact_ids), *is_mail)
    rows = await session.scalars(select(Message).where(Message.id.in_(newest.group_by(Message.contact_id))))
    last = {message.contact_id: message for message in rows}
    return {id_: Before(tuple(chains.get(id_, ())), last.get(id_)) for id_ in contact_ids}


def compose(
    contact: Contact,
    words: str,
    *,
    line: Line,
    recipient: str,
    before: Before,
    written: Written,
    attachment_ids: Sequence[str] = (),
) -> OutgoingMail:
    """The mail, with an id that nobody can guess: whoever names it has seen the mail."""
    language = contact.language
    sender_name = line.names.get(language) or next(iter(line.names.values()), "")
    signature = mail_bodies.footer(sender_name, contact.reference, language)
    quote = _quote_of(before.last)
    domain = line.address.rpartition("@")[2] or "localhost"
    mail_id = f"{contact.reference.lower()}.{secrets.token_hex(ID_BYTES)}@{domain}"
    payload = {
        "mail_id": mail_id,
        "sender": line.address,
        "sender_name": sender_name,
        "recipients": [recipient],
        "subject": _subject(contact, before),
        "text": mail_bodies.as_text(words, signature, quote, language),
        "html": mail_bodies.as_html(words, signature, quote, language),
        "in_reply_to": _answered_id(before),
        "references": _fitting(before.chain),
        "auto_submitted": {"by_person": "", "as_answer": "auto-replied", "by_itself": "auto-generated"}[written],
        "attachment_ids": list(attachment_ids),
    }
    return OutgoingMail(mail_id, payload)


def mail_command(mail: OutgoingMail, message_id: str, *, now: datetime) -> dict[str, Any]:
    """The outbox row that sends it. Mails from one mailbox to one recipient keep their order."""
    payload = mail.payload
    return outbox.command(
        "send_mail",
        payload,
        ordering_key=f"mail:{payload['sender']}:{payload['recipients'][0]}"[:400],
        now=now,
        deadline_seconds=MAIL_DEADLINE_SECONDS,
        message_id=message_id,
    )


async def remember_sent(session: Session, mails: Mapping[str, tuple[str, OutgoingMail]]) -> None:
    """Keep the ids and recipients of mails, given as message id → (contact id, mail)."""
    rows = [row_of_id(mail.mail_id, SENT, contact_id, message_id=id_) for id_, (contact_id, mail) in mails.items()]
    parties: dict[str, list[str]] = {}
    for contact_id, mail in mails.values():
        parties.setdefault(contact_id, []).extend(mail.payload["recipients"])
    await remember(session, rows, parties)


def require_mailable(files: Sequence[Attachment]) -> None:
    """Refuse, with words for whoever sends, what cannot go with a mail."""
    for file in files:
        if file.state != STORED:
            raise _refusal(f"“{file.name}” is not here yet; wait a moment.", code="file_not_ready")
    if sum(file.size for file in files) > LARGEST_FILES:
        megabytes = LARGEST_FILES // (1024 * 1024)
        raise _refusal(f"Files of more than {megabytes} MB together cannot go with a mail.", code="files_too_large")


def _refusal(message: str, *, code: str) -> InvalidInput:
    return InvalidInput(message, code=code, details={"field": "attachment_ids"})


def _subject(contact: Contact, before: Before) -> str:
    if contact.direction == "outbound" and not before.chain:
        return first_subject(contact.subject, contact.reference)
    return answer_subject(_subject_of(contact, before.last), contact.reference)


def _subject_of(contact: Contact, last: Message | None) -> str:
    """That of the mail which is answered: the contact's own is shortened, or of another matter."""
    return str((last.mail or {}).get("subject") or contact.subject) if last is not None else contact.subject


def _quote_of(last: Message | None) -> Quote | None:
    if last is None or last.mail is None:
        return None
    text = "\n\n".join(filter(None, (last.text, str(last.mail.get("quoted_text", "")))))
    address = str(last.mail.get("from_address", ""))
    return Quote(str(last.mail.get("from_name", "")), address, clock.local(last.created_at), text) if text else None


def _answered_id(before: Before) -> str:
    own = str((before.last.mail or {}).get("message_id", "")) if before.last is not None else ""
    return own or (before.chain[-1] if before.chain else "")


def _fitting(chain: Sequence[str]) -> list[str]:
    """The root and as many of the last ids as servers pass on whole."""
    if not chain:
        return []
    room = LONGEST_REFERENCES - len(chain[0]) - 3
    kept: list[str] = []
    for mail_id in reversed(chain[1:]):
        room -= len(mail_id) + 3
        if room < 0:
            break
        kept.append(mail_id)
    return [chain[0], *reversed(kept)]
