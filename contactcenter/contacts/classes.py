"""Raises the class of a contact, and with it its place in the queue. Called by actions; nothing lowers one here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import RANKS, queue_key
from contactcenter.contacts.versions import touch
from contactcenter.db import Session
from contactcenter.journal import history


async def raise_class(
    session: Session,
    contact: Contact,
    class_: str,
    *,
    author_id: str | None,
    now: datetime,
    reason: str,
    details: Mapping[str, Any] | None = None,
) -> bool:
    """Move the contact up to `class_`, with the reason in its history; returns False where it stands there already."""
    before = contact.class_
    if RANKS[before] <= RANKS[class_]:
        return False
    contact.class_ = class_
    contact.queue_key = queue_key(class_, contact.queued_at, contact.head_start_seconds)
    await touch(session, contact, now=now)
    line = {"from": before, "to": class_, "reason": reason, **(details or {})}
    await history.write(session, "contact", contact.id, "class_raised", author_id=author_id, at=now, details=line)
    return True
