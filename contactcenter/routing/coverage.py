"""Whether somebody is rostered for every queue in the next hours, and the warnings where nobody is.

A warning is a row: it is noticed two hours before its gap begins, changes with it, and ends when the gap is mended or
over. An installation whose roster plans nobody at all is not warned: it does not keep one here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, or_, select

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE, OFFLINE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.calendars.hours import Span
from contactcenter.calendars.service import read_timetables
from contactcenter.calls.models import Menu
from contactcenter.db import Session, insert, new_id, take_turns
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.lines.service import list_lines
from contactcenter.routing.crews import read_crews
from contactcenter.routing.models import Queue
from contactcenter.shifts.coverage import Duty, gaps
from contactcenter.shifts.models import Absence, CoverageWarning, RosterPattern, Shift
from contactcenter.shifts.service import end_of_duty
from contactcenter.shifts.states import OPEN, PLANNED

WARNING_AHEAD: Final = timedelta(hours=2)
# How far a gap is followed, so that its end can be named.
FOLLOWED: Final = timedelta(hours=24)
COVERAGE_LOCK: Final = 7_310_012


@dataclass(frozen=True, slots=True)
class QueueCoverage:
    """One queue: how many are rostered now, how many of all who serve it take contacts now, and when nobody will be."""

    queue: Queue
    rostered_now: int
    on_duty_now: int
    gaps: Sequence[Span]


@dataclass(slots=True)
class Roster:
    """Everything that coverage is judged by, read at one moment."""

    people: Mapping[str, Agent]
    shifts: Sequence[Shift]
    absences: Sequence[Duty]
    is_kept: bool
    duties: list[Duty] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.duties = [
            Duty(shift.agent_id, shift.starts_at, end_of_duty(shift)) for shift in self.shifts if self._counts(shift)
        ]

    def _counts(self, shift: Shift) -> bool:
        agent = self.people.get(shift.agent_id)
        # Whoever came without being planned may leave without a word.
        return agent is not None and not (shift.is_extra and agent.presence == OFFLINE)


async def read_roster(session: Session, window: Span) -> Roster:
    """Who is to be there within a span, and who is away."""
    begins, ends = window
    agents = await session.scalars(select(Agent).where(Agent.is_active))
    people = {agent.id: agent for agent in agents if has_any(agent.roles, TAKES_CONTACTS)}
    is_within = (Shift.starts_at < ends) & or_(Shift.ends_at > begins, Shift.overtime_until > begins)
    shifts = await session.scalars(select(Shift).where(Shift.state.in_((PLANNED, OPEN)), is_within))
    away = select(Absence).where(Absence.starts_at < ends, Absence.ends_at > begins)
    absences = [Duty(each.agent_id, each.starts_at, each.ends_at) for each in await session.scalars(away)]
    found = list(shifts)
    is_kept = any(not shift.is_extra for shift in found) or await _has_patterns(session)
    return Roster(people, found, absences, is_kept)


async def read_coverage(session: Session, roster: Roster, window: Span) -> list[QueueCoverage]:
    """Every queue, in the administrator's order."""
    queues = list(await session.scalars(select(Queue).order_by(Queue.position, Queue.id)))
    crews = await read_crews(session)
    calendars = await _calendars_of(session, queues)
    timetables = await read_timetables(session, set().union(*calendars.values()), since=window[0])
    now, found = window[0], []
    for queue in queues:
        serving = {
            id_
            for id_, agent in roster.people.items()
            if (queue.id not in crews or id_ in crews[queue.id]) and _can_serve(agent, queue)
        }
        duties = [duty for duty in roster.duties if duty.agent_id in serving]
        hours = [timetables[id_] for id_ in sorted(calendars[queue.id])]
        found.append(
            QueueCoverage(
                queue,
                rostered_now=len({duty.agent_id for duty in duties if duty.starts_at <= now < duty.ends_at}),
                on_duty_now=sum(roster.people[id_].presence == AVAILABLE for id_ in serving),
                gaps=gaps(duties, roster.absences, hours, window) if roster.is_kept else [],
            )
        )
    return found


async def _calendars_of(session: Session, queues: Sequence[Queue]) -> dict[str, set[str]]:
    """What each queue is open by: its own calendar, else those of all lines that lead there; none: it always is."""
    chosen = {option.get("queue") for menu in await session.scalars(select(Menu)) for option in menu.options}
    by_menu = [queue.id for queue in queues if queue.code in chosen]
    leading: dict[str, set[str | None]] = {}
    for line in await list_lines(session):
        for queue_id in {line.queue_id, *(by_menu if line.menu_code else ())}:
            leading.setdefault(queue_id or "", set()).add(line.calendar_id)
    of_lines = {
        id_: {calendar for calendar in found if calendar} for id_, found in leading.items() if None not in found
    }
    return {queue.id: {queue.calendar_id} if queue.calendar_id else of_lines.get(queue.id, set()) for queue in queues}


