"""Finds contacts whose time has come and deals with them. Used by the jobs that wait for a time."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from sqlalchemy import ColumnElement, select

from contactcenter.contacts.models import Contact
from contactcenter.db import Database, Session

LARGEST_PASS = 100

Act = Callable[[Session, Contact, datetime], Awaitable[None]]


async def for_each_due(db: Database, due: ColumnElement[bool], act: Act, *, now: datetime) -> int:
    """Act on contacts for which `due` still holds once they are held against others; returns how many."""
    query = select(Contact).where(due).order_by(Contact.id).limit(LARGEST_PASS)
    async with db.reading() as session:
        if (await session.scalars(query.limit(1))).first() is None:
            return 0
    async with db.transaction() as session:
        # Another node may be at it: what it holds is left to it.
        found = (await session.scalars(query.with_for_update(key_share=True, skip_locked=True))).all()
        for contact in found:
            await act(session, contact, now)
    return len(found)
