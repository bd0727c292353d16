"""`python -m benchmarks.matching [--quick]`: what a decision of the queue engine costs beside a naive scan.

1,000 agents in 40 profiles, 10,000 waiting in 8 queues: all strategies, relaxing requirements, languages, buildings,
preferred agents, member delays and spared agents are on. Engine and floor take turns on the same events in one run.
"""

import argparse
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter, process_time
from typing import TypeVar

from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import STRATEGIES, Match, OnDutyAgent, QueueRules, Requirement, WaitingContact
from tests.contactcenter.routing.engine.naive import NaiveEngine

Answer = TypeVar("Answer")
START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SKILLS = ("repairs", "fees", "lifts", "parking", "permits", "handover")
LANGUAGES = ("zh-Hant", "zh-Hans", "en")
CAPACITY = {"voice": 1, "sms": 4, "email": 4, "manual": 4}
QUEUES = {
    f"queue-{number}": QueueRules(
        strategy=STRATEGIES[number % len(STRATEGIES)],
        requirements=(
            Requirement(0, {SKILLS[number % len(SKILLS)]: 4}),
            Requirement(60, {SKILLS[number % len(SKILLS)]: 2}),
            Requirement(600, {}),
        ),
        preferred_seconds=120,
        language_seconds=90,
        place_seconds=30,
    )
    for number in range(8)
}


@dataclass
class Cell:
    """One kind of event: what each of them took, in seconds, by who dealt with it."""

    title: str
    must: float = 0
    engine: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(self.floor) / statistics.median(self.engine)


class Center:
    """One contact center, in the engine and in the floor, and the dice that move it."""

    def __init__(self, seed: int, agents: int, waiting: int) -> None:
        self.dice = random.Random(seed)
        self.now = START
        self.number = 0
        self.engine, self.floor = Engine(), NaiveEngine()
        self.profiles = [self._profile() for _ in range(40)]
        for queue_id, rules in QUEUES.items():
            self.engine.set_queue(queue_id, rules)
            self.floor.set_queue(queue_id, rules)
        for number in range(agents):
            self.put_agent(self._agent(number))
        for _ in range(waiting):
            self.put_contact(self.contact(self.dice.uniform(0, 1500)))
        self.engine.decide(self.now)

    def put_agent(self, agent: OnDutyAgent) -> None:
        self.engine.put_agent(agent)
        self.floor.put_agent(agent)

    def put_contact(self, contact: WaitingContact) -> None:
        self.engine.put_contact(contact)
        self.floor.put_contact(contact)

    def remove_contact(self, contact_id: str) -> None:
        self.engine.remove_contact(contact_id)
        self.floor.remove_contact(contact_id)

    def time_passes(self) -> None:
        """What falls due by time is decided at its own moment, and measured apart."""
        self.now += timedelta(seconds=0.05)
        self.engine.decide(self.now)

    def contact(self, waited: float = 0) -> WaitingContact:
        self.number += 1
        queued_at = self.now - timedelta(seconds=waited)
        rank = self.dice.choices((1, 2, 3), (10, 80, 10))[0]
        agents = list(self.engine.agents)
        return WaitingContact(
            id=f"contact-{self.number:07}",
            version=1,
            queue_key=rank * 10**13 + int(queued_at.timestamp() * 1000),
            queued_at=queued_at,
            channel=self.dice.choice(("voice", "sms", "email")),
            queue_id=self.dice.choice(list(QUEUES)),
            language=self.dice.choice(LANGUAGES),
            place_skill=self.dice.choice(("", *(f"block-{number}" for number in range(10)))),
            preferred_agent_id=self.dice.choice(agents) if self.dice.random() < 0.3 else None,
            let_go_by={self.dice.choice(agents): self.now + timedelta(seconds=60)} if self.dice.random() < 0.02 else {},
        )

    def _profile(self) -> OnDutyAgent:
        dice = self.dice
        return OnDutyAgent(
            id="",
            version=1,
            queues={queue: (dice.randint(0, 2), dice.choice((0, 0, 0, 30))) for queue in dice.sample(list(QUEUES), 3)},
            skills={
                **{skill: dice.randint(1, 5) for skill in dice.sample(SKILLS, 3)},
                **{f"block-{number}": 3 for number in dice.sample(range(10), 3)},
            },
            languages=frozenset(dice.sample(LANGUAGES, dice.randint(1, 3))),
            capacity=CAPACITY,
            idle_since=START,
            held={"voice": 1},
        )

    def _agent(self, number: int) -> OnDutyAgent:
        profile = self.profiles[number % len(self.profiles)]
        idle_since = START - timedelta(seconds=self.dice.randint(0, 600))
        return replace(profile, id=f"agent-{number:04}", idle_since=idle_since, handled_today=self.dice.randint(0, 40))


def agent_gets_free(center: Center, events: int) -> list[Cell]:
    """Busy agents get free, one after the other; each is asked for the first of those who wait that they may have."""
    every, in_order = Cell("an agent gets free", must=100), Cell("  … beside who stops at the first that fits")
    agents = list(center.engine.agents)
    for _ in range(events):
        center.time_passes()
        busy = center.engine.agents[center.dice.choice(agents)]
        free = replace(busy, held={}, idle_since=center.now)
        made = timed(every.engine, partial(decide_for_agent, center.engine, free, center.now))
        in_order.engine.append(every.engine[-1])
        center.floor.put_agent(free)
        queue = center.floor.in_order()
        first = timed(every.floor, partial(look_at_all, center.floor, free, center.now))
        same = timed(in_order.floor, partial(look_in_order, center.floor, queue, free, center.now))
        chosen = next((match.contact.id for match in made if match.agents[0].id == free.id), None)
        assert chosen == first == same, "the floor finds the same"
        for match in made:
            center.remove_contact(match.contact.id)
            center.put_contact(center.contact())
        center.put_agent(busy)
        center.engine.decide(center.now)
    return [every, in_order]


