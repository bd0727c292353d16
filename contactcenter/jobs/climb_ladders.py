"""Rings the next people on call where the last ones did not come."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.service import get_contact
from contactcenter.db import Database, Session
from contactcenter.escalations import service as escalations
from contactcenter.escalations.kinds import name_of
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.models import GIVEN_UP, Escalation
from contactcenter.escalations.words import say


@dataclass(frozen=True)
class ClimbLadders:
    """A job with the links it writes into texts."""

    links: AlertLinks

    async def fire(self, db: Database, *, now: datetime) -> int:
        """One rung up for each that is due, all in one transaction: a node that dies leaves a rung rung or not rung."""
        async with db.reading() as session:
            if not await escalations.is_any_due(session, now=now):
                return 0
        async with db.transaction() as session:
            due = await escalations.lock_due(session, now=now)
            for escalation in due:
                await escalations.climb(session, escalation, links=self.links, now=now)
                if escalation.state == GIVEN_UP:
                    await _tell_given_up(session, escalation, now=now)
        return len(due)


async def _tell_given_up(session: Session, escalation: Escalation, *, now: datetime) -> None:
    contact = await get_contact(session, escalation.contact_id)
    words = say("thread_given_up", contact.language, kind=name_of(escalation.kind, contact.language))
    await say_in_thread(session, contact, words, now=now)
