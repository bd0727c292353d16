"""`python -m benchmarks.restart [--waiting 100000] [--agents 20]`: how soon a killed service offers again.

Fills an SQLite file with waiting contacts and free agents, starts `serve` on it, kills it once it has offered, ends the
offers it made, and starts it again: the clock runs from the start of the second process to its first offer.
"""

import argparse
import asyncio
import contextlib
import sqlite3
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import tests.support.tables  # noqa: F401  (all tables are known to the metadata)
from contactcenter import clock
from contactcenter.agents.presence import AVAILABLE
from contactcenter.basics.seed import seed_basics
from contactcenter.contacts.models import Contact
from contactcenter.contacts.order import queue_key
from contactcenter.db import Database, insert_rows, new_id
from contactcenter.migrations.runner import migrate
from contactcenter.routing.service import list_queues
from tests.support.builders.agents import make_agent
from tests.support.service import Process

PORTION = 5000
LANGUAGES = ("zh-Hant", "zh-Hans", "en")
CLASSES = ("normal", "normal", "normal", "low", "priority")
PATIENCE_SECONDS = 60


async def fill(url: str, *, waiting: int, agents: int) -> None:
    await migrate(url)
    db, now = Database(url), clock.now()
    async with db.transaction() as session:
        await seed_basics(session, now=now)
        queue_ids = [queue.id for queue in await list_queues(session)]
        for _ in range(agents):
            await make_agent(session, presence=AVAILABLE, now=now)
    for start in range(0, waiting, PORTION):
        async with db.transaction() as session:
            rows = [_row(number, waiting, queue_ids, now) for number in range(start, min(start + PORTION, waiting))]
            await insert_rows(session, Contact, rows)
    await db.close()


def _row(number: int, waiting: int, queue_ids: list[str], now: object) -> dict[str, object]:
    queued_at = clock.now() - timedelta(seconds=waiting - number)
    class_, address = CLASSES[number % len(CLASSES)], f"+852{number:08}"
    return {
        "id": new_id(),
        "reference": f"C-2026-{number:06}",
        "channel": "sms",
        "state": "queued",
        "class": class_,
        "address": address,
        "line": "+85230000000",
        "queue_id": queue_ids[number % len(queue_ids)],
        "language": LANGUAGES[number % len(LANGUAGES)],
        "thread_key": f"+85230000000|{address}",
        "queued_at": queued_at,
        "queue_key": queue_key(class_, queued_at, 0),
        "created_at": queued_at,
        "updated_at": queued_at,
        "state_since": queued_at,
    }


def offers(path: Path) -> int:
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as rows:
        return int(rows.execute("SELECT count(*) FROM offers WHERE state = 'offered'").fetchone()[0])


def begin_again(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("DELETE FROM offers")
        rows.execute("UPDATE contacts SET state = 'queued' WHERE state = 'offered'")


def start_and_kill(service: Process, path: Path) -> tuple[float, float]:
    """Seconds from the start of the process until it answers, and until it offers."""
    began = time.monotonic()
    service.start()
    try:
        service.wait_until("/healthz")
        answers = time.monotonic() - began
        while not offers(path):
            if time.monotonic() > began + PATIENCE_SECONDS:
                raise SystemExit(f"no offer in {PATIENCE_SECONDS} s\n{service.last_words()}")
            time.sleep(0.02)
        return answers, time.monotonic() - began
    finally:
        service.kill()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--agents", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="contactcenter-restart-") as folder:
        path = Path(folder) / "contactcenter.db"
        asyncio.run(fill(f"sqlite+aiosqlite:///{path}", waiting=arguments.waiting, agents=arguments.agents))
        service = Process(["serve"], Path(folder))
        for name in ("first start", "restart"):
            answers, offered = start_and_kill(service, path)
            sys.stdout.write(f"{name:12} answers after {answers:.2f} s, offers after {offered:.2f} s\n")
            begin_again(path)


if __name__ == "__main__":
    main()
