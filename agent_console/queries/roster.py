"""The roster as screens show it, and whether somebody is there for every queue."""

from datetime import datetime, timedelta

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import roster as schemas
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import OFFLINE
from contactcenter.db import Session
from contactcenter.routing.coverage import Roster, live_warnings, read_coverage, read_roster
from contactcenter.shifts.models import Absence, RosterPattern
from contactcenter.shifts.roster import pattern_of

# Nobody is missed for being a little late.
LATE = timedelta(minutes=15)


async def list_patterns(session: Session, query: schemas.PatternQuery) -> Page[schemas.Pattern]:
    patterns = select(RosterPattern)
    if query.agent:
        patterns = patterns.where(RosterPattern.agent_id == query.agent)
    if query.on is not None:
        # In which weeks a pattern holds the database cannot say.
        rows = await session.scalars(patterns.order_by(RosterPattern.agent_id, RosterPattern.id))
        found = [row for row in rows if pattern_of(row).holds_on(query.on)]
        return Page[schemas.Pattern](items=[schemas.Pattern.model_validate(row) for row in found], next_cursor=None)
    found, next_cursor = await fetch_page(session, patterns, query, order=(RosterPattern.agent_id, RosterPattern.id))
    items = [schemas.Pattern.model_validate(row) for row in found]
    return Page[schemas.Pattern](items=items, next_cursor=next_cursor)


async def list_absences(session: Session, query: schemas.AbsenceQuery) -> Page[schemas.Absence]:
    """The latest first."""
    absences = select(Absence)
    if query.agent:
        absences = absences.where(Absence.agent_id == query.agent)
    if query.from_ is not None:
        absences = absences.where(Absence.ends_at > query.from_)
    if query.to is not None:
        absences = absences.where(Absence.starts_at < query.to)
    rows, next_cursor = await fetch_page(
        session, absences, query, order=(Absence.starts_at, Absence.id), descending=True
    )
    return Page[schemas.Absence](items=[schemas.Absence.model_validate(row) for row in rows], next_cursor=next_cursor)


async def coverage(session: Session, hours: int, *, now: datetime) -> schemas.Coverage:
    """How every queue is covered in the next hours, and who should be here and is not."""
    window = now, now + timedelta(hours=hours)
    roster = await read_roster(session, window)
    found = await read_coverage(session, roster, window)
    queues = {each.queue.id: each.queue for each in found}
    return schemas.Coverage(
        is_rostered=roster.is_kept,
        queues=[
            schemas.QueueCoverage(
                queue_id=each.queue.id,
                code=each.queue.code,
                names=each.queue.names,
                rostered_now=each.rostered_now,
                on_duty_now=each.on_duty_now,
                gaps=[schemas.CoverageGap(starts_at=begins, ends_at=ends) for begins, ends in each.gaps],
            )
            for each in found
        ],
        warnings=[
            schemas.CoverageWarning(
                id=row.id,
                queue_id=row.queue_id,
                code=queues[row.queue_id].code,
                names=queues[row.queue_id].names,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                noticed_at=row.noticed_at,
            )
            for row in await live_warnings(session)
        ],
        missing=_missing(roster, now),
        absent=await _absent(session, now),
    )


def _missing(roster: Roster, now: datetime) -> list[schemas.MissingAgent]:
    return [
        schemas.MissingAgent(
            agent_id=shift.agent_id, name=roster.people[shift.agent_id].name, shift_id=shift.id, since=shift.starts_at
        )
        for shift in sorted(roster.shifts, key=lambda shift: (shift.starts_at, shift.id))
        if not shift.is_extra
        and shift.starts_at <= now - LATE
        and shift.ends_at > now
        and shift.agent_id in roster.people
        and roster.people[shift.agent_id].presence == OFFLINE
    ]


async def _absent(session: Session, now: datetime) -> list[schemas.AbsentAgent]:
    query = select(Absence, Agent.name, Agent.presence).join(Agent, Agent.id == Absence.agent_id)
    query = query.where(Absence.starts_at <= now, Absence.ends_at > now, Agent.is_active)
    return [
        schemas.AbsentAgent(
            agent_id=absence.agent_id,
            name=name,
            until=absence.ends_at,
            substitute_id=absence.substitute_id,
            is_here=presence != OFFLINE,
        )
        for absence, name, presence in await session.execute(query.order_by(Agent.name, Absence.id))
    ]
