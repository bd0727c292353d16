"""The time for writing down how a contact ended is over: the agent is free for the next one."""

from datetime import datetime

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import OFFERS_TOPIC, change_state, matters_of, record_release, touch
from contactcenter.db import Database, Session
from contactcenter.jobs.due_contacts import for_each_due
from contactcenter.journal import history


async def fire(db: Database, *, now: datetime) -> int:
    """Close what has all its outcomes; the rest stays in wrap-up with its agent but takes no more capacity."""
    return await for_each_due(db, (Contact.state == states.WRAP_UP) & (Contact.wrap_up_until <= now), _end, now=now)


async def _end(session: Session, contact: Contact, now: datetime) -> None:
    if all(matter.outcome for matter in await matters_of(session, contact.id)):
        await change_state(session, contact, states.CLOSED, author_id=None, now=now, act="closed_itself", closed_at=now)
        return
    contact.wrap_up_until = None
    await touch(session, contact, now=now)
    await history.write(session, "contact", contact.id, "wrap_up_over", author_id=None, at=now)
    # It counts as handled when it leaves its agent.
    await record_release(session, contact.agent_id, now=now, counts=False)
    session.wake(OFFERS_TOPIC)
