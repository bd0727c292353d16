"""Whatever happens in whatever order: the engine decides what a naive scan decides, and its invariants hold."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from contactcenter.routing.capacity import ChannelRules
from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import STRATEGIES, Match, OnDutyAgent, QueueRules, Requirement, WaitingContact
from tests.contactcenter.routing.engine.naive import NaiveEngine

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
AGENTS = [f"a{number}" for number in range(6)]
CONTACTS = [f"c{number}" for number in range(12)]
QUEUES = ["general", "repairs"]
CHANNELS = ["sms", "email", "voice"]
CLASSES = {"emergency": 0, "priority": 100, "normal": 200, "low": 300}

seconds = st.sampled_from([0, 0, 10, 30, 60])
moments = st.integers(-90, 0).map(lambda ago: START + timedelta(seconds=ago))
levels = st.dictionaries(st.sampled_from(["pipes", "lifts"]), st.integers(1, 3), max_size=1)
steps = st.lists(st.builds(Requirement, seconds, levels), max_size=3, unique_by=lambda step: step.after_seconds)
rules_st = st.builds(
    QueueRules,
    strategy=st.sampled_from(STRATEGIES),
    ring_size=st.integers(1, 3),
    requirements=steps.map(tuple),
    preferred_seconds=seconds,
    language_seconds=seconds,
    place_seconds=seconds,
)
contacts_st = st.builds(
    WaitingContact,
    id=st.sampled_from(CONTACTS),
    version=st.just(1),
    queue_key=st.integers(0, 20),
    queued_at=moments,
    channel=st.sampled_from(CHANNELS),
    queue_id=st.sampled_from([*QUEUES, None]),
    class_=st.sampled_from([*CLASSES, "normal", "normal"]),
    language=st.sampled_from(["", "en", "zh-Hant"]),
    place_skill=st.sampled_from(["", "", "block-3"]),
    skills=st.one_of(st.just({}), st.just({}), levels),
    group_id=st.sampled_from([None, None, None, "works"]),
    preferred_agent_id=st.sampled_from([None, *AGENTS[:3]]),
    let_go_by=st.dictionaries(st.sampled_from(AGENTS), moments.map(lambda at: at + timedelta(seconds=100)), max_size=2),
).map(lambda contact: replace(contact, queue_key=CLASSES[contact.class_] + contact.queue_key))
agents_st = st.builds(
    OnDutyAgent,
    id=st.sampled_from(AGENTS),
    version=st.just(1),
    queues=st.dictionaries(st.sampled_from(QUEUES), st.tuples(st.integers(0, 1), seconds), min_size=1),
    skills=st.dictionaries(st.sampled_from(["pipes", "lifts", "block-3"]), st.integers(1, 3), min_size=1),
    languages=st.frozensets(st.sampled_from(["en", "zh-Hant"])),
    capacity=st.fixed_dictionaries({"sms": st.integers(0, 4), "email": st.just(2), "voice": st.just(1)}),
    idle_since=moments,
    group_ids=st.sampled_from([frozenset(), frozenset({"works"})]),
    held=st.one_of(st.just({}), st.dictionaries(st.sampled_from(CHANNELS), st.integers(0, 2), max_size=2)),
    handled_today=st.integers(0, 3),
    has_offer=st.sampled_from([False, False, False, True]),
    is_available=st.sampled_from([True, True, True, False]),
)
channels_st = st.dictionaries(
    st.sampled_from(CHANNELS), st.builds(ChannelRules, st.sampled_from([0, 20, 50, 100, 150]), st.booleans())
)


class SideBySide(RuleBasedStateMachine):
    """Both are told the same and asked at the same moments."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.engine, self.naive = Engine(), NaiveEngine()
        self.both: tuple[Engine, NaiveEngine] = (self.engine, self.naive)
        self.made: list[Match] = []

    @initialize(agents=st.lists(agents_st, min_size=3), rules=st.tuples(rules_st, rules_st))
    def a_day_begins(self, agents: list[OnDutyAgent], rules: tuple[QueueRules, QueueRules]) -> None:
        for each in self.both:
            for queue_id, of_queue in zip(QUEUES, rules, strict=True):
                each.set_queue(queue_id, of_queue)
            for agent in agents:
                each.put_agent(agent)

    @rule(contacts=st.lists(contacts_st, min_size=1, max_size=4))
    def several_come(self, contacts: list[WaitingContact]) -> None:
        for contact in contacts:
            self.contact_comes_or_changes(contact)

    @rule(contact=contacts_st)
    def contact_comes_or_changes(self, contact: WaitingContact) -> None:
        for each in self.both:
            each.put_contact(contact)

    @rule(contact_id=st.sampled_from(CONTACTS))
    def contact_goes(self, contact_id: str) -> None:
        for each in self.both:
            each.remove_contact(contact_id)

    @rule(agent=agents_st)
    def agent_comes_or_changes(self, agent: OnDutyAgent) -> None:
        for each in self.both:
            each.put_agent(agent)

    @rule(agent_ids=st.sets(st.sampled_from(AGENTS), min_size=1), is_available=st.sampled_from([True, True, False]))
    def agents_get_free_or_busy(self, agent_ids: set[str], is_available: bool) -> None:
        for agent_id in sorted(agent_ids & set(self.naive.agents)):
            agent = self.naive.agents[agent_id]
            free = replace(agent, is_available=is_available, has_offer=False, held={}, idle_since=self.now)
            self.agent_comes_or_changes(free)

    @rule(agent_id=st.sampled_from(AGENTS))
    def agent_goes(self, agent_id: str) -> None:
        for each in self.both:
            each.remove_agent(agent_id)

    @rule(queue_id=st.sampled_from(QUEUES), rules=rules_st)
    def queue_changes(self, queue_id: str, rules: QueueRules) -> None:
        for each in self.both:
            each.set_queue(queue_id, rules)

    @rule(queue_id=st.sampled_from(QUEUES))
    def queue_goes(self, queue_id: str) -> None:
        for each in self.both:
            each.remove_queue(queue_id)

    @rule(channels=channels_st)
    def points_change(self, channels: dict[str, ChannelRules]) -> None:
        for each in self.both:
            each.set_channels(channels)

    @rule(later=st.integers(1, 40))
    def time_passes(self, later: int) -> None:
        self.now += timedelta(seconds=later)

    @rule(accepts=st.booleans())
    def offers_end(self, accepts: bool) -> None:
        """The first of those asked accepts, or all let it go by."""
        for match in self.made:
            if accepts:
                self.contact_goes(match.contact.id)
            elif match.contact.id in self.naive.contacts:
                missed = {agent.id: self.now + timedelta(seconds=60) for agent in match.agents}
                self.contact_comes_or_changes(replace(match.contact, let_go_by={**match.contact.let_go_by, **missed}))
            for position, agent in enumerate(match.agents):
                if agent.id in self.naive.agents:
                    held = {match.contact.channel: 1} if accepts and not position else {}
                    self.agent_comes_or_changes(replace(agent, held=held, idle_since=self.now))
        self.made = []

    @rule()
    def both_decide(self) -> None:
        """The same; and after it nobody waits beside a free agent who is suitable."""
        made = self.engine.decide(self.now)
        assert made == self.naive.decide(self.now)
        self.made += made
        keys = [(match.contact.queue_key, match.contact.id) for match in made]
        assert keys == sorted(keys)
        asked = [agent.id for match in made for agent in match.agents]
        assert len(asked) == len(set(asked))
        for match in made:
            assert all(self.naive.has_room(match.contact, agent) and not agent.has_offer for agent in match.agents)
        assert not any(self.naive.choose(contact, self.now) for contact in self.naive.contacts.values())
        assert self.engine.decide(self.now) == []

    @rule()
    def decides_when_due(self) -> None:
        """Between now and the next due moment time alone changes nothing."""
        self.both_decide()
        due = self.engine.next_due()
        until = due or self.now + timedelta(hours=1)
        assert until > self.now
        last_moment = until - timedelta(microseconds=1)
        assert not any(self.naive.choose(contact, last_moment) for contact in self.naive.contacts.values())
        self.now = until
        self.both_decide()

    @rule(contact=contacts_st)
    def draft_is_explained(self, contact: WaitingContact) -> None:
        explanation = self.engine.explain_draft(contact, self.now)
        chosen = [agent.id for agent in self.naive.choose(contact, self.now)]
        assert [each.agent_id for each in explanation.agents if each.verdict == "asked"] == chosen
        assert {each.agent_id for each in explanation.agents} == set(self.naive.agents)
        assert all(bool(each.reasons) != (each.verdict in ("asked", "suitable")) for each in explanation.agents)
        for each in explanation.agents:
            agent = self.naive.agents[each.agent_id]
            if each.from_ is not None:
                assert self.naive.fits(contact, agent, each.from_)

    @invariant()
    def knows_the_same(self) -> None:
        assert self.engine.contacts == self.naive.contacts
        assert self.engine.agents == self.naive.agents


SideBySide.TestCase.settings = settings(max_examples=25, stateful_step_count=40, deadline=None)
TestSideBySide = SideBySide.TestCase
