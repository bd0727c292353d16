"""What only a server has: nodes that may still work, and one transaction around everything. Always on PostgreSQL."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from contactcenter.administration import postgresql_copy
from contactcenter.administration.archive import BackupRefused
from contactcenter.administration.survey import HISTORY_OF_SCHEMA, look_at
from contactcenter.db import Database
from contactcenter.live import nodes
from tests.support.builders.contacts import make_contact
from tests.support.builders.installations import Installation, fill, make_installation, rows_of


@pytest.fixture(scope="session")
def database_kind() -> str:
    return "postgresql"


async def test_while_a_node_serves_nothing_is_replaced(here: Installation, db: Database) -> None:
    made = await here.back_up()
    membership = nodes.Membership(db, here.media, here.settings)
    async with db.reading() as session:
        now = await session.scalar(text("SELECT now()"))
    assert now is not None
    await membership.join(now=now)
    with pytest.raises(BackupRefused, match="stop them first"):
        await here.restore(made.path, replaces=True)
    await membership.beat(now=now - timedelta(seconds=nodes.EXPIRY_SECONDS))
    await here.restore(made.path, replaces=True)


async def test_a_load_that_fails_leaves_every_row_where_it_was(
    here: Installation, db: Database, tmp_path: Path
) -> None:
    await fill(here, db)
    before = await rows_of(db)
    copy = tmp_path / "database.pgdump"
    found = await postgresql_copy.dump(db.url, copy)
    with pytest.raises(BackupRefused, match=r"psql gave up: .*division by zero"):
        await postgresql_copy.load(db.url, copy, replacing=[*found.rows, HISTORY_OF_SCHEMA], then=["SELECT 1 / 0"])
    assert await rows_of(db) == before


async def test_the_copy_is_of_one_moment(here: Installation, db: Database, there: Installation) -> None:
    """Rows written while it is made are wholly in it or wholly not, and the manifest counts what is in it."""
    stop = asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            async with db.transaction() as session:
                await make_contact(session, address=f"+8529{number:07}")

    writing = asyncio.create_task(write())
    made = await here.back_up()
    stop.set()
    await writing
    await there.restore(made.path)
    found = await look_at(there.settings.database_url)
    assert found.rows["contacts"] == made.manifest.rows["contacts"]
    assert found.rows["contacts"] == found.rows["matters"]


async def test_without_the_tools_it_is_said_what_to_install(
    here: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(BackupRefused, match="pg_dump is not on this machine: install"):
        await here.back_up()


async def test_a_server_that_does_not_answer_is_said_in_one_sentence(tmp_path: Path) -> None:
    away = make_installation(tmp_path, "postgresql+asyncpg://contactcenter@127.0.0.1:1/none")
    with pytest.raises(BackupRefused, match="does not answer"):
        await away.back_up()


def test_a_password_stands_in_no_list_of_processes(tmp_path: Path) -> None:
    address = postgresql_copy._address("postgresql+asyncpg://me:s%3Ae'c@db.example:5433/desk?ssl=require", tmp_path)
    assert address == (
        f"user='me' port='5433' dbname='desk' host='db.example' sslmode='require' passfile='{tmp_path}/pgpass'"
    )
    password_file = tmp_path / "pgpass"
    assert password_file.read_text() == "*:*:*:*:s\\:e'c\n"
    assert password_file.stat().st_mode & 0o077 == 0
