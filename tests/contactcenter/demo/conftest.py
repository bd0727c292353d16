"""The demo estate with a few days of its past, seeded once for all tests that only look at it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.demo.seed import seed_demo
from contactcenter.migrations.runner import migrate
from tests.support.servers import PostgreSQL

NOW = clock.now()
# Long enough for everything that can happen to a contact, short enough for a test.
DAYS = 5


async def _seed(url: str) -> None:
    await migrate(url)
    db = Database(url)
    await seed_demo(db, now=NOW, say=lambda _text: None, history_days=DAYS)
    await db.close()


@pytest.fixture(scope="session")
def estate_url(request: pytest.FixtureRequest, database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    if database_kind == "sqlite":
        path: Path = tmp_path_factory.mktemp("estate") / "contactcenter.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        url = f"sqlite+aiosqlite:///{path}"
    else:
        server: PostgreSQL = request.getfixturevalue("postgresql")
        server.run_sql("CREATE DATABASE demo_estate")
        url = server.url("demo_estate")
    asyncio.run(_seed(url))
    return url


@pytest.fixture
async def estate(estate_url: str) -> AsyncIterator[Database]:
    """All tests share it: nothing that another test could see may be changed in it."""
    db = Database(estate_url)
    yield db
    await db.close()
