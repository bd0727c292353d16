"""The whole path, as thin as it goes: refuse duplicates, one open conversation, one queue entry, one outbox event.

Texts that wait together share one transaction; each is answered after its commit, and told to its agent's socket.
"""

import asyncio
import contextlib
import json
import sqlite3
import time
from collections.abc import AsyncIterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import asyncpg
from aiohttp import web

from benchmarks.floors.arguments import Floor, parse_arguments
from benchmarks.floors.edge import serve, webhook

LARGEST_BATCH = 500
SCHEMA = (
    "CREATE TABLE texts (sid TEXT PRIMARY KEY, sender TEXT NOT NULL, body TEXT NOT NULL, received_at REAL NOT NULL)",
    "CREATE TABLE conversations (sender TEXT PRIMARY KEY, texts INTEGER NOT NULL, changed_at REAL NOT NULL)",
    "CREATE TABLE queue (sender TEXT PRIMARY KEY, queued_at REAL NOT NULL)",
    "CREATE TABLE outbox (sid TEXT PRIMARY KEY, sender TEXT NOT NULL, created_at REAL NOT NULL)",
)
Row = tuple[str, str, str, float]


class Store(Protocol):
    async def open(self) -> None: ...
    async def write(self, rows: Sequence[Row]) -> None: ...


class SqliteStore:
    """One thread writes, with plain statements."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(1)

    async def open(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._open)

    def _open(self) -> None:
        self._connection = sqlite3.connect(self._path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        for statement in SCHEMA:
            self._connection.execute(statement)

    async def write(self, rows: Sequence[Row]) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, self._write, rows)

    def _write(self, rows: Sequence[Row]) -> None:
        run = self._connection.executemany
        self._connection.execute("BEGIN IMMEDIATE")
        run("INSERT INTO texts VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", rows)
        run(
            "INSERT INTO conversations VALUES (?, 1, ?) ON CONFLICT (sender) "
            "DO UPDATE SET texts = texts + 1, changed_at = excluded.changed_at",
            [(sender, at) for _, sender, _, at in rows],
        )
        run("INSERT INTO queue VALUES (?, ?) ON CONFLICT DO NOTHING", [(sender, at) for _, sender, _, at in rows])
        run("INSERT INTO outbox VALUES (?, ?, ?)", [(sid, sender, at) for sid, sender, _, at in rows])
        self._connection.execute("COMMIT")


class PostgresqlStore:
    """One set-based statement for each table; rows of one sender are merged and sorted, so that locks have an order."""

    def __init__(self, address: str) -> None:
        self._address = address

    async def open(self) -> None:
        self._connection = await asyncpg.connect(self._address)
        for statement in SCHEMA:
            await self._connection.execute(statement.replace("REAL", "DOUBLE PRECISION"))

    async def write(self, rows: Sequence[Row]) -> None:
        senders: dict[str, tuple[int, float]] = {}
        for _, sender, _, at in sorted(rows, key=lambda row: row[1]):
            senders[sender] = (senders.get(sender, (0, at))[0] + 1, at)
        sids, from_, bodies, ats = zip(*rows, strict=True)
        names, counts = list(senders), [count for count, _ in senders.values()]
        moments = [at for _, at in senders.values()]
        async with self._connection.transaction():
            await self._connection.execute(
                "INSERT INTO texts SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::float8[]) "
                "ON CONFLICT DO NOTHING",
                sids, from_, bodies, ats,
            )  # fmt: skip
            await self._connection.execute(
                "INSERT INTO conversations SELECT * FROM unnest($1::text[], $2::int[], $3::float8[]) "
                "ON CONFLICT (sender) DO UPDATE SET texts = conversations.texts + excluded.texts, "
                "changed_at = excluded.changed_at",
                names, counts, moments,
            )  # fmt: skip
            await self._connection.execute(
                "INSERT INTO queue SELECT * FROM unnest($1::text[], $2::float8[]) ON CONFLICT DO NOTHING",
                names, moments,
            )  # fmt: skip
            await self._connection.execute(
                "INSERT INTO outbox SELECT * FROM unnest($1::text[], $2::text[], $3::float8[])", sids, from_, ats
            )


class Path:
    """Collects what waits, writes it, answers, and tells the console that holds the sender."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Row, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()
        self._consoles: list[web.WebSocketResponse] = []

    async def keep(self, form: dict[str, str]) -> None:
        kept: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(((form["MessageSid"], form["From"], form["Body"], time.time()), kept))
        self._arrived.set()
        await kept

    async def run(self, _application: web.Application) -> AsyncIterator[None]:
        await self._store.open()
        writing = asyncio.create_task(self._write())
        yield
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing

    async def _write(self) -> None:
        while True:
            await self._arrived.wait()
            batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
            if not self._waiting:
                self._arrived.clear()
            await self._store.write([row for row, _ in batch])
            for row, kept in batch:
                kept.set_result(None)
                await self._tell(row[1])

    async def _tell(self, sender: str) -> None:
        if self._consoles:
            console = self._consoles[int(sender[-6:]) % len(self._consoles)]
            await console.send_str(json.dumps({"type": "message.added", "id": sender}))

    async def get_live(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self._consoles.append(socket)
        async for _message in socket:
            continue
        self._consoles.remove(socket)
        return socket


def main() -> None:
    floor: Floor = parse_arguments()
    on_postgresql = floor.database.startswith("postgresql://")
    path = Path(PostgresqlStore(floor.database) if on_postgresql else SqliteStore(floor.database))
    application = web.Application()
    application.cleanup_ctx.append(path.run)
    application.router.add_post(floor.path, webhook(floor, path.keep))
    application.router.add_get("/live", path.get_live)
    serve(floor, application)


if __name__ == "__main__":
    main()
