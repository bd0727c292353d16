"""Who has a contact on the screen, and who is writing an answer: so that two never write the same one.

A window says so every few seconds; one that falls silent is forgotten. Called by the console and by a job.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import CursorResult, delete, select

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import ContactViewer
from contactcenter.db import Database, Session, insert
from contactcenter.events import Fact

# A window speaks every ten seconds: it may miss one turn and half of the next.
SEEN_FOR: Final = timedelta(seconds=25)


class Viewer(NamedTuple):
    """Somebody who looks at a contact now."""

    agent_id: str
    name: str
    is_typing: bool
    since: datetime
    expires_at: datetime


async def see(session: Session, contact_id: str, *, agent_id: str, is_typing: bool, now: datetime) -> None:
    """This person has the contact on the screen; windows that show it hear of news only, not of every beat."""
    gone = delete(ContactViewer).where(ContactViewer.contact_id == contact_id, ContactViewer.expires_at <= now)
    await session.execute(gone)
    key = {"contact_id": contact_id, "agent_id": agent_id}
    query = select(ContactViewer.is_typing).where(
        ContactViewer.contact_id == contact_id, ContactViewer.agent_id == agent_id
    )
    before = await session.scalar(query)
    stay = {"is_typing": is_typing, "expires_at": now + SEEN_FOR}
    statement = insert(session, ContactViewer).values(**key, **stay, since=now)
    await session.execute(statement.on_conflict_do_update(index_elements=["contact_id", "agent_id"], set_=stay))
    if before is None or before != is_typing:
        session.record(Fact("contact.viewers", contact_id))


async def look_away(session: Session, contact_id: str, *, agent_id: str) -> None:
    """This person has closed the contact; may be repeated."""
    gone = delete(ContactViewer).where(ContactViewer.contact_id == contact_id, ContactViewer.agent_id == agent_id)
    result = await session.execute(gone)
    assert isinstance(result, CursorResult)
    if result.rowcount:
        session.record(Fact("contact.viewers", contact_id))


async def viewers_of(session: Session, contact_id: str, *, now: datetime) -> Sequence[Viewer]:
    """Everybody who looks at it, whoever came first in front."""
    query = select(Agent.id, Agent.name, ContactViewer.is_typing, ContactViewer.since, ContactViewer.expires_at).join(
        Agent, Agent.id == ContactViewer.agent_id
    )
    query = query.where(ContactViewer.contact_id == contact_id, ContactViewer.expires_at > now)
    return [Viewer(*row) for row in await session.execute(query.order_by(ContactViewer.since, Agent.id))]


async def forget_gone(db: Database, *, now: datetime) -> int:
    """A job: removes what windows left behind that did not say goodbye."""
    async with db.transaction() as session:
        gone = delete(ContactViewer).where(ContactViewer.expires_at <= now).returning(ContactViewer.contact_id)
        contact_ids = list(await session.scalars(gone))
        session.record(*(Fact("contact.viewers", id_) for id_ in dict.fromkeys(contact_ids)))
    return len(contact_ids)
