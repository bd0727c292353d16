"""The job that announces bulletins when their time comes, and reminds those who have not read them."""

from datetime import datetime, timedelta

from sqlalchemy import or_, select

from contactcenter.db import Database, lock_row
from knowledge_base.bulletins.models import Bulletin
from knowledge_base.bulletins.readers import is_out
from knowledge_base.bulletins.reminding import is_reminder_due
from knowledge_base.bulletins.service import remind
from knowledge_base.settings.service import get_settings


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many bulletins people were told of."""
    async with db.reading() as session:
        # Of one that was announced and has no due time nobody is reminded.
        waiting = is_out(now), or_(Bulletin.reminded_at.is_(None), Bulletin.due_at.is_not(None))
        candidates = list(await session.scalars(select(Bulletin).where(*waiting)))
        every = timedelta(hours=(await get_settings(session)).remind_every_hours)
    due = [bulletin.id for bulletin in candidates if _is_due(bulletin, every, now)]
    for bulletin_id in due:
        async with db.transaction() as session:
            bulletin = await lock_row(session, Bulletin, bulletin_id)
            # Another node may have been faster, or somebody withdrew it.
            if bulletin.withdrawn_at is None and _is_due(bulletin, every, now):
                await remind(session, bulletin, author_id=None, now=now)
    return len(due)


def _is_due(bulletin: Bulletin, every: timedelta, now: datetime) -> bool:
    assert bulletin.published_at is not None, "only those that are out are looked at"
    return is_reminder_due(
        published_at=bulletin.published_at,
        due_at=bulletin.due_at,
        reminded_at=bulletin.reminded_at,
        every=every,
        now=now,
    )
