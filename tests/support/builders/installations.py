"""An installation as its administrator sees it: backed up and restored at the keyboard, with something in it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import select

from channels.sms.webhook import TEXT_KIND
from contactcenter.administration.backup import BackupReport, back_up
from contactcenter.administration.progress import Progress
from contactcenter.administration.restore import RestoreReport, restore
from contactcenter.agents import presence
from contactcenter.agents.sessions import start_session
from contactcenter.config import Settings, load
from contactcenter.db import Base, Database, new_id
from contactcenter.journal.models import PROJECTED, InboundEvent
from contactcenter.live import nodes
from contactcenter.media.models import Attachment
from contactcenter.media.store import MediaStore
from contactcenter.outbox import service as outbox
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import make_contact

NOW = datetime(2026, 11, 23, 15, 12, tzinfo=UTC)


@dataclass
class Installation:
    """One installation, and what is done at its keyboard."""

    settings: Settings
    terminal: StringIO = field(default_factory=StringIO)

    @property
    def media(self) -> MediaStore:
        return MediaStore(self.settings.media_url)

    @property
    def url(self) -> str:
        return self.settings.database_url

    async def back_up(self, to: Path | None = None) -> BackupReport:
        return await back_up(self.settings, to, now=NOW, progress=Progress(self.terminal))

    async def restore(self, path: Path, *, replaces: bool = False) -> RestoreReport:
        return await restore(self.settings, path, replaces=replaces, now=NOW, progress=Progress(self.terminal))


def make_installation(folder: Path, database_url: str, **settings: str) -> Installation:
    """By the settings a deployer would give."""
    values = {"DATA_DIRECTORY": str(folder), "DATABASE_URL": database_url, **settings}
    return Installation(load({f"CONTACTCENTER_{name}": value for name, value in values.items()}))


PHOTO, LETTER = b"a photo of the leak", b"a letter of more than 64 kilobytes"
# Tables and columns in which a restored database rightly differs; see `begin_anew`.
BEGINS_ANEW = {"agent_sessions", "nodes", "history", "outbox"}
BEGINS_ANEW_IN = {"agents": {"presence", "presence_since", "version"}}


async def fill(at: Installation, db: Database) -> None:
    """An agent on duty with a contact, a text on its way out, and two files in the media store."""
    photo, letter = await at.media.put(PHOTO), await at.media.put(LETTER)
    async with db.transaction() as session:
        await nodes.get_installation(session, now=NOW)
        agent = await make_agent(session, presence=presence.AVAILABLE)
        await start_session(session, agent, now=NOW)
        contact = await make_contact(session, agent=agent, state="active")
        session.add(Attachment(id=new_id(), name="leak.jpg", content_type="image/jpeg", digest=photo, created_at=NOW))
        session.add(event(letter))
        await outbox.enqueue(
            session, "send_text", {"text": contact.reference}, ordering_key="k", now=NOW, deadline_seconds=3600
        )


def event(media_digest: str | None = None, *, body: bytes | None = None, state: str = PROJECTED) -> InboundEvent:
    row = InboundEvent(channel="sms", kind=TEXT_KIND, external_id=f"SM{new_id()}", received_at=NOW, state=state)
    row.media_digest, row.body = media_digest, body
    return row


async def rows_of(db: Database) -> dict[str, Sequence[dict[str, Any]]]:
    """All rows of all tables, but for what begins anew."""
    found = {}
    async with db.reading() as session:
        for table in Base.metadata.sorted_tables:
            if table.name in BEGINS_ANEW:
                continue
            new = BEGINS_ANEW_IN.get(table.name, set())
            rows = (await session.execute(select(table).order_by(*table.primary_key))).mappings()
            found[table.name] = [{name: row[name] for name in row if name not in new} for row in rows]
    return found
