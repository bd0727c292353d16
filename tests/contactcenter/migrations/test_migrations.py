"""One schema history for both databases, always equal to the models."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from contactcenter.db import Base, Database
from contactcenter.migrations.runner import is_current, migrate


def differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, Base.metadata))


async def test_models_and_migrations_agree(db: Database) -> None:
    async with db.writer.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(db: Database) -> None:
    assert await is_current(db.url)
    await migrate(db.url)
    assert await is_current(db.url)


async def test_an_empty_database_is_not_current(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'new' / 'empty.db'}"
    assert not await is_current(url)
    await migrate(url)
    assert await is_current(url)
