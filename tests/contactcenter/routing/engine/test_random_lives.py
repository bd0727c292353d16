"""Hours of a small, crowded center: people miss, decline, leave and come back; engine and naive scan stay the same."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import STRATEGIES, Match, OnDutyAgent, QueueRules, Requirement, WaitingContact
from tests.contactcenter.routing.engine.naive import NaiveEngine

SEEDS = [seed if seed < 4 else pytest.param(seed, marks=pytest.mark.soak) for seed in range(100)]
STEPS = 400
QUEUES = ("general", "repairs", "fees")
RANKS = {"emergency": 0, "priority": 1, "normal": 2, "low": 3}
CAPACITY = {"voice": 1, "sms": 2, "email": 3}


class Life:
    """The dice, and both engines told the same."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.now = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
        self.engine, self.naive = Engine(), NaiveEngine()
        self.both: tuple[Engine, NaiveEngine] = (self.engine, self.naive)
        self.number = 0
        self.ringing: list[Match] = []
        self.signed_out: list[OnDutyAgent] = []
        for queue_id in QUEUES:
            self.rules_change(queue_id)
        for number in range(8):
            self.put_agent(self.new_agent(f"a{number}"))

    def put_agent(self, agent: OnDutyAgent) -> None:
        for each in self.both:
            each.put_agent(agent)

    def put_contact(self, contact: WaitingContact) -> None:
        for each in self.both:
            each.put_contact(contact)

    def remove_contact(self, contact_id: str) -> None:
        for each in self.both:
            each.remove_contact(contact_id)

    def new_agent(self, agent_id: str) -> OnDutyAgent:
        dice = self.dice
        return OnDutyAgent(
            id=agent_id,
            version=1,
            queues={queue: (dice.randint(0, 1), dice.choice((0, 0, 20))) for queue in dice.sample(QUEUES, 2)},
            skills={skill: dice.randint(1, 3) for skill in dice.sample(("pipes", "lifts", "block-3"), 2)},
            languages=frozenset(dice.sample(("zh-Hant", "en"), dice.randint(1, 2))),
            capacity=CAPACITY,
            idle_since=self.now,
            group_ids=frozenset(dice.sample(("works",), dice.randint(0, 1))),
            handled_today=dice.randint(0, 3),
        )

    def rules_change(self, queue_id: str) -> None:
        dice = self.dice
        skill = dice.choice(("pipes", "lifts"))
        rules = QueueRules(
            strategy=dice.choice(STRATEGIES),
            ring_size=dice.randint(1, 3),
            requirements=(Requirement(0, {skill: 3}), Requirement(30, {skill: 1}), Requirement(60, {})),
            preferred_seconds=dice.choice((0, 40)),
            language_seconds=dice.choice((0, 25)),
            place_seconds=dice.choice((0, 15)),
        )
        for each in self.both:
            each.set_queue(queue_id, rules)

    def contact_comes(self) -> None:
        dice = self.dice
        self.number += 1
        class_ = dice.choices(list(RANKS), (1, 3, 15, 2))[0]
        self.put_contact(
            WaitingContact(
                id=f"c{self.number}",
                version=1,
                queue_key=RANKS[class_] * 10**6 + self.number - dice.choice((0, 0, 0, 20)),
                queued_at=self.now - timedelta(seconds=dice.choice((0, 0, 10))),
                channel=dice.choice(("voice", "sms", "email")),
                queue_id=dice.choice((*QUEUES, *QUEUES, None)),
                class_=class_,
                language=dice.choice(("", "zh-Hant", "en")),
                place_skill=dice.choice(("", "", "block-3")),
                skills={"lifts": 2} if dice.random() < 0.1 else {},
                group_id="works" if dice.random() < 0.1 else None,
                preferred_agent_id=f"a{dice.randint(0, 9)}" if dice.random() < 0.4 else None,
            )
        )

    def offer_ends(self) -> None:
        """One accepts, or all let it go by, or the caller is gone; now and then one of those asked goes missing."""
        if not self.ringing:
            return
        match = self.ringing.pop(self.dice.randrange(len(self.ringing)))
        end = self.dice.choice(("accepted", "accepted", "missed", "gone"))
        contact = self.naive.contacts.get(match.contact.id)
        ids = [agent.id for agent in match.agents]
        if contact is not None and end == "missed":
            missed = dict.fromkeys(ids, self.now + timedelta(seconds=30))
            let_go_by = {**contact.let_go_by, **missed}
            self.put_contact(replace(contact, let_go_by=let_go_by, offered_to=contact.offered_to - set(ids)))
        elif contact is not None:
            self.remove_contact(contact.id)
            ids += contact.offered_to - set(ids)
        for position, agent_id in enumerate(ids):
            agent = self.naive.agents.get(agent_id)
            if agent is not None:
                takes = end == "accepted" and not position
                held = {**agent.held, match.contact.channel: agent.held.get(match.contact.channel, 0) + takes}
                handled = agent.handled_today + takes
                self.put_agent(replace(agent, held=held, has_offer=False, handled_today=handled, idle_since=self.now))

    def work_ends(self) -> None:
        if self.naive.agents:
            agent = self.naive.agents[self.dice.choice(sorted(self.naive.agents))]
            held = {channel: count - 1 for channel, count in agent.held.items() if count > 1}
            self.put_agent(replace(agent, held=held, idle_since=self.now))

    def presence_changes(self) -> None:
        if self.naive.agents:
            agent = self.naive.agents[self.dice.choice(sorted(self.naive.agents))]
            self.put_agent(replace(agent, is_available=not agent.is_available, idle_since=self.now))

    def agent_signs_out(self) -> None:
        if self.naive.agents:
            agent_id = self.dice.choice(sorted(self.naive.agents))
            self.signed_out.append(replace(self.naive.agents[agent_id], has_offer=False, held={}))
            for each in self.both:
                each.remove_agent(agent_id)

    def agent_signs_in(self) -> None:
        if self.signed_out:
            back = self.signed_out.pop(self.dice.randrange(len(self.signed_out)))
            self.put_agent(self.dice.choice((back, self.new_agent(back.id))))

    def caller_gives_up(self) -> None:
        if self.naive.contacts:
            self.remove_contact(self.dice.choice(sorted(self.naive.contacts)))

    def step(self) -> None:
        acts: dict[Callable[[], None], int] = {
            self.contact_comes: 12,
            self.offer_ends: 12,
            self.work_ends: 10,
            self.presence_changes: 4,
            self.agent_signs_out: 1,
            self.agent_signs_in: 3,
            self.caller_gives_up: 1,
            lambda: self.rules_change(self.dice.choice(QUEUES)): 1,
        }
        for act in self.dice.choices(list(acts), list(acts.values()), k=self.dice.choice((1, 1, 1, 5))):
            act()
        self.now += timedelta(seconds=self.dice.choice((0, 1, 1, 5)))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_life_is_decided_as_by_looking_at_everybody(seed: int) -> None:
    life = Life(seed)
    made = 0
    for step in range(STEPS):
        life.step()
        matches = life.engine.decide(life.now)
        assert matches == life.naive.decide(life.now), f"seed {seed}, step {step}"
        assert life.engine.contacts == life.naive.contacts
        life.ringing += matches
        made += len(matches)
        due = life.engine.next_due()
        before = (due or life.now + timedelta(hours=1)) - timedelta(microseconds=1)
        left = [contact.id for contact in life.naive.in_order() if life.naive.choose(contact, before)]
        assert not left, f"seed {seed}, step {step}: nobody foretold that {left} could be served"
    assert made > STEPS / 20
