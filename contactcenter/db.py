"""The database: two engines on SQLite (one gated writer, one read-only), one on PostgreSQL, and the transaction.

Only this module commits. Facts recorded in a session are published after its commit and forgotten after a rollback.
"""

import asyncio
import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import DateTime, Dialect, MetaData, String, TypeDecorator, event, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import AsyncAdaptedQueuePool

from contactcenter.errors import Conflict, NotFound
from contactcenter.events import Fact
from contactcenter.sqlite_inline import connect_inline

ID_LENGTH = 32
Id = String(ID_LENGTH)

# A connection waits this long for a lock of another process (backup, user add) before it gives up.
SQLITE_BUSY_SECONDS = 30
# Each connection keeps so many KiB of pages; what it does not keep, the system's own cache gives as fast.
KIB_OF_CACHE = 8000

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite keeps it as text without a zone, so the zone is added when reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was handed to the database; use clock.now() or an aware value")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of the product share one metadata, so that one migration history serves them."""

    metadata = MetaData(naming_convention=NAMING)


_last_id = 0
_id_lock = threading.Lock()


Row = TypeVar("Row", bound=Base)


def new_id() -> str:
    """A unique id of 32 hexadecimal characters whose order is the order of creation within this process.

    48 bits of milliseconds, 16 bits of counter, 64 random bits: the layout of UUID version 7 without its fixed bits.
    """
    global _last_id
    with _id_lock:
        _last_id = max(_last_id + 1, time.time_ns() // 1_000_000 << 16)
        stamp = _last_id
    return f"{stamp:016x}{os.urandom(8).hex()}"


def lowest_id_at(moment: datetime) -> str:
    """Below every id made at that moment or later: rows of a time are found by their ids."""
    return f"{round(moment.timestamp() * 1000) << 16:016x}"


class Session(AsyncSession):
    """A database session that also collects what screens and workers must hear after the commit."""

    def record(self, *facts: Fact) -> None:
        """Publish these facts after the commit; after a rollback they never existed."""
        self._facts.extend(facts)

    def wake(self, *topics: str) -> None:
        """After the commit, wake the workers that wait for these topics (see `worker.py`)."""
        self._topics.update(topics)

    def measure(self, *counts: Callable[[], None]) -> None:
        """After the commit, call these to count what was done (see `metrics.py`); after a rollback nothing was."""
        self.info.setdefault("counts", []).extend(counts)

    def count(self) -> None:
        """The commit has happened."""
        for count in self.info.get("counts", ()):
            count()

    @property
    def _facts(self) -> list[Fact]:
        facts: list[Fact] = self.info.setdefault("facts", [])
        return facts

    @property
    def _topics(self) -> set[str]:
        topics: set[str] = self.info.setdefault("topics", set())
        return topics

    def take_published(self) -> tuple[list[Fact], set[str]]:
        """What was recorded so far, each fact once, in the order first recorded."""
        return list(dict.fromkeys(self._facts)), set(self._topics)


Publish = Callable[[Sequence[Fact], set[str]], Awaitable[None]]


async def _publish_nothing(facts: Sequence[Fact], topics: set[str]) -> None:
    return None


class Database:
    """Both engines, the SQLite write gate, and where committed facts go (`publish`, set by the composition root)."""

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        self.url = url
        self.is_sqlite = url.startswith("sqlite")
        self.publish: Publish = _publish_nothing
        self._gate = asyncio.Lock()
        if self.is_sqlite:
            self.writer = _sqlite_engine(url, read_only=False, pool_size=1)
            self.reader = _sqlite_engine(url, read_only=True, pool_size=4)
        else:
            self.writer = _postgresql_engine(url, pool_size)
            self.reader = self.writer

    @property
    def dialect(self) -> str:
        return "sqlite" if self.is_sqlite else "postgresql"

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Session]:
        """One write transaction: committed at the end, rolled back on any exception.

        On SQLite it passes the one FIFO gate and begins with BEGIN IMMEDIATE. Nothing but SQL may be awaited inside.
        """
        if self.is_sqlite:
            async with self._gate, self._open(self.writer) as session:
                yield session
                await session.commit()
        else:
            async with self._open(self.writer) as session:
                yield session
                await session.commit()
        session.count()
        facts, topics = session.take_published()
        if facts or topics:
            await self.publish(facts, topics)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """A session that only reads; on SQLite it never waits for the gate."""
        async with self._open(self.reader) as session:
            yield session

    @asynccontextmanager
    async def _open(self, engine: AsyncEngine) -> AsyncIterator[Session]:
        async with Session(engine, expire_on_commit=False, autoflush=False) as session:
            yield session

    async def check(self) -> None:
        """Raise where the database does not answer."""
        async with self.reading() as session:
            await session.execute(text("SELECT 1"))

    async def close(self) -> None:
        await self.reader.dispose()
        if self.writer is not self.reader:
            await self.writer.dispose()


