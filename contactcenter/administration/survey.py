"""What stands in a database of ours: its schema revision, how many rows, and which media files it names.

It looks at the tables that are there, not at those of today's models, so that an older database can be backed up too.
"""

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnClause, Connection, column, func, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from contactcenter.administration.archive import BackupRefused
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import is_unreachable
from contactcenter.journal.models import InboundEvent
from contactcenter.media.models import Attachment

# Every column that names a file in the media store. A test asks about each further column called a digest.
MEDIA_COLUMNS = (
    (InboundEvent.__tablename__, "media_digest"),
    (Attachment.__tablename__, "digest"),
    (Attachment.__tablename__, "thumbnail_digest"),
)
# Rows of these mean that somebody works here or has written.
SIGNS_OF_USE = (Agent.__tablename__, Contact.__tablename__, InboundEvent.__tablename__)
HISTORY_OF_SCHEMA = "alembic_version"


@dataclass(frozen=True, slots=True)
class Survey:
    """A database as it stood at one moment. `revision` is empty where the tables are not ours."""

    revision: str
    rows: dict[str, int]
    digests: frozenset[str]

    @property
    def is_used(self) -> bool:
        return any(self.rows.get(name) for name in SIGNS_OF_USE)


def survey(connection: Connection) -> Survey:
    """Count everything; within one transaction the answer is of one moment."""
    names = inspect(connection).get_table_names()
    revision = ""
    if HISTORY_OF_SCHEMA in names:
        revision = connection.scalar(text(f"SELECT version_num FROM {HISTORY_OF_SCHEMA}")) or ""
    rows = {
        name: connection.scalar(select(func.count()).select_from(table(name))) or 0
        for name in sorted(names)
        if name != HISTORY_OF_SCHEMA
    }
    return Survey(revision, rows, _digests(connection, names))


def _digests(connection: Connection, names: Collection[str]) -> frozenset[str]:
    found: set[str] = set()
    for in_table, name in MEDIA_COLUMNS:
        if in_table in names and name in {there["name"] for there in inspect(connection).get_columns(in_table)}:
            digest: ColumnClause[str] = column(name)
            found.update(connection.scalars(select(digest).select_from(table(in_table)).where(digest.is_not(None))))
    return frozenset(found)


async def look_at(url: str) -> Survey:
    """The survey of a database; refuses where it does not answer."""
    async with connected(url) as connection:
        return await connection.run_sync(survey)


@asynccontextmanager
async def connected(url: str, **options: Any) -> AsyncIterator[AsyncConnection]:
    """One connection without our engines' habits; refuses with one sentence where the database does not answer."""
    engine = create_async_engine(url, **options)
    try:
        async with engine.connect() as connection:
            yield connection
    except (SQLAlchemyError, OSError) as error:
        if not is_unreachable(error):
            raise
        raise BackupRefused(f"The database does not answer ({type(error).__name__}): check it first.") from error
    finally:
        await engine.dispose()
