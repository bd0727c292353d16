"""Searches are kept for what they teach; who made them is forgotten."""

from datetime import datetime, timedelta

from contactcenter.db import Database
from knowledge_base.searches.service import forget_people
from knowledge_base.settings.service import get_settings


async def fire(db: Database, *, now: datetime) -> int:
    """One sweep; it leaves nothing over."""
    async with db.transaction() as session:
        kept_days = (await get_settings(session)).searches_kept_days
        await forget_people(session, before=now - timedelta(days=kept_days))
    return 0
