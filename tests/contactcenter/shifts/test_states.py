"""The moves of a shift."""

import pytest

from contactcenter.shifts import states

ALLOWED = {
    ("planned", "open"),
    ("planned", "closed"),
    ("open", "handed_over"),
    ("open", "closed"),
    ("handed_over", "closed"),
}


@pytest.mark.parametrize("to", states.ALL)
@pytest.mark.parametrize("state", states.ALL)
def test_only_these_moves_are_allowed(state: str, to: str) -> None:
    assert states.may_move(state, to) == ((state, to) in ALLOWED)
