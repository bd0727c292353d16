"""Ask the owner whether it is solved, find the question an answer belongs to, and write the verdict down."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update

from contactcenter.contacts.models import Contact
from contactcenter.db import Session, new_id
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.verdicts import Verdict
from contactcenter.journal import history
from contactcenter.work_orders import owner_texts
from contactcenter.work_orders.models import WorkOrder

# So long after the question, or after the order was closed, an owner's word still counts as the answer.
ANSWER_DAYS = 14


async def ask(session: Session, work_order: WorkOrder, contact: Contact, now: datetime) -> FollowUp:
    """Ask by text or mail, in the owner's language. Where neither is possible, somebody has to call."""
    sent = await owner_texts.tell_owner(session, work_order, contact, "work_order_done", now=now)
    follow_up = FollowUp(
        id=new_id(),
        work_order_id=work_order.id,
        contact_id=contact.id,
        created_at=now,
        asked_at=now if sent else None,
    )
    session.add(follow_up)
    await session.flush()
    return follow_up


async def find_unanswered(
    session: Session, customer_ids: Collection[str], *, now: datetime | None = None
) -> dict[str, FollowUp]:
    """By customer, the question asked last that waits for an answer and whose order is done or closed.

    One statement for a whole batch of texts. An owner answers the question that stands last on the screen.
    """
    if not customer_ids:
        return {}
    query = (
        select(Contact.customer_id, FollowUp)
        .join(FollowUp, FollowUp.contact_id == Contact.id)
        .join(WorkOrder, WorkOrder.id == FollowUp.work_order_id)
        .where(
            Contact.customer_id.in_(set(customer_ids)),
            FollowUp.asked_at.is_not(None),
            FollowUp.answered_at.is_(None),
            FollowUp.withdrawn_at.is_(None),
            WorkOrder.state.in_(("done", "closed")),
        )
        .order_by(FollowUp.id)
    )
    if now is not None:
        query = query.where(FollowUp.asked_at > now - timedelta(days=ANSWER_DAYS))
    return {customer_id: follow_up for customer_id, follow_up in await session.execute(query) if customer_id}


async def find_latest(session: Session, work_order_id: str) -> FollowUp | None:
    """The question after the latest completion of this order."""
    query = select(FollowUp).where(FollowUp.work_order_id == work_order_id).order_by(FollowUp.id.desc()).limit(1)
    return (await session.scalars(query)).one_or_none()


async def answer(session: Session, follow_up: FollowUp, *, verdict: Verdict, words: str, now: datetime) -> None:
    """Write the owner's verdict down, in the owner's words."""
    follow_up.verdict = verdict
    follow_up.words = words
    follow_up.answered_at = now
    await session.flush()
    details = {"verdict": verdict, "work_order_id": follow_up.work_order_id}
    await history.write(session, "follow_up", follow_up.id, "answered", author_id=None, at=now, details=details)


async def withdraw(session: Session, work_order_id: str, *, now: datetime) -> None:
    """The order goes back to work: what was asked before no longer waits for an answer."""
    is_waiting = (
        FollowUp.work_order_id == work_order_id,
        FollowUp.answered_at.is_(None),
        FollowUp.withdrawn_at.is_(None),
    )
    await session.execute(update(FollowUp).where(*is_waiting).values(withdrawn_at=now))


async def list_follow_ups(
    session: Session, *, is_answered: bool | None = None, limit: int = 50, after: str | None = None
) -> Sequence[FollowUp]:
    """Follow-ups, newest first; `after` is the id of the last one seen."""
    query = select(FollowUp).where(FollowUp.withdrawn_at.is_(None)).order_by(FollowUp.id.desc()).limit(limit)
    if is_answered is not None:
        query = query.where(FollowUp.answered_at.is_not(None) if is_answered else FollowUp.answered_at.is_(None))
    if after is not None:
        query = query.where(FollowUp.id < after)
    return (await session.scalars(query)).all()
