"""The roles of staff. What each may do on which route is said beside the route."""

from collections.abc import Iterable
from typing import Final

AGENT: Final = "agent"
SUPERVISOR: Final = "supervisor"
BACK_OFFICE: Final = "back_office"
MANAGER: Final = "manager"
ADMINISTRATOR: Final = "administrator"

ROLES: Final = (AGENT, SUPERVISOR, BACK_OFFICE, MANAGER, ADMINISTRATOR)
# Who may be offered contacts: a supervisor helps out at the desk on busy evenings.
TAKES_CONTACTS: Final = frozenset({AGENT, SUPERVISOR})


def has_any(roles: Iterable[str], allowed: Iterable[str]) -> bool:
    """Whether one of a person's roles is among the allowed ones."""
    return not frozenset(roles).isdisjoint(allowed)


def unknown_among(roles: Iterable[str]) -> list[str]:
    """Names that are no roles, in the order given."""
    return [role for role in roles if role not in ROLES]


def in_order(roles: Iterable[str]) -> list[str]:
    """Each role once, in the fixed order, so that the same rights always look the same."""
    given = frozenset(roles)
    return [role for role in ROLES if role in given]
