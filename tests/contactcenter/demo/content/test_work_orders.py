"""Routing leads each type to a group that exists."""

import pytest

from contactcenter.demo.content.staff import GROUPS
from contactcenter.demo.content.work_orders import ROUTING_RULES, find_group_code


@pytest.mark.parametrize(
    ("type_code", "building", "group"),
    [
        ("repair_plumbing", "3", "engineering-3"),
        ("lift", "2", "engineering-2"),
        ("repair_electrical", None, "engineering-1"),
        ("complaint", "3", "after-sales"),
        ("renovation_permit", "1", "permits"),
        ("fee_query", None, "fees"),
        ("something_new", "1", "after-sales"),
    ],
)
def test_routing_leads_to_the_group_of_type_and_tower(type_code: str, building: str | None, group: str) -> None:
    assert find_group_code(type_code, building) == group


def test_rules_name_existing_groups_and_end_with_a_catch_all() -> None:
    assert {rule.group_code for rule in ROUTING_RULES} <= {group.code for group in GROUPS}
    assert (ROUTING_RULES[-1].type_code, ROUTING_RULES[-1].building) == (None, None)
