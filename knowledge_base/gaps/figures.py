"""How the gap loop works: what is open by age, how long answers take, who was told. Read only.

Every number comes with its formula, and can be traced to rows of `gaps` and `gap_askers`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import Final, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from contactcenter import clock
from contactcenter.db import Session
from knowledge_base.gaps.asked import DECIDED
from knowledge_base.gaps.models import (
    ANSWERED,
    DRAFTED,
    FAILED,
    GROUPED,
    PENDING,
    SEEN,
    SENT,
    SKIPPED,
    UNANSWERED,
    Gap,
    GapAsker,
)

Key = TypeVar("Key")
AGES: Final = (("day", timedelta(days=1)), ("three_days", timedelta(days=3)), ("week", timedelta(days=7)))
OLDER: Final = "older"
FORMULAS: Final = {
    "open_by_age": "gaps in state open, assigned or writing, by now − created_at",
    "overdue": "gaps in state open, assigned or writing with due_at ≤ now",
    "median_hours_to_assign": "median of assigned_at − created_at over gaps created in the period",
    "median_hours_to_answer": "median of answered_at − created_at over gaps answered in the period",
    "askers_told": "askers told (sent or seen), and still untold (pending, drafted, failed), of gaps decided in the "
    "period; skipped ones count in neither",
}


@dataclass(frozen=True, slots=True)
class Told:
    """Of those who asked what is decided: how many were told, are still to be, could not be, shall not be."""

    told: int = 0
    waiting: int = 0
    failed: int = 0
    skipped: int = 0


@dataclass(slots=True)
class Line:
    """The figures of one group (None: no group was asked) or of one month."""

    opened: int = 0
    answered: int = 0
    declined: int = 0
    hours: list[float] = field(default_factory=list)

    @property
    def median_hours(self) -> float | None:
        return _median(self.hours)


@dataclass(frozen=True, slots=True)
class GapFigures:
    open: int
    overdue: int
    open_by_age: dict[str, int]
    opened: int
    answered: int
    declined: int
    median_hours_to_assign: float | None
    median_hours_to_answer: float | None
    askers: Told
    by_group: dict[str | None, Line]
    by_month: dict[str, Line]


async def read_figures(session: Session, *, since: datetime, until: datetime, now: datetime) -> GapFigures:
    """Of a period; what is open is open now. What was grouped into another gap counts once, as that one."""
    unanswered = list(await session.scalars(select(Gap).where(Gap.state.in_(UNANSWERED))))
    in_period = or_(Gap.created_at.between(since, until), Gap.answered_at.between(since, until))
    gaps = list(await session.scalars(select(Gap).where(in_period, Gap.state != GROUPED)))
    opened = [gap for gap in gaps if since <= gap.created_at <= until]
    decided = [gap for gap in gaps if gap.answered_at is not None and since <= gap.answered_at <= until]
    answered = [gap for gap in decided if gap.state == ANSWERED]
    return GapFigures(
        open=len(unanswered),
        overdue=sum(gap.due_at is not None and gap.due_at <= now for gap in unanswered),
        open_by_age=_by_age(unanswered, now),
        opened=len(opened),
        answered=len(answered),
        declined=sum(gap.state not in (*UNANSWERED, ANSWERED) for gap in decided),
        median_hours_to_assign=_median([_hours(gap, gap.assigned_at) for gap in opened if gap.assigned_at]),
        median_hours_to_answer=_median([_hours(gap, gap.answered_at) for gap in answered if gap.answered_at]),
        askers=await _told(session, since=since, until=until),
        by_group=_lines(opened, decided, lambda gap, _moment: gap.group_id),
        by_month=dict(sorted(_lines(opened, decided, lambda _gap, moment: f"{clock.local(moment):%Y-%m}").items())),
    )


def _by_age(gaps: Iterable[Gap], now: datetime) -> dict[str, int]:
    counts = {name: 0 for name, _ in AGES} | {OLDER: 0}
    for gap in gaps:
        counts[next((name for name, age in AGES if now - gap.created_at < age), OLDER)] += 1
    return counts


def _lines(opened: Sequence[Gap], decided: Sequence[Gap], key_of: Callable[[Gap, datetime], Key]) -> dict[Key, Line]:
    lines: dict[Key, Line] = defaultdict(Line)
    for gap in opened:
        lines[key_of(gap, gap.created_at)].opened += 1
    for gap in decided:
        assert gap.answered_at is not None, "what is decided has its time"
        line = lines[key_of(gap, gap.answered_at)]
        if gap.state == ANSWERED:
            line.answered += 1
            line.hours.append(_hours(gap, gap.answered_at))
        else:
            line.declined += 1
    return dict(lines)


def _hours(gap: Gap, moment: datetime | None) -> float:
    assert moment is not None, "only what happened is measured"
    return (moment - gap.created_at).total_seconds() / 3600


def _median(values: Sequence[float]) -> float | None:
    return round(median(values), 1) if values else None


async def _told(session: Session, *, since: datetime, until: datetime) -> Told:
    main = aliased(Gap)
    times = func.count(func.coalesce(GapAsker.contact_id, GapAsker.id).distinct())
    query = select(GapAsker.tell_state, times).join(Gap, Gap.id == GapAsker.gap_id)
    query = query.join(main, main.id == func.coalesce(Gap.grouped_into_id, Gap.id))
    query = query.where(main.state.in_(DECIDED), main.answered_at.between(since, until)).group_by(GapAsker.tell_state)
    counts = {state: number for state, number in await session.execute(query)}
    return Told(
        told=counts.get(SENT, 0) + counts.get(SEEN, 0),
        waiting=counts.get(PENDING, 0) + counts.get(DRAFTED, 0),
        failed=counts.get(FAILED, 0),
        skipped=counts.get(SKIPPED, 0),
    )
