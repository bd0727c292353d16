"""Two installations: one with the database of the test, to be backed up, and one that is empty."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from contactcenter.db import Database
from tests.support.builders.installations import Installation, make_installation
from tests.support.servers import PostgreSQL


@pytest.fixture
def here(db: Database, tmp_path: Path) -> Installation:
    return make_installation(tmp_path / "here", db.url)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if database_kind == "sqlite":
        (tmp_path / "there").mkdir()
        yield f"sqlite+aiosqlite:///{tmp_path / 'there' / 'contactcenter.db'}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = f"empty_{os.getpid()}_{tmp_path.name}".lower()[:60]
    server.run_sql(f'CREATE DATABASE "{name}"')
    yield server.url(name)
    server.run_sql(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def there(empty_url: str, tmp_path: Path) -> Installation:
    return make_installation(tmp_path / "there", empty_url)


@pytest.fixture
async def restored(there: Installation) -> AsyncIterator[Database]:
    """The database of the other installation, to be looked at after a restore."""
    database = Database(there.url)
    yield database
    await database.close()
