"""Contacts that have waited too long in a queue are moved to the other one its steps name, whatever their channel.

What else a queue does for callers (a message, being called back, somebody outside) happens where they listen:
`actions/wait_in_queue.py`.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import and_, func, or_, select

from contactcenter.actions.reroute_waiting import reroute
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session
from contactcenter.jobs.due_contacts import for_each_due
from contactcenter.routing.models import OverflowTaken, Queue
from contactcenter.routing.queue_rules import seconds_of, steps_due, take_step
from contactcenter.routing.service import find_queue

TO_QUEUE = "queue"


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many steps were taken; each contact takes each step of a queue once."""
    async with db.reading() as session:
        queues = [queue for queue in await session.scalars(select(Queue)) if _steps(queue)]
    if not queues:
        return 0
    since = func.coalesce(Contact.waits_since, Contact.queued_at)
    due = []
    for queue in queues:
        for step, seconds in _steps(queue):
            taken = select(OverflowTaken.step).where(
                OverflowTaken.contact_id == Contact.id,
                OverflowTaken.queue_id == queue.id,
                OverflowTaken.step == step,
            )
            waited = since <= now - timedelta(seconds=seconds)
            due.append(and_(Contact.queue_id == queue.id, waited, ~taken.exists()))
    return await for_each_due(db, and_(Contact.state == states.QUEUED, or_(*due)), _move, now=now)


def _steps(queue: Queue) -> Sequence[tuple[int, float]]:
    """The places of the steps to another queue, and after how many seconds they are due."""
    steps = [(index, seconds_of(rule)) for index, rule in enumerate(queue.overflow) if rule["action"] == TO_QUEUE]
    return [(index, seconds) for index, seconds in steps if seconds != float("inf")]


async def _move(session: Session, contact: Contact, now: datetime) -> None:
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    assert queue is not None, "only what is in a queue is due"
    for step in await steps_due(session, contact, queue, now=now):
        rule = queue.overflow[step]
        if rule["action"] != TO_QUEUE:
            continue
        await take_step(session, contact, queue.id, step, now=now)
        other = await find_queue(session, str(rule.get("target") or ""))
        if other is not None and other.id != queue.id:
            await reroute(session, contact, other.id, reason="overflow", now=now)
            return
