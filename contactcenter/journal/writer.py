"""Writes events from outside into the journal; channels answer their provider only after `accept` returned.

Concurrent writes share one commit. There is no timer: whatever waits when the last commit ended is taken next.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from contactcenter.db import Database, Session, insert, is_unreachable
from contactcenter.errors import Unavailable
from contactcenter.journal.models import FAILED, WAITING, InboundEvent
from contactcenter.media.store import MediaStore
from contactcenter.metrics import JOURNAL_ACCEPTED

# Larger bodies go to the media store; the row holds their digest.
LARGEST_BODY_IN_ROW = 64 * 1024
LARGEST_BATCH = 500
TOPIC = "journal"


@dataclass(frozen=True, slots=True)
class ArrivedEvent:
    """One event as it came. With `unusable_because` it is kept as failed: validly sent, but nothing we can read."""

    channel: str
    kind: str
    external_id: str
    sender: str
    body: bytes
    received_at: datetime
    unusable_because: str = ""


def row_of(event: ArrivedEvent, digest: str | None, *, state: str) -> dict[str, Any]:
    """The event as a row; `digest` is where a body lies that is too large for it (`JournalWriter.keep_large`)."""
    return {
        "channel": event.channel,
        "kind": event.kind,
        "external_id": event.external_id,
        "sender": event.sender,
        "received_at": event.received_at,
        "body": event.body if digest is None else None,
        "media_digest": digest,
        "state": state,
        "error": event.unusable_because,
        "attempts": 0,
    }


class JournalWriter:
    """Group commit for the journal. `run` must be running (the composition root starts it) for `accept` to return."""

    def __init__(self, db: Database, media: MediaStore) -> None:
        self._db = db
        self._media = media
        self._pending: list[tuple[dict[str, Any], asyncio.Future[bool]]] = []
        self._arrived = asyncio.Event()

    async def accept(self, event: ArrivedEvent) -> bool:
        """Store one event durably; True when it is new, False when it was stored before.

        Raises `Unavailable` where the database cannot be reached: then nothing was stored.
        """
        digest = await self.keep_large(event.body)
        row = row_of(event, digest, state=FAILED if event.unusable_because else WAITING)
        stored: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._pending.append((row, stored))
        self._arrived.set()
        return await stored

    async def keep_large(self, body: bytes) -> str | None:
        """The digest under which a body lies that is too large for its row; None where it is not."""
        return await self._media.put(body) if len(body) > LARGEST_BODY_IN_ROW else None

    async def run(self) -> None:
        """Commit what waits, batch after batch, until cancelled."""
        try:
            while True:
                await self._arrived.wait()
                batch, self._pending = self._pending[:LARGEST_BATCH], self._pending[LARGEST_BATCH:]
                if not self._pending:
                    self._arrived.clear()
                await self._commit(batch)
        finally:
            for _row, stored in self._pending:
                _refuse(stored, Unavailable("The service is shutting down; please send this again."))

    async def _commit(self, batch: Sequence[tuple[dict[str, Any], asyncio.Future[bool]]]) -> None:
        try:
            new = await self._store([row for row, _ in batch])
        except asyncio.CancelledError:
            for _row, stored in batch:
                _refuse(stored, Unavailable("The service is shutting down; please send this again."))
            raise
        except Exception as error:  # one poison row must not fail the rows of others, whatever it raised
            if len(batch) == 1 or is_unreachable(error):
                for _row, stored in batch:
                    _refuse(stored, Unavailable() if is_unreachable(error) else error)
                return
            for entry in batch:
                await self._commit([entry])
            return
        for row, stored in batch:
            key = (row["channel"], row["external_id"])
            _answer(stored, key in new)
            # The second of two equal events in one batch was already seen.
            new.discard(key)

    async def _store(self, rows: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
        async with self._db.transaction() as session:
            session.wake(TOPIC)
            return await store_events(session, rows)


async def store_events(session: Session, rows: Sequence[dict[str, Any]]) -> set[tuple[str, str]]:
    """Insert journal rows, leaving out those already there; returns (channel, external_id) of the new ones."""
    statement = (
        insert(session, InboundEvent)
        .on_conflict_do_nothing(index_elements=["channel", "external_id"])
        .returning(InboundEvent.channel, InboundEvent.external_id)
    )
    result = await session.execute(statement, list(rows))
    new = {(channel, external_id) for channel, external_id in result}
    for channel, count in Counter(channel for channel, _ in new).items():
        session.measure(partial(JOURNAL_ACCEPTED.labels(channel).inc, count))
    return new


def _answer(stored: asyncio.Future[bool], is_new: bool) -> None:
    # The request may have gone away (client time-out); the row stands and its retry is a no-op.
    if not stored.done():
        stored.set_result(is_new)


def _refuse(stored: asyncio.Future[bool], error: Exception) -> None:
    with contextlib.suppress(asyncio.InvalidStateError):
        stored.set_exception(error)
