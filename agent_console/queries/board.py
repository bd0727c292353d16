"""The board of the moment: who waits where, who is there, what is late, and how today has gone."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select

from agent_console.schemas import figures as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.calls.waiting import expected_seconds, waits_for_talk
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.escalations.models import Escalation
from contactcenter.figures.reading import Period, read_goals, read_visits
from contactcenter.figures.service import totals_of
from contactcenter.figures.totals import Totals, figures_of
from contactcenter.figures.visits import CALLBACK
from contactcenter.routing.models import Queue
from contactcenter.routing.service import list_queues
from contactcenter.routing.staffing import read_pace, signed_in
from contactcenter.shifts.models import CoverageWarning
from contactcenter.sla.models import SlaClock

MOST_SHOWN: Final = 20
SOON: Final = timedelta(minutes=10)
_WAITS: Final = (states.QUEUED, states.OFFERED)


async def read_board(session: Session, *, now: datetime, timezone: str) -> schemas.Board:
    midnight = now.astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    goals = await read_goals(session, now=now)
    today = totals_of(await read_visits(session, Period(midnight, now, now)), goals)
    waiting = await _waiting(session)
    presences = await _presences(session)
    queues = [
        await _queue(session, queue, [row for row in waiting if row.queue_id == queue.id], presences, now=now)
        for queue in await list_queues(session)
    ]
    for queue in queues:
        queue.figures = figures_of(today.get(queue.id, Totals()))
    oldest = min((row.oldest for row in waiting), default=now)
    breached, due_soon = await _late(session, now)
    return schemas.Board(
        at=now,
        waiting=sum(row.number for row in waiting),
        longest_wait_seconds=_seconds(now, oldest),
        callbacks_waiting=sum(row.number for row in waiting if row.source == CALLBACK),
        agents=dict(Counter(presences.values())),
        figures=figures_of(sum(today.values(), Totals())),
        queues=queues,
        breached=breached,
        due_soon=due_soon,
        breaches=await _breaches(session),
        emergencies=await _emergencies(session),
        coverage=await _coverage(session),
    )


async def _waiting(session: Session) -> Sequence[Any]:
    """How many wait, by what tells them apart."""
    kinds = (Contact.queue_id, Contact.class_, Contact.channel, Contact.source)
    numbers = (func.count().label("number"), func.min(Contact.queued_at).label("oldest"))
    # Said twice, so that the index of what is not closed is seen to fit.
    waits = Contact.state.in_(_WAITS) & (Contact.state != states.CLOSED)
    query = select(*kinds, *numbers).where(waits).group_by(*kinds)
    return (await session.execute(query)).all()


async def _presences(session: Session) -> dict[str, str]:
    """Of those who take contacts."""
    query = select(Agent.id, Agent.roles, Agent.presence).where(Agent.is_active)
    return {id_: what for id_, roles, what in await session.execute(query) if has_any(roles, TAKES_CONTACTS)}


async def _queue(
    session: Session, queue: Queue, waiting: Sequence[Any], presences: dict[str, str], *, now: datetime
) -> schemas.BoardQueue:
    by_class, by_channel = Counter[str](), Counter[str]()
    for row in waiting:
        by_class[row.class_] += row.number
        by_channel[row.channel] += row.number
    oldest = min((row.oldest for row in waiting), default=None)
    people = await signed_in(session, queue)
    callers = await session.scalar(select(func.count()).where(waits_for_talk(queue.id))) if by_channel["voice"] else 0
    expected = expected_seconds((callers or 0) + 1, await read_pace(session, queue, len(people), now=now))
    return schemas.BoardQueue(
        id=queue.id,
        code=queue.code,
        names=queue.names,
        waiting=by_class.total(),
        by_class=dict(by_class),
        by_channel=dict(by_channel),
        oldest_queued_at=oldest,
        longest_wait_seconds=_seconds(now, oldest or now),
        expected_wait_seconds=round(expected) if expected is not None else None,
        signed_in=len(people),
        available=sum(presences.get(id_) == AVAILABLE for id_ in people),
        target_seconds=queue.answer_target_seconds,
        figures={},
    )


async def _late(session: Session, now: datetime) -> tuple[int, int]:
    """Open promises that were broken, and those that are due soon."""
    is_open = SlaClock.ended_at.is_(None)
    breached = select(func.count()).where(is_open, SlaClock.state == "breached").scalar_subquery()
    soon = is_open & (SlaClock.state == "running") & SlaClock.due_at.between(now, now + SOON)
    row = (await session.execute(select(breached, select(func.count()).where(soon).scalar_subquery()))).one()
    return row[0], row[1]


async def _breaches(session: Session) -> list[schemas.BoardBreach]:
    """Those that were to be answered first, first."""
    columns = (SlaClock.contact_id, Contact.reference, SlaClock.kind, SlaClock.due_at, Contact.agent_id)
    query = select(*columns).join(Contact, Contact.id == SlaClock.contact_id)
    query = query.where(SlaClock.ended_at.is_(None), SlaClock.state == "breached")
    rows = await session.execute(query.order_by(SlaClock.due_at, SlaClock.contact_id).limit(MOST_SHOWN))
    return [schemas.BoardBreach.model_validate(row) for row in rows]


async def _emergencies(session: Session) -> list[schemas.BoardEmergency]:
    columns = (
        Contact.id.label("contact_id"),
        Contact.reference,
        Contact.emergency_kind.label("kind"),
        Contact.state,
        Contact.queued_at,
        Contact.agent_id,
        Escalation.id.label("escalation_id"),
        Escalation.state.label("escalation_state"),
    )
    runs = and_(Escalation.contact_id == Contact.id, Escalation.ended_at.is_(None))
    query = select(*columns).select_from(Contact).outerjoin(Escalation, runs)
    query = query.where(Contact.state != states.CLOSED, Contact.class_ == "emergency")
    rows = await session.execute(query.order_by(Contact.queued_at, Contact.id).limit(MOST_SHOWN))
    return [schemas.BoardEmergency.model_validate(row) for row in rows]


async def _coverage(session: Session) -> list[schemas.BoardWarning]:
    live = select(CoverageWarning).where(CoverageWarning.ended_at.is_(None)).order_by(CoverageWarning.starts_at)
    return [schemas.BoardWarning.model_validate(row) for row in await session.scalars(live.limit(MOST_SHOWN))]


def _seconds(now: datetime, since: datetime) -> int:
    return max(0, round((now - since).total_seconds()))
