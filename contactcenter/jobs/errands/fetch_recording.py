"""Fetches the sound of a recording from the carrier into the media store."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from contactcenter.actions.leave_voicemail import keep_recording
from contactcenter.calls.models import Recording
from contactcenter.contracts import CallCarrier
from contactcenter.db import Database, Session
from contactcenter.errors import SendError
from contactcenter.jobs.errands.fetching import keep_fetched, looked_for_again
from contactcenter.media.content import WAV
from contactcenter.media.service import StoredFile
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand

# The carrier speaks of a recording a moment before it can give it.
MOST_LOOKS_WHERE_GONE = 5


@dataclass(frozen=True)
class FetchRecording:
    """Carries out `fetch_recording`. What was stored is stored again under the same name after a crash."""

    carrier: CallCarrier
    store: MediaStore

    async def act(self, db: Database, command: OutboxCommand, now: datetime) -> str:
        async with db.reading() as session:
            recording = await session.get(Recording, command.payload["recording_id"])
        if recording is None or recording.state == "stored":
            return ""
        with looked_for_again(command.attempts, MOST_LOOKS_WHERE_GONE):
            content = await self.carrier.fetch_recording(recording.external_id)
        file = await keep_fetched(self.store, content, f"{recording.kind}.wav", claimed_type=WAV)
        return json.dumps(asdict(file))

    async def succeed(self, session: Session, command: OutboxCommand, result: str, now: datetime) -> None:
        if result:
            file = StoredFile(**json.loads(result))
            await keep_recording(session, command.payload["recording_id"], file, now=now)

    async def give_up(self, session: Session, command: OutboxCommand, error: SendError, now: datetime) -> None:
        await keep_recording(session, command.payload["recording_id"], None, now=now)
