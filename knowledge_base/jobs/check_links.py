"""Notes links of articles that lead nowhere any more: another article was retired, or is there again."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.db import Database
from knowledge_base.articles.links import as_found, find_broken, forget_broken, linking_texts, note_broken
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
            noted = [as_found(row) for row in await session.scalars(select(BrokenLink))]
        added, gone = set(found) - set(noted), set(noted) - set(found)
        if added or gone:
            async with db.transaction() as session:
                await forget_broken(session, gone)
                await note_broken(session, [one for one in found if one in added], now=now)
        self._seen = number
        return len(added) + len(gone)
