"""Collects the rows of the history in any order and writes them in the order of time.

Ids and reference numbers are given out only at the end, in the order in which things happened: messages, history and
lists are sorted by id. Until then rows name each other, and texts that hold a number wait for it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import insert

from contactcenter import clock
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.references import Kind, next_references
from contactcenter.db import Base, Session, new_id
from contactcenter.follow_ups.models import FollowUp
from contactcenter.journal.models import HistoryEntry
from contactcenter.promises.models import Promise
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from knowledge_base.gaps.models import Gap, GapAsker

# Before those that point at them.
ORDER_OF_TABLES: Final = (
    *(Contact, Matter, Message, WorkOrder, WorkOrderEntry, FollowUp, Promise, Gap, GapAsker, HistoryEntry),
)
NUMBERED: Final[dict[type[Base], Kind]] = {Contact: "C", WorkOrder: "W"}


@dataclass(slots=True, eq=False)
class Row:
    """A row to be. A value may be another row, for its id, or a function that is asked at the end."""

    model: type[Base]
    at: datetime
    values: dict[str, Any]
    id: str = ""
    reference: str = ""


class Ledger:
    """All rows of the history."""

    def __init__(self) -> None:
        self._rows: list[Row] = []

    def add(self, model: type[Base], at: datetime, /, **values: Any) -> Row:
        """Rows of the same moment keep the order in which they were added."""
        row = Row(model, at, values)
        self._rows.append(row)
        return row

    def add_history(
        self, subject: Row, kind: str, act: str, *, at: datetime, author_id: str | None, details: dict[str, Any]
    ) -> None:
        """One line of who did what to that row."""
        line = {"subject_kind": kind, "subject_id": subject, "act": act, "author_id": author_id}
        self.add(HistoryEntry, at, **line, at=at, details=details)

    async def write(self, session: Session) -> None:
        """Give ids and numbers in the order of time, and insert everything."""
        rows = sorted(self._rows, key=lambda row: row.at)
        for row in rows:
            row.id = new_id()
        for model, kind in NUMBERED.items():
            await _number(session, [row for row in rows if row.model is model], kind)
        for model in ORDER_OF_TABLES:
            values = [dict(_columns(row)) for row in rows if row.model is model]
            if values:
                await session.execute(insert(model), values)


async def _number(session: Session, rows: list[Row], kind: Kind) -> None:
    """Each year on the desk's calendar counts for itself, and real contacts go on after the last number."""
    for _, in_year in groupby(rows, key=lambda row: clock.local(row.at).year):
        numbered = list(in_year)
        references = await next_references(session, kind, len(numbered), numbered[0].at)
        for row, reference in zip(numbered, references, strict=True):
            row.reference = reference


def _columns(row: Row) -> Iterator[tuple[str, Any]]:
    yield "id", row.id
    if row.reference:
        yield "reference", row.reference
    for name, value in row.values.items():
        yield name, settled(value)


def settled(value: Any) -> Any:
    """The value as it is stored, now that all ids and numbers are known."""
    if isinstance(value, Row):
        return value.id
    if callable(value):
        return value()
    if isinstance(value, dict):
        return {name: settled(inner) for name, inner in value.items()}
    return value
