"""How a waiting caller stands: her place among the callers, and how long it will take if that can be told honestly."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, func, or_, select

from contactcenter.calls.models import Call
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session

# The pace of the last half hour, and only where there was one.
LOOKED_BACK: Final = timedelta(minutes=30)
FEWEST_ANSWERED: Final = 5


async def position_of(session: Session, contact: Contact) -> int:
    """1 for whoever comes next. Only callers count: texts and mails are answered beside calls, not before them."""
    comes_first = or_(
        Contact.queue_key < contact.queue_key,
        and_(Contact.queue_key == contact.queue_key, Contact.id < contact.id),
    )
    waits = Contact.state.in_((states.QUEUED, states.OFFERED)), Contact.queue_id == contact.queue_id
    before = select(func.count()).select_from(Contact).join(Call, Call.contact_id == Contact.id)
    before = before.where(Call.state.in_(("queued", "ringing")), *waits, comes_first)
    return int(await session.scalar(before) or 0) + 1


async def answered_lately(session: Session, contact: Contact, *, now: datetime) -> int:
    """How many calls of this queue were answered within the time looked back."""
    query = select(func.count()).select_from(Call).join(Contact, Contact.id == Call.contact_id)
    query = query.where(Call.answered_at > now - LOOKED_BACK, Contact.queue_id == contact.queue_id)
    return int(await session.scalar(query) or 0)


def expected_seconds(position: int, answered: int) -> float | None:
    """At the pace at which callers were answered lately; None where too few were to speak of a pace. Pure."""
    if answered < FEWEST_ANSWERED:
        return None
    return position * LOOKED_BACK.total_seconds() / answered
