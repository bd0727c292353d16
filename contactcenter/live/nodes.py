"""Which processes serve this installation, and whether they may do so together."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from contactcenter.config import PREFIX, ConfigurationError, Settings
from contactcenter.db import Database, Session, insert, new_id
from contactcenter.live.bus import InProcessBus, Resync
from contactcenter.live.models import Installation, Node

HEARTBEAT_SECONDS = 2
EXPIRY_SECONDS = 8
INSTALLATION_KEY = "0" * 32


async def get_installation(session: Session, *, now: datetime) -> Installation:
    """The one row about this installation, made on the first start."""
    statement = insert(session, Installation).values(id=INSTALLATION_KEY, created_at=now, is_demo=False)
    await session.execute(statement.on_conflict_do_nothing())
    return (await session.scalars(select(Installation))).one()


async def join(session: Session, settings: Settings, *, now: datetime) -> str:
    """Register this process as a node; returns its id.

    Raises `ConfigurationError` where another node is alive and both could not work together. A node that was killed
    counts as alive until its heartbeat expires, so the caller tries again for `EXPIRY_SECONDS`.
    """
    if settings.is_sqlite:
        # We hold the file's lock: whatever stands here was killed.
        await session.execute(delete(Node))
    node = Node(
        id=new_id(),
        started_at=now,
        heartbeat_at=now,
        secret_fingerprint=hashlib.sha256(settings.secret_key.encode()).hexdigest(),
        has_bus=bool(settings.redis_url),
        media_is_local=settings.media_url.startswith("file:"),
    )
    alive = select(Node).where(Node.heartbeat_at > now - timedelta(seconds=EXPIRY_SECONDS))
    for other in (await session.scalars(alive)).all():
        _check_together(node, other)
    session.add(node)
    await session.flush()
    return node.id


def _check_together(node: Node, other: Node) -> None:
    if not node.has_bus or not other.has_bus:
        raise ConfigurationError(
            f"Another node already serves this database: set {PREFIX}REDIS_URL on every node, or stop the other one."
        )
    if node.secret_fingerprint != other.secret_fingerprint:
        raise ConfigurationError(f"{PREFIX}SECRET_KEY differs from that of the other node: set the same on every node.")
    if node.media_is_local or other.media_is_local:
        raise ConfigurationError(
            f"{PREFIX}MEDIA_URL is a folder of one machine: nodes that work together need a shared store such as s3://."
        )


class Heartbeat:
    """Says that this node is alive and notices when another one no longer is."""

    def __init__(self, node: str, bus: InProcessBus) -> None:
        self._node = node
        self._bus = bus

    async def fire(self, db: Database, *, now: datetime) -> int:
        """Renew our row, remove expired ones; where one expired, screens refetch and workers look again."""
        oldest = now - timedelta(seconds=EXPIRY_SECONDS)
        async with db.transaction() as session:
            await session.execute(update(Node).where(Node.id == self._node).values(heartbeat_at=now))
            gone = (await session.scalars(delete(Node).where(Node.heartbeat_at < oldest).returning(Node.id))).all()
        if gone:
            self._bus.deliver(Resync("node expired"), set())
        return 0


async def leave(db: Database, node: str) -> None:
    """This process ends in order; a killed one is noticed by its heartbeat."""
    async with db.transaction() as session:
        await session.execute(delete(Node).where(Node.id == node))
