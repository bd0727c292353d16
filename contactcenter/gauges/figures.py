"""Reads the figures of one moment: one cheap query each. Called by the collector at most once a second."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from contactcenter.agents import presence
from contactcenter.agents.models import Agent
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.journal import models as journal
from contactcenter.journal.models import InboundEvent
from contactcenter.live.models import Node
from contactcenter.outbox import models as outbox
from contactcenter.outbox.models import OutboxCommand
from contactcenter.routing.models import Queue

WAITS = (states.NEW, states.QUEUED, states.OFFERED)
WITHOUT_QUEUE = "none"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many wait, and for how long the first of them has."""

    count: int
    oldest_seconds: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The state of the service at one moment, the same on every node."""

    journal: Waiting
    journal_failed: int
    outbox: dict[str, Waiting]
    contacts: dict[tuple[str, str], Waiting]
    agents: dict[str, int]
    nodes: int


async def read_figures(session: Session, *, now: datetime) -> Figures:
    """Everything, as it stands now."""
    return Figures(
        journal=await _journal(session, now),
        journal_failed=await session.scalar(_count(InboundEvent.id).where(InboundEvent.state == journal.FAILED)) or 0,
        outbox=await _outbox(session, now),
        contacts=await _contacts(session, now),
        agents=await _agents(session),
        nodes=await session.scalar(_count(Node.id)) or 0,
    )


def _count(column: Any) -> Any:
    return select(func.count(column))


async def _journal(session: Session, now: datetime) -> Waiting:
    waits = InboundEvent.state == journal.WAITING
    count = await session.scalar(_count(InboundEvent.id).where(waits)) or 0
    # The journal's order is that of arrival: its first waiting row has waited longest.
    first = select(InboundEvent.received_at).where(waits).order_by(InboundEvent.id).limit(1)
    return Waiting(count, _seconds(await session.scalar(first), now))


async def _outbox(session: Session, now: datetime) -> dict[str, Waiting]:
    query = select(OutboxCommand.kind, func.count(), func.min(OutboxCommand.created_at))
    query = query.where(OutboxCommand.state.in_((outbox.WAITING, outbox.CLAIMED))).group_by(OutboxCommand.kind)
    return {kind: Waiting(count, _seconds(oldest, now)) for kind, count, oldest in await session.execute(query)}


async def _contacts(session: Session, now: datetime) -> dict[tuple[str, str], Waiting]:
    """By queue and class. Who waits in no queue's list is told under a name of its own."""
    queues = {queue_id: code for queue_id, code in await session.execute(select(Queue.id, Queue.code))}
    found = {(code, class_): Waiting(0, 0) for code in queues.values() for class_ in states.CLASSES}
    query = select(Contact.queue_id, Contact.class_, func.count(), func.min(Contact.queued_at))
    query = query.where(Contact.state.in_(WAITS)).group_by(Contact.queue_id, Contact.class_)
    for queue_id, class_, count, oldest in await session.execute(query):
        found[(queues.get(queue_id or "", WITHOUT_QUEUE), class_)] = Waiting(count, _seconds(oldest, now))
    return found


async def _agents(session: Session) -> dict[str, int]:
    query = select(Agent.presence, func.count()).where(Agent.is_active).group_by(Agent.presence)
    there: Sequence[Any] = (await session.execute(query)).all()
    return dict.fromkeys(presence.ALL, 0) | {row[0]: row[1] for row in there}


def _seconds(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
