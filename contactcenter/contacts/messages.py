"""The thread of a contact: adding messages, and sending them to the owner. Called by actions.

Adding a message does not number the contact anew: what the product says by itself must not make an agent's reply stale.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import insert

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, Message
from contactcenter.customers.models import PHONE
from contactcenter.customers.service import addresses_of
from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput
from contactcenter.events import Fact
from contactcenter.lines.service import list_lines
from contactcenter.outbox import service as outbox
from contactcenter.text.scripts import detect_language

# Twilio and most carriers refuse longer texts (error 21617).
LONGEST_TEXT = 1600
# A text that could not be sent for so long is of no use any more; its thread then shows it as failed.
TEXT_DEADLINE_SECONDS = 3600

Direction = Literal["inbound", "outbound", "internal"]
Kind = Literal["message", "note", "call_event", "system"]


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
) -> Message:
    """Add one entry to the thread; `author` None is the system, unless `author_kind` says customer."""
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
        attachments=[],
        delivery_state=delivery_state,
        created_at=now,
    )
    session.add(message)
    await session.flush()
    session.record(Fact("message.added", contact.id, contact.version))
    return message


async def add_messages(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add entries to many threads with one statement; each row has the columns of `Message` but the id."""
    if rows:
        await session.execute(insert(Message), [{"id": new_id(), **row} for row in rows])
        session.record(*(Fact("message.added", id_) for id_ in dict.fromkeys(row["contact_id"] for row in rows)))


async def note(session: Session, contact: Contact, text: str, *, author: Agent, now: datetime) -> Message:
    """An internal note: never sent to anybody outside."""
    return await add_message(
        session, contact, kind="note", direction="internal", author=author, text=checked_text(text), now=now
    )


async def say_in_thread(session: Session, contact: Contact, text: str, *, now: datetime) -> Message:
    """A fact of the system, shown in the thread and sent to nobody."""
    return await add_message(session, contact, kind="system", direction="internal", author=None, text=text, now=now)


async def send_to_owner(
    session: Session, contact: Contact, text: str, *, author: Agent | None, now: datetime
) -> Message:
    """Send a text to the owner: a message in the thread, and a command in the outbox for its channel.

    A contact without a number (a visitor at the counter) is reached on the customer's own number where there is one;
    raises `InvalidInput` with code `no_address` where there is none (`find_way` tells beforehand).
    """
    way = await find_way(session, contact)
    if way is None:
        raise InvalidInput("There is no number this person can be reached on.", code="no_address")
    line, recipient = way
    message = await add_message(
        session,
        contact,
        kind="message",
        direction="outbound",
        author=author,
        text=checked_text(text),
        now=now,
        delivery_state="waiting",
        channel="sms",
    )
    command = text_command(message.id, message.text, line=line, recipient=recipient, now=now)
    await outbox.enqueue_many(session, [command])
    return message


def text_command(message_id: str, text: str, *, line: str, recipient: str, now: datetime) -> dict[str, Any]:
    """The outbox row that sends a message as a text. Texts from one line to one number keep their order."""
    return outbox.command(
        "send_text",
        {"sender": line, "recipient": recipient, "text": text},
        ordering_key=f"sms:{line}:{recipient}",
        now=now,
        deadline_seconds=TEXT_DEADLINE_SECONDS,
        message_id=message_id,
    )


async def find_way(session: Session, contact: Contact) -> tuple[str, str] | None:
    """The line and number by which this contact's owner gets a text."""
    if contact.channel == "sms":
        return (contact.line, contact.address) if contact.line and contact.address else None
    if contact.customer_id is None:
        return None
    addresses = (await addresses_of(session, [contact.customer_id]))[contact.customer_id]
    number = next((address.address for address in addresses if address.kind == PHONE), None)
    line = next((line.address for line in await list_lines(session) if line.channel == "sms"), None)
    return (line, number) if line and number else None


def checked_text(text: str) -> str:
    """The text without blank edges; raises `InvalidInput` where it is empty or longer than carriers take."""
    text = text.replace("\x00", "").strip()
    if not text:
        raise InvalidInput("Write something first.", code="empty_text", details={"field": "text"})
    if len(text) > LONGEST_TEXT:
        raise InvalidInput(
            f"A text has at most {LONGEST_TEXT} characters; this one has {len(text)}.",
            code="text_too_long",
            details={"field": "text", "longest": LONGEST_TEXT},
        )
    return text
