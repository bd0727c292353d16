"""The thread of a contact with a call: what happened on the telephone, and what was said."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select

from contactcenter.contacts.messages import add_messages
from contactcenter.contacts.models import Contact, Message
from contactcenter.db import Session, new_id
from contactcenter.events import Fact
from contactcenter.media.service import references

# Each with the details that stand beside it in the API's description.
EventName = Literal[
    "call.started",
    "menu.chosen",
    "call.queued",
    "agent.ringing",
    "agent.missed",
    "talk.started",
    "talk.held",
    "talk.resumed",
    "talk.ended",
    "call.abandoned",
    "voicemail.left",
    "call.overflowed",
    "call.forwarded",
    "callback.asked",
    "callback.promised",
    "callback.joined",
    "callback.given_up",
    "call.dialed",
    "call.unreached",
]
LONGEST_SAID = 4000


async def note(
    session: Session, contact: Contact, name: EventName, details: Mapping[str, Any] | None = None, *, now: datetime
) -> str:
    """Add what happened; screens say it in their own language from `name` and `details`. Returns the entry's id."""
    row = _row(contact, kind="call_event", direction="internal", author=("system", None, ""), text=name, now=now)
    row["event"] = {"name": name, "details": dict(details or {})}
    await add_messages(session, [row])
    return str(row["id"])


async def add_words(
    session: Session,
    contact: Contact,
    text: str,
    *,
    external_id: str,
    now: datetime,
    agent: tuple[str, str] | None = None,
    customer_name: str = "",
) -> bool:
    """Add what somebody said, the customer unless `agent` (id, name) did; False where it stands there already.

    The contact must be held by the caller.
    """
    known = select(Message.id).where(Message.channel == "voice", Message.external_id == external_id)
    if await session.scalar(known) is not None:
        return False
    author = ("agent", *agent) if agent else ("customer", contact.customer_id, customer_name)
    direction = "outbound" if agent else "inbound"
    row = _row(contact, kind="message", direction=direction, author=author, text=text[:LONGEST_SAID], now=now)
    await add_messages(session, [row | {"external_id": external_id}])
    return True


async def attach(session: Session, contact: Contact, message_id: str, attachment_ids: Sequence[str]) -> None:
    """The entry holds these files from now on."""
    message = await session.get(Message, message_id)
    if message is not None:
        message.attachments = references(attachment_ids)
        session.record(Fact("message.added", contact.id, contact.version))


def _row(
    contact: Contact, *, kind: str, direction: str, author: Sequence[str | None], text: str, now: datetime
) -> dict[str, Any]:
    author_kind, author_id, author_name = author
    return {
        "id": new_id(),
        "contact_id": contact.id,
        "channel": "voice",
        "kind": kind,
        "direction": direction,
        "author_kind": author_kind,
        "author_id": author_id,
        "author_name": author_name or "",
        "text": text,
        "language": contact.language,
        "attachments": [],
        "error_code": "",
        "error_text": "",
        "created_at": now,
    }
