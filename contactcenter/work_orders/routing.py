"""Which group gets an order: rules over type and building. Pure; the rules are rows an administrator edits."""

from collections.abc import Iterable
from typing import Protocol

from contactcenter.errors import InvalidInput


class Rule(Protocol):
    """A rule; a condition that is None matches everything."""

    @property
    def position(self) -> int: ...
    @property
    def type_code(self) -> str | None: ...
    @property
    def building(self) -> str | None: ...
    @property
    def group_id(self) -> str: ...


def choose_group(rules: Iterable[Rule], *, type_code: str, building: str | None) -> str:
    """The group of the most specific rule that matches; among equals the lower position wins.

    A rule for the type beats a rule for the building: plumbing in tower 3 without a rule of its own goes to the
    plumbers, not to the tower's reception. Raises `InvalidInput` where nothing matches.
    """
    matching = [rule for rule in rules if _matches(rule, type_code, building)]
    if not matching:
        place = f"building {building}" if building else "no building"
        raise InvalidInput(
            f"There is no group for {type_code} at {place}; an administrator can add a rule.",
            code="no_group",
            details={"type_code": type_code, "building": building},
        )
    return min(matching, key=lambda rule: (rule.type_code is None, rule.building is None, rule.position)).group_id


def _matches(rule: Rule, type_code: str, building: str | None) -> bool:
    return rule.type_code in (None, type_code) and rule.building in (None, building)
