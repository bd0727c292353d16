from dataclasses import dataclass

import pytest

from contactcenter.errors import InvalidInput
from contactcenter.work_orders.routing import choose_group


@dataclass(frozen=True)
class Rule:
    position: int
    type_code: str | None
    building: str | None
    group_id: str


RULES = [
    Rule(1, None, None, "reception"),
    Rule(2, None, "3", "tower 3"),
    Rule(3, "plumbing", None, "plumbers"),
    Rule(4, "plumbing", "3", "plumbers of tower 3"),
    Rule(5, "plumbing", "3", "second choice"),
]


@pytest.mark.parametrize(
    ("type_code", "building", "group_id"),
    [
        pytest.param("plumbing", "3", "plumbers of tower 3", id="type and building beat everything, whatever position"),
        pytest.param("plumbing", "1", "plumbers", id="type alone"),
        pytest.param("plumbing", None, "plumbers", id="an order without a place"),
        pytest.param("fees", "3", "tower 3", id="building alone"),
        pytest.param("fees", "1", "reception", id="nothing fits but the catch-all"),
        pytest.param("fees", None, "reception", id="neither type nor place known to a rule"),
    ],
)
def test_the_most_specific_rule_wins(type_code: str, building: str | None, group_id: str) -> None:
    assert choose_group(RULES, type_code=type_code, building=building) == group_id


def test_a_type_beats_a_building() -> None:
    rules = [Rule(1, None, "3", "tower 3"), Rule(2, "plumbing", None, "plumbers")]
    assert choose_group(rules, type_code="plumbing", building="3") == "plumbers"


def test_position_decides_among_equally_specific_rules() -> None:
    rules = [Rule(7, "lift", None, "second"), Rule(3, "lift", None, "first")]
    assert choose_group(rules, type_code="lift", building="1") == "first"


def test_without_a_matching_rule_the_order_is_refused() -> None:
    with pytest.raises(InvalidInput, match="no group for lift at building 9"):
        choose_group([Rule(1, "plumbing", None, "plumbers")], type_code="lift", building="9")
