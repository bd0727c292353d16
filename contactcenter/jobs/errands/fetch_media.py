"""Fetches a file that came with a text from the carrier into the media store."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from contactcenter.contracts import MediaSource
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.fetching import keep_fetched, looked_for_again
from contactcenter.media import service as media
from contactcenter.media.models import FETCHING, Attachment
from contactcenter.media.service import LARGEST_FILE, StoredFile
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand

# A carrier may announce a file a moment before it can give it; after so many looks it is really not there.
MOST_LOOKS_WHERE_GONE = 4


@dataclass(frozen=True)
class FetchMedia:
    """Carries out `fetch_media`. What was fetched and stored is stored again under the same name after a crash."""

    source: MediaSource
    store: MediaStore

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        async with db.reading() as session:
            file = await session.get(Attachment, command.payload["attachment_id"])
        if file is None or file.state != FETCHING:
            return ""
        if now >= command.deadline_at:
            raise SendError("The file could not be fetched in time.", code="too_late", retryable=False)
        with looked_for_again(command.attempts, MOST_LOOKS_WHERE_GONE):
            content_type, content = await self.source.fetch_media(file.source_url, largest=LARGEST_FILE)
        # Carriers give no names; what was called by its announced type is now called by what it is.
        stored = await keep_fetched(self.store, content, "", claimed_type=content_type)
        return json.dumps(asdict(replace(stored, content_id=file.content_id, is_inline=file.is_inline)))

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        if result:
            await media.record_fetched(session, command.payload["attachment_id"], StoredFile(**json.loads(result)))

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        await media.record_not_fetched(session, command.payload["attachment_id"], code=error.code or "unreachable")
