"""The emergencies of contacts: which stand, beginning and ending one. Called by the actions that raise and withdraw."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.merges import thread_ids
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.escalations.models import CLIMBING, OVER, RAISED, Emergency, Escalation
from contactcenter.journal import history

# The same words again within this time tell of the same danger; later they tell of a new one.
SAME_FOR: Final = timedelta(hours=6)


async def standing_of(session: Session, contact_id: str) -> Sequence[Emergency]:
    """What the contact, or one that is read in its thread, was raised for and nobody took back, oldest first."""
    ids = await thread_ids(session, contact_id)
    query = select(Emergency).where(Emergency.contact_id.in_(ids), Emergency.state == RAISED)
    return (await session.scalars(query.order_by(Emergency.id))).all()


async def latest_of(session: Session, contact_id: str) -> Emergency | None:
    """What stands, the newest first; else what stood last."""
    ids = await thread_ids(session, contact_id)
    query = select(Emergency).where(Emergency.contact_id.in_(ids)).order_by(Emergency.id.desc())
    found = (await session.scalars(query)).all()
    return next((emergency for emergency in found if emergency.state == RAISED), found[0] if found else None)


async def leave_old_ones(
    session: Session, contact: Contact, standing: Sequence[Emergency], *, now: datetime
) -> list[Emergency]:
    """Those that still stand; the others are over, because the contact was closed or much time went by since."""
    is_climbing = select(Escalation.emergency_id).where(
        Escalation.emergency_id.in_([emergency.id for emergency in standing]), Escalation.state == CLIMBING
    )
    climbing = set(await session.scalars(is_climbing))
    kept = []
    for emergency in standing:
        is_recent = contact.state != states.CLOSED and emergency.raised_at > now - SAME_FOR
        if is_recent or emergency.id in climbing:
            kept.append(emergency)
        else:
            emergency.state = OVER
    await session.flush()
    return kept


async def set_state(
    session: Session, emergency: Emergency, state: str, *, author_id: str | None, reason: str, now: datetime
) -> None:
    """It stands no more, with who says so and why."""
    emergency.state, emergency.reason = state, reason
    emergency.withdrawn_at, emergency.withdrawn_by = now, author_id
    await session.flush()
    details = {"kind": emergency.kind, "phrase": emergency.phrase, "reason": reason}
    await history.write(
        session, "contact", emergency.contact_id, f"emergency_{state}", author_id=author_id, at=now, details=details
    )
