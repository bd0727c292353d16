"""Who is served next, and by whom: rule by rule."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contactcenter.routing.engine.values import OnDutyAgent, QueueRules, WaitingContact
from tests.contactcenter.routing.engine.builders import (
    ENGLISH,
    FULL,
    NOT_MEMBER,
    NOW,
    SKILLED,
    SPARED,
    agent,
    asked,
    engine,
    waiting,
)


@pytest.mark.parametrize(
    ("contacts", "agents", "rules", "expected"),
    [
        pytest.param([], [agent("a")], None, {}, id="nobody waits"),
        pytest.param([waiting()], [], None, {}, id="nobody is there"),
        pytest.param(
            [waiting("late", 2), waiting("early", 1)], [agent("a")], None, {"early": ["a"]}, id="who came first"
        ),
        pytest.param(
            [waiting("c2", 1), waiting("c1", 1)], [agent("a")], None, {"c1": ["a"]}, id="the id settles a tie"
        ),
        pytest.param(
            [waiting()], [agent("a", idle=1), agent("b", idle=9)], None, {"c": ["b"]}, id="longest idle first"
        ),
        pytest.param(
            [waiting("one", 1), waiting("two", 2)],
            [agent("a", idle=1), agent("b", idle=9)],
            None,
            {"one": ["b"], "two": ["a"]},
            id="one each, although both have room",
        ),
        pytest.param([waiting()], [agent("a", has_offer=True)], None, {}, id="one offer at a time"),
        pytest.param([waiting()], [agent("a", is_available=False)], None, {}, id="nobody who is busy"),
        pytest.param([waiting()], [agent("a", held=FULL)], None, {}, id="no room for texts"),
        pytest.param([waiting()], [agent("a", held={"voice": 1})], None, {}, id="nothing written during a call"),
        pytest.param([waiting(channel="voice")], [agent("a", held=FULL)], None, {"c": ["a"]}, id="a call interrupts"),
        pytest.param([waiting()], [agent("a", queues=NOT_MEMBER)], None, {}, id="not a member of the queue"),
        pytest.param([waiting()], [agent("a", skills={"repairs": 2})], SKILLED, {}, id="knows it, but not well enough"),
        pytest.param([waiting()], [agent("a", skills={"repairs": 3})], SKILLED, {"c": ["a"]}, id="has the level"),
        pytest.param(
            [waiting(waited=60)],
            [agent("a", skills={"repairs": 1})],
            SKILLED,
            {"c": ["a"]},
            id="a minute later less is asked",
        ),
        pytest.param([waiting(waited=90)], [agent("a")], SKILLED, {"c": ["a"]}, id="and in the end nothing"),
        pytest.param(
            [waiting(waited=900, waits_since=NOW)],
            [agent("a")],
            SKILLED,
            {},
            id="an answer from yesterday waits anew",
        ),
        pytest.param(
            [waiting("old", 1, waited=90), waiting("new", 2)],
            [agent("a", skills={"repairs": 5})],
            SKILLED,
            {"old": ["a"]},
            id="in a later step in the old place",
        ),
        pytest.param([waiting(skills={"lifts": 2})], [agent("a")], None, {}, id="what the contact itself asks"),
        pytest.param(
            [waiting(skills={"lifts": 2}, waited=90)],
            [agent("a"), agent("b", skills={"lifts": 2})],
            SKILLED,
            {"c": ["b"]},
            id="does not relax",
        ),
        pytest.param(
            [waiting("skilled", 1, skills={"lifts": 2}), waiting("plain", 2)],
            [agent("a")],
            None,
            {"plain": ["a"]},
            id="who needs a skill nobody has does not hold up the others",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b")],
            [agent("a", idle=9), agent("b", idle=1)],
            None,
            {"c": ["b"]},
            id="the agent who knows the owner first",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b")],
            [agent("a"), agent("b", held=FULL)],
            None,
            {"c": ["a"]},
            id="somebody else where that agent has no room",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b")],
            [agent("a"), agent("b", held=FULL)],
            QueueRules(preferred_seconds=60),
            {},
            id="unless the queue gives them time",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b", waited=60)],
            [agent("a"), agent("b", held=FULL)],
            QueueRules(preferred_seconds=60),
            {"c": ["a"]},
            id="which is over",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b")],
            [agent("a")],
            QueueRules(preferred_seconds=60),
            {"c": ["a"]},
            id="or who is not signed in",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b", let_go_by={"b": NOW + timedelta(seconds=60)})],
            [agent("a"), agent("b")],
            QueueRules(preferred_seconds=60),
            {"c": ["a"]},
            id="or who declined it",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b", channel="voice")],
            [agent("a"), agent("b", capacity={"sms": 4})],
            QueueRules(preferred_seconds=60),
            {"c": ["a"]},
            id="or who takes no calls",
        ),
        pytest.param(
            [waiting(preferred_agent_id="b")],
            [agent("b", queues=NOT_MEMBER)],
            SKILLED,
            {"c": ["b"]},
            id="a colleague named in a transfer needs neither membership nor skills",
        ),
        pytest.param(
            [waiting(language="en")],
            [agent("a", idle=9), agent("b", idle=1, languages=ENGLISH)],
            None,
            {"c": ["b"]},
            id="who reads the language first",
        ),
        pytest.param([waiting(language="en")], [agent("a")], None, {"c": ["a"]}, id="somebody rather than nobody"),
        pytest.param(
            [waiting(language="en")], [agent("a")], QueueRules(language_seconds=30), {}, id="not in the window"
        ),
        pytest.param(
            [waiting(place_skill="block-3")],
            [agent("a", idle=9), agent("b", skills={"block-3": 1})],
            None,
            {"c": ["b"]},
            id="who knows the building first",
        ),
        pytest.param(
            [waiting(place_skill="block-3")],
            [agent("a")],
            QueueRules(place_seconds=30),
            {},
            id="in the window only who knows it",
        ),
        pytest.param(
            [waiting()],
            [agent("a", idle=9, queues={"general": (5, 0)}), agent("b", idle=1)],
            None,
            {"c": ["b"]},
            id="whose first queue it is",
        ),
        pytest.param(
            [waiting(waited=29)],
            [agent("a", queues={"general": (0, 30)})],
            None,
            {},
            id="help from the next room later",
        ),
        pytest.param(
            [waiting(waited=30)], [agent("a", queues={"general": (0, 30)})], None, {"c": ["a"]}, id="when it is time"
        ),
        pytest.param(
            [waiting(queue_id=None)], [agent("a", queues=NOT_MEMBER)], None, {"c": ["a"]}, id="no queue, anybody"
        ),
        pytest.param(
            [waiting(group_id="works")],
            [agent("a", idle=9), agent("b", queues=NOT_MEMBER, group_ids=frozenset({"works"}))],
            SKILLED,
            {"c": ["b"]},
            id="handed to a group, only its people, and all of them",
        ),
        pytest.param(
            [waiting(group_id="works", preferred_agent_id="a")],
            [agent("a")],
            None,
            {},
            id="not even somebody who knows the owner",
        ),
        pytest.param([waiting(let_go_by=SPARED)], [agent("a", idle=9), agent("b")], None, {"c": ["b"]}, id="spared"),
        pytest.param([waiting(let_go_by=SPARED)], [agent("a")], None, {"c": ["a"]}, id="unless alone"),
        pytest.param(
            [waiting(let_go_by=SPARED)],
            [agent("a"), agent("b", has_offer=True)],
            None,
            {},
            id="also while the other one is being asked something else",
        ),
        pytest.param(
            [waiting("first", 1, let_go_by=SPARED), waiting("second", 2)],
            [agent("a"), agent("b", held=FULL)],
            None,
            {"first": ["a"]},
            id="an agent without room is not somebody else",
        ),
        pytest.param(
            [waiting("one", 1), waiting("two", 2)],
            [agent("a"), agent("b"), agent("c"), agent("d")],
            QueueRules(strategy="ring_group", ring_size=3),
            {"one": ["a", "b", "c"], "two": ["d"]},
            id="several at once in a ring group",
        ),
        pytest.param(
            [waiting()],
            [agent("a", handled_today=3, idle=9), agent("b", handled_today=2)],
            QueueRules(strategy="fewest_contacts"),
            {"c": ["b"]},
            id="who had the fewest",
        ),
        pytest.param(
            [waiting(class_="emergency", language="en")],
            [
                agent("a", queues=NOT_MEMBER, idle=9),
                agent("b", held=FULL),
                agent("c", held={"voice": 1}),
                agent("d", has_offer=True),
                agent("e", queues=NOT_MEMBER),
                agent("f", languages=ENGLISH),
                agent("g", queues=NOT_MEMBER),
            ],
            replace(SKILLED, language_seconds=60),
            {"c": ["f", "b", "a", "e"]},
            id="an emergency: four at once, its members first, whatever they hold but a call",
        ),
    ],
)
def test_who_gets_what(
    contacts: list[WaitingContact],
    agents: list[OnDutyAgent],
    rules: QueueRules | None,
    expected: dict[str, list[str]],
) -> None:
    assert asked(engine(contacts, agents, rules)) == expected


def test_round_robin_goes_round_whoever_is_idle_longest() -> None:
    made = engine([], [agent("a", idle=9), agent("b"), agent("c", idle=5)], QueueRules(strategy="round_robin"))
    order = []
    for number in range(5):
        made.put_contact(waiting(f"c{number}", number))
        ((_, people),) = asked(made).items()
        order += people
        made.put_agent(agent(people[0], idle=9))
    assert order == ["a", "b", "c", "a", "b"]


def test_a_preferred_agent_takes_nobodys_turn() -> None:
    made = engine([], [agent("a"), agent("b"), agent("c")], QueueRules(strategy="round_robin"))
    made.put_contact(waiting("c1", preferred_agent_id="c"))
    assert asked(made) == {"c1": ["c"]}
    made.put_contact(waiting("c2"))
    assert asked(made) == {"c2": ["a"]}


def test_an_offer_lasts_as_long_as_its_queue_says() -> None:
    (match,) = engine([waiting()], [agent("a")], QueueRules(offer_seconds=30)).decide(NOW)
    assert match.offer_seconds == 30
