"""The report of the service: figures of a period, as a whole and by its parts, and the contacts behind each figure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from zoneinfo import ZoneInfo

from contactcenter.agents.presence import AVAILABLE, AWAY, OFFLINE
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.figures.duty import Span, busy_and_ready, within
from contactcenter.figures.reading import Period, read_goals, read_presence, read_visits, read_worked_on
from contactcenter.figures.totals import FORMULAS, OF_AGENTS, Goalbook, Totals, count
from contactcenter.figures.visits import Visit

By = Literal["queue", "channel", "agent", "hour", "day"]

LONGEST: Final = timedelta(days=92)
_NOT_THERE: Final = (AWAY, OFFLINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """Narrows a report to some queues, channels or agents; empty means all."""

    queue_ids: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    agent_ids: frozenset[str] = frozenset()

    def have(self, visit: Visit) -> bool:
        is_queue = not self.queue_ids or visit.queue_id in self.queue_ids
        is_channel = not self.channels or visit.channel in self.channels
        return is_queue and is_channel and (not self.agent_ids or agent_of(visit) in self.agent_ids)


@dataclass(frozen=True, slots=True)
class Report:
    """`groups` by their key: an id, a channel, or the beginning of an hour or day; what belongs to none has ""."""

    total: Totals
    groups: dict[str, Totals]


async def make_report(session: Session, period: Period, *, by: By, parts: Parts, zone: ZoneInfo) -> Report:
    check_period(period)
    goals = await read_goals(session, now=period.now)
    visits = [visit for visit in await read_visits(session, period) if parts.have(visit)]
    key = _key_of(by, zone)
    groups: dict[str, Totals] = {}
    for visit in visits:
        totals = count(visit, goals.find(visit))
        groups[key(visit)] = groups.get(key(visit), Totals()) + totals
    total = sum(groups.values(), Totals())
    if parts.queue_ids or parts.channels:
        return Report(total, dict(sorted(groups.items())))
    duty = await _duty(session, period, by=by, parts=parts, zone=zone)
    if by in ("agent", "hour", "day"):
        for name, totals in duty.items():
            groups[name] = groups.get(name, Totals()) + totals
    return Report(total + sum(duty.values(), Totals()), dict(sorted(groups.items())))


async def behind(session: Session, period: Period, figure: str, parts: Parts) -> list[tuple[Visit, bool]]:
    """The visits behind a figure, in the order in which they began, and whether each is in the part above the line."""
    check_period(period)
    if figure not in FORMULAS:
        problem = f"A figure is one of {', '.join(FORMULAS)}."
        raise InvalidInput(problem, details={"fields": {"figure": problem}})
    goals = await read_goals(session, now=period.now)
    if figure in OF_AGENTS:
        worked = await read_worked_on(session, period)
        found = [(visit, True) for visit in worked if parts.have(visit) and _is_worked_on(visit, period)]
    else:
        formula = FORMULAS[figure]
        visits = [visit for visit in await read_visits(session, period) if parts.have(visit)]
        counted = [(visit, count(visit, goals.find(visit))) for visit in visits]
        found = [(visit, formula.counts(totals)) for visit, totals in counted if formula.is_behind(totals)]
    return sorted(found, key=lambda each: (each[0].queued_at, each[0].contact_id))


def agent_of(visit: Visit) -> str:
    """Who answered; of what nobody answered in a queue, who worked on it first."""
    return visit.agent_id or next((each.agent_id for each in visit.stretches), "")


def check_period(period: Period) -> None:
    """Raise `InvalidInput` where it is none, or longer than a report may be."""
    problem = ""
    if period.since >= period.until:
        problem = "The period ends before it begins."
    elif period.until - period.since > LONGEST:
        problem = f"A report covers at most {LONGEST.days} days."
    if problem:
        raise InvalidInput(problem, details={"fields": {"until": problem}})


def _key_of(by: By, zone: ZoneInfo) -> Callable[[Visit], str]:
    if by == "queue":
        return lambda visit: visit.queue_id or ""
    if by == "channel":
        return lambda visit: visit.channel
    if by == "agent":
        return agent_of
    return lambda visit: _bucket(visit.queued_at, by, zone).isoformat()


def _bucket(moment: datetime, by: By, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    return local.replace(hour=0) if by == "day" else local


async def _duty(session: Session, period: Period, *, by: By, parts: Parts, zone: ZoneInfo) -> dict[str, Totals]:
    """The time of agents, by agent or by hour or day; otherwise as a whole, under no name."""
    presence = await read_presence(session, period)
    available = {id_: [span for span, what in spans if what == AVAILABLE] for id_, spans in presence.items()}
    there = {id_: [span for span, what in spans if what not in _NOT_THERE] for id_, spans in presence.items()}
    work: dict[str, list[Span]] = {}
    for visit in await read_worked_on(session, period):
        for each in visit.stretches:
            span = (each.begins, each.ends)
            # What lies in somebody's hands while she is at home is no work; whoever talks is there.
            is_talk = visit.channel == "voice" or each.agent_id not in there
            work.setdefault(each.agent_id, []).extend([span] if is_talk else within([span], there[each.agent_id]))
    if parts.agent_ids:
        work = {id_: spans for id_, spans in work.items() if id_ in parts.agent_ids}
        available = {id_: spans for id_, spans in available.items() if id_ in parts.agent_ids}
    found: dict[str, Totals] = {}
    for since, until in _slices(period, by, zone):
        for agent_id, busy, ready in busy_and_ready(work, available, since, until):
            name = agent_id if by == "agent" else _bucket(since, by, zone).isoformat() if by in ("hour", "day") else ""
            if busy or ready:
                found[name] = found.get(name, Totals()) + Totals(busy_seconds=busy, ready_seconds=ready)
    return found


def _slices(period: Period, by: By, zone: ZoneInfo) -> Iterable[tuple[datetime, datetime]]:
    """The hours or days of the period; the whole of it for other parts."""
    if by not in ("hour", "day"):
        return [(period.since, period.until)]
    slices: list[tuple[datetime, datetime]] = []
    start = period.since
    while start < period.until:
        # Wall clocks are not added to: an hour that they skip or show twice is one of its own.
        end = start.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        slices.append((start, min(end, period.until)))
        start = end
    return slices


def _is_worked_on(visit: Visit, period: Period) -> bool:
    return any(each.begins < period.until and each.ends > period.since for each in visit.stretches)


def totals_of(visits: Sequence[Visit], goals: Goalbook) -> dict[str, Totals]:
    """By queue; under no name what waited in none."""
    found: dict[str, Totals] = {}
    for visit in visits:
        name = visit.queue_id or ""
        found[name] = found.get(name, Totals()) + count(visit, goals.find(visit))
    return found
