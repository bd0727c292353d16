"""Puts a contact elsewhere in the queue by a person's hand: another class, a head start. Called by actions."""

from datetime import datetime
from math import ceil

from sqlalchemy import func, select

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import queue_key
from contactcenter.contacts.versions import touch
from contactcenter.db import Session
from contactcenter.events import Fact

# More would say that somebody has waited longer than anybody ever should.
LONGEST_HEAD_START = 366 * 24 * 3600
_IN_QUEUE = (states.QUEUED, states.OFFERED)


async def put_in_place(
    session: Session, contact: Contact, *, class_: str, head_start_seconds: int, now: datetime
) -> None:
    """`queued_at` stays what it is: what was said and promised by age stays true."""
    contact.class_, contact.head_start_seconds = class_, head_start_seconds
    contact.queue_key = queue_key(class_, contact.queued_at, head_start_seconds)
    await touch(session, contact, now=now)
    if contact.queue_id and contact.state in _IN_QUEUE:
        session.record(Fact("queue.changed", contact.queue_id))


async def head_start_to_front(session: Session, contact: Contact, class_: str) -> int:
    """The head start by which the contact comes before everything of this class that waits; its own where it does."""
    others = select(func.min(Contact.queue_key)).where(
        Contact.state.in_(_IN_QUEUE), Contact.class_ == class_, Contact.id != contact.id
    )
    first = await session.scalar(others)
    own = queue_key(class_, contact.queued_at, contact.head_start_seconds)
    if first is None or own < first:
        return contact.head_start_seconds
    return contact.head_start_seconds + ceil((own - first + 1) / 1000)
