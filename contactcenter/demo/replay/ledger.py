"""Collects the rows of the history and writes them in bulk.

An id is made from the moment its row belongs to, so that lists sorted by id are sorted by time, as those of real work
are. Rows of contacts are written as soon as their contact is complete; orders, promises and gaps only at the end,
because shift handovers still change who answers for them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import count
from typing import Any, Final

from sqlalchemy import Table, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from contactcenter.calls.models import Call, Leg, Recording
from contactcenter.contacts.models import Contact, MailId, MailParty, Matter, Message
from contactcenter.db import Base, Session
from contactcenter.follow_ups.models import FollowUp
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.journal.models import HistoryEntry
from contactcenter.promises.models import Promise
from contactcenter.routing.models import Offer
from contactcenter.shifts.models import Shift
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from knowledge_base.gaps.models import Gap, GapAsker

# Before those that point at them.
OF_CONTACTS: Final = (Contact, Matter, Message, MailId, MailParty, Offer, Call, Leg, Recording)
OF_WORK: Final = (WorkOrder, WorkOrderEntry, FollowUp, Promise, Gap, GapAsker, Shift, Handover, HandoverItem)
_MILLISECONDS: Final = 1000
_COUNTER_BITS: Final = 16


@dataclass(slots=True, eq=False)
class Row:
    """A row to be, which others name by its `id`."""

    model: type[Base]
    id: str
    at: datetime
    values: dict[str, Any]


class Ledger:
    """All rows that are not written yet."""

    def __init__(self) -> None:
        self._rows: dict[type[Base], list[Row]] = {}
        self._numbers = count(1)

    def add(self, model: type[Base], at: datetime, /, **values: Any) -> Row:
        """Rows of the same moment keep the order in which they were added."""
        row = Row(model, self._id_at(at), at, values)
        self._rows.setdefault(model, []).append(row)
        return row

    def add_history(
        self, subject: Row, kind: str, act: str, *, at: datetime, author_id: str | None, details: dict[str, Any]
    ) -> None:
        """One line of who did what to that row."""
        line = {"subject_kind": kind, "subject_id": subject.id, "act": act, "author_id": author_id}
        self.add(HistoryEntry, at, **line, at=at, details=details)

    def last(self, model: type[Base]) -> Row:
        """The row of this model added last."""
        return self._rows[model][-1]

    def _id_at(self, moment: datetime) -> str:
        """The layout of `db.new_id`, with a counter where that has chance."""
        stamp = round(moment.timestamp() * _MILLISECONDS) << _COUNTER_BITS
        return f"{stamp:016x}{next(self._numbers):016x}"

    async def write_contacts(self, session: Session) -> None:
        await self._write(session, (*OF_CONTACTS, HistoryEntry))

    async def write_work(self, session: Session) -> None:
        await self._write(session, (*OF_WORK, HistoryEntry))

    async def _write(self, session: Session, models: Sequence[type[Base]]) -> None:
        for model in models:
            rows = self._rows.pop(model, [])
            if rows:
                blank, table = _blank(model), _table(model)
                if "id" in table.c:
                    values = [{**blank, **row.values, "id": row.id} for row in rows]
                else:
                    values = [{**blank, **row.values} for row in rows]
                await session.execute(insert(table), values)


def _table(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


@cache
def _blank(model: type[Base]) -> dict[str, Any]:
    """What a column holds unless said otherwise: all rows of one statement must have the same columns.

    Columns whose default is computed are left to SQLAlchemy.
    """
    blank = {}
    for column in _table(model).columns:
        if isinstance(column.default, ScalarElementColumnDefault):
            blank[column.name] = column.default.arg
        elif column.default is None and column.nullable:
            blank[column.name] = None
    return blank
