"""The writing connection of SQLite: statements run at once, only what may wait for others leaves the event loop."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from contactcenter.db import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "inline.db"
    with sqlite3.connect(path) as connection:
        # As after the first start: changing the mode later needs the file for itself.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")
    connection.close()
    return path


@contextmanager
def held_by_another_process(path: Path) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield other
    finally:
        other.close()


def words(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [row[0] for row in connection.execute("SELECT words FROM notes ORDER BY id")]
    finally:
        connection.close()


async def test_statements_run_in_the_thread_of_the_event_loop(path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{path}")
    async with db.transaction() as session:
        connection = (await (await session.connection()).get_raw_connection()).driver_connection
        threads: list[int] = []
        assert connection is not None
        await connection.create_function("here", 0, lambda: threads.append(threading.get_ident()))
        await session.execute(text("SELECT here()"))
    await db.close()
    assert threads == [threading.get_ident()]


async def test_what_was_written_stands_after_the_commit_and_not_before(path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{path}")
    async with db.transaction() as session:
        await session.execute(text("INSERT INTO notes (words) VALUES (:words)"), [{"words": "a"}, {"words": "b"}])
        assert words(path) == []
    assert words(path) == ["a", "b"]
    await db.close()


async def _write(db: Database, *values: str) -> None:
    async with db.transaction() as session:
        for value in values:
            await session.execute(text(f"INSERT INTO notes (words) VALUES ({value})"))


async def test_an_error_rolls_back_and_the_connection_goes_on(path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(IntegrityError):
        await _write(db, "'lost'", "NULL")
    await _write(db, "'kept'")
    await db.close()
    assert words(path) == ["kept"]


async def test_waiting_for_another_process_holds_up_nobody_else(path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{path}")
    with held_by_another_process(path) as other:
        writing = asyncio.create_task(_write(db, "'at last'"))
        for _ in range(50):
            # A blocked event loop would never come to these turns.
            await asyncio.sleep(0)
        assert not writing.done()
        other.execute("COMMIT")
        await writing
    await db.close()
    assert words(path) == ["at last"]


async def test_a_closed_database_says_so(path: Path) -> None:
    db = Database(f"sqlite+aiosqlite:///{path}")
    async with db.transaction() as session:
        connection = (await (await session.connection()).get_raw_connection()).driver_connection
        assert connection is not None
        await session.execute(text("SELECT 1"))
    await db.close()
    with pytest.raises(sqlite3.OperationalError, match="closed"):
        connection.cursor()


async def test_a_lock_that_is_never_given_up_ends_as_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contactcenter.db.SQLITE_BUSY_SECONDS", 0.05)
    db = Database(f"sqlite+aiosqlite:///{path}")
    with held_by_another_process(path):
        with pytest.raises(OperationalError, match="locked"):
            await _write(db, "'never'")
    await db.close()
