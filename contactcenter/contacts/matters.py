"""What a contact is about, and how each of it ended. Called by actions, and by those that raise orders and gaps."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact, Matter
from contactcenter.contacts.versions import touch
from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput, NotFound
from contactcenter.journal import history

SUBJECT_LENGTH = 80


async def matters_of(session: Session, contact_id: str) -> Sequence[Matter]:
    """The contact's matters, oldest first."""
    return (await session.scalars(select(Matter).where(Matter.contact_id == contact_id).order_by(Matter.id))).all()


async def find_matter_to_decide(session: Session, contact: Contact, *, matter_id: str | None = None) -> Matter | None:
    """The matter named (`NotFound` where the contact has none such), else the oldest one without an outcome."""
    matters = await matters_of(session, contact.id)
    if matter_id is None:
        return next((matter for matter in matters if matter.outcome is None), None)
    named = next((matter for matter in matters if matter.id == matter_id), None)
    if named is None:
        raise NotFound("This contact has no such matter.", details={"matter_id": matter_id})
    return named


async def add_matter(
    session: Session, contact: Contact, subject: str, *, author_id: str | None, now: datetime
) -> Matter:
    """One more thing this contact is about."""
    if not subject.strip():
        raise InvalidInput("Say what it is about.", code="empty_subject", details={"field": "subject"})
    matter = Matter(id=new_id(), contact_id=contact.id, subject=subject_of(subject))
    session.add(matter)
    await touch(session, contact, now=now)
    details = {"matter_id": matter.id}
    await history.write(session, "contact", contact.id, "matter_added", author_id=author_id, at=now, details=details)
    return matter


async def retitle(session: Session, contact: Contact, subject: str) -> None:
    """What the contact is about is known better now: so is what a matter that bore its subject is about."""
    before, contact.subject = contact.subject, subject_of(subject)
    for matter in await matters_of(session, contact.id):
        if matter.subject == before:
            matter.subject = contact.subject


async def set_outcome(
    session: Session,
    matter: Matter,
    outcome: str,
    *,
    author_id: str | None,
    now: datetime,
    note: str = "",
    article_id: str | None = None,
    work_order_id: str | None = None,
    gap_id: str | None = None,
    promise_id: str | None = None,
) -> None:
    """Say how a matter ended; what it ended by (article, order, gap, promise) is kept beside it."""
    if outcome not in states.OUTCOMES:
        raise InvalidInput(f"An outcome is one of {', '.join(states.OUTCOMES)}.", details={"outcome": outcome})
    found = {"article_id": article_id, "work_order_id": work_order_id, "gap_id": gap_id, "promise_id": promise_id}
    found = {name: value for name, value in found.items() if value is not None}
    details = {"matter_id": matter.id, "from": matter.outcome, "to": outcome, **found}
    matter.outcome, matter.decided_by, matter.decided_at = outcome, author_id, now
    matter.note = note or matter.note
    for name, value in found.items():
        setattr(matter, name, value)
    contact = await session.get(Contact, matter.contact_id)
    assert contact is not None, "a foreign key holds a matter to its contact"
    await touch(session, contact, now=now)
    await history.write(session, "contact", contact.id, "outcome", author_id=author_id, at=now, details=details)


async def undo_outcome(session: Session, matter_id: str, *, author_id: str | None, reason: str, now: datetime) -> None:
    """The matter is open again, because what it ended by is undone; another outcome given since stays."""
    matter = await session.get(Matter, matter_id, populate_existing=True)
    if matter is None or matter.outcome != "work_order":
        return
    details = {"matter_id": matter.id, "from": matter.outcome, "to": None, "reason": reason}
    matter.outcome, matter.work_order_id, matter.decided_by, matter.decided_at = None, None, None, None
    contact = await session.get_one(Contact, matter.contact_id)
    await touch(session, contact, now=now)
    await history.write(session, "contact", contact.id, "outcome", author_id=author_id, at=now, details=details)


def subject_of(text: str) -> str:
    """The first words of a text, as a subject line."""
    line = " ".join(text.split())
    return line if len(line) <= SUBJECT_LENGTH else f"{line[: SUBJECT_LENGTH - 1]}…"