def contact_comes(center: Center, cell: Cell, events: int) -> Cell:
    """Contacts come, one after the other, and go again; whoever was asked is free again."""
    for _ in range(events):
        center.time_passes()
        contact = center.contact()
        made = timed(cell.engine, partial(decide_for_contact, center.engine, contact, center.now))
        chosen = timed(cell.floor, partial(center.floor.choose, contact, center.now))
        asked = [agent.id for match in made if match.contact.id == contact.id for agent in match.agents]
        assert asked == [agent.id for agent in chosen], "the floor finds the same"
        # Keeps the round robins of both together.
        center.floor.take(contact, chosen)
        center.remove_contact(contact.id)
        for match in made:
            for agent in match.agents:
                center.put_agent(agent)
        center.engine.decide(center.now)
    return cell


def step_falls_due(center: Center, events: int) -> Cell:
    """Contacts come to the next step of what is asked for them, and nobody is free for it either."""
    cell = Cell("what is asked for a contact changes by time")
    for _ in range(events):
        due = center.engine.next_due()
        assert due is not None
        center.now = due
        contact = center.dice.choice(list(center.floor.contacts.values()))
        timed(cell.engine, partial(center.engine.decide, due))
        timed(cell.floor, partial(center.floor.choose, contact, due))
    return cell


def decide_for_agent(engine: Engine, agent: OnDutyAgent, now: datetime) -> list[Match]:
    engine.put_agent(agent)
    return engine.decide(now)


def decide_for_contact(engine: Engine, contact: WaitingContact, now: datetime) -> list[Match]:
    engine.put_contact(contact)
    return engine.decide(now)


def look_at_all(floor: NaiveEngine, agent: OnDutyAgent, now: datetime) -> str | None:
    """The naive scan: of all who wait those whom this agent may have, and of them the first."""
    mine = [contact for contact in floor.contacts.values() if floor.is_suitable(contact, agent, now)]
    mine.sort(key=lambda contact: (contact.queue_key, contact.id))
    return next((contact.id for contact in mine if agent in floor.choose(contact, now)), None)


def look_in_order(floor: NaiveEngine, queue: Sequence[WaitingContact], agent: OnDutyAgent, now: datetime) -> str | None:
    """The same by who keeps the queue sorted: how far it looks hangs on how rare the agent's skills are."""
    for contact in queue:
        if floor.is_suitable(contact, agent, now) and agent in floor.choose(contact, now):
            return contact.id
    return None


def rebuild(waiting: int, rounds: int) -> list[float]:
    """Seconds of the processor from nothing to the first decision, everybody free."""
    center = Center(seed=7, agents=1000, waiting=0)
    agents = [replace(agent, held={}) for agent in center.engine.agents.values()]
    contacts = [center.contact(center.dice.uniform(0, 1500)) for _ in range(waiting)]
    seconds: list[float] = []
    for _ in range(rounds):
        began = process_time()
        build(agents, contacts, center.now)
        seconds.append(process_time() - began)
    return seconds


def build(agents: Sequence[OnDutyAgent], contacts: Sequence[WaitingContact], now: datetime) -> list[Match]:
    engine = Engine()
    for queue_id, rules in QUEUES.items():
        engine.set_queue(queue_id, rules)
    for agent in agents:
        engine.put_agent(agent)
    for contact in contacts:
        engine.put_contact(contact)
    return engine.decide(now)


def timed(seconds: list[float], act: Callable[[], Answer]) -> Answer:
    began = perf_counter()
    answer = act()
    seconds.append(perf_counter() - began)
    return answer


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few events: to see that it runs")
    events = 40 if parser.parse_args().quick else 400
    crowded = Center(seed=1, agents=1000, waiting=10_000)
    cells = agent_gets_free(crowded, events)
    cells.append(contact_comes(crowded, Cell("a contact comes, all are busy", must=10), events))
    cells.append(step_falls_due(crowded, events))
    calm = Center(seed=2, agents=1000, waiting=0)
    for agent in list(calm.engine.agents.values())[::2]:
        calm.put_agent(replace(agent, held={}))
    cells.append(contact_comes(calm, Cell("a contact comes, half are free", must=10), events))
    _say(f"1,000 agents, 10,000 waiting, {events} events each\n")
    _say(f"{'':46}{'engine p50/p99 us':>20}{'naive p50/p99 us':>20}{'ratio':>8}\n")
    for cell in cells:
        _say(f"{cell.title:46}{_span(cell.engine):>20}{_span(cell.floor):>20}{cell.ratio:>8.0f}   {_verdict(cell)}\n")
    seconds = rebuild(100_000, rounds=1 if events < 100 else 3)
    _say(f"rebuilt with 100,000 waiting, first decision: {statistics.median(seconds):.2f} s (at most 2)\n")


def _span(seconds: Sequence[float]) -> str:
    ordered = sorted(seconds)
    return f"{statistics.median(ordered) * 1e6:.0f} / {ordered[int(len(ordered) * 0.99)] * 1e6:.0f}"


def _verdict(cell: Cell) -> str:
    if not cell.must:
        return ""
    return f"at least {cell.must:g}   {'reached' if cell.ratio >= cell.must else 'MISSED'}"


def _say(text: str) -> None:
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
