"""Fixtures for all tests. `db` is a migrated, empty database of the kind chosen with --database."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

import tests.support.tables  # noqa: F401  (all tables are known to the metadata)
from contactcenter.agents import passwords
from contactcenter.db import Database
from contactcenter.migrations.runner import migrate
from tests.support.builders.agents import CHEAP_HASHER
from tests.support.servers import PostgreSQL, running_postgresql, running_redis

MEETS_A_DATABASE = {"database_kind", "database_url", "postgresql", "redis_url"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what meets a database runs again; pytest says how many it left out."""
    if config.getoption("--database") == "sqlite":
        return
    again = [item for item in items if MEETS_A_DATABASE & set(getattr(item, "fixturenames", ()))]
    kept = set(again)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = again


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.config.getoption("--database"))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    with running_postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with running_redis() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, copied for each test: faster than migrating, and truer than one in memory."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    asyncio.run(migrate(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgresql_database(postgresql: PostgreSQL) -> str:
    """One migrated database for all tests of this process; each test begins by emptying it."""
    postgresql.run_sql("CREATE DATABASE migrated")
    asyncio.run(migrate(postgresql.url("migrated")))
    return "migrated"


# Deleting takes a tenth of what creating a database for each test takes; only tables with rows are touched.
EMPTY_ALL_TABLES = """
DO $$ DECLARE name text; BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""


@pytest.fixture
def database_url(request: pytest.FixtureRequest, database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The URL of a database of this test's own, migrated and empty."""
    if database_kind == "sqlite":
        path = tmp_path / "contactcenter.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: PostgreSQL = request.getfixturevalue("postgresql")
    name = request.getfixturevalue("postgresql_database")
    server.run_sql(EMPTY_ALL_TABLES, name)
    yield server.url(name)


@pytest.fixture(autouse=True)
def _cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hashing a password takes long on purpose; `test_passwords.py` holds the real parameters."""
    monkeypatch.setattr(passwords, "hasher", CHEAP_HASHER)
    passwords._dummy_hash.cache_clear()
    yield
    passwords._dummy_hash.cache_clear()


@pytest.fixture
async def db(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    yield database
    await database.close()
