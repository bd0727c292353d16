"""A backup made while texts stream in, brought back into an empty installation that then serves in its place."""

import asyncio
import contextlib
import dataclasses
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.servers import PostgreSQL, free_port
from tests.support.service import ApiClient, Process, running, running_with_carrier
from tests.support.stream import STORED, Stream, acknowledgements

pytestmark = pytest.mark.process
BEFORE, AFTER = 40, 20


async def back_up_while_texts_stream(service: Process, target: Path) -> tuple[Stream, set[str]]:
    """Returns the stream and what of it was acknowledged before the backup began."""
    stream = Stream(lambda: service.base_url, random.randrange(10**6), pause_seconds=0.2)
    streaming = asyncio.create_task(stream.run())
    await stream.reaches(BEFORE)
    before = set(stream.acknowledged)
    made = await asyncio.to_thread(service.command, "backup", "--to", str(target))
    assert made.returncode == 0, made.stderr
    await stream.reaches(len(stream.acknowledged) + AFTER)
    stream.stopping.set()
    await streaming
    return stream, before


async def owners_are_told_once(carrier: Process, numbers: set[str]) -> None:
    async with asyncio.timeout(60):
        while set(acknowledgements(carrier)) < numbers:  # noqa: ASYNC110 (another process's file)
            await asyncio.sleep(0.2)
    assert {number: count for number, count in acknowledgements(carrier).items() if count != 1} == {}


@contextlib.asynccontextmanager
async def restored(folder: Path, *, refused_by: str, **urls: str) -> AsyncIterator[tuple[Process, set[str]]]:
    """A server on what a backup brought back, made beside another; with the texts it must hold.

    `urls` are the databases of both, where they are on PostgreSQL.
    """
    backup = folder / "backup.tar.gz"
    first = {"DATABASE_URL": urls["first"], "REDIS_URL": urls["redis"]} if urls else {}
    with running_with_carrier(folder / "first", **first) as (service, carrier):
        stream, before = await back_up_while_texts_stream(service, backup)
        refused = service.command("restore", str(backup), "--replace")
        assert (refused.returncode, refused_by in refused.stderr) == (2, True), refused.stderr
        await owners_are_told_once(carrier, set(stream.acknowledged.values()))
        service.stop()

        second = dataclasses.replace(service, folder=folder / "second", port=free_port(), process=None)
        second.settings = service.settings | ({"DATABASE_URL": urls["second"]} if urls else {})
        second.folder.mkdir()
        said = second.command("restore", str(backup))
        assert (said.returncode, "Restored as of" in said.stdout) == (0, True), said.stderr
        # Ready means that what stood unread in the journal at the moment of the backup is read.
        with running(second):
            assert ApiClient(second.base_url).sign_in("agent1").get("/api/v1/contacts?limit=1")["items"]
            yield second, before
            # What waited to be sent in the backup has gone out meanwhile: the carrier is asked, nobody is told twice.
            await owners_are_told_once(carrier, {stream.acknowledged[sid] for sid in before})


def check(stored: Counter[str], before: set[str]) -> None:
    assert before <= set(stored), f"{len(before - set(stored))} acknowledged texts are not in the backup"
    assert max(stored.values()) == 1


async def test_a_backup_under_way_holds_what_was_acknowledged_on_sqlite(tmp_path: Path) -> None:
    async with restored(tmp_path, refused_by="already serves") as (service, before):
        with sqlite3.connect(service.folder / "contactcenter.db") as database:
            check(Counter(sid for (sid,) in database.execute(STORED)), before)


async def test_a_backup_under_way_holds_what_was_acknowledged_on_postgresql(
    tmp_path: Path, postgresql: PostgreSQL, redis_url: str
) -> None:
    names = {place: f"{place}_{random.randrange(10**6)}" for place in ("first", "second")}
    for name in names.values():
        postgresql.run_sql(f"CREATE DATABASE {name}")
    urls = {place: postgresql.url(name) for place, name in names.items()}
    async with restored(tmp_path, refused_by="stop them first", redis=redis_url, **urls) as (_service, before):
        check(Counter(postgresql.run_sql(STORED, names["second"]).split()), before)
