"""What a restored database must forget before it serves: it is older than the world outside."""

from datetime import datetime

from sqlalchemy import delete, text

from channels import build_channels
from contactcenter.agents import presence
from contactcenter.agents.models import AgentSession
from contactcenter.agents.service import list_agents, set_presence
from contactcenter.config import Settings
from contactcenter.db import Database
from contactcenter.journal import history
from contactcenter.journal.projector import Projector
from contactcenter.live.models import Node
from contactcenter.live.nodes import get_installation
from contactcenter.media.store import MediaStore

# What waited to be sent when the backup was made may have gone out since. Marked so, it is looked for at the provider
# before it is sent once more. This belongs to the loading itself: without it nobody may ever serve the database.
SENT_PERHAPS = ("UPDATE outbox SET maybe_sent = true WHERE state IN ('waiting', 'claimed')",)


async def begin_anew(db: Database, settings: Settings, *, made_at: datetime, now: datetime) -> None:
    """Everybody signs in again and goes available again; sessions ended since must not come back to life."""
    await _read_journal(db, settings, made_at)
    async with db.transaction() as session:
        for statement in SENT_PERHAPS:
            await session.execute(text(statement))
        installation = await get_installation(session, now=now)
        await session.execute(delete(Node))
        await session.execute(delete(AgentSession))
        for agent in await list_agents(session, is_active=True):
            if agent.presence != presence.OFFLINE:
                await set_presence(session, agent, presence.OFFLINE, author_id=None, reason="restored", now=now)
        details = {"made_at": made_at.isoformat()}
        await history.write(
            session, "installation", installation.id, "restored", author_id=None, at=now, details=details
        )


async def _read_journal(db: Database, settings: Settings, made_at: datetime) -> None:
    """Read now what stood unread in the journal, as of then.

    The server of then has read it since and has answered. Read as of then, our answers are of that time too, and are
    found at the provider where a later one would look new and go out a second time.
    """
    media = MediaStore(settings.media_url)
    channels = build_channels(settings, media)
    try:
        projector = Projector(db, media, channels.projections)
        while await projector.fire(db, now=made_at):
            pass
    finally:
        await channels.close()
