"""Turns journal rows into contacts and messages: batches in journal order, single rows where a batch fails.

Called by the worker whenever the journal grew, and once at the start for what a killed process left behind.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Self

from sqlalchemy import Select, func, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from contactcenter import clock
from contactcenter.db import Database, Session, is_unreachable
from contactcenter.errors import Unavailable
from contactcenter.journal.models import FAILED, PROJECTED, WAITING, InboundEvent
from contactcenter.journal.writer import TOPIC
from contactcenter.media.store import MediaStore
from contactcenter.metrics import JOURNAL_FAILED, JOURNAL_PROJECTED, JOURNAL_SECONDS

log = logging.getLogger(__name__)

LARGEST_BATCH = 300
# After a pass over so many rows more are surely on their way, and a batch costs about as much as a row.
MANY_ROWS = 30
LONGEST_REST_SECONDS = 0.05
# One projector at a time keeps the order of each sender's rows when several nodes share a PostgreSQL.
PROJECTOR_LOCK = 7_310_001
PROJECTOR_OF_SLOW_KINDS_LOCK = 7_310_005


async def as_it_came(row: InboundEvent, body: bytes) -> bytes:
    """Nothing to prepare: the body itself is handed on."""
    return body


@dataclass(frozen=True, slots=True)
class Projection:
    """How rows of one kind become what the core knows; both functions raise on a row they cannot take.

    `project` takes rows with what `prepare` made of them, in one transaction. `prepare` is awaited before it, one row
    at a time: whatever is slow or is no SQL (taking a mail apart, keeping its files) belongs there; it may be repeated.
    """

    project: Callable[[Session, Sequence[tuple[InboundEvent, Any]], datetime], Awaitable[None]]
    prepare: Callable[[InboundEvent, bytes], Awaitable[Any]] = as_it_came


class Projector:
    """Takes waiting rows in order and hands them to the projection of their kind.

    Kinds whose preparation is slow have a projector of their own (`only`), and the other one leaves them (`without`):
    a mail full of photos then holds up no text.
    """

    def __init__(
        self,
        db: Database,
        media: MediaStore,
        projections: Mapping[str, Projection],
        *,
        only: Collection[str] = (),
        without: Collection[str] = (),
    ) -> None:
        self._db = db
        self._media = media
        self._projections = projections
        self._only = tuple(only)
        self._without = tuple(without)
        self._lock_key = PROJECTOR_OF_SLOW_KINDS_LOCK if only else PROJECTOR_LOCK
        self._rest_seconds = 0.0

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Project up to one batch; returns how many rows left the waiting state.

        Under load it rests as long as its last pass took: the next batch is larger, and webhooks are answered then.
        """
        await asyncio.sleep(self._rest_seconds)
        began_at = time.perf_counter()
        done = await self._project_batch(now)
        took = time.perf_counter() - began_at
        self._rest_seconds = min(took, LONGEST_REST_SECONDS) if done >= MANY_ROWS else 0.0
        return done

    async def _project_batch(self, now: datetime) -> int:
        waiting = await self._waiting()
        if not waiting:
            return 0
        ready = await self._prepare(waiting)
        try:
            return len(waiting) - len(ready) + await self._project(waiting, ready, now)
        except Exception as error:  # any row may be the poison one; each is now tried alone
            if is_unreachable(error):
                raise
            log.warning("batch_not_projected", extra={"rows": len(ready), "error": type(error).__name__})
        return await self._project_singly(waiting, ready, now)

    async def _prepare(self, rows: Sequence[InboundEvent]) -> dict[int, Any]:
        """What each row's projection needs, by the row's id; rows that cannot be read are failed now."""
        ready: dict[int, Any] = {}
        for row in rows:
            try:
                ready[row.id] = await self._projections[row.kind].prepare(row, await self._body(row))
            except Unavailable:
                # The media store is away: nothing is wrong with the row, and it is read when the store is back.
                raise
            except Exception as error:  # kept as failed, visible and replayable; the next row goes on
                if is_unreachable(error):
                    raise
                await self._fail(row, error)
        return ready

    async def _waiting(self) -> Sequence[InboundEvent]:
        query = select(InboundEvent).where(InboundEvent.state == WAITING).order_by(InboundEvent.id).limit(LARGEST_BATCH)
        if self._only:
            query = query.where(InboundEvent.kind.in_(self._only))
        if self._without:
            query = query.where(InboundEvent.kind.not_in(self._without))
        async with self._db.reading() as session:
            return (await session.scalars(query)).all()

    async def _body(self, row: InboundEvent) -> bytes:
        return await self._media.get(row.media_digest) if row.media_digest else row.body or b""

    async def _project(self, waiting: Sequence[InboundEvent], ready: Mapping[int, Any], now: datetime) -> int:
        if not ready:
            return 0
        async with self._db.transaction() as session:
            still_waiting = await self._lock(session, list(ready))
            rows = [row for row in waiting if row.id in still_waiting]
            by_kind: dict[str, list[tuple[InboundEvent, Any]]] = {}
            for row in rows:
                by_kind.setdefault(row.kind, []).append((row, ready[row.id]))
            for kind, rows_of_kind in by_kind.items():
                await self._projections[kind].project(session, rows_of_kind, now)
            await _mark(session, [row.id for row in rows], state=PROJECTED, projected_at=now, error="")
            session.measure(partial(_measure, [row.received_at for row in rows]))
            return len(rows)

    async def _lock(self, session: Session, ids: Sequence[int]) -> Set[int]:
        """Which of these rows still wait; none where another node is projecting."""
        if session.get_bind().dialect.name == "postgresql":
            lock = text("SELECT pg_try_advisory_xact_lock(:key)").bindparams(key=self._lock_key)
            if not (await session.execute(lock)).scalar_one():
                return set()
        query = select(InboundEvent.id).where(InboundEvent.id.in_(ids), InboundEvent.state == WAITING)
        return set(await session.scalars(query))

    async def _project_singly(self, rows: Sequence[InboundEvent], ready: Mapping[int, Any], now: datetime) -> int:
        done = len(rows) - len(ready)
        for row in rows:
            if row.id not in ready:
                continue
            try:
                done += await self._project([row], {row.id: ready[row.id]}, now)
            except Exception as error:  # kept as failed, visible and replayable; the next row goes on
                if is_unreachable(error):
                    raise
                await self._fail(row, error)
                done += 1
        return done

    async def _fail(self, row: InboundEvent, error: Exception) -> None:
        log.error("event_not_projected", exc_info=error, extra={"row": row.id, "kind": row.kind})
        # The text of an error may quote the body, which is personal data; its type and our own words may be kept.
        reason = f"{type(error).__name__}: {error}" if isinstance(error, ValueError) else type(error).__name__
        async with self._db.transaction() as session:
            await _mark(session, [row.id], state=FAILED, error=reason[:500], attempts=row.attempts + 1)
            session.measure(JOURNAL_FAILED.inc)


