"""Who is served next, and by whom: rule by rule, and what makes a decision possible that was not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from contactcenter.routing.capacity import ChannelRules
from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import OnDutyAgent, QueueRules, Requirement, WaitingContact

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
CAPACITY = {"voice": 1, "sms": 4, "email": 4, "manual": 4}
SKILLED = QueueRules(
    requirements=(Requirement(0, {"repairs": 3}), Requirement(60, {"repairs": 1}), Requirement(90, {}))
)


def waiting(id_: str = "c", key: int = 0, *, waited: int = 0, **values: Any) -> WaitingContact:
    return WaitingContact(
        **{
            "id": id_,
            "version": 1,
            "queue_key": key,
            "queued_at": NOW - timedelta(seconds=waited),
            "channel": "sms",
            "queue_id": "general",
            **values,
        }
    )


def agent(id_: str, *, idle: int = 0, **values: Any) -> OnDutyAgent:
    return OnDutyAgent(
        **{
            "id": id_,
            "version": 1,
            "queues": {"general": (0, 0)},
            "skills": {},
            "languages": frozenset({"zh-Hant"}),
            "capacity": CAPACITY,
            "idle_since": NOW - timedelta(minutes=idle),
            **values,
        }
    )


def engine(
    contacts: Sequence[WaitingContact], agents: Sequence[OnDutyAgent], rules: QueueRules | None = None
) -> Engine:
    made = Engine()
    made.set_queue("general", rules or QueueRules())
    for each in agents:
        made.put_agent(each)
    for contact in contacts:
        made.put_contact(contact)
    return made


def asked(made: Engine, seconds: float = 0) -> dict[str, list[str]]:
    matches = made.decide(NOW + timedelta(seconds=seconds))
    return {match.contact.id: [each.id for each in match.agents] for match in matches}


SPARED = {"a": NOW + timedelta(seconds=60)}
NOT_MEMBER: dict[str, tuple[int, int]] = {}
ENGLISH = frozenset({"en"})
FULL = {"sms": 4}


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


def test_what_was_matched_is_taken_for_made_until_it_is_put_again() -> None:
    made = engine([waiting()], [agent("a")])
    assert asked(made) == {"c": ["a"]}
    assert asked(made) == {}
    made.put_contact(waiting("c"))
    assert asked(made) == {}
    made.put_agent(agent("a"))
    assert asked(made) == {"c": ["a"]}


def test_a_ring_grows_while_there_is_place_in_it() -> None:
    made = engine([waiting()], [agent("a")], QueueRules(strategy="ring_group", ring_size=2))
    assert asked(made) == {"c": ["a"]}
    made.put_contact(waiting(offered_to=frozenset({"a"}), version=2))
    made.put_agent(agent("a", has_offer=True))
    made.put_agent(agent("b"))
    made.put_agent(agent("d"))
    assert asked(made) == {"c": ["b"]}


@pytest.mark.parametrize(
    ("contact", "rules", "seconds"),
    [
        pytest.param(waiting(), SKILLED, [60, 90], id="steps of what is asked"),
        pytest.param(waiting(language="en"), QueueRules(language_seconds=30), [30], id="the language"),
        pytest.param(waiting(place_skill="block-3"), QueueRules(place_seconds=20), [20], id="the place"),
        pytest.param(waiting(preferred_agent_id="busy"), QueueRules(preferred_seconds=45), [45], id="the preferred"),
        pytest.param(waiting(let_go_by=SPARED), None, [60], id="who is spared"),
    ],
)
def test_time_alone_brings_a_decision_at_the_moment_foretold(
    contact: WaitingContact, rules: QueueRules | None, seconds: list[int]
) -> None:
    somebody_else = agent("b", has_offer=True)
    busy = agent("busy", is_available=False)
    made = engine([contact], [agent("a"), somebody_else, busy], rules)
    assert asked(made) == {}
    for due in seconds:
        assert made.next_due() == NOW + timedelta(seconds=due)
        assert asked(made, due - 0.001) == {}
        last = asked(made, due)
    assert last == {"c": ["a"]}
    assert made.next_due() is None


def test_a_helper_is_asked_when_their_delay_is_over() -> None:
    made = engine([waiting()], [])
    asked(made)
    made.put_agent(agent("a", queues={"general": (0, 30)}))
    assert asked(made) == {}
    assert made.next_due() == NOW + timedelta(seconds=30)
    assert asked(made, 30) == {"c": ["a"]}


def test_when_the_preferred_agent_signs_out_others_are_asked_at_once() -> None:
    rules = QueueRules(preferred_seconds=60)
    made = engine([waiting(preferred_agent_id="b")], [agent("a"), agent("b", is_available=False)], rules)
    assert asked(made) == {}
    made.remove_agent("b")
    assert asked(made) == {"c": ["a"]}


def test_when_the_preferred_agent_signs_in_others_wait() -> None:
    made = engine([waiting(preferred_agent_id="b")], [], QueueRules(preferred_seconds=60))
    assert asked(made) == {}
    made.put_agent(agent("b", is_available=False))
    made.put_agent(agent("a"))
    assert asked(made) == {}
    made.put_agent(agent("b"))
    assert asked(made) == {"c": ["b"]}


@pytest.mark.parametrize("leaving", ["signs out", "is busy", "fills up", "leaves the queue"])
def test_who_was_spared_is_asked_when_the_only_other_one_is_gone(leaving: str) -> None:
    other = agent("b", has_offer=True)
    made = engine([waiting(let_go_by=SPARED)], [agent("a"), other])
    assert asked(made) == {}
    if leaving == "signs out":
        made.remove_agent("b")
    else:
        changes = {"is busy": {"is_available": False}, "fills up": {"held": FULL}, "leaves the queue": {"queues": {}}}
        made.put_agent(replace(other, **changes[leaving]))  # type: ignore[arg-type]
    assert asked(made) == {"c": ["a"]}


def test_new_rules_of_a_queue_hold_for_those_who_wait() -> None:
    made = engine([waiting()], [agent("a")], SKILLED)
    assert asked(made) == {}
    made.set_queue("general", QueueRules())
    assert asked(made) == {"c": ["a"]}


def test_new_points_of_a_channel_hold_at_once() -> None:
    made = engine([waiting()], [agent("a", held={"email": 2})])
    made.set_channels({"email": ChannelRules(points=50)})
    assert asked(made) == {}
    made.set_channels({"email": ChannelRules(points=40)})
    assert asked(made) == {}
    made.set_channels({})
    assert asked(made) == {"c": ["a"]}


def test_what_is_gone_is_not_offered() -> None:
    made = engine([waiting("c1"), waiting("c2")], [])
    asked(made)
    made.remove_contact("c1")
    made.remove_contact("never there")
    made.remove_agent("never there")
    made.put_agent(agent("a"))
    assert asked(made) == {"c2": ["a"]}
