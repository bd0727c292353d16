"""The writing connection of SQLite without a thread for each statement; `db.py` gives it to SQLAlchemy.

aiosqlite hands every cursor, statement, fetch and close to a thread of its own. A statement of ours takes a tenth of a
millisecond, but each of these handovers waits for the interpreter's lock, under load for milliseconds: measured, that
was four fifths of what a text cost. So statements run where they are asked for. Only what may wait for the disk or for
another process goes to a thread: opening, BEGIN, COMMIT and ROLLBACK.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


class InlineCursor:
    """What SQLAlchemy's adapter for aiosqlite asks of a cursor."""

    def __init__(self, connection: "InlineConnection", cursor: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor

    async def __aenter__(self) -> "InlineCursor":
        return self

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> "InlineCursor":
        if statement.startswith("BEGIN"):
            await self._connection.in_thread(lambda: self._cursor.execute(statement))
        else:
            self._cursor.execute(statement, parameters)
        return self

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> "InlineCursor":
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid


class InlineConnection:
    """What SQLAlchemy's adapter for aiosqlite asks of a connection."""

    def __init__(self, connection: sqlite3.Connection, thread: ThreadPoolExecutor) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._thread = thread

    async def in_thread(self, work: Callable[[], T]) -> T:
        """Run what may wait in this connection's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.OperationalError("connection closed")
        return self._connection

    def cursor(self) -> InlineCursor:
        return InlineCursor(self, self._open.cursor())

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        self._open.create_function(*arguments, **options)

    async def commit(self) -> None:
        await self.in_thread(self._open.commit)

    async def rollback(self) -> None:
        await self.in_thread(self._open.rollback)

    async def close(self) -> None:
        if self._connection is not None:
            await self.in_thread(self._connection.close)
        self.stop()

    def stop(self) -> None:
        """Let go of everything at once, for connections whose event loop has ended."""
        self._connection = None
        self._thread.shutdown(wait=False)


async def connect_inline(database: str, **options: Any) -> InlineConnection:
    """Open a connection that leaves transactions to whoever uses it."""
    thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite writer")

    def connect() -> sqlite3.Connection:
        opened: sqlite3.Connection = sqlite3.connect(
            database, **options | {"isolation_level": None, "check_same_thread": False}
        )
        return opened

    connection = await asyncio.get_running_loop().run_in_executor(thread, connect)
    return InlineConnection(connection, thread)
