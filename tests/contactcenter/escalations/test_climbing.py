"""The way up a ladder, as a table."""

import pytest

from contactcenter.escalations.climbing import DUTY, FOOT, MOST_ROUNDS, Place, next_place, read_steps, rung_at

LADDER = read_steps(
    [
        {"minutes": 3, "targets": [{"kind": "agent", "id": "a1", "channels": ["call", "sms"]}]},
        {"minutes": 5, "targets": [{"kind": "number", "value": "+85261110000", "channels": ["call"]}]},
    ]
)


@pytest.mark.parametrize(
    ("place", "following"),
    [
        pytest.param(FOOT, Place(1, 0), id="from the foot to the first rung"),
        pytest.param(Place(1, 0), Place(1, 1), id="one up"),
        pytest.param(Place(1, 1), Place(2, 0), id="from the top into a second round"),
        pytest.param(Place(2, 0), Place(2, 1), id="after the duty manager the first rung again"),
        pytest.param(Place(2, 2), Place(3, 0), id="and a third round"),
        pytest.param(Place(MOST_ROUNDS, 2), None, id="not for ever"),
    ],
)
def test_each_rung_leads_to_the_next(place: Place, following: Place | None) -> None:
    assert next_place(LADDER, place) == following


def test_the_second_round_begins_with_the_duty_manager() -> None:
    assert rung_at(LADDER, Place(1, 0)).targets[0].id == "a1"
    assert rung_at(LADDER, Place(2, 0)) == DUTY
    assert rung_at(LADDER, Place(2, 1)).targets[0].id == "a1"


def test_without_a_ladder_the_duty_manager_is_rung_again_and_again() -> None:
    assert [rung_at((), place) for place in (Place(1, 0), Place(2, 0))] == [DUTY, DUTY]
    assert next_place((), Place(1, 0)) == Place(2, 0)
