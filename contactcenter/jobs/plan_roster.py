"""Plans shifts two weeks ahead from the patterns of the roster, and closes those for which nobody came."""

from datetime import datetime

from contactcenter.db import Database
from contactcenter.shifts.roster import close_missed, find_missed, make_plan, plan_ahead


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many shifts were added, changed or removed; on most passes there is nothing to write."""
    async with db.reading() as session:
        if not await make_plan(session, now=now) and not await find_missed(session, now=now):
            return 0
    async with db.transaction() as session:
        return await plan_ahead(session, now=now) + await close_missed(session, now=now)
