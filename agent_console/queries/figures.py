"""Reports of the service with names beside the ids, and the contacts behind a figure."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from agent_console.http.pagination import Page, cut_page, last_seen
from agent_console.schemas import figures as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.figures.reading import Period
from contactcenter.figures.service import Parts, behind, make_report
from contactcenter.figures.totals import FORMULAS, figures_of
from contactcenter.figures.visits import Visit
from contactcenter.routing.models import Queue


async def service_report(
    session: Session, query: schemas.ServiceQuery, *, now: datetime, timezone: str
) -> schemas.ServiceReport:
    period, zone = _period(query, now, timezone), ZoneInfo(timezone)
    report = await make_report(session, period, by=query.by, parts=_parts(query), zone=zone)
    queues, agents = await _names(session, query.by, report.groups)
    formulas = [schemas.Formula(code=code, unit=each.unit, formula=each.text) for code, each in FORMULAS.items()]
    groups = [
        schemas.FigureGroup(key=key, name=agents.get(key), names=queues.get(key), figures=figures_of(totals))
        for key, totals in report.groups.items()
    ]
    return schemas.ServiceReport(
        from_=period.since,
        until=period.until,
        by=query.by,
        timezone=timezone,
        formulas=formulas,
        total=figures_of(report.total),
        groups=groups,
    )


async def rows_behind(
    session: Session, query: schemas.RowsQuery, *, now: datetime, timezone: str
) -> Page[schemas.FigureRow]:
    """In the order in which they began."""
    found = await behind(session, _period(query, now, timezone), query.figure, _parts(query))
    after = last_seen(query) or ""
    page = [each for each in found if _key(each[0]) > after][: query.limit + 1]
    kept, next_cursor = cut_page(page, query, key=lambda each: _key(each[0]))
    ids = [visit.contact_id for visit, _ in kept]
    references = dict((await session.execute(select(Contact.id, Contact.reference).where(Contact.id.in_(ids)))).all())
    items = [_row(visit, references[visit.contact_id], counts) for visit, counts in kept]
    return Page[schemas.FigureRow](items=items, next_cursor=next_cursor)


def _row(visit: Visit, reference: str, counts: bool) -> schemas.FigureRow:
    return schemas.FigureRow(
        contact_id=visit.contact_id,
        reference=reference,
        channel=visit.channel,
        queue_id=visit.queue_id,
        agent_id=visit.agent_id,
        queued_at=visit.queued_at,
        ended_at=visit.ended_at,
        outcome=visit.outcome,
        wait_seconds=visit.wait_seconds,
        talk_seconds=visit.seconds_of("talk"),
        hold_seconds=visit.seconds_of("hold"),
        wrap_seconds=visit.seconds_of("wrap"),
        is_callback=visit.is_callback,
        counts=counts,
    )


def _key(visit: Visit) -> str:
    return f"{visit.queued_at.isoformat(timespec='microseconds')} {visit.contact_id}"


def _period(query: Any, now: datetime, timezone: str) -> Period:
    midnight = now.astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    since = query.from_ or (midnight if query.until is None else query.until - timedelta(days=1))
    return Period(since, query.until or max(now, since), now)


def _parts(query: Any) -> Parts:
    return Parts(frozenset(query.queue), frozenset(query.channel), frozenset(query.agent))


async def _names(
    session: Session, by: str, groups: Mapping[str, Any] | Sequence[str]
) -> tuple[Mapping[str, dict[str, str]], Mapping[str, str]]:
    """The names of the queues or agents that groups are of."""
    ids = list(groups)
    if by == "queue":
        return {id_: names for id_, names in await session.execute(select(Queue.id, Queue.names))}, {}
    if by == "agent":
        found = await session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(ids)))
        return {}, {id_: name for id_, name in found}
    return {}, {}
