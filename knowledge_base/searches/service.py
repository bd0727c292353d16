"""Keep searches and what came of them. Called by the log, the console and the actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_, select, update

from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Base, Session, insert
from knowledge_base.searches.models import LONGEST_WORDS, NONE, Search
from knowledge_base.searches.words import fold_words, without_people

# What was picked on another node before the search was written waits for all of these.
GROWING = ("at", "source", "box", "language", "words", "folded", "hits", "agent_id", "contact_id")
# Two nodes may each keep a part of what was typed in one box.
BOX_LIVES = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class NotedSearch:
    """One search as it was asked, before anything personal is taken out of its words."""

    id: str
    at: datetime
    source: str
    box: str
    language: str
    words: str
    hits: int
    agent_id: str | None
    contact_id: str | None


async def keep(session: Session, searches: Sequence[NotedSearch]) -> None:
    """Write these searches; one that stands already takes the words it grew to. Blank ones are left out."""
    names = await _names_of(session, {search.contact_id for search in searches if search.contact_id})
    agents = await _existing(session, Agent, (search.agent_id for search in searches))
    rows = []
    for search in searches:
        words = without_people(search.words, names.get(search.contact_id or "", ()))
        if folded := fold_words(words):
            rows.append(
                {
                    "id": search.id,
                    "at": search.at,
                    "source": search.source,
                    "box": search.box,
                    "language": search.language[:16],
                    "words": words[:LONGEST_WORDS],
                    "folded": folded,
                    "hits": search.hits,
                    "agent_id": search.agent_id if search.agent_id in agents else None,
                    # What names nobody we know is asked for nobody.
                    "contact_id": search.contact_id if search.contact_id in names else None,
                    "outcome": NONE,
                }
            )
    if not rows:
        return
    statement = insert(session, Search)
    grown = {name: statement.excluded[name] for name in GROWING}
    await session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=grown), rows)
    await _take_out_beginnings(session, rows)


async def _names_of(session: Session, contact_ids: set[str]) -> dict[str, tuple[str, ...]]:
    """The name of whoever each of these contacts is with; contacts that do not exist are left out."""
    query = select(Contact.id, Customer.name).outerjoin(Customer, Customer.id == Contact.customer_id)
    rows = await session.execute(query.where(Contact.id.in_(contact_ids))) if contact_ids else ()
    return {contact_id: (name,) if name else () for contact_id, name in rows}


async def _existing(session: Session, model: type[Base], ids: Iterable[str | None]) -> set[str]:
    columns: Any = model
    wanted = set(filter(None, ids))
    return set(await session.scalars(select(columns.id).where(columns.id.in_(wanted)))) if wanted else set()


async def _take_out_beginnings(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """What another node kept of the same words while they were being typed is no search of its own."""
    whole = {(row["box"], row["agent_id"]): row for row in rows if row["box"]}
    if not whole:
        return
    since = min(row["at"] for row in whole.values()) - BOX_LIVES
    query = select(Search.id, Search.box, Search.agent_id, Search.folded, Search.at).where(
        Search.box.in_({box for box, _ in whole}), Search.at >= since, Search.outcome == NONE
    )
    beginnings = [
        id_
        for id_, box, agent_id, folded, at in await session.execute(query)
        if (row := whole.get((box, agent_id))) is not None
        and id_ != row["id"]
        and at <= row["at"]
        and row["folded"].startswith(folded)
    ]
    if beginnings:
        await session.execute(delete(Search).where(Search.id.in_(beginnings)))


async def forget_people(session: Session, *, before: datetime) -> int:
    """Nobody is named any more by searches older than this; returns how many were changed."""
    named = or_(Search.agent_id.is_not(None), Search.contact_id.is_not(None), Search.box != "")
    forgotten = update(Search).where(Search.at < before, named).values(agent_id=None, contact_id=None, box="")
    result: Any = await session.execute(forgotten)
    return int(result.rowcount)
