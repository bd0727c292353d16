"""Notes links of articles that lead nowhere any more: another article was retired, or is there again."""

from datetime import datetime

from sqlalchemy import delete, select, tuple_

from contactcenter.db import Database, Session
from knowledge_base.articles.links import BATCH, Broken, find_broken, linking_texts, note_broken
from knowledge_base.articles.models import BrokenLink
from knowledge_base.search.source import last_change


class CheckLinks:
    """The job: looks through all links where any article changed since the last time, on whatever node."""

    def __init__(self) -> None:
        self._seen: int | None = None

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Returns how many links were noted or are whole again."""
        async with db.reading() as session:
            number = await last_change(session)
            if number == self._seen:
                return 0
            found = await find_broken(session, await linking_texts(session))
            noted = [_as_found(row) for row in await session.scalars(select(BrokenLink))]
        added, gone = set(found) - set(noted), set(noted) - set(found)
        if added or gone:
            async with db.transaction() as session:
                await _forget(session, gone)
                await note_broken(session, [one for one in found if one in added], now=now)
        self._seen = number
        return len(added) + len(gone)


def _as_found(row: BrokenLink) -> Broken:
    return Broken(row.article_id, row.language, row.target, row.reason)


async def _forget(session: Session, gone: set[Broken]) -> None:
    keys = sorted({(one.article_id, one.language, one.target) for one in gone})
    key = tuple_(BrokenLink.article_id, BrokenLink.language, BrokenLink.target)
    for start in range(0, len(keys), BATCH):
        await session.execute(delete(BrokenLink).where(key.in_(keys[start : start + BATCH])))
