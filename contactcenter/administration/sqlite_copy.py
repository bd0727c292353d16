"""Copies an SQLite database beside a running server, and puts such a copy in its place.

The standard module is used and not our engines: the online copy and the checks belong to the file, not to its rows.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from contactcenter.administration.archive import BackupRefused
from contactcenter.db import SQLITE_BUSY_SECONDS

PAGES_AT_ONCE = 2048


def copy_out(source: Path, target: Path, progress: Callable[[int, int], None]) -> None:
    """Copy the database as it is now. Nobody waits for this: in WAL mode a reader holds up no writer."""
    with closing(sqlite3.connect(source, timeout=SQLITE_BUSY_SECONDS)) as database:
        # Without a transaction of our own the copy would begin anew after each write of another process.
        database.execute("BEGIN")
        database.execute("SELECT count(*) FROM sqlite_master")
        with closing(sqlite3.connect(target)) as copy:
            database.backup(
                copy, pages=PAGES_AT_ONCE, progress=lambda _, remaining, total: progress(total - remaining, total)
            )
    join_log(target)


def make_whole(copy: Path, statements: tuple[str, ...]) -> None:
    """Prove that a copy is sound, and run these statements on it."""
    try:
        with closing(sqlite3.connect(copy)) as database:
            (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                raise BackupRefused(f"The database in the backup is damaged: {verdict}. Nothing was changed.")
            with database:
                for statement in statements:
                    database.execute(statement)
    except sqlite3.DatabaseError as error:
        raise BackupRefused(f"The database in the backup cannot be opened: {error}. Nothing was changed.") from error


def put_in_place(new: Path, place: Path) -> None:
    """Let the new file be the database from now on; the caller holds its lock (`db.exclusive_use`).

    Whenever the machine stops, the place holds either all of the old database or all of the new one.
    """
    join_log(new)
    _force_to_disk(new)
    if place.exists():
        _close_old(place)
    # A log left beside the new file would be played into it.
    for ending in ("-wal", "-shm"):
        place.with_name(place.name + ending).unlink(missing_ok=True)
    new.replace(place)
    _force_to_disk(place.parent)


def join_log(database: Path) -> None:
    """Bring a database that nobody else uses into one file."""
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _close_old(place: Path) -> None:
    """Bring the old database into one file, so that its log may go."""
    try:
        with closing(sqlite3.connect(place, timeout=1)) as old:
            (is_busy, *_) = old.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.DatabaseError:
        # Whoever replaces a broken database has nothing more to save in it.
        return
    if is_busy:
        raise BackupRefused(f"Another command still uses {place}: let it end, then restore again.")


def _force_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
