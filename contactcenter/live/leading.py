"""What only one node of a database may do at a time: it leads, the others stand by and take over when it is gone."""

import asyncio

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from contactcenter.db import Database

# So often the others ask whether the place is free, and who leads whether it still does.
ASKS_EVERY_SECONDS = 0.5


class Leadership:
    """One task of this node as far as it must be alone with it. On SQLite this process is the only one.

    The place belongs to a connection of its own and is free the moment that ends, however the node ends. A node whose
    connection broke unnoticed leads on for half a second beside its successor: what is done must bear that.
    """

    def __init__(self, key: int) -> None:
        self._key = key
        self._connection: AsyncConnection | None = None
        self._is_ours = False
        self._asked_at = float("-inf")

    async def is_ours(self, db: Database) -> bool:
        """Whether this node leads. Raises what the database raises where it cannot be asked."""
        if db.is_sqlite:
            return True
        now = asyncio.get_running_loop().time()
        if now - self._asked_at < ASKS_EVERY_SECONDS:
            return self._is_ours
        self._asked_at = now
        try:
            self._is_ours = await self._ask(db)
        except (SQLAlchemyError, OSError):
            await self.give_up()
            raise
        return self._is_ours

    async def give_up(self) -> None:
        """Leave the place to others; may be repeated."""
        connection, self._connection, self._is_ours = self._connection, None, False
        if connection is not None:
            # Into the pool it would go with the lock.
            await connection.invalidate()
            await connection.close()

    async def _ask(self, db: Database) -> bool:
        if self._connection is None:
            connection = await db.writer.connect()
            # Between two questions no transaction stays open.
            self._connection = await connection.execution_options(isolation_level="AUTOCOMMIT")
        if self._is_ours:
            await self._connection.execute(text("SELECT 1"))
            return True
        lock = text("SELECT pg_try_advisory_lock(:key)").bindparams(key=self._key)
        return bool((await self._connection.execute(lock)).scalar_one())