async def live_warnings(session: Session) -> list[CoverageWarning]:
    """Those that hold now, the first to come first."""
    query = select(CoverageWarning).where(CoverageWarning.ended_at.is_(None))
    return list(await session.scalars(query.order_by(CoverageWarning.starts_at, CoverageWarning.id)))


async def refresh_warnings(session: Session, *, now: datetime) -> int:
    """Begin, change and end warnings so that they say what the roster says; returns how many that were.

    May be repeated, also by two at once: a gap has one warning.
    """
    await take_turns(session, COVERAGE_LOCK)
    due = await _due(session, now)
    changes = 0
    for warning in await live_warnings(session):
        gap = _same_gap(warning, due, now)
        if gap is None:
            warning.ended_at = now
        else:
            due[warning.queue_id].remove(gap)
            if gap[1] == warning.ends_at:
                continue
            warning.ends_at = gap[1]
        await _keep(session, warning, now)
        changes += 1
    for queue_id, spans in due.items():
        for begins, ends in spans:
            changes += await _begin(session, queue_id, (begins, ends), now)
    return changes


async def has_changed(session: Session, *, now: datetime) -> bool:
    """Whether `refresh_warnings` would do anything: most of the time nothing does, and reading holds nobody up."""
    due = await _due(session, now)
    warnings = await live_warnings(session)
    if len(warnings) != sum(len(spans) for spans in due.values()):
        return True
    gaps_of = [(warning, _same_gap(warning, due, now)) for warning in warnings]
    return any(gap is None or gap[1] != warning.ends_at for warning, gap in gaps_of)


async def _due(session: Session, now: datetime) -> dict[str, list[Span]]:
    """The gaps that are running or begin soon, by queue."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    window = moment, moment + FOLLOWED
    coverage = await read_coverage(session, await read_roster(session, window), window)
    due = {each.queue.id: [gap for gap in each.gaps if gap[0] <= now + WARNING_AHEAD] for each in coverage}
    # What lasts as long as we look may last longer: its end is not known, and must not move with the clock.
    return {
        queue_id: [(begins, _whole_hour(ends) if ends == window[1] else ends) for begins, ends in spans]
        for queue_id, spans in due.items()
        if spans
    }


async def _begin(session: Session, queue_id: str, span: Span, now: datetime) -> int:
    begins, ends = span
    values = {"ends_at": ends, "noticed_at": now, "ended_at": None}
    row = {"id": new_id(), "queue_id": queue_id, "starts_at": begins, "version": 1, **values}
    statement = insert(session, CoverageWarning).values(**row)
    again = statement.on_conflict_do_update(
        index_elements=["queue_id", "starts_at"],
        set_={**values, "version": CoverageWarning.version + 1},
        where=CoverageWarning.ended_at.is_not(None),
    )
    found = list(await session.execute(again.returning(CoverageWarning.id, CoverageWarning.version)))
    for id_, version in found:
        details = {"warning_id": id_, "from": begins.isoformat(), "until": ends.isoformat()}
        await history.write(session, "queue", queue_id, "coverage_warning", author_id=None, at=now, details=details)
        session.record(Fact("coverage.changed", id_, version))
    return len(found)


async def _keep(session: Session, warning: CoverageWarning, now: datetime) -> None:
    warning.version += 1
    await session.flush()
    act = "coverage_changed" if warning.ended_at is None else "coverage_mended"
    details = {"warning_id": warning.id, "from": warning.starts_at.isoformat(), "until": warning.ends_at.isoformat()}
    await history.write(session, "queue", warning.queue_id, act, author_id=None, at=now, details=details)
    session.record(Fact("coverage.changed", warning.id, warning.version))


async def _has_patterns(session: Session) -> bool:
    return bool(await session.scalar(select(func.count()).select_from(RosterPattern)))


def _same_gap(warning: CoverageWarning, due: Mapping[str, Sequence[Span]], now: datetime) -> Span | None:
    """The gap a warning speaks of: one that begins when it says, or, once it has begun, goes on now."""
    for gap in due.get(warning.queue_id, ()):
        goes_on = warning.starts_at <= gap[0] <= now <= warning.ends_at
        if gap[0] == warning.starts_at or goes_on:
            return gap
    return None


def _can_serve(agent: Agent, queue: Queue) -> bool:
    """Whether the agent is asked in the end, when the queue asks for least."""
    least = queue.requirements[-1]["skills"] if queue.requirements else {}
    return all(agent.skills.get(skill, 0) >= level for skill, level in least.items())


def _whole_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
