"""Notices two hours ahead that nobody will be there for a queue, and when somebody is after all."""

from datetime import datetime

from contactcenter.db import Database
from contactcenter.routing.coverage import has_changed, refresh_warnings


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many warnings began, changed or ended."""
    async with db.reading() as session:
        if not await has_changed(session, now=now):
            return 0
    async with db.transaction() as session:
        return await refresh_warnings(session, now=now)
