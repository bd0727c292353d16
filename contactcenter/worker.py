"""Runs the jobs: each in a loop of its own, woken by the live bus, and looking by itself at its own pace."""

import asyncio
import logging
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.live.bus import InProcessBus

log = logging.getLogger(__name__)

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 10.0


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
                while await job.fire(self._db, now=clock.now()):
                    pass
                self._idle[job.name].set()
                pause = FIRST_PAUSE_SECONDS
            except Exception:
                log.exception("job_failed", extra={"job": job.name, "pause": pause})
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                continue
            await _wait(alarm, job.seconds)


async def _wait(alarm: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await alarm.wait()
    except TimeoutError:
        return
