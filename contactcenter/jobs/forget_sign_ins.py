"""Rows that only mattered for a while: sessions that ran out, and failed sign-ins of long ago."""

from datetime import datetime

from contactcenter.agents import sessions, throttle
from contactcenter.db import Database


async def fire(db: Database, *, now: datetime) -> int:
    """One sweep; it leaves nothing over, so it never asks to be repeated at once."""
    async with db.transaction() as session:
        await sessions.forget_expired(session, now=now)
        await throttle.forget_old(session, now=now)
    return 0
