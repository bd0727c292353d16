"""Follows what came of contacts and gaps, and remembers it of the searches that led there. Called by its job."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select

from contactcenter.contacts import states
from contactcenter.contacts.models import Contact, Matter
from contactcenter.db import Session, take_turns
from contactcenter.journal.models import HistoryEntry
from knowledge_base.articles.models import Article
from knowledge_base.searches import picks
from knowledge_base.searches.models import INSERTED, NONE, OPENED, Search
from knowledge_base.searches.proposals import propose
from knowledge_base.searches.words import fold_words

MOST_LINES = 2000
UNDECIDED = (NONE, OPENED, INSERTED)
CLOSINGS = ("closed", "closed_itself", "outcome")
RECORDINGS = ("recorded", "asked_again")
# Whoever finds nothing writes the question down soon.
GAP_FOLLOWS_WITHIN = timedelta(minutes=30)
# "sear" in ASCII: two nodes do not learn the same at once.
_TURN = 0x73656172


@dataclass(frozen=True, slots=True)
class News:
    """Contacts that may have come to their end, gaps that were recorded, and the last line of the history read."""

    contact_ids: tuple[str, ...]
    gaps: tuple[HistoryEntry, ...]
    last_id: str
    has_more: bool


async def read_news(session: Session, *, after: str) -> News:
    """What the history says since this line."""
    of_contacts = (HistoryEntry.subject_kind == "contact") & HistoryEntry.act.in_(CLOSINGS)
    of_gaps = (HistoryEntry.subject_kind == "gap") & HistoryEntry.act.in_(RECORDINGS)
    query = select(HistoryEntry).where(HistoryEntry.id > after, or_(of_contacts, of_gaps))
    lines = (await session.scalars(query.order_by(HistoryEntry.id).limit(MOST_LINES))).all()
    contact_ids = dict.fromkeys(line.subject_id for line in lines if line.subject_kind == "contact")
    gaps = tuple(line for line in lines if line.subject_kind == "gap")
    last_id = lines[-1].id if lines else after
    return News(tuple(contact_ids), gaps, last_id, len(lines) == MOST_LINES)


async def find_open(session: Session, contact_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Of these contacts those that are closed, were answered by articles, and have searches that do not know it yet."""
    if not contact_ids:
        return {}
    query = (
        select(Matter.contact_id, Matter.article_id)
        .join(Contact, Contact.id == Matter.contact_id)
        .join(Article, Article.id == Matter.article_id)
        .where(Matter.contact_id.in_(contact_ids), Contact.state == states.CLOSED)
        .where(select(Search.id).where(Search.contact_id == Contact.id, Search.outcome.in_(UNDECIDED)).exists())
    )
    answered: dict[str, set[str]] = {}
    for contact_id, article_id in await session.execute(query):
        answered.setdefault(contact_id, set()).add(str(article_id))
    return {contact_id: frozenset(article_ids) for contact_id, article_ids in answered.items()}


async def learn(
    session: Session, answered: dict[str, frozenset[str]], gaps: Sequence[HistoryEntry], *, now: datetime
) -> int:
    """Write it down; returns how many searches changed. Saying it again changes nothing."""
    await take_turns(session, _TURN)
    changed = 0
    for line in gaps:
        changed += await _learn_gap(session, line)
    led: list[Search] = []
    for contact_id in sorted(answered):
        led += await picks.note_answered(session, contact_id, answered[contact_id])
    await propose(session, led, now=now)
    return changed + len(led)


async def _learn_gap(session: Session, line: HistoryEntry) -> int:
    contact_id = line.details.get("contact_id")
    if contact_id:
        return await picks.note_gap(session, contact_id, until=line.at)
    folded = fold_words(str(line.details.get("words_searched") or ""))
    if not folded or line.author_id is None:
        return 0
    return await picks.note_gap_of(session, line.author_id, folded, since=line.at - GAP_FOLLOWS_WITHIN)
