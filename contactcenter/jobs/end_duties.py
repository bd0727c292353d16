"""Sends away who still takes contacts a quarter of an hour after the rostered shift ended."""

from datetime import datetime

from contactcenter.actions.end_duty import agents_past_duty, end_duty
from contactcenter.db import Database


async def fire(db: Database, *, now: datetime) -> int:
    """Returns how many went."""
    async with db.reading() as session:
        due = await agents_past_duty(session, now=now)
    ended = 0
    for agent_id in due:
        async with db.transaction() as session:
            ended += await end_duty(session, agent_id, now=now)
    return ended
