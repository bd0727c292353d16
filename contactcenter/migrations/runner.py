"""Brings a database to the newest schema, and says whether it is there."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

FOLDER = Path(__file__).parent
# Two nodes that start at once take turns, and the second finds nothing to do.
MIGRATION_LOCK = 7_310_002


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings without an ini file; the connection is passed on to env.py."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config


async def migrate(url: str) -> None:
    """Run all missing steps, in one transaction."""
    await _with_connection(url, _upgrade)


async def is_current(url: str) -> bool:
    """Whether the database has the newest schema."""
    return bool(await _with_connection(url, _is_current))


def head_revision() -> str:
    """The newest schema this program knows."""
    return ScriptDirectory.from_config(alembic_config()).get_current_head() or ""


def knows_revision(revision: str) -> bool:
    """Whether this program can bring a database of that schema to the newest one."""
    return revision in {step.revision for step in ScriptDirectory.from_config(alembic_config()).walk_revisions()}


async def _with_connection(url: str, run: Any) -> Any:
    address = make_url(url)
    if address.get_backend_name() == "sqlite" and address.database:
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(address)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(run)
    finally:
        await engine.dispose()


def _upgrade(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=MIGRATION_LOCK))
    command.upgrade(alembic_config(connection), "head")


def _is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == head_revision()
