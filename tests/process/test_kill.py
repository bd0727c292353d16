"""SIGKILL at random moments under a stream of signed webhooks: what was acknowledged is there, and exactly once.

The server and the carrier are processes of their own. As a carrier does, the sender repeats what was not acknowledged.
"""

import asyncio
import base64
import hashlib
import hmac
import random
import sqlite3
from collections import Counter
from pathlib import Path

import aiohttp
import pytest

from tests.support.servers import PostgreSQL
from tests.support.service import AUTH_TOKEN, LINE, Process, new_sid, running_with_carrier

SENDERS = 6
SMS_PATH = "/webhooks/twilio/sms"


def signed(url: str, form: dict[str, str]) -> str:
    """Twilio's signature, computed here by its published rule and not by the product's own code."""
    text = url + "".join(name + form[name] for name in sorted(form))
    return base64.b64encode(hmac.new(AUTH_TOKEN.encode(), text.encode(), hashlib.sha1).digest()).decode()


class Stream:
    """Sends texts from many numbers until told to stop, repeating each until it is acknowledged."""

    def __init__(self, service: Process, seed: int) -> None:
        self.service = service
        self.random = random.Random(seed)
        self.acknowledged: dict[str, str] = {}
        self.stopping = asyncio.Event()

    async def run(self) -> None:
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as http:
            await asyncio.gather(*(self._send_from(http, number) for number in range(SENDERS)))

    async def _send_from(self, http: aiohttp.ClientSession, number: int) -> None:
        count = 0
        while not self.stopping.is_set():
            count += 1
            # A new number every third text, so that contacts begin as well as grow.
            sender = f"+8526{number}{count // 3:06}"
            await self._send_until_acknowledged(http, {"From": sender, "Body": f"3座12樓B室 漏水 {count}"})

    async def _send_until_acknowledged(self, http: aiohttp.ClientSession, text: dict[str, str]) -> None:
        sid = new_sid()
        form = {"MessageSid": sid, "AccountSid": "AC" + "5" * 32, "To": LINE, "NumMedia": "0", **text}
        url = f"{self.service.base_url}{SMS_PATH}"
        headers = {"X-Twilio-Signature": signed(url, form)}
        while True:
            try:
                async with http.post(url, data=form, headers=headers) as answer:
                    await answer.read()
                    if answer.status == 200:
                        self.acknowledged[sid] = text["From"]
                        return
                    assert answer.status >= 500, f"a signed text was refused with {answer.status}"
            except (aiohttp.ClientError, TimeoutError):
                pass
            await asyncio.sleep(0.05)


async def kill_and_restart(stream: Stream, times: int) -> None:
    for _ in range(times):
        await asyncio.sleep(stream.random.uniform(0.2, 1.5))
        await asyncio.to_thread(stream.service.kill)
        await asyncio.to_thread(stream.service.start)
        await asyncio.to_thread(stream.service.wait_until, "/readyz")
    stream.stopping.set()


async def storm(service: Process, carrier: Process, *, kills: int, seed: int) -> Stream:
    print(f"seed {seed}")
    stream = Stream(service, seed)
    await asyncio.gather(stream.run(), kill_and_restart(stream, kills))
    await everything_sent(service, carrier, stream)
    return stream


async def everything_sent(service: Process, carrier: Process, stream: Stream) -> None:
    """Until each number has its acknowledgement at the carrier; a lease of a killed process takes a minute to end."""
    numbers = set(stream.acknowledged.values())
    async with asyncio.timeout(120):
        while set(acknowledgements(carrier)) < numbers:  # noqa: ASYNC110 (another process's file: nothing to wait on)
            await asyncio.sleep(0.5)


def acknowledgements(carrier: Process) -> Counter[str]:
    """How many texts of ours the carrier took, by number: read from the carrier's own books."""
    with sqlite3.connect(f"file:{carrier.folder / 'simulator.db'}?mode=ro", uri=True) as books:
        return Counter(number for (number,) in books.execute(SENT_BY_US))


SENT_BY_US = "SELECT phone FROM texts WHERE direction LIKE 'outbound%'"


def check(stream: Stream, stored: Counter[str], carrier: Process) -> None:
    assert len(stream.acknowledged) > 20, "the stream hardly ran"
    lost = set(stream.acknowledged) - set(stored)
    assert not lost, f"{len(lost)} acknowledged texts are gone"
    doubled = [sid for sid, count in stored.items() if count != 1]
    assert not doubled, f"{len(doubled)} texts are there more than once"
    told = acknowledgements(carrier)
    twice = {number: count for number, count in told.items() if count != 1}
    assert not twice, f"owners were told more than once: {twice}"


STORED = "SELECT external_id FROM messages WHERE direction = 'inbound' AND external_id LIKE 'SM%'"


async def survive_on_sqlite(folder: Path, kills: int, seed: int) -> None:
    with running_with_carrier(folder) as (service, carrier):
        stream = await storm(service, carrier, kills=kills, seed=seed)
        with sqlite3.connect(folder / "contactcenter.db") as database:
            stored = Counter(sid for (sid,) in database.execute(STORED) if sid in stream.acknowledged)
        check(stream, stored, carrier)


async def survive_on_postgresql(folder: Path, postgresql: PostgreSQL, redis_url: str, kills: int, seed: int) -> None:
    name = f"kill_{seed}"
    postgresql.run_sql(f"CREATE DATABASE {name}")
    settings = {"DATABASE_URL": postgresql.url(name), "REDIS_URL": redis_url}
    with running_with_carrier(folder, **settings) as (service, carrier):
        stream = await storm(service, carrier, kills=kills, seed=seed)
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
def test_a_second_server_on_one_sqlite_file_is_refused_with_one_sentence(tmp_path: Path) -> None:
    with running_with_carrier(tmp_path) as (service, _carrier):
        second = Process(["serve", "--demo"], tmp_path, settings=service.settings)
        second.start()
        assert second.process is not None
        assert second.process.wait(30) == 2
        words = [line for line in second.last_words().splitlines() if line.startswith("contactcenter:")]
        assert len(words) == 1
        assert "already serves" in words[0]


@pytest.mark.process
def test_an_orderly_stop_ends_the_process_at_once(tmp_path: Path) -> None:
    with running_with_carrier(tmp_path) as (service, _carrier):
        assert service.stop() == 0


@pytest.mark.process
def test_a_wrong_setting_stops_the_start_with_its_name(tmp_path: Path) -> None:
    process = Process(["serve"], tmp_path, settings={"TIMEZONE": "Mars/Olympus"})
    process.start()
    assert process.process is not None
    assert process.process.wait(30) == 2
    assert "CONTACTCENTER_TIMEZONE" in process.last_words()
