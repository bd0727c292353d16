"""One node whose database the test reads beside it: killed, and started again without waiting for its leases to end."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import aiohttp
from sqlalchemy import update

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.outbox import models as outbox
from knowledge_base.exchange.models import RUNNING, ArticleImport
from tests.support.service import Process
from tests.support.story import Staff

# What was under way at the kill still has so long to arrive at the carrier before anybody asks whether it did.
LEFT_OF_A_LEASE = timedelta(seconds=3)


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Database]:
    db = Database(url)
    try:
        yield db
    finally:
        await db.close()


async def shorten_leases(db: Database) -> None:
    """Of the only node, which was just killed: as if most of its leases had passed already, so that no test waits.

    What is done when one has passed is not changed by that.
    """
    async with db.transaction() as session:
        claimed = update(outbox.OutboxCommand).where(outbox.OutboxCommand.state == outbox.CLAIMED)
        await session.execute(claimed.values(claimed_until=clock.now() + LEFT_OF_A_LEASE))
        running = update(ArticleImport).where(ArticleImport.state == RUNNING)
        await session.execute(running.values(held_until=clock.now()))


async def kill_and_restart(node: Process, database_url: str) -> None:
    """As after a power cut; returns once it is ready again."""
    await asyncio.to_thread(node.kill)
    async with opened(database_url) as db:
        await shorten_leases(db)
    await asyncio.to_thread(node.start)
    await asyncio.to_thread(node.wait_until, "/readyz")


@dataclass
class Desk:
    """A node, what it wrote down, and a supervisor who works at it."""

    node: Process
    db: Database
    lead: Staff

    async def kill_and_restart(self) -> None:
        await kill_and_restart(self.node, self.db.url)


@contextlib.asynccontextmanager
async def working_at(node: Process, db: Database, username: str, password: str) -> AsyncIterator[Desk]:
    """Somebody signed in at a node that is ready; the session outlives the process."""
    timeout = aiohttp.ClientTimeout(total=20)
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=timeout) as http:
        lead = await Staff(http, node.base_url).sign_in(username, password)
        yield Desk(node, db, lead)


def sqlite_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'contactcenter.db'}"
