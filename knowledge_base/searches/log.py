"""Keeps what is searched, a second after it was searched, so that no search waits for a write.

One process keeps one log. The composition root lets it write each second and once more at the end; what a killed
process had not written yet is lost, which costs a line of statistics and nothing else.
"""

import logging
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError

from contactcenter.db import Database, new_id
from contactcenter.text.scripts import fold
from knowledge_base.searches import service
from knowledge_base.searches.models import LONGEST_WORDS
from knowledge_base.searches.service import NotedSearch

log = logging.getLogger(__name__)

# Beyond this the oldest words are forgotten: searching goes on while the database is away.
MOST_WAITING = 5000
MOST_BOXES = 5000
LARGEST_BATCH = 500
# Whoever adds to the words is still asking the same; whoever changes them so soon is correcting a slip.
GROWS_WITHIN = timedelta(minutes=10)
CORRECTS_WITHIN = timedelta(seconds=3)
LONGEST_BOX = 64

Key = TypeVar("Key")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in a box: the search it is, the words as last typed, and when."""

    search_id: str
    folded: str
    at: datetime


class SearchLog:
    """`note` each search; `fire` writes them."""

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, NotedSearch] = OrderedDict()
        self._boxes: OrderedDict[tuple[str, str | None, str], _Typed] = OrderedDict()

    def note(
        self,
        *,
        source: str,
        language: str,
        words: str,
        hits: int,
        agent_id: str | None,
        contact_id: str | None,
        box: str,
        now: datetime,
    ) -> str:
        """The id of the search, under which it is told what came of it. Never waits and never fails.

        Words that grow in one `box` (any name the window gives it; empty for a question asked at once) are one search.
        """
        typed = fold(words[:LONGEST_WORDS]).strip()
        key = (source, agent_id, box[:LONGEST_BOX])
        before = self._boxes.pop(key, None) if box else None
        is_same = before is not None and goes_on(before.folded, typed, rested=now - before.at)
        search_id = before.search_id if before is not None and is_same else new_id()
        if box:
            self._boxes[key] = _Typed(search_id, typed, now)
        self._waiting[search_id] = NotedSearch(
            id=search_id,
            at=now,
            source=source,
            box=box[:LONGEST_BOX],
            language=language,
            words=words[: 2 * LONGEST_WORDS],
            hits=hits,
            agent_id=agent_id,
            contact_id=contact_id,
        )
        _forget_oldest(self._waiting, MOST_WAITING)
        _forget_oldest(self._boxes, MOST_BOXES)
        return search_id

    def end(self, search_id: str) -> None:
        """Something was picked: whatever is typed next in the same box is another search."""
        ended = [key for key, typed in self._boxes.items() if typed.search_id == search_id]
        for key in ended:
            del self._boxes[key]

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Write what waits, some hundreds at a time; returns how many were written."""
        batch = [self._waiting.popitem(last=False)[1] for _ in range(min(len(self._waiting), LARGEST_BATCH))]
        if not batch:
            return 0
        is_kept = False
        try:
            async with db.transaction() as session:
                await service.keep(session, batch)
            is_kept = True
        finally:
            if not is_kept:
                self._take_back(batch)
        return len(batch)

    async def write_all(self, db: Database, *, now: datetime) -> None:
        """Write everything that waits, before it is told what came of a search."""
        while await self.fire(db, now=now):
            pass

    async def close(self, db: Database, *, now: datetime) -> None:
        """Write the last searches; a service that stops because its database is gone leaves them."""
        try:
            await self.write_all(db, now=now)
        except (SQLAlchemyError, OSError) as error:
            log.warning("searches_left", extra={"count": len(self._waiting), "error": type(error).__name__})

    def is_waiting(self, search_id: str) -> bool:
        """Whether this search is not written yet."""
        return search_id in self._waiting

    def _take_back(self, batch: Sequence[NotedSearch]) -> None:
        for search in reversed(batch):
            # What was typed meanwhile in the same box is newer.
            self._waiting.setdefault(search.id, search)
            self._waiting.move_to_end(search.id, last=False)
        _forget_oldest(self._waiting, MOST_WAITING)


def goes_on(before: str, typed: str, *, rested: timedelta) -> bool:
    """Whether these words are still the question `before`: it grew, or a slip in it is being corrected."""
    if typed.startswith(before):
        return rested <= GROWS_WITHIN
    return rested <= CORRECTS_WITHIN and before[:1] == typed[:1]


def _forget_oldest(kept: OrderedDict[Key, Value], most: int) -> None:
    while len(kept) > most:
        kept.popitem(last=False)
