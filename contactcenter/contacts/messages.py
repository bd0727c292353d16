"""The thread of a contact: adding messages, and sending them to the owner. Called by actions.

Adding a message does not number the contact anew: what the product says by itself must not make an agent's reply stale.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.outgoing_mails import (
    LONGEST_MAIL,
    OutgoingMail,
    Written,
    compose,
    mail_command,
    remember_sent,
    require_mailable,
    what_came_before,
)
from contactcenter.customers.models import EMAIL, PHONE
from contactcenter.customers.service import addresses_of
from contactcenter.db import Session, insert_rows, new_id
from contactcenter.errors import InvalidInput
from contactcenter.events import Fact
from contactcenter.lines.models import Line
from contactcenter.lines.service import find_line, list_lines
from contactcenter.media.models import Attachment
from contactcenter.media.sending import require_sendable
from contactcenter.media.service import references
from contactcenter.outbox import service as outbox
from contactcenter.text.scripts import detect_language

# Twilio and most carriers refuse longer texts (error 21617).
LONGEST_TEXT = 1600
# A text that could not be sent for so long is of no use any more; its thread then shows it as failed.
TEXT_DEADLINE_SECONDS = 3600
# A carrier that could not give a file for so long will not give it any more.
FETCH_DEADLINE_SECONDS = 6 * 3600

# A reserved domain that no mail reaches; it stands for senders who could not be made out.
UNREACHABLE = ".invalid"

Direction = Literal["inbound", "outbound", "internal"]
Kind = Literal["message", "note", "call_event", "system"]


class Way(NamedTuple):
    """How an owner is reached: from which line of ours, at which address."""

    line: str
    recipient: str
    channel: Literal["sms", "email"]


async def add_message(
    session: Session,
    contact: Contact,
    *,
    kind: Kind,
    direction: Direction,
    author: Agent | None,
    text: str,
    now: datetime,
    delivery_state: str | None = None,
    author_kind: str | None = None,
    author_name: str = "",
    channel: str | None = None,
    files: Sequence[Attachment] = (),
    mail: OutgoingMail | None = None,
    event: dict[str, Any] | None = None,
) -> Message:
    """Add one entry to the thread; `author` None is the system, unless `author_kind` says customer.

    `files` belong to the contact already and become those of the message. A `mail` of ours is known by its own id.
    """
    message = Message(
        id=new_id(),
        contact_id=contact.id,
        channel=channel or contact.channel,
        kind=kind,
        direction=direction,
        author_kind=author_kind or ("agent" if author else "system"),
        author_id=author.id if author else None,
        author_name=author.name if author else author_name,
        text=text,
        language=detect_language(text),
        attachments=references(file.id for file in files),
        delivery_state=delivery_state,
        event=event,
        mail=mail.facts if mail else None,
        external_id=mail.mail_id if mail else None,
        created_at=now,
    )
    session.add(message)
    for file in files:
        file.message_id = message.id
    await session.flush()
    session.record(Fact("message.added", contact.id, contact.version))
    return message


async def add_messages(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add entries to many threads with one statement; each row has the columns of `Message` but the id."""
    if rows:
        await insert_rows(session, Message, [{"id": new_id(), **row} for row in rows])
        session.record(*(Fact("message.added", id_) for id_ in dict.fromkeys(row["contact_id"] for row in rows)))


async def note(
    session: Session, contact: Contact, text: str, *, author: Agent, now: datetime, files: Sequence[Attachment] = ()
) -> Message:
    """An internal note: never sent to anybody outside."""
    text = checked_text(text, may_be_empty=bool(files))
    return await add_message(
        session, contact, kind="note", direction="internal", author=author, text=text, now=now, files=files
    )


async def say_in_thread(
    session: Session, contact: Contact, text: str, *, now: datetime, event: dict[str, Any] | None = None
) -> Message:
    """A fact of the system, shown in the thread and sent to nobody; screens say an `event` in their own language."""
    return await add_message(
        session, contact, kind="system", direction="internal", author=None, text=text, now=now, event=event
    )


async def send_to_owner(
    session: Session,
    contact: Contact,
    text: str,
    *,
    author: Agent | None,
    now: datetime,
    files: Sequence[Attachment] = (),
) -> Message:
    """Send words to the owner by the way they came: a message in the thread, and a command in the outbox.

    A contact without a way of its own (a visitor at the counter) is reached on the customer's number, else by mail;
    raises `InvalidInput` with code `no_address` where there is neither (`find_way` tells beforehand).
    """
    way = await find_way(session, contact)
    if way is None:
        raise InvalidInput("There is no number or mailbox this person can be reached on.", code="no_address")
    if way.channel == "email":
        return await _send_mail(session, contact, way, text, author=author, now=now, files=files)
    require_sendable(files)
    message = await add_message(
        session,
        contact,
        kind="message",
        direction="outbound",
        author=author,
        text=checked_text(text, may_be_empty=bool(files)),
        now=now,
        delivery_state="waiting",
        channel="sms",
        files=files,
    )
    command = text_command(message.id, message.text, line=way.line, recipient=way.recipient, files=files, now=now)
    await outbox.enqueue_many(session, [command])
    return message


