"""Which articles are asked for most, kept for some minutes: counting every contact for each visitor would be slow."""

import asyncio
from collections import Counter
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from contactcenter.contacts.models import Matter
from contactcenter.db import Database
from knowledge_base.searches.models import Search

COUNTED: Final = timedelta(days=90)
KEPT: Final = timedelta(minutes=10)
MOST: Final = 200


class Popular:
    """The ids of articles, those first that answered the most contacts and searches of the last months."""

    def __init__(self) -> None:
        self._ids: list[str] = []
        self._at: datetime | None = None
        self._counting = asyncio.Lock()

    async def ids(self, db: Database, *, now: datetime) -> list[str]:
        async with self._counting:
            if self._at is None or not self._at <= now < self._at + KEPT:
                self._ids, self._at = await _count(db, now - COUNTED), now
            return self._ids


async def _count(db: Database, since: datetime) -> list[str]:
    counts: Counter[str] = Counter()
    answered = select(Matter.article_id, func.count()).where(Matter.article_id.is_not(None), Matter.decided_at >= since)
    searched = select(Search.article_id, func.count()).where(Search.article_id.is_not(None), Search.at >= since)
    async with db.reading() as session:
        for query, column in ((answered, Matter.article_id), (searched, Search.article_id)):
            rows = await session.execute(query.group_by(column).order_by(func.count().desc()).limit(MOST))
            counts.update({str(article_id): count for article_id, count in rows})
    return [article_id for article_id, _count in counts.most_common(MOST)]
