"""How a waiting caller stands: her place among the callers, and how long it will take if that can be told honestly."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from contactcenter.calls.models import Call, WaitEstimate
from contactcenter.calls.service import CALLBACK, HeldCall
from contactcenter.calls.standing import Standing
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session, new_id

# Fewer calls than these say nothing about how long one takes.
FEWEST_ANSWERED: Final = 5


# Somebody waits on the line for this contact.
IS_IN_LINE: Final[ColumnElement[bool]] = (
    select(Call.id).where(Call.contact_id == Contact.id, Call.state.in_(("queued", "ringing"))).exists()
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a queue was served lately: so many of its calls were answered, each took so long with what was written down
    afterwards, and so many people answer for it, of whom those who serve other queues too count in part."""

    answered: int
    handling_seconds: float
    people: float


def expected_seconds(position: int, pace: Pace) -> float | None:
    """Until the caller at this place is answered; None where too little is known, or nobody is there. Pure."""
    if pace.answered < FEWEST_ANSWERED or pace.people <= 0:
        return None
    return position * pace.handling_seconds / pace.people


async def position_of(session: Session, contact: Contact) -> int:
    """1 for whoever comes next. Only callers and those to be called back count: texts and mails are answered beside
    calls, not before them."""
    comes_first = or_(
        Contact.queue_key < contact.queue_key,
        and_(Contact.queue_key == contact.queue_key, Contact.id < contact.id),
    )
    before = select(func.count()).where(waits_for_talk(contact.queue_id), comes_first)
    return int(await session.scalar(before) or 0) + 1


def waits_for_talk(queue_id: str | None) -> ColumnElement[bool]:
    """Contacts of a queue that wait to be spoken with: on the line, or for being called back."""
    waits = Contact.state.in_((states.QUEUED, states.OFFERED)), Contact.queue_id == queue_id
    return and_(Contact.channel == "voice", *waits, or_(IS_IN_LINE, Contact.source == CALLBACK))


def keep_estimate(session: Session, held: HeldCall, before: Standing, after: Standing, *, now: datetime) -> None:
    """What she was told of her wait just now, if anything."""
    is_place = after.said_position is not None and after.said_position != before.said_position
    is_time = after.said_minutes is not None and after.said_minutes != before.said_minutes
    if after.said_position is None or not (is_place or is_time):
        return
    estimate = WaitEstimate(id=new_id(), contact_id=held.contact.id, said_at=now, position=after.said_position)
    estimate.expected_seconds = (after.said_minutes or 0) * 60 if is_time else None
    session.add(estimate)