def insert(session: AsyncSession, model: type[Base]) -> Any:
    """The dialect's own INSERT, which knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = session.get_bind().dialect.name
    return sqlite.insert(model) if dialect == "sqlite" else postgresql.insert(model)


async def insert_rows(session: AsyncSession, model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert plain rows (names of columns, defaults filled in) without a detour over objects; nothing where none."""
    if rows:
        await session.execute(model.__table__.insert(), list(rows))  # type: ignore[attr-defined]


async def lock_row(
    session: AsyncSession,
    model: type[Row],
    row_id: str,
    *,
    version: int | None = None,
    missing: str | None = None,
    changed: str | None = None,
) -> Row:
    """The row as it is now; nobody else changes it before this transaction ends.

    `NotFound` says `missing` where there is none, `Conflict` (stale) says `changed` where it is no longer at the
    `version` that somebody saw. For tables with the columns `id` and `version`.
    """
    await session.flush()
    columns: Any = model
    query = select(model).where(columns.id == row_id).with_for_update().execution_options(populate_existing=True)
    row: Any = (await session.scalars(query)).one_or_none()
    if row is None:
        raise NotFound(missing)
    if version is not None and version != row.version:
        raise Conflict(changed, code="stale", details={"version": row.version})
    return row  # type: ignore[no-any-return]


async def take_turns(session: AsyncSession, key: int) -> None:
    """Go on when no other transaction holds this key; on SQLite they come one after the other anyway."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=key))


# SQLite's primary result codes that speak of the file or its locks, not of the statement.
SQLITE_TROUBLE = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_CANTOPEN", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_READONLY")
# asyncpg's classes for a server that went away or is not taking connections.
POSTGRESQL_TROUBLE = {
    "PostgresConnectionError",
    "CannotConnectNowError",
    "OperatorInterventionError",
    "TooManyConnectionsError",
}


def is_unreachable(error: BaseException) -> bool:
    """Whether this error means that the database is gone rather than that a statement was wrong."""
    if isinstance(error, PoolTimeout):
        return True
    if isinstance(error, DBAPIError):
        return error.connection_invalidated or isinstance(error, InterfaceError) or _is_connection_error(error.orig)
    return _is_connection_error(error)


def _is_connection_error(error: BaseException | None) -> bool:
    if error is None:
        return False
    if getattr(error, "sqlite_errorname", "").startswith(SQLITE_TROUBLE):
        return True
    # SQLAlchemy wraps asyncpg's errors in classes of its own and keeps the original as the cause.
    names = {type_.__name__ for link in (error, error.__cause__) for type_ in type(link).__mro__}
    return isinstance(error, OSError) or bool(names & POSTGRESQL_TROUBLE)


def _sqlite_engine(url: str, *, read_only: bool, pool_size: int) -> AsyncEngine:
    connect_args: dict[str, Any] = {"timeout": SQLITE_BUSY_SECONDS}
    if hasattr(sqlite3, "LEGACY_TRANSACTION_CONTROL"):
        connect_args["autocommit"] = sqlite3.LEGACY_TRANSACTION_CONTROL
    if not read_only:
        # Reading may take long (a report, a search), so it stays in threads.
        connect_args["async_creator_fn"] = connect_inline
    engine = create_async_engine(
        url, poolclass=AsyncAdaptedQueuePool, pool_size=pool_size, max_overflow=0, connect_args=connect_args
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: the first statement decides between read and write.
        if read_only:
            connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "synchronous=FULL", f"cache_size=-{KIB_OF_CACHE}", "temp_store=MEMORY"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.execute("PRAGMA query_only=ON" if read_only else "PRAGMA journal_mode=WAL")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Any) -> None:
        # A deferred BEGIN that turns into a writer later fails at once with "database is locked" (measured).
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _postgresql_engine(url: str, pool_size: int) -> AsyncEngine:
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=10,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"timeout": 5, "command_timeout": 30, "server_settings": {"timezone": "UTC"}},
    )


class AlreadyServed(Exception):
    """Another process serves this SQLite file; stop it first, or use PostgreSQL for more than one."""


@contextmanager
def exclusive_use(path: Path) -> Iterator[None]:
    """Hold an SQLite file for one `serve`, `migrate`, `restore` or `replay`; raises `AlreadyServed`.

    The lock belongs to the process, so a killed one leaves nothing behind.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.with_name(f"{path.name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyServed(f"Another process already serves {path}: stop it first.") from error
        yield
