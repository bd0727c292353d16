"""What makes a decision possible that was not: time that passes, agents who come and go, and rules that change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contactcenter.routing.capacity import ChannelRules
from contactcenter.routing.engine.values import QueueRules, WaitingContact
from tests.contactcenter.routing.engine.builders import FULL, NOW, SKILLED, SPARED, agent, asked, engine, waiting


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
