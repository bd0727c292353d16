"""Who is served next, and by whom: tables, and what must hold whatever the situation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.routing.matching import OnDutyAgent, QueueRules, WaitingContact, is_suitable, match

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
QUEUES = {"general": QueueRules(offer_seconds=20), "repairs": QueueRules(frozenset({"repairs"}), 30)}


def waiting(id_: str, key: int = 0, *, queue: str | None = "general", **values: object) -> WaitingContact:
    contact = WaitingContact(id=id_, version=1, queue_key=key, channel="sms", queue_id=queue)
    return replace(contact, **values)  # type: ignore[arg-type]


def agent(id_: str, *, idle: int = 0, skills: frozenset[str] = frozenset(), **values: object) -> OnDutyAgent:
    on_duty = OnDutyAgent(
        id=id_,
        version=1,
        queues={"general": 0, "repairs": 0},
        skills=skills,
        languages=frozenset({"zh-Hant"}),
        free={"sms": 1},
        idle_since=NOW - timedelta(minutes=idle),
    )
    return replace(on_duty, **values)  # type: ignore[arg-type]


def pairs(contacts: list[WaitingContact], agents: list[OnDutyAgent]) -> dict[str, str]:
    return {each.contact.id: each.agent.id for each in match(contacts, agents, QUEUES)}


REPAIRS = frozenset({"repairs"})


@pytest.mark.parametrize(
    ("contacts", "agents", "expected"),
    [
        pytest.param([], [agent("a")], {}, id="nobody waits"),
        pytest.param([waiting("c")], [], {}, id="nobody is there"),
        pytest.param([waiting("late", 2), waiting("early", 1)], [agent("a")], {"early": "a"}, id="who came first"),
        pytest.param([waiting("c")], [agent("a", idle=1), agent("b", idle=9)], {"c": "b"}, id="longest idle first"),
        pytest.param(
            [waiting("one", 1), waiting("two", 2)],
            [agent("a", idle=1), agent("b", idle=9)],
            {"one": "b", "two": "a"},
            id="one each, although both have room",
        ),
        pytest.param([waiting("c")], [agent("a", has_offer=True)], {}, id="one offer at a time"),
        pytest.param([waiting("c")], [agent("a", free={"sms": 0, "voice": 1})], {}, id="no room for texts"),
        pytest.param([waiting("c")], [agent("a", queues={"repairs": 0})], {}, id="not a member of the queue"),
        pytest.param([waiting("c", queue="repairs")], [agent("a")], {}, id="lacks the queue's skill"),
        pytest.param([waiting("c", queue="repairs")], [agent("a", skills=REPAIRS)], {"c": "a"}, id="has the skill"),
        pytest.param(
            [waiting("skilled", 1, queue="repairs"), waiting("plain", 2)],
            [agent("a")],
            {"plain": "a"},
            id="who needs a skill nobody has does not hold up the others",
        ),
        pytest.param(
            [waiting("c", preferred_agent_id="b")],
            [agent("a", idle=9), agent("b", idle=1)],
            {"c": "b"},
            id="the agent who knows the owner first",
        ),
        pytest.param(
            [waiting("c", preferred_agent_id="b")],
            [agent("a"), agent("b", free={"sms": 0})],
            {"c": "a"},
            id="somebody else where that agent has no room",
        ),
        pytest.param(
            [waiting("c", queue="repairs", preferred_agent_id="b")],
            [agent("b", queues={})],
            {"c": "b"},
            id="a colleague named in a transfer needs no membership",
        ),
        pytest.param(
            [waiting("c", language="en")],
            [agent("a", idle=9), agent("b", idle=1, languages=frozenset({"en"}))],
            {"c": "b"},
            id="who reads the language first",
        ),
        pytest.param([waiting("c", language="en")], [agent("a")], {"c": "a"}, id="somebody rather than nobody"),
        pytest.param(
            [waiting("c")],
            [agent("a", idle=9, queues={"general": 5}), agent("b", idle=1)],
            {"c": "b"},
            id="whose first queue it is",
        ),
        pytest.param([waiting("c", queue=None)], [agent("a", queues={})], {"c": "a"}, id="no queue, anybody"),
        pytest.param(
            [waiting("c", let_go_by=frozenset({"a"}))],
            [agent("a", idle=9), agent("b", idle=1)],
            {"c": "b"},
            id="who let it go by is spared",
        ),
        pytest.param([waiting("c", let_go_by=frozenset({"a"}))], [agent("a")], {"c": "a"}, id="unless alone"),
        pytest.param(
            [waiting("c", let_go_by=frozenset({"a"}))],
            [agent("a"), agent("b", has_offer=True)],
            {},
            id="also while the other one is being asked something else",
        ),
        pytest.param(
            [waiting("first", 1, let_go_by=frozenset({"a"})), waiting("second", 2)],
            [agent("a"), agent("b", free={"sms": 0})],
            {"first": "a"},
            id="an agent without room is not somebody else",
        ),
    ],
)
def test_who_gets_what(contacts: list[WaitingContact], agents: list[OnDutyAgent], expected: Mapping[str, str]) -> None:
    assert pairs(contacts, agents) == expected


def test_an_offer_lasts_as_long_as_its_queue_says() -> None:
    (made,) = match([waiting("c", queue="repairs")], [agent("a", skills=REPAIRS)], QUEUES)
    assert made.offer_seconds == 30


agent_ids = [f"a{number}" for number in range(6)]
some_skills = st.frozensets(st.sampled_from(["repairs", "fees"]))
contacts_st = st.lists(
    st.builds(
        WaitingContact,
        id=st.uuids().map(str),
        version=st.just(1),
        queue_key=st.integers(0, 20),
        channel=st.sampled_from(["sms", "voice"]),
        queue_id=st.sampled_from(["general", "repairs", None]),
        language=st.sampled_from(["", "en", "zh-Hant"]),
        preferred_agent_id=st.sampled_from([None, *agent_ids]),
        let_go_by=st.frozensets(st.sampled_from(agent_ids), max_size=2),
    ),
    max_size=12,
    unique_by=lambda contact: contact.id,
)
agents_st = st.lists(
    st.builds(
        OnDutyAgent,
        id=st.sampled_from(agent_ids),
        version=st.just(1),
        queues=st.dictionaries(st.sampled_from(["general", "repairs"]), st.integers(0, 2)),
        skills=some_skills,
        languages=st.frozensets(st.sampled_from(["en", "zh-Hant"])),
        free=st.fixed_dictionaries({"sms": st.integers(0, 2), "voice": st.integers(0, 1)}),
        idle_since=st.integers(0, 60).map(lambda minutes: NOW - timedelta(minutes=minutes)),
        has_offer=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda agent: agent.id,
)


@given(contacts_st, agents_st)
def test_what_holds_in_every_situation(contacts: list[WaitingContact], agents: list[OnDutyAgent]) -> None:
    made = match(contacts, agents, QUEUES)
    matched_agents = [each.agent.id for each in made]
    assert len(set(matched_agents)) == len(matched_agents), "one offer an agent"
    assert len({each.contact.id for each in made}) == len(made), "one agent a contact"
    assert [each.contact.queue_key for each in made] == sorted(each.contact.queue_key for each in made)
    for each in made:
        rules = QUEUES.get(each.contact.queue_id or "", QueueRules())
        assert is_suitable(each.contact, each.agent, rules)
        assert not each.agent.has_offer
    left_over = [contact for contact in contacts if contact.id not in {each.contact.id for each in made}]
    idle = [on_duty for on_duty in agents if not on_duty.has_offer and on_duty.id not in matched_agents]
    for contact in left_over:
        rules = QUEUES.get(contact.queue_id or "", QueueRules())
        suitable = [on_duty for on_duty in agents if is_suitable(contact, on_duty, rules)]
        unspared = [on_duty for on_duty in suitable if on_duty.id not in contact.let_go_by]
        free = [on_duty for on_duty in idle if on_duty in suitable]
        assert not [on_duty for on_duty in free if on_duty in unspared], "nobody waits while a suitable agent is free"
        assert not free or unspared, "and nobody is spared a contact without somebody else"


@given(contacts_st, agents_st, st.randoms())
def test_the_result_does_not_hang_on_the_order_of_rows(
    contacts: list[WaitingContact], agents: list[OnDutyAgent], random: object
) -> None:
    shuffled_contacts, shuffled_agents = list(contacts), list(agents)
    random.shuffle(shuffled_contacts)  # type: ignore[attr-defined]
    random.shuffle(shuffled_agents)  # type: ignore[attr-defined]
    assert pairs(contacts, agents) == pairs(shuffled_contacts, shuffled_agents)
