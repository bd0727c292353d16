"""What only a file can suffer: logs left behind, readers at work, a broken header. Always on SQLite."""

import sqlite3
from pathlib import Path

import pytest

from contactcenter.administration.archive import DATABASE_FILES, Archive, BackupRefused, new_archive
from contactcenter.administration.survey import look_at
from contactcenter.db import Database
from tests.support.builders.contacts import make_contact
from tests.support.builders.installations import Installation, fill, rows_of


@pytest.fixture(scope="session")
def database_kind() -> str:
    return "sqlite"


async def test_a_log_left_by_a_killed_server_is_not_played_into_the_new_database(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    await fill(here, db)
    made = await here.back_up()
    target = there.settings.sqlite_path
    _write_and_die(target)
    assert target.with_name("contactcenter.db-wal").stat().st_size > 0
    await there.restore(made.path, replaces=True)
    assert not target.with_name("contactcenter.db-wal").exists()
    assert await rows_of(restored) == await rows_of(db)


async def test_a_database_that_cannot_be_read_is_replaced_when_told(
    here: Installation, db: Database, there: Installation, restored: Database
) -> None:
    await fill(here, db)
    made = await here.back_up()
    there.settings.sqlite_path.write_bytes(b"no database" * 1000)
    with pytest.raises(BackupRefused, match="cannot be read"):
        await there.restore(made.path)
    await there.restore(made.path, replaces=True)
    assert await rows_of(restored) == await rows_of(db)


async def test_a_command_that_is_reading_is_waited_out_by_the_person(here: Installation, db: Database) -> None:
    await fill(here, db)
    made = await here.back_up()
    reader = sqlite3.connect(here.settings.sqlite_path)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM contacts").fetchone()
    async with db.transaction() as session:
        await make_contact(session, address="+85290000000")
    with pytest.raises(BackupRefused, match="Another command still uses"):
        await here.restore(made.path, replaces=True)
    reader.close()
    assert (await look_at(db.url)).rows["contacts"] == 2


async def test_a_sound_file_around_a_damaged_database_is_refused(
    here: Installation, there: Installation, tmp_path: Path
) -> None:
    path = (await here.back_up()).path
    manifest = Archive(path).manifest()
    damaged = tmp_path / "damaged.tar.gz"
    with new_archive(damaged, manifest, modified=0) as archive:
        archive.add(DATABASE_FILES["sqlite"], b"SQLite format 3\x00" + b"?" * 5000)
    with pytest.raises(BackupRefused, match="database in the backup"):
        await there.restore(damaged)
    assert not there.settings.sqlite_path.exists()


def _write_and_die(path: Path) -> None:
    """A database whose last writes stand in its log only, as after SIGKILL."""
    copy = path.with_name("written.db")
    writer = sqlite3.connect(copy)
    writer.execute("PRAGMA journal_mode=WAL")
    for table in ("alembic_version (version_num)", "contacts (id)", "filler (text)"):
        writer.execute(f"CREATE TABLE {table}")
    writer.execute("INSERT INTO alembic_version VALUES ('0001')")
    writer.executemany("INSERT INTO filler VALUES (?)", [("x" * 900,)] * 500)
    writer.commit()
    for ending in ("", "-wal"):
        path.with_name(path.name + ending).write_bytes(copy.with_name(copy.name + ending).read_bytes())
    writer.close()
