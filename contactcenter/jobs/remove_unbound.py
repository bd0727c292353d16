"""Removes uploads that nobody attached to anything within a day, and their bytes where nothing else names them.

Whatever table may name a digest must be asked here.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from contactcenter.db import Database, Session
from contactcenter.journal.models import InboundEvent
from contactcenter.media import service as media
from contactcenter.media.store import MediaStore

# Bytes put again within this time stay: the row that names them may be on its way.
YOUNG = timedelta(hours=1)


async def fire(db: Database, store: MediaStore, *, now: datetime) -> int:
    """Returns how many digests lost a name."""
    async with db.transaction() as session:
        digests = await media.remove_unbound(session, now=now)
    if not digests:
        return 0
    async with db.reading() as session:
        named = await media.named_digests(session, digests) | await _named_by_the_journal(session, digests)
    for digest in digests - named:
        await store.delete(digest, unused_since=now - YOUNG)
    return len(digests)


async def _named_by_the_journal(session: Session, digests: set[str]) -> set[str]:
    """A mail's body may be the same bytes as an upload."""
    query = select(InboundEvent.media_digest).where(InboundEvent.media_digest.in_(digests))
    return {digest for digest in await session.scalars(query) if digest}
