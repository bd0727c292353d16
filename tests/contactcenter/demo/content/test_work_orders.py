"""Routing leads each type to a group that exists."""

import pytest

from contactcenter.basics.work_order_types import WORK_ORDER_TYPES
from contactcenter.demo.content.groups import GROUPS
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
        ("repair_carpentry", "6", "engineering-6"),
        ("repair_fire_safety", None, "engineering-1"),
        ("key_loan", "2", "documents"),
        ("house_handover", "6", "handovers"),
        ("legal", None, "legal"),
        ("activity", None, "clubhouse"),
    ],
)
def test_routing_leads_to_the_group_of_type_and_tower(type_code: str, building: str | None, group: str) -> None:
    assert find_group_code(type_code, building) == group


def test_every_type_has_a_rule_of_its_own() -> None:
    assert {type_.code for type_ in WORK_ORDER_TYPES} == {rule.type_code for rule in ROUTING_RULES if rule.type_code}


def test_rules_name_existing_groups_and_end_with_a_catch_all() -> None:
    assert {rule.group_code for rule in ROUTING_RULES} <= {group.code for group in GROUPS}
    assert (ROUTING_RULES[-1].type_code, ROUTING_RULES[-1].building) == (None, None)
