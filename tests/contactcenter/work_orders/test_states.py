import pytest

from contactcenter.errors import Conflict
from contactcenter.work_orders import states


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        pytest.param("new", "take", "taken", id="a member takes it"),
        pytest.param("taken", "finish", "done", id="the work is done"),
        pytest.param("done", "close", "closed", id="the owner is content"),
        pytest.param("done", "reopen", "new", id="the owner is not content"),
        pytest.param("closed", "reopen", "new", id="it came back after closing"),
        pytest.param("new", "move", "new", id="wrong group before anybody took it"),
        pytest.param("taken", "move", "new", id="wrong group after somebody took it"),
        pytest.param("new", "cancel", "cancelled", id="not needed"),
        pytest.param("taken", "cancel", "cancelled", id="not needed any more"),
    ],
)
def test_an_act_leads_to_its_state(state: str, act: states.Act, after: str) -> None:
    assert states.next_state(state, act) == after


ALLOWED = {(before, act) for act, moves in states.MOVES.items() for before in moves}
REFUSED = [
    (state, act)
    for state in ("new", "taken", "done", "closed", "cancelled")
    for act in states.MOVES
    if (state, act) not in ALLOWED
]


@pytest.mark.parametrize(("state", "act"), REFUSED, ids=[f"{act} when {state}" for state, act in REFUSED])
def test_any_other_act_is_refused(state: str, act: states.Act) -> None:
    with pytest.raises(Conflict) as refused:
        states.next_state(state, act)
    assert refused.value.details == {"state": state, "act": act}


@pytest.mark.parametrize(
    ("before", "after"),
    [("low", "normal"), ("normal", "high"), ("high", "urgent"), ("urgent", "urgent"), ("strange", "high")],
)
def test_reopening_raises_the_priority_by_one_level(before: str, after: str) -> None:
    assert states.reopened(before, 1) == states.Reopened(after, 2)  # type: ignore[arg-type]
