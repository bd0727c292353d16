"""Which processes serve this installation, and whether they may do so together.

That all nodes share one media store is proven, not believed: each leaves a mark in its store under its own new name,
and whoever joins must find the marks of all the others in its own. So a folder that every node mounts is as good as a
bucket, and two folders of one name on two machines are found out.
"""

import hashlib
import logging
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, select, text, update
from sqlalchemy.exc import SQLAlchemyError

from contactcenter.config import PREFIX, ConfigurationError, Settings
from contactcenter.db import Database, Session, insert, is_unreachable, new_id
from contactcenter.errors import Unavailable
from contactcenter.live.bus import InProcessBus, Resync
from contactcenter.live.models import Installation, Node
from contactcenter.media.store import MediaStore

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS = 2
EXPIRY_SECONDS = 8
INSTALLATION_KEY = "0" * 32
# Two nodes that join at once take turns, so that the second sees the first.
JOIN_LOCK = 7_310_004


async def get_installation(session: Session, *, now: datetime) -> Installation:
    """The one row about this installation, made on the first start."""
    statement = insert(session, Installation).values(id=INSTALLATION_KEY, created_at=now, is_demo=False)
    await session.execute(statement.on_conflict_do_nothing())
    return (await session.scalars(select(Installation))).one()


def fingerprint(secret_key: str) -> str:
    """By this nodes and backups compare keys without knowing them."""
    return hashlib.sha256(secret_key.encode()).hexdigest()


class Membership:
    """This process as one of the nodes; on SQLite the only one, since it holds the file's lock."""

    def __init__(self, db: Database, media: MediaStore, settings: Settings) -> None:
        self.id = new_id()
        self._db = db
        self._media = media
        self._settings = settings

    async def join(self, *, now: datetime) -> None:
        """Register as a node; may be repeated.

        Raises `ConfigurationError` where another node is alive and both could not work together. A node that was
        killed counts as alive until its heartbeat expires, so the caller tries again for `EXPIRY_SECONDS`.
        """
        if self._db.is_sqlite:
            async with self._db.transaction() as session:
                # Whatever stands here was killed.
                await session.execute(delete(Node))
                session.add(self._row(now))
            return
        await self._media.leave_mark(self.id)
        marks = await self._media.marks()
        async with self._db.transaction() as session:
            await session.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=JOIN_LOCK))
            alive = select(Node).where(Node.heartbeat_at > now - timedelta(seconds=EXPIRY_SECONDS), Node.id != self.id)
            for other in (await session.scalars(alive)).all():
                _check_together(self._row(now), other, marks)
            session.add(self._row(now))

    async def leave(self) -> None:
        """This process ends in order; a killed one, or one without its database, is noticed by its heartbeat."""
        if not self._db.is_sqlite:
            await self._forget_mark(self.id)
        try:
            async with self._db.transaction() as session:
                await session.execute(delete(Node).where(Node.id == self.id))
        except (SQLAlchemyError, OSError) as error:
            if not is_unreachable(error):
                raise
            log.warning("node_left_unnoticed", extra={"error": type(error).__name__})

    async def beat(self, *, now: datetime) -> list[str]:
        """Say that this node is alive; returns the nodes that no longer are, and forgets them."""
        oldest = now - timedelta(seconds=EXPIRY_SECONDS)
        async with self._db.transaction() as session:
            renewed = await session.execute(update(Node).where(Node.id == self.id).values(heartbeat_at=now))
            expired = delete(Node).where(Node.heartbeat_at < oldest).returning(Node.id)
            gone = list((await session.scalars(expired)).all())
        for node in gone:
            await self._forget_mark(node)
        assert isinstance(renewed, CursorResult)
        if not renewed.rowcount:
            # The database was away for so long that another node took us for dead.
            await self.join(now=now)
        return gone

    async def _forget_mark(self, node: str) -> None:
        try:
            await self._media.remove_mark(node)
        except Unavailable:
            # Nobody asks for the mark of a node that is no more.
            log.warning("mark_not_removed", extra={"node": node})

    def _row(self, now: datetime) -> Node:
        return Node(
            id=self.id,
            started_at=now,
            heartbeat_at=now,
            secret_fingerprint=fingerprint(self._settings.secret_key),
            has_bus=bool(self._settings.redis_url),
        )


def _check_together(node: Node, other: Node, marks: Collection[str]) -> None:
    if not node.has_bus or not other.has_bus:
        raise ConfigurationError(
            f"Another node already serves this database: set {PREFIX}REDIS_URL on every node, or stop the other one."
        )
    if node.secret_fingerprint != other.secret_fingerprint:
        raise ConfigurationError(f"{PREFIX}SECRET_KEY differs from that of the other node: set the same on every node.")
    if other.id not in marks:
        raise ConfigurationError(
            f"{PREFIX}MEDIA_URL is not the store of the other node: nodes that work together need one bucket (s3://) "
            "or one folder that all of them mount."
        )


class Heartbeat:
    """The job that keeps this node among the living and tells screens when another one died."""

    def __init__(self, membership: Membership, bus: InProcessBus) -> None:
        self._membership = membership
        self._bus = bus

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Where a node expired, screens refetch; what it was doing, the jobs of the others find by themselves."""
        if await self._membership.beat(now=now):
            self._bus.deliver(Resync("node expired"), set())
        return 0
