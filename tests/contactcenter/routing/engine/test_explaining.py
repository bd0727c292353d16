"""What the engine answers to who asks why: a verdict for everybody, with the moments at which it changes."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from contactcenter.routing.engine.engine import Engine
from contactcenter.routing.engine.values import OnDutyAgent, QueueRules, Reason, Verdict, WaitingContact
from tests.contactcenter.routing.engine.builders import (
    CAPACITY,
    ENGLISH,
    FULL,
    NOT_MEMBER,
    NOW,
    SKILLED,
    SPARED,
    agent,
    engine,
    waiting,
)


def after(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def verdicts(made: Engine, contact: WaitingContact) -> dict[str, Verdict]:
    return {each.agent_id: each for each in made.explain_draft(contact, NOW).agents}


@pytest.mark.parametrize(
    ("contact", "someone", "rules", "reason", "from_"),
    [
        pytest.param(waiting(), agent("x", is_available=False), None, Reason("not_available"), None, id="busy"),
        pytest.param(waiting(), agent("x", has_offer=True), None, Reason("has_offer"), None, id="something rings"),
        pytest.param(
            waiting(),
            agent("x", held=FULL),
            None,
            Reason(
                "no_room",
                {"channel": "sms", "because": "channel_full", "held": 4, "most": 4, "points": 25, "points_free": 0},
            ),
            None,
            id="full",
        ),
        pytest.param(
            waiting(),
            agent("x", skills={"repairs": 1}),
            SKILLED,
            Reason("skill_missing", {"skill": "repairs", "needed": 3, "has": 1}, after(60)),
            after(60),
            id="good enough in a minute",
        ),
        pytest.param(
            waiting(),
            agent("x", queues={"general": (0, 30)}),
            None,
            Reason("member_delay", {"seconds": 30}, after(30)),
            after(30),
            id="a helper",
        ),
        pytest.param(
            waiting(language="en"),
            agent("x"),
            QueueRules(language_seconds=20),
            Reason("language_window", {"language": "en"}, after(20)),
            after(20),
            id="speaks something else",
        ),
        pytest.param(
            waiting(place_skill="block-3"),
            agent("x"),
            QueueRules(place_seconds=25),
            Reason("place_window", {"place_skill": "block-3"}, after(25)),
            after(25),
            id="does not know the building",
        ),
        pytest.param(
            waiting(preferred_agent_id="b"),
            agent("x"),
            QueueRules(preferred_seconds=40),
            Reason("waits_for_preferred", {"agent_id": "b"}, after(40)),
            after(40),
            id="somebody else knows the owner",
        ),
        pytest.param(
            waiting(let_go_by={"x": after(50)}),
            agent("x"),
            None,
            Reason("spared", {}, after(50)),
            after(50),
            id="declined it lately",
        ),
    ],
)
def test_who_has_to_wait_for_something_comes_later(
    contact: WaitingContact, someone: OnDutyAgent, rules: QueueRules | None, reason: Reason, from_: datetime | None
) -> None:
    able = agent("b", skills={"repairs": 5, "block-3": 1}, languages=ENGLISH)
    explained = verdicts(engine([], [able, someone], rules), contact)
    assert explained["x"] == Verdict("x", "later", (reason,), from_)
    assert explained["b"].verdict == "asked"


@pytest.mark.parametrize(
    ("contact", "someone", "code"),
    [
        pytest.param(waiting(), agent("x", queues=NOT_MEMBER), "not_in_queue", id="not a member"),
        pytest.param(waiting(group_id="works"), agent("x"), "not_in_group", id="not of the group"),
        pytest.param(waiting(skills={"lifts": 2}), agent("x"), "skill_missing", id="lacks what the contact asks"),
        pytest.param(waiting(), agent("x", capacity={"voice": 1}), "no_room", id="takes no texts"),
    ],
)
def test_who_can_never_be_asked_is_unsuitable(contact: WaitingContact, someone: OnDutyAgent, code: str) -> None:
    explained = verdicts(engine([], [someone]), contact)["x"]
    assert explained.verdict == "unsuitable"
    assert [reason.code for reason in explained.reasons] == [code]


def test_all_that_is_against_somebody_is_said() -> None:
    someone = agent("x", is_available=False, held=FULL, skills={"repairs": 2})
    explained = verdicts(engine([], [someone], SKILLED), waiting())["x"]
    assert [reason.code for reason in explained.reasons] == ["not_available", "no_room", "skill_missing"]
    assert (explained.verdict, explained.from_) == ("later", after(60))


@pytest.mark.parametrize(
    ("contact", "agents", "rules", "decided_by"),
    [
        pytest.param(waiting(), [], None, "", id="nobody"),
        pytest.param(waiting(), [agent("a")], None, "only_one", id="only one"),
        pytest.param(
            waiting(preferred_agent_id="a"), [agent("a"), agent("b", idle=9)], None, "preferred_agent", id="known"
        ),
        pytest.param(
            waiting(language="en"), [agent("b", idle=9), agent("a", languages=ENGLISH)], None, "language", id="language"
        ),
        pytest.param(
            waiting(place_skill="x"), [agent("b", idle=9), agent("a", skills={"x": 1})], None, "place", id="place"
        ),
        pytest.param(
            waiting(), [agent("b", idle=9, queues={"general": (1, 0)}), agent("a")], None, "priority", id="priority"
        ),
        pytest.param(waiting(), [agent("a", idle=9), agent("b")], None, "longest_idle", id="idle"),
        pytest.param(
            waiting(), [agent("a"), agent("b", idle=9)], QueueRules(strategy="round_robin"), "round_robin", id="ring"
        ),
        pytest.param(
            waiting(),
            [agent("a"), agent("b", idle=9, handled_today=1)],
            QueueRules(strategy="fewest_contacts"),
            "fewest_contacts",
            id="fewest",
        ),
        pytest.param(
            waiting(class_="emergency"),
            [agent("b", idle=9, queues=NOT_MEMBER), agent("a")],
            None,
            "queue_member",
            id="member",
        ),
    ],
)
def test_it_says_what_put_the_first_before_the_second(
    contact: WaitingContact, agents: list[OnDutyAgent], rules: QueueRules | None, decided_by: str
) -> None:
    explanation = engine([], agents, rules).explain_draft(contact, NOW)
    assert explanation.decided_by == decided_by
    if agents:
        assert explanation.agents[0] == Verdict("a", "asked", rank=1)


def test_people_come_in_the_order_in_which_they_would_be_asked() -> None:
    agents = [
        agent("never", queues=NOT_MEMBER),
        agent("later", queues={"general": (0, 30)}),
        agent("soon", queues={"general": (0, 10)}),
        agent("busy", has_offer=True),
        agent("second", idle=1),
        agent("first", idle=2),
    ]
    explanation = engine([], agents).explain_draft(waiting(), NOW)
    assert [(each.agent_id, each.verdict) for each in explanation.agents] == [
        ("first", "asked"),
        ("second", "suitable"),
        ("soon", "later"),
        ("later", "later"),
        ("busy", "later"),
        ("never", "unsuitable"),
    ]


def test_the_moments_to_come_are_told_in_their_order() -> None:
    rules = replace(SKILLED, preferred_seconds=20, language_seconds=30, place_seconds=10)
    contact = waiting(language="en", place_skill="block-3", preferred_agent_id="p", let_go_by=SPARED, waited=5)
    made = engine([], [agent("p"), agent("helper", queues={"general": (0, 15)})], rules)
    explanation = made.explain_draft(contact, NOW)
    assert explanation.needs == {"repairs": 3}
    assert [(int((step.at - NOW).total_seconds()), step.code) for step in explanation.steps] == [
        (5, "place_window_ends"),
        (10, "member_delay_ends"),
        (15, "preferred_window_ends"),
        (25, "language_window_ends"),
        (55, "requirements"),
        (60, "spared_ends"),
        (85, "requirements"),
    ]
    assert explanation.steps[-1].values == {"skills": {}}


def test_who_it_rings_at_is_asked_and_the_rest_as_if_it_did_not() -> None:
    made = engine([waiting()], [agent("a", idle=9), agent("b")])
    made.decide(NOW)
    explained = {each.agent_id: each.verdict for each in made.explain("c", NOW).agents}
    assert explained == {"a": "asked", "b": "suitable"}


def test_an_emergency_asks_nothing_but_that_one_takes_its_channel() -> None:
    agents = [agent("a", held=FULL), agent("b", queues=NOT_MEMBER), agent("c", capacity={**CAPACITY, "sms": 0})]
    explanation = engine([], agents, SKILLED).explain_draft(waiting(class_="emergency"), NOW)
    assert [(each.agent_id, each.verdict) for each in explanation.agents] == [
        ("a", "asked"),
        ("b", "asked"),
        ("c", "unsuitable"),
    ]
    assert explanation.needs == {}


def test_nothing_is_told_of_a_contact_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        engine([], []).explain("c", NOW)
