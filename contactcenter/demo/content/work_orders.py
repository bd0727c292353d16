"""Which back-office group of the demo estate gets which orders; the types themselves are those of every installation."""

from dataclasses import dataclass
from functools import cache
from typing import Final


@dataclass(frozen=True, slots=True)
class DemoRoutingRule:
    """Rules are tried in order; `None` matches any type or any building."""

    type_code: str | None
    building: str | None
    group_code: str


# What engineering does in each tower.
TRADES: Final = (
    *("repair_plumbing", "repair_electrical", "lift", "repair_building", "repair_carpentry"),
    *("repair_air_conditioning", "repair_fire_safety", "repair_access"),
)
_BUILDINGS: Final = ("1", "2", "3", "4", "5", "6")
_GROUP_OF_TYPE: Final = {
    "complaint": "after-sales",
    "renovation_permit": "permits",
    "fee_query": "fees",
    "cleaning": "cleaning",
    "pest_control": "cleaning",
    "landscaping": "landscaping",
    "security_check": "security",
    "parking": "parking",
    "move_out": "documents",
    "key_loan": "documents",
    "archive_access": "documents",
    "letter": "documents",
    "inspection": "handovers",
    "defect": "handovers",
    "house_handover": "handovers",
    "deed": "deeds",
    "legal": "legal",
    "activity": "clubhouse",
    "commendation": "management",
    "suggestion": "management",
}


def _routing_rules() -> tuple[DemoRoutingRule, ...]:
    per_tower = (
        DemoRoutingRule(type_code, building, f"engineering-{building}")
        for type_code in TRADES
        for building in _BUILDINGS
    )
    # Engineering has no estate-wide group: what has no tower (garage, garden) goes to the team beside the garage.
    estate_wide = (DemoRoutingRule(type_code, None, "engineering-1") for type_code in TRADES)
    by_type = (DemoRoutingRule(type_code, None, group_code) for type_code, group_code in _GROUP_OF_TYPE.items())
    return (*per_tower, *estate_wide, *by_type, DemoRoutingRule(None, None, "after-sales"))


ROUTING_RULES: Final = _routing_rules()


@cache
def find_group_code(type_code: str, building: str | None) -> str:
    for rule in ROUTING_RULES:
        if rule.type_code in (None, type_code) and rule.building in (None, building):
            return rule.group_code
    raise LookupError(type_code)
