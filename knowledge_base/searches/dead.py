"""Searches that led nobody anywhere: what people ask for in words no article knows. Read by the console."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import aliased

from contactcenter.db import Session
from knowledge_base.searches.models import ANSWERED, CONSOLE, INSERTED, NONE, OPENED, PUBLIC, Search, SettledSearch

# Suggestions were asked for by nobody.
ASKED = (CONSOLE, PUBLIC)
SHORTEST = 2
IS_SAME = SettledSearch.folded == Search.folded
# What came after its words were dealt with, or was never dealt with.
IS_UNSETTLED = or_(SettledSearch.settled_at.is_(None), Search.at > SettledSearch.settled_at)


@dataclass(slots=True)
class DeadSearch:
    """The same words, searched so often; `without_hits` of the times nothing at all was found.

    `led_on` are the articles with which contacts were answered on which these words had led nowhere, most often first.
    Where somebody dealt with the words before, `settled` says how, and everything else counts only what came after.
    """

    folded: str
    words: str
    language: str
    times: int
    without_hits: int
    by_public: int
    last_at: datetime
    led_on: list[tuple[str, int]] = field(default_factory=list)
    settled: SettledSearch | None = None


async def dead_searches(session: Session, *, since: datetime, until: datetime, limit: int) -> list[DeadSearch]:
    """Words of which nothing was picked whenever they were searched in this time, the most frequent first.

    What was dealt with is not dead in any time, until somebody searches it in vain again.
    """
    picked = func.sum(case((Search.outcome != NONE, 1), else_=0))
    without_hits = func.sum(case((Search.hits == 0, 1), else_=0))
    by_public = func.sum(case((Search.source == PUBLIC, 1), else_=0))
    last = func.max(Search.id)
    query = (
        select(Search.folded, func.count(), without_hits, by_public, func.max(Search.at), last)
        .outerjoin(SettledSearch, IS_SAME)
        .where(Search.at >= since, Search.at < until, Search.source.in_(ASKED), IS_UNSETTLED)
        .where(func.length(Search.folded) >= SHORTEST)
        .group_by(Search.folded)
        .having(picked == 0)
        .order_by(func.count().desc(), last.desc())
        .limit(limit)
    )
    rows = (await session.execute(query)).all()
    newest = await session.execute(
        select(Search.id, Search.words, Search.language).where(Search.id.in_([row[-1] for row in rows]))
    )
    said = {id_: (words, language) for id_, words, language in newest}
    all_folded = [row[0] for row in rows]
    led_on = await _led_on(session, all_folded, since=since, until=until)
    settled = await _settled(session, all_folded)
    return [
        DeadSearch(
            folded, *said[last_id], times, int(empty), int(public), at, led_on.get(folded, []), settled.get(folded)
        )
        for folded, times, empty, public, at, last_id in rows
    ]


async def is_dead(session: Session, folded: str) -> bool:
    """Whether these words were searched since somebody dealt with them, or ever where nobody did."""
    query = select(Search.id).outerjoin(SettledSearch, IS_SAME).where(Search.folded == folded)
    return await session.scalar(query.where(Search.source.in_(ASKED), IS_UNSETTLED).limit(1)) is not None


async def _settled(session: Session, folded: Collection[str]) -> dict[str, SettledSearch]:
    query = select(SettledSearch).where(SettledSearch.folded.in_(folded), SettledSearch.settled_at.is_not(None))
    return {row.folded: row for row in await session.scalars(query)}


async def _led_on(
    session: Session, folded: Collection[str], *, since: datetime, until: datetime
) -> dict[str, list[tuple[str, int]]]:
    """For each of these words: the articles that other searches of the same contacts led to."""
    dead, other = aliased(Search), aliased(Search)
    contacts: Any = func.count(func.distinct(dead.contact_id))
    query = (
        select(dead.folded, other.article_id, contacts)
        .join(other, other.contact_id == dead.contact_id)
        .where(dead.folded.in_(folded), dead.at >= since, dead.at < until, other.article_id.is_not(None))
        .where(other.outcome.in_((OPENED, INSERTED, ANSWERED)))
        .group_by(dead.folded, other.article_id)
        .order_by(contacts.desc(), other.article_id)
    )
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for words, article_id, count in await session.execute(query) if folded else ():
        found[words].append((str(article_id), count))
    return dict(found)