async def _send_mail(
    session: Session,
    contact: Contact,
    way: Way,
    text: str,
    *,
    author: Agent | None,
    now: datetime,
    files: Sequence[Attachment],
) -> Message:
    line = await find_line(session, "email", way.line)
    assert line is not None, "find_way names only lines of ours"
    require_mailable(files)
    words = checked_text(text, may_be_empty=bool(files), longest=LONGEST_MAIL)
    before = (await what_came_before(session, [contact.id]))[contact.id]
    written: Written = "by_person" if author else "by_itself"
    ids = [file.id for file in files]
    mail = compose(
        contact, words, line=line, recipient=way.recipient, before=before, written=written, attachment_ids=ids
    )
    message = await add_message(
        session,
        contact,
        kind="message",
        direction="outbound",
        author=author,
        text=words,
        now=now,
        delivery_state="waiting",
        channel="email",
        files=files,
        mail=mail,
    )
    await remember_sent(session, {message.id: (contact.id, mail)})
    await outbox.enqueue_many(session, [mail_command(mail, message.id, now=now)])
    return message


def text_command(
    message_id: str, text: str, *, line: str, recipient: str, now: datetime, files: Sequence[Attachment] = ()
) -> dict[str, Any]:
    """The outbox row that sends a message as a text. Texts from one line to one number keep their order."""
    payload: dict[str, Any] = {"sender": line, "recipient": recipient, "text": text}
    return outbox.command(
        "send_text",
        payload | ({"attachment_ids": [file.id for file in files]} if files else {}),
        ordering_key=f"sms:{line}:{recipient}",
        now=now,
        deadline_seconds=TEXT_DEADLINE_SECONDS,
        message_id=message_id,
    )


def fetch_command(attachment_id: str, *, now: datetime) -> dict[str, Any]:
    """The outbox row that fetches a file from the carrier. Files do not wait for each other."""
    return outbox.command(
        "fetch_media",
        {"attachment_id": attachment_id},
        ordering_key=f"media:{attachment_id}",
        now=now,
        deadline_seconds=FETCH_DEADLINE_SECONDS,
    )


async def find_way(session: Session, contact: Contact) -> Way | None:
    """The line of ours and the owner's address by which this contact is answered."""
    if contact.channel == "sms":
        return Way(contact.line, contact.address, "sms") if contact.line and contact.address else None
    lines = await list_lines(session)
    if contact.channel == "email":
        return await _way_back(session, contact, lines)
    texts = [line.address for line in lines if line.channel == "sms"]
    if contact.channel == "voice" and contact.address.startswith("+"):
        # Whoever called from this number is reached on it, by the line she called where that one has texts.
        own = next((line for line in texts if line == contact.line), next(iter(texts), None))
        return Way(own, contact.address, "sms") if own else None
    if contact.customer_id is None:
        return None
    addresses = (await addresses_of(session, [contact.customer_id]))[contact.customer_id]
    number = next((address.address for address in addresses if address.kind == PHONE), None)
    if texts and number:
        return Way(texts[0], number, "sms")
    mailbox = next((line.address for line in lines if line.channel == "email"), None)
    address = next((address.address for address in addresses if address.kind == EMAIL), None)
    return Way(mailbox, address, "email") if mailbox and address else None


async def _way_back(session: Session, contact: Contact, lines: Sequence[Line]) -> Way | None:
    """To where the last mail asked to be answered, from the mailbox it came to, or from our first one."""
    mailboxes = [line.address for line in lines if line.channel == "email"]
    own = next((line for line in mailboxes if line == contact.line), next(iter(mailboxes), None))
    last = (await what_came_before(session, [contact.id]))[contact.id].last
    wished = str((last.mail or {}).get("reply_to", "")) if last is not None else ""
    recipient = wished if wished and wished not in mailboxes else contact.address
    can_be_answered = recipient and not recipient.endswith(UNREACHABLE) and recipient not in mailboxes
    return Way(own, recipient, "email") if own and can_be_answered else None


def checked_text(text: str, *, may_be_empty: bool = False, longest: int = LONGEST_TEXT) -> str:
    """The text without blank edges; raises `InvalidInput` where it is empty or longer than its channel takes."""
    text = text.replace("\x00", "").strip()
    if not text and not may_be_empty:
        raise InvalidInput("Write something first.", code="empty_text", details={"field": "text"})
    if len(text) > longest:
        raise InvalidInput(
            f"This may have at most {longest} characters; it has {len(text)}.",
            code="text_too_long",
            details={"field": "text", "longest": longest},
        )
    return text
