"""The append-only history of one row, with the names of who and what stands in it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.schemas.supervision import HistoryEntry
from contactcenter.agents.models import Agent
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.groups.models import Group
from contactcenter.journal import models as journal
from contactcenter.places.models import Place
from contactcenter.routing.models import Queue

# An id of ours; where an offer rang at several people, theirs stand in one text, with commas.
ID = re.compile(r"\b[0-9a-f]{32}\b")


async def list_history(session: Session, kind: str, subject_id: str, query: PageQuery) -> Page[HistoryEntry]:
    """Newest first."""
    lines = select(journal.HistoryEntry).where(
        journal.HistoryEntry.subject_kind == kind, journal.HistoryEntry.subject_id == subject_id
    )
    found, next_cursor = await fetch_page(session, lines, query, order=(journal.HistoryEntry.id,), descending=True)
    rows: list[journal.HistoryEntry] = found
    ids = {id_ for row in rows for id_ in (*_ids_in(row.details), row.author_id or "")}
    people, things = await _people(session, ids), await _things(session, ids)
    return Page[HistoryEntry](items=[_entry(row, people, things) for row in rows], next_cursor=next_cursor)


def _entry(row: journal.HistoryEntry, people: Mapping[str, str], things: Mapping[str, dict[str, str]]) -> HistoryEntry:
    named = set(_ids_in(row.details))
    reason = str(row.details.get("reason") or "")
    return HistoryEntry(
        id=row.id,
        act=row.act,
        at=row.at,
        author_id=row.author_id,
        author_name=people.get(row.author_id or ""),
        # Rules write the ids of those it was about where people write words.
        reason="" if ID.search(reason) else reason,
        details=row.details,
        people={id_: name for id_, name in people.items() if id_ in named},
        things={id_: names for id_, names in things.items() if id_ in named},
    )


def _ids_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from ID.findall(value)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _ids_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _ids_in(part)


async def _people(session: Session, ids: Iterable[str]) -> dict[str, str]:
    people: dict[str, str] = {}
    for model in (Agent, Customer):
        query = select(model.id, model.name).where(model.id.in_(ids))
        people |= {id_: name for id_, name in await session.execute(query)}
    return people


async def _things(session: Session, ids: Iterable[str]) -> dict[str, dict[str, str]]:
    things: dict[str, dict[str, str]] = {}
    for model in (Queue, Group, Place):
        query = select(model.id, model.names).where(model.id.in_(ids))
        things |= {id_: names for id_, names in await session.execute(query)}
    return things
