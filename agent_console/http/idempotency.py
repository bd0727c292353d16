"""Does an act once however often it is sent under one Idempotency-Key: the first answer is kept for a day.

The key is claimed by an insert in the act's own transaction. A second request with the same key waits for the first
(SQLite: at the write gate; PostgreSQL: at the unique index) and then gets its answer, or does the act itself if the
first one failed.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web
from sqlalchemy import and_, delete, select, update

from agent_console.http.models import LONGEST_KEY, IdempotencyKey
from contactcenter.db import Database, Session, insert
from contactcenter.errors import Conflict, InvalidInput

HEADER = "Idempotency-Key"
KEPT = timedelta(hours=24)
PURGED_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Claim:
    """A key and what was asked under it."""

    agent_id: str
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What the first request under this key was told."""

    status: int
    body: str


def read_claim(request: web.Request, raw_body: bytes, *, agent_id: str, secret: str) -> Claim | None:
    """The request's key, if it carries one."""
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 1 <= len(key) <= LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise InvalidInput(details={"fields": {HEADER: f"A key has 1 to {LONGEST_KEY} printable ASCII characters."}})
    said = b"\n".join((request.method.encode(), request.rel_url.raw_path_qs.encode(), raw_body))
    return Claim(agent_id, key, hmac.new(secret.encode(), said, hashlib.sha256).hexdigest())


async def take(session: Session, claim: Claim, *, now: datetime) -> KeptAnswer | None:
    """Claim the key for this transaction, or give the answer kept under it.

    Raises `InvalidInput` where the key was used for something else.
    """
    own = and_(IdempotencyKey.agent_id == claim.agent_id, IdempotencyKey.key == claim.key)
    await session.execute(delete(IdempotencyKey).where(own, IdempotencyKey.created_at < now - KEPT))
    row = {"agent_id": claim.agent_id, "key": claim.key, "request_digest": claim.digest, "created_at": now}
    statement = insert(session, IdempotencyKey).values(**row, status=0, body="").on_conflict_do_nothing()
    if (await session.scalars(statement.returning(IdempotencyKey.key))).one_or_none() is not None:
        return None
    kept = (await session.scalars(select(IdempotencyKey).where(own))).one_or_none()
    if kept is None:
        # Another request removed the expired row at this very moment.
        raise Conflict("A request with the same Idempotency-Key is under way; send this one again.")
    if not hmac.compare_digest(kept.request_digest, claim.digest):
        raise InvalidInput("This Idempotency-Key was used for another request.", code="idempotency_key_reused")
    return KeptAnswer(kept.status, kept.body)


async def keep(session: Session, claim: Claim, *, status: int, body: str) -> None:
    """Keep the answer; stands only if the act's transaction does."""
    own = and_(IdempotencyKey.agent_id == claim.agent_id, IdempotencyKey.key == claim.key)
    statement = update(IdempotencyKey).where(own).values(status=status, body=body)
    await session.execute(statement.execution_options(synchronize_session=False))


async def forget_old_keys(db: Database, *, now: datetime) -> int:
    """A job: remove answers older than a day; returns how many."""
    old = select(IdempotencyKey.agent_id, IdempotencyKey.key).where(IdempotencyKey.created_at < now - KEPT)
    async with db.reading() as session:
        keys = (await session.execute(old.limit(PURGED_AT_ONCE))).all()
    if not keys:
        return 0
    async with db.transaction() as session:
        for agent_id, key in keys:
            own = and_(IdempotencyKey.agent_id == agent_id, IdempotencyKey.key == key)
            await session.execute(delete(IdempotencyKey).where(own))
    return len(keys)
