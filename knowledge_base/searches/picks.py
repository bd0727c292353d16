"""What came of a search: something was opened, put into an answer, answered the contact, or there was a gap."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update

from contactcenter.contacts.models import Contact
from contactcenter.db import ID_LENGTH, Session, insert, lowest_id_at
from contactcenter.errors import NotFound
from contactcenter.text.scripts import detect_language
from knowledge_base.searches.models import ANSWERED, CONSOLE, GAP, INSERTED, NONE, OPENED, Search

# The best that came of a search stands: what was opened and then inserted was inserted.
WORTH = {NONE: 0, OPENED: 1, GAP: 2, INSERTED: 3, ANSWERED: 4}
# Another node writes its searches within a second; of clocks that differ somewhat the search may come from tomorrow.
UNWRITTEN_FOR = timedelta(seconds=30)


async def pick(
    session: Session, search_id: str, *, article_id: str, rank: int, outcome: str, agent_id: str, now: datetime
) -> Search:
    """This article was opened or inserted. The better outcome stays, and of two alike the later one.

    `NotFound` where the search is not this agent's.
    """
    search = await _lock(session, search_id)
    if search is None and _may_come(search_id, now):
        search = await _wait_for(session, search_id, agent_id=agent_id, now=now)
    if search is None or search.agent_id != agent_id:
        raise NotFound("There is no such search.")
    if WORTH[outcome] >= WORTH[search.outcome]:
        search.outcome, search.article_id = outcome, article_id
        search.picked_rank, search.picked_at = rank, now
        await session.flush()
    return search


async def note_answered(session: Session, contact_id: str, article_ids: Collection[str]) -> list[Search]:
    """The contact is closed, answered by these articles: its searches led to them. Returns those that changed.

    Where one article answered it, and nothing was picked, what was asked last led there, however it was found. What
    somebody searched later, reading the closed contact, led nowhere.
    """
    query = select(Search).join(Contact, Contact.id == Search.contact_id).where(Search.at <= Contact.closed_at)
    query = query.where(Search.contact_id == contact_id).order_by(Search.at, Search.id).with_for_update(of=Search)
    searches = list(await session.scalars(query.execution_options(populate_existing=True)))
    led = [search for search in searches if search.article_id in article_ids]
    if not led and len(article_ids) == 1:
        by_source = {search.source: search for search in searches if search.outcome == NONE}
        led = list(by_source.values())
    led = [search for search in led if search.outcome != ANSWERED]
    for search in led:
        search.outcome = ANSWERED
        search.article_id = search.article_id or next(iter(article_ids))
    await session.flush()
    return led


async def note_gap(session: Session, contact_id: str, *, until: datetime) -> int:
    """For what was searched on this contact in vain a gap was recorded; returns how many searches that were."""
    statement = update(Search).where(
        Search.contact_id == contact_id,
        Search.source == CONSOLE,
        Search.at <= until,
        Search.outcome.in_((NONE, OPENED)),
    )
    changed = await session.execute(statement.values(outcome=GAP, article_id=None).returning(Search.id))
    return len(changed.all())


async def note_gap_of(session: Session, agent_id: str, folded: str, *, since: datetime) -> int:
    """The same for words searched without a contact: this agent's, lately."""
    statement = update(Search).where(
        Search.agent_id == agent_id,
        Search.contact_id.is_(None),
        Search.folded == folded,
        Search.at >= since,
        Search.outcome.in_((NONE, OPENED)),
    )
    changed = await session.execute(statement.values(outcome=GAP, article_id=None).returning(Search.id))
    return len(changed.all())


async def _lock(session: Session, search_id: str) -> Search | None:
    query = select(Search).where(Search.id == search_id).with_for_update()
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


def _may_come(search_id: str, now: datetime) -> bool:
    is_id = len(search_id) == ID_LENGTH and search_id.isascii() and search_id.isalnum()
    return is_id and lowest_id_at(now - UNWRITTEN_FOR) <= search_id <= lowest_id_at(now + UNWRITTEN_FOR)


async def _wait_for(session: Session, search_id: str, *, agent_id: str, now: datetime) -> Search | None:
    """A row for a search that another node has not written yet; its words come in a moment."""
    row = {"id": search_id, "at": now, "source": CONSOLE, "box": "", "language": detect_language(""), "words": ""}
    row |= {"folded": "", "hits": 0, "agent_id": agent_id, "outcome": NONE}
    await session.execute(insert(session, Search).values(row).on_conflict_do_nothing(index_elements=["id"]))
    return await _lock(session, search_id)
