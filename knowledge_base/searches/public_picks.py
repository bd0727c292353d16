"""What a visitor of the help page opened of what was found; nobody is known, only that the search led somewhere."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, select, update

from contactcenter.db import Session
from knowledge_base.searches.models import NONE, OPENED, PUBLIC, Search

# A link that is passed on later is no answer to the search any more.
COUNTS_FOR: Final = timedelta(hours=1)


async def is_open_search(session: Session, search_id: str, *, now: datetime) -> bool:
    """Whether a visitor's search of this id has led nowhere yet."""
    query = select(Search.id).where(Search.id == search_id, *_still_open(now))
    return (await session.scalars(query)).first() is not None


async def note_opened(session: Session, search_id: str, *, article_id: str, rank: int, now: datetime) -> None:
    """The first article that was opened; doing it again changes nothing."""
    led = {"outcome": OPENED, "article_id": article_id, "picked_rank": rank or None, "picked_at": now}
    await session.execute(update(Search).where(Search.id == search_id, *_still_open(now)).values(**led))


def _still_open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Search.source == PUBLIC, Search.outcome == NONE, Search.at >= now - COUNTS_FOR
