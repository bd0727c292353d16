"""Fetches a file that came with a text from the carrier into the media store."""

import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from contactcenter.contracts import MediaSource
from contactcenter.db import Database, Session
from contactcenter.errors import SendError, Unavailable
from contactcenter.media import service as media
from contactcenter.media.models import FETCHING, Attachment
from contactcenter.media.service import LARGEST_FILE, StoredFile, store_file
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
        content_type, content = await self._fetch(file.source_url, command.attempts)
        try:
            # Carriers give no names; what was called by its announced type is now called by what it is.
            stored = await store_file(self.store, content, "", claimed_type=content_type)
        except Unavailable as error:
            raise SendError("The media store does not answer.", code="store", retryable=True) from error
        return json.dumps(asdict(replace(stored, content_id=file.content_id, is_inline=file.is_inline)))

    async def _fetch(self, url: str, attempts: int) -> tuple[str, bytes]:
        try:
            return await self.source.fetch_media(url, largest=LARGEST_FILE)
        except SendError as error:
            if error.code == "gone" and attempts < MOST_LOOKS_WHERE_GONE:
                raise SendError(error.text, code=error.code, retryable=True) from error
            raise

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        if result:
            await media.record_fetched(session, command.payload["attachment_id"], StoredFile(**json.loads(result)))

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        await media.record_not_fetched(session, command.payload["attachment_id"], code=error.code or "unreachable")
