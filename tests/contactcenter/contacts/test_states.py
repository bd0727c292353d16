"""The life of a contact, as a table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contactcenter.contacts import states
from contactcenter.contacts.states import MOVES, STATES, may_move, who_may


@pytest.mark.parametrize(
    ("state", "to", "actor"),
    [
        pytest.param("new", "queued", "rule", id="what arrives waits"),
        pytest.param("queued", "offered", "rule", id="the matcher offers"),
        pytest.param("queued", "active", "agent", id="an agent takes it without an offer"),
        pytest.param("offered", "active", "offered", id="the agent it rings at accepts"),
        pytest.param("offered", "queued", "rule", id="nobody accepted"),
        pytest.param("active", "waiting", "holder", id="answered, the owner's turn"),
        pytest.param("active", "wrap_up", "holder", id="the talk is over"),
        pytest.param("active", "queued", "rule", id="the agent is gone"),
        pytest.param("waiting", "queued", "rule", id="the owner answered"),
        pytest.param("snoozed", "queued", "rule", id="its time has come"),
        pytest.param("wrap_up", "active", "rule", id="a text during wrap-up"),
        pytest.param("wrap_up", "closed", "holder", id="done"),
        pytest.param("closed", "queued", "rule", id="a reply within the reopening window"),
    ],
)
def test_the_life_of_a_contact(state: str, to: str, actor: states.Actor) -> None:
    assert actor in who_may(state, to)


@pytest.mark.parametrize(
    ("state", "to"),
    [
        pytest.param("closed", "active", id="nobody takes a closed contact"),
        pytest.param("waiting", "offered", id="only queued contacts are offered"),
        pytest.param("offered", "closed", id="what rings is not closed"),
        pytest.param("active", "offered", id="what somebody holds is not offered"),
        pytest.param("active", "new", id="nothing is new twice"),
    ],
)
def test_what_never_happens(state: str, to: str) -> None:
    assert not may_move(state, to)
    assert who_may(state, to) == frozenset()


def test_only_rules_reopen_a_closed_contact() -> None:
    assert MOVES["closed"] == {"queued": frozenset({"rule"})}


def test_a_supervisor_may_whatever_a_holder_may() -> None:
    for moves in MOVES.values():
        for actors in moves.values():
            assert "holder" not in actors or "supervisor" in actors


def test_every_state_is_known_to_what_a_text_does() -> None:
    assert set(states.AFTER_INBOUND) == set(STATES)
    assert all(state == to or may_move(state, to) for state, to in states.AFTER_INBOUND.items())


@given(st.lists(st.sampled_from(STATES), max_size=30))
def test_whatever_happens_a_contact_can_still_be_closed(wishes: list[str]) -> None:
    state = "new"
    for wish in wishes:
        if may_move(state, wish):
            state = wish
    reached, frontier = {state}, [state]
    while frontier:
        frontier = [to for seen in frontier for to in MOVES[seen] if to not in reached]
        reached |= set(frontier)
    assert "closed" in reached
