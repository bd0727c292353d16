"""The append-only history: every change of state has an author and a time."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from contactcenter.db import Session, insert_rows, new_id
from contactcenter.journal.models import HistoryEntry


async def write(
    session: Session,
    subject_kind: str,
    subject_id: str,
    act: str,
    *,
    author_id: str | None,
    at: datetime,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add one line; `author_id` None means a rule or a job did it."""
    entry = {"subject_kind": subject_kind, "subject_id": subject_id, "act": act, "author_id": author_id}
    await write_many(session, [{**entry, "at": at, "details": dict(details or {})}])


async def write_many(session: Session, entries: Sequence[Mapping[str, Any]]) -> None:
    """Add many lines with one statement; each has the fields of `HistoryEntry` but the id."""
    await insert_rows(session, HistoryEntry, [{"id": new_id(), **entry} for entry in entries])


async def of_subject(session: Session, subject_kind: str, subject_id: str) -> Sequence[HistoryEntry]:
    """All lines about one row, oldest first."""
    query = select(HistoryEntry).where(HistoryEntry.subject_kind == subject_kind, HistoryEntry.subject_id == subject_id)
    return (await session.scalars(query.order_by(HistoryEntry.id))).all()
