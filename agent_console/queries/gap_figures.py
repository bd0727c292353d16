"""The figures of the gap loop with the names of groups beside them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from agent_console.schemas import gaps as schemas
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.groups.service import get_groups
from knowledge_base.gaps.figures import FORMULAS, Line, read_figures

USUAL = timedelta(days=30)
LONGEST = timedelta(days=400)


async def gap_figures(session: Session, query: schemas.GapFigureQuery, *, now: datetime) -> schemas.GapFigures:
    until = query.until or now
    since = query.from_ or until - USUAL
    if not timedelta() < until - since <= LONGEST:
        problem = f"The period ends after it begins, and has at most {LONGEST.days} days."
        raise InvalidInput(problem, details={"fields": {"until": problem}})
    figures = await read_figures(session, since=since, until=until, now=now)
    groups = await get_groups(session, [id_ for id_ in figures.by_group if id_])
    names: dict[str, Mapping[str, str]] = {group.id: group.names for group in groups.values()}
    by_group = [(group_id or "", line) for group_id, line in figures.by_group.items()]
    counted = ("open", "overdue", "open_by_age", "opened", "answered", "declined")
    measured = ("median_hours_to_assign", "median_hours_to_answer")
    return schemas.GapFigures(
        from_=since,
        until=until,
        **{name: getattr(figures, name) for name in (*counted, *measured)},
        askers=schemas.AskersTold.model_validate(figures.askers),
        by_group=_lines(sorted(by_group, key=lambda each: (-each[1].opened, each[0])), names),
        by_month=_lines(figures.by_month.items(), {}),
        formulas=FORMULAS,
    )


def _lines(lines: Iterable[tuple[str, Line]], names: Mapping[str, Mapping[str, str]]) -> list[schemas.GapFigureLine]:
    return [
        schemas.GapFigureLine(
            key=key,
            names=dict(names[key]) if key in names else None,
            opened=line.opened,
            answered=line.answered,
            declined=line.declined,
            median_hours=line.median_hours,
        )
        for key, line in lines
    ]
