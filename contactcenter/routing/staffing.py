"""Who is there for a queue, and how fast it was served lately. Called where callers wait, and by screens.

Signed in is whoever has any presence but offline: somebody who talks or has a break comes back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import OFFLINE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.calls.models import Call
from contactcenter.calls.waiting import Pace
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing.crews import is_of_crew
from contactcenter.routing.models import Queue

# The pace of the last half hour, and of so many calls at most.
LOOKED_BACK: Final = timedelta(minutes=30)
MOST_LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Talk:
    """One answered call: of which queue, and how long it kept its agent, None while it does."""

    queue_id: str | None
    seconds: float | None


async def signed_in(session: Session, queue: Queue) -> list[str]:
    """The agents who serve the queue, know what it asks in the end, and are there."""
    query = select(Agent.id, Agent.roles, Agent.skills).where(Agent.is_active, Agent.presence != OFFLINE)
    query = query.where(is_of_crew(queue, Agent.id))
    # What is asked at last: so much is asked of everybody, the more only for a while.
    asked = queue.requirements[-1].get("skills", {}) if queue.requirements else {}
    return [
        id_
        for id_, roles, skills in await session.execute(query)
        if has_any(roles, TAKES_CONTACTS) and all(skills.get(skill, 0) >= level for skill, level in asked.items())
    ]


async def read_pace(session: Session, queue: Queue, people: int, *, now: datetime) -> Pace:
    """How fast `people` who are there will answer, as their calls of the last half hour have it."""
    query = select(Contact.queue_id, Call.answered_at, Call.ended_at, Contact.closed_at)
    query = query.join(Contact, Contact.id == Call.contact_id).where(Call.answered_at > now - LOOKED_BACK)
    query = query.where(is_of_crew(queue, Call.agent_id))
    talks = [
        Talk(queue_id, _kept(answered_at, ended_at, closed_at, queue.wrap_up_seconds))
        for queue_id, answered_at, ended_at, closed_at in await session.execute(
            query.order_by(Call.answered_at.desc()).limit(MOST_LOOKED_AT)
        )
        if answered_at is not None and answered_at <= now
    ]
    return pace_of(talks, queue.id, people)


def pace_of(talks: Sequence[Talk], queue_id: str, people: int) -> Pace:
    """Whoever serves several queues has only a part of the time for this one: the part its calls had. Pure."""
    own = [talk for talk in talks if talk.queue_id == queue_id]
    over = [talk.seconds for talk in own if talk.seconds is not None]
    if not over:
        return Pace(0, 0, 0)
    return Pace(len(over), sum(over) / len(over), people * len(own) / len(talks))


def _kept(
    answered_at: datetime, ended_at: datetime | None, closed_at: datetime | None, wrap_up_seconds: int
) -> float | None:
    """Talk and what was written down afterwards, for which a queue gives so many seconds."""
    if ended_at is None:
        return None
    written = (closed_at - ended_at).total_seconds() if closed_at else wrap_up_seconds
    return (ended_at - answered_at).total_seconds() + min(max(written, 0), wrap_up_seconds)
