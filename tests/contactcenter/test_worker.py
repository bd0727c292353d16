"""Jobs: woken at once, repeated while there is work, and never stopped by another one's failure."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from contactcenter.db import Database
from contactcenter.live.bus import InProcessBus
from contactcenter.worker import Job, Worker


def counting(passes: list[int], reached: asyncio.Event) -> Callable[..., object]:
    async def fire(db: Database, *, now: datetime) -> int:
        passes.append(1)
        if len(passes) == 3:
            reached.set()
        return 1 if len(passes) < 3 else 0

    return fire


async def test_a_job_runs_again_while_it_finds_work(db: Database) -> None:
    passes: list[int] = []
    reached = asyncio.Event()
    worker = Worker(db, InProcessBus(), [Job("count", counting(passes, reached), seconds=60)])  # type: ignore[arg-type]
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(2):
        await worker.caught_up("count")
    running.cancel()
    assert len(passes) == 3


async def test_a_wake_up_starts_a_job_before_its_time(db: Database) -> None:
    bus, fired = InProcessBus(), asyncio.Event()

    async def fire(db: Database, *, now: datetime) -> int:
        fired.set()
        return 0

    worker = Worker(db, bus, [Job("offers", fire, seconds=3600, topics=["offers"])])
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(2):
        await worker.caught_up("offers")
        fired.clear()
        await bus.publish([], {"offers"})
        await fired.wait()
    running.cancel()


async def test_a_failing_job_does_not_stop_the_others(db: Database) -> None:
    async def fail(db: Database, *, now: datetime) -> int:
        raise RuntimeError("broken")

    async def work(db: Database, *, now: datetime) -> int:
        return 0

    worker = Worker(db, InProcessBus(), [Job("broken", fail), Job("sound", work)])
    running = asyncio.create_task(worker.run())
    async with asyncio.timeout(2):
        await worker.caught_up("sound")
    assert not worker._idle["broken"].is_set()
    running.cancel()
