"""SIGKILL at random moments under a stream of signed webhooks: what was acknowledged is there, and exactly once.

The server and the carrier are processes of their own. As a carrier does, the sender repeats what was not acknowledged.
"""

import asyncio
import random
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from tests.support.servers import PostgreSQL
from tests.support.service import STARTING_SECONDS, Process, running_demo, running_with_carrier
from tests.support.stream import STORED, Stream, acknowledgements
from tests.support.survival import kill_and_restart, sqlite_url


async def kill_again_and_again(service: Process, database_url: str, stream: Stream, times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(stream.random.uniform(0.2, 1.5))
        await kill_and_restart(service, database_url)
    stream.stopping.set()


async def storm(service: Process, carrier: Process, database_url: str, *, kills: int, seed: int) -> Stream:
    print(f"seed {seed}")
    stream = Stream(lambda: service.base_url, seed)
    await asyncio.gather(stream.run(), kill_again_and_again(service, database_url, stream, kills))
    await everything_sent(carrier, stream)
    return stream


async def everything_sent(carrier: Process, stream: Stream) -> None:
    """Until each number has its acknowledgement at the carrier."""
    numbers = set(stream.acknowledged.values())
    async with asyncio.timeout(120):
        while set(acknowledgements(carrier)) < numbers:  # noqa: ASYNC110 (another process's file: nothing to wait on)
            await asyncio.sleep(0.5)


def check(stream: Stream, stored: Counter[str], carrier: Process) -> None:
    assert len(stream.acknowledged) > 20, "the stream hardly ran"
    lost = set(stream.acknowledged) - set(stored)
    assert not lost, f"{len(lost)} acknowledged texts are gone"
    doubled = [sid for sid, count in stored.items() if count != 1]
    assert not doubled, f"{len(doubled)} texts are there more than once"
    told = acknowledgements(carrier)
    twice = {number: count for number, count in told.items() if count != 1}
    assert not twice, f"owners were told more than once: {twice}"


async def survive_on_sqlite(folder: Path, kills: int, seed: int) -> None:
    with running_with_carrier(folder) as (service, carrier):
        stream = await storm(service, carrier, sqlite_url(folder), kills=kills, seed=seed)
        with sqlite3.connect(folder / "contactcenter.db") as database:
            stored = Counter(sid for (sid,) in database.execute(STORED) if sid in stream.acknowledged)
        check(stream, stored, carrier)


async def survive_on_postgresql(folder: Path, postgresql: PostgreSQL, redis_url: str, kills: int, seed: int) -> None:
    name = f"kill_{seed}"
    postgresql.run_sql(f"CREATE DATABASE {name}")
    settings = {"DATABASE_URL": postgresql.url(name), "REDIS_URL": redis_url}
    with running_with_carrier(folder, **settings) as (service, carrier):
        stream = await storm(service, carrier, postgresql.url(name), kills=kills, seed=seed)
        rows = postgresql.run_sql(STORED, name).split()
        check(stream, Counter(sid for sid in rows if sid in stream.acknowledged), carrier)


@pytest.mark.process
async def test_nothing_acknowledged_is_lost_or_doubled_by_kills_on_sqlite(tmp_path: Path) -> None:
    await survive_on_sqlite(tmp_path, kills=3, seed=random.randrange(10**6))


@pytest.mark.process
async def test_nothing_acknowledged_is_lost_or_doubled_by_kills_on_postgresql(
    tmp_path: Path, postgresql: PostgreSQL, redis_url: str
) -> None:
    await survive_on_postgresql(tmp_path, postgresql, redis_url, kills=3, seed=random.randrange(10**6))


@pytest.mark.soak
async def test_twenty_kills_on_sqlite(tmp_path: Path) -> None:
    await survive_on_sqlite(tmp_path, kills=20, seed=random.randrange(10**6))


@pytest.mark.soak
async def test_twenty_kills_on_postgresql(tmp_path: Path, postgresql: PostgreSQL, redis_url: str) -> None:
    await survive_on_postgresql(tmp_path, postgresql, redis_url, kills=20, seed=random.randrange(10**6))


@pytest.mark.process
def test_a_second_server_on_one_sqlite_file_is_refused_and_the_first_ends_in_order(tmp_path: Path) -> None:
    with running_demo(tmp_path) as service:
        second = Process(["serve", "--demo"], tmp_path, settings=service.settings)
        second.start()
        assert second.process is not None
        assert second.process.wait(STARTING_SECONDS) == 2
        words = [line for line in second.last_words().splitlines() if line.startswith("contactcenter:")]
        assert len(words) == 1
        assert "already serves" in words[0]
        assert service.stop() == 0


@pytest.mark.process
def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    process = Process(["serve"], tmp_path, settings={"TIMEZONE": "Mars/Olympus"})
    process.start()
    assert process.process is not None
    assert process.process.wait(STARTING_SECONDS) == 2
    assert "CONTACTCENTER_TIMEZONE" in process.last_words()
