"""Runs the jobs: each in a loop of its own, woken by the live bus, and looking by itself at its own pace."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from contactcenter import clock
from contactcenter.db import Database, is_unreachable
from contactcenter.live.bus import InProcessBus
from contactcenter.metrics import JOB_FAILURES, JOB_SECONDS

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0
# A database that comes back is worked with at once; asking whether it has costs nothing.
LONGEST_PAUSE_WITHOUT_DATABASE = 1.0


class Fire(Protocol):
    """One pass of a job; returns how many rows it dealt with."""

    def __call__(self, db: Database, *, now: datetime) -> Awaitable[int]: ...


@dataclass(frozen=True, slots=True)
class Job:
    """`fire` runs when one of `topics` is woken and at least every `seconds`, again at once while it finds work."""

    name: str
    fire: Fire
    seconds: float = 1.0
    topics: Sequence[str] = field(default=())


class Worker:
    """All jobs of this process. A failing job is logged, pauses longer each time, and never stops the others."""

    def __init__(self, db: Database, bus: InProcessBus, jobs: Sequence[Job]) -> None:
        self._db = db
        self._bus = bus
        self._jobs = jobs
        self._idle = {job.name: asyncio.Event() for job in jobs}

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for job in self._jobs:
                group.create_task(self._repeat(job), name=f"job {job.name}")

    async def caught_up(self, name: str) -> None:
        """Return once the job has found nothing left to do at least once."""
        await self._idle[name].wait()

    async def _repeat(self, job: Job) -> None:
        alarm = self._bus.alarm(job.topics)
        pause = FIRST_PAUSE_SECONDS
        while True:
            alarm.clear()
            try:
                while await self._fire(job):
                    pass
                self._idle[job.name].set()
                pause = FIRST_PAUSE_SECONDS
            except Exception as error:
                pause = await _pause_after(job, error, pause)
                continue
            await _wait(alarm, job.seconds)

    async def _fire(self, job: Job) -> int:
        with JOB_SECONDS.labels(job.name).time():
            return await job.fire(self._db, now=clock.now())


async def _pause_after(job: Job, error: Exception, pause: float) -> float:
    """Say that the job failed and wait; returns how long to wait if it fails again."""
    JOB_FAILURES.labels(job.name).inc()
    if is_unreachable(error):
        log.warning("job_without_database", extra={"job": job.name, "error": type(error).__name__})
        await asyncio.sleep(min(pause, LONGEST_PAUSE_WITHOUT_DATABASE))
    else:
        log.error("job_failed", exc_info=error, extra={"job": job.name, "pause": pause})
        await asyncio.sleep(pause)
    return min(pause * 2, LONGEST_PAUSE_SECONDS)


async def _wait(alarm: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await alarm.wait()
    except TimeoutError:
        return
