"""Equal agents get equal work: simulated days of calls, decided by the real engine."""

import random
import statistics
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

import pytest

from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import OnDutyAgent, QueueRules, WaitingContact

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
AGENTS = 20
OCCUPANCY = 0.85
HANDLING_SECONDS = 300.0
FREE = OnDutyAgent(
    id="",
    version=1,
    queues={"general": (0, 0)},
    skills={},
    languages=frozenset({"zh-Hant"}),
    capacity={"voice": 1, "sms": 4},
    idle_since=MORNING,
)


def handled_seconds(seed: int, hours: int, strategy: str) -> list[float]:
    """How long each agent spent with callers between morning and the end of the day."""
    dice = random.Random(seed)
    end = hours * 3600.0
    engine = Engine()
    engine.set_queue("general", QueueRules(strategy=strategy))
    for number in range(AGENTS):
        engine.put_agent(replace(FREE, id=f"agent-{number:02}"))
    spent: Counter[str] = Counter()
    handled: Counter[str] = Counter()
    # What happens next: when, and who has finished (empty: a caller comes).
    events = [(dice.expovariate(AGENTS * OCCUPANCY / HANDLING_SECONDS), "")]
    number = 0
    while events[0][0] < end:
        second, finished = heappop(events)
        now = MORNING + timedelta(seconds=second)
        if finished:
            handled[finished] += 1
            engine.put_agent(replace(FREE, id=finished, idle_since=now, handled_today=handled[finished]))
        else:
            number += 1
            heappush(events, (second + dice.expovariate(AGENTS * OCCUPANCY / HANDLING_SECONDS), ""))
            engine.put_contact(WaitingContact(f"c{number:06}", 1, number, now, "voice", "general"))
        for match in engine.decide(now):
            (agent,) = match.agents
            engine.remove_contact(match.contact.id)
            engine.put_agent(replace(agent, held={"voice": 1}))
            seconds = dice.expovariate(1 / HANDLING_SECONDS)
            spent[agent.id] += min(seconds, end - second)
            heappush(events, (second + seconds, agent.id))
    return [spent[agent_id] for agent_id in engine.agents]


def variation(seeds: range, hours: int, strategy: str) -> float:
    """The mean over the seeds of the coefficient of variation of handled time."""
    days = [handled_seconds(seed, hours, strategy) for seed in seeds]
    occupancy = statistics.mean(sum(day) / AGENTS / hours / 3600 for day in days)
    assert 0.75 < occupancy < 0.95, "the days were as busy as they should be"
    each = [statistics.pstdev(day) / statistics.mean(day) for day in days]
    print(
        f"{strategy}, {len(seeds)} days of {hours} h: occupancy {occupancy:.3f}, variation {statistics.mean(each):.4f}"
    )
    return statistics.mean(each)


def test_on_a_short_day_everybody_works_about_as_long() -> None:
    assert variation(range(3), 8, "longest_idle") <= 0.05


# The fewest contacts would even out their number, not their hours.
@pytest.mark.soak
@pytest.mark.parametrize("strategy", ["longest_idle", "round_robin"])
def test_on_twenty_days_everybody_works_as_long(strategy: str) -> None:
    assert variation(range(20), 24, strategy) <= 0.05
