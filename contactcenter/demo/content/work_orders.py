"""Which back-office group of the demo estate gets which orders; the types themselves are those of every installation."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DemoRoutingRule:
    """Rules are tried in order; `None` matches any type or any building."""

    type_code: str | None
    building: str | None
    group_code: str


def _routing_rules() -> tuple[DemoRoutingRule, ...]:
    per_tower = tuple(
        DemoRoutingRule(type_code, building, f"engineering-{building}")
        for type_code in ("repair_plumbing", "repair_electrical", "lift")
        for building in ("1", "2", "3")
    )
    # Engineering has no estate-wide group: what has no tower (garage, garden) goes to the team beside the garage.
    estate_wide = tuple(
        DemoRoutingRule(type_code, None, "engineering-1")
        for type_code in ("repair_plumbing", "repair_electrical", "lift")
    )
    by_type = (
        DemoRoutingRule("complaint", None, "after-sales"),
        DemoRoutingRule("renovation_permit", None, "permits"),
        DemoRoutingRule("fee_query", None, "fees"),
    )
    return (*per_tower, *estate_wide, *by_type, DemoRoutingRule(None, None, "after-sales"))


ROUTING_RULES: Final = _routing_rules()


def find_group_code(type_code: str, building: str | None) -> str:
    for rule in ROUTING_RULES:
        if rule.type_code in (None, type_code) and rule.building in (None, building):
            return rule.group_code
    raise LookupError(type_code)