class Backlog:
    """What waited in the journal at one moment, for whoever must know when it is worked off."""

    LOOK_SECONDS = 0.1

    def __init__(self, db: Database, last_id: int) -> None:
        self._db = db
        self._last_id = last_id

    @classmethod
    async def of(cls, db: Database) -> Self:
        """The backlog as it stands now."""
        async with db.reading() as session:
            return cls(db, await session.scalar(select(func.max(InboundEvent.id))) or 0)

    async def projected(self) -> None:
        """Return once nothing of it waits any more; on another node's behalf too, so it looks at the rows."""
        waiting = select(InboundEvent.id).where(InboundEvent.state == WAITING, InboundEvent.id <= self._last_id)
        while await self._is_there(waiting.limit(1)):  # noqa: ASYNC110 (another node may be the one that works it off)
            await asyncio.sleep(self.LOOK_SECONDS)

    async def _is_there(self, query: Select[int]) -> bool:
        try:
            async with self._db.reading() as session:
                return await session.scalar(query) is not None
        except (SQLAlchemyError, OSError) as error:
            if is_unreachable(error):
                return True
            raise


def _measure(received_at: Sequence[datetime]) -> None:
    JOURNAL_PROJECTED.inc(len(received_at))
    visible_at = clock.now()
    for moment in received_at:
        JOURNAL_SECONDS.observe((visible_at - moment).total_seconds())


async def _mark(session: Session, ids: Sequence[int], **values: object) -> None:
    statement = update(InboundEvent).where(InboundEvent.id.in_(ids)).values(**values)
    await session.execute(statement.execution_options(synchronize_session=False))


async def replay(session: Session, ids: Sequence[int] | None = None) -> int:
    """Let failed rows (all, or these) wait for the projector again; returns how many."""
    failed = select(InboundEvent.id).where(InboundEvent.state == FAILED)
    if ids is not None:
        failed = failed.where(InboundEvent.id.in_(ids))
    chosen = (await session.scalars(failed.order_by(InboundEvent.id))).all()
    await _mark(session, chosen, state=WAITING)
    session.wake(TOPIC)
    return len(chosen)
