"""One run of load in a process of its own, so that it has a core of its own; prints its outcome as JSON.

`python -m benchmarks.load.main PLAN.json` where the plan has the fields of `Plan`.
"""

import asyncio
import dataclasses
import json
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvloop

from benchmarks.load.consoles import Consoles, Seat
from benchmarks.load.posting import Outcome, Poster
from benchmarks.load.requests import Target, text_request

# The last news may be on its way when the last answer came.
LATEST_NEWS_SECONDS = 10


@dataclass(frozen=True)
class Plan:
    """`rate` 0 means closed loop for `seconds`. `threads` names, by sender index, the thread a text belongs to."""

    port: int
    token: str
    public_url: str
    run: str
    first_sender: int
    senders: int
    most: int
    seconds: float = 2.0
    rate: float = 0.0
    seats: list[dict[str, Any]] = field(default_factory=list)
    threads: list[str] = field(default_factory=list)


async def carry_out(plan: Plan) -> dict[str, Any]:
    target = Target(plan.port, plan.token, plan.public_url)
    requests = [
        text_request(target, sid=n, sender=plan.first_sender + n % plan.senders, run=plan.run) for n in range(plan.most)
    ]
    consoles = Consoles([Seat(**seat) for seat in plan.seats])
    await consoles.open()
    poster = Poster(plan.port, requests)
    await poster.connect()
    began_at = time.time()
    if plan.rate:
        outcome = await poster.at_rate(plan.rate, plan.most)
        await _last_news(consoles, plan.threads[: plan.most])
    else:
        outcome = await poster.as_fast_as_answered(plan.seconds)
    poster.close()
    await consoles.close()
    return {
        "began_at": began_at,
        "accepted": outcome.accepted,
        "refused": outcome.refused,
        "seconds": outcome.seconds,
        "frames": consoles.frames,
        "answer_ms": percentiles(outcome.latencies),
        **_screens(plan, outcome, consoles),
    }


async def _last_news(consoles: Consoles, threads: list[str]) -> None:
    deadline = time.monotonic() + LATEST_NEWS_SECONDS
    while len(consoles.heard_at) < len(set(threads)) and time.monotonic() < deadline:  # noqa: ASYNC110 (many sockets)
        await asyncio.sleep(0.05)


def _screens(plan: Plan, outcome: Outcome, consoles: Consoles) -> dict[str, Any]:
    if not plan.threads:
        return {}
    delays = []
    for thread, due_at in zip(plan.threads, outcome.due_at, strict=False):
        if thread in consoles.heard_at:
            delays.append(consoles.heard_at[thread] - due_at)
    return {"screen_ms": percentiles(delays), "unseen": len(outcome.due_at) - len(delays)}


def percentiles(values: list[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds."""
    if len(values) < 2:
        return {}
    return {"p50": statistics.median(values) * 1000, "p99": statistics.quantiles(values, n=100)[98] * 1000}


def main() -> None:
    fields = {one.name for one in dataclasses.fields(Plan)}
    plan = Plan(**{k: v for k, v in json.loads(Path(sys.argv[1]).read_text()).items() if k in fields})
    sys.stdout.write(json.dumps(uvloop.run(carry_out(plan))))


if __name__ == "__main__":
    main()
