"""Reports of articles that are past their time come back to those who answer for the articles."""

from datetime import datetime

from contactcenter.db import Database
from knowledge_base.feedback import reports


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many were brought back."""
    async with db.reading() as session:
        due = await reports.to_remind(session, now=now)
    reminded = 0
    for report_id in due:
        async with db.transaction() as session:
            reminded += await reports.remind(session, report_id, now=now)
    return reminded
