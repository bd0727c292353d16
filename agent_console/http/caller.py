"""Who sends a request, and the sets of roles that routes name."""

from collections.abc import Iterable
from dataclasses import dataclass

from contactcenter.agents import roles

AGENT, SUPERVISOR, BACK_OFFICE, MANAGER, ADMINISTRATOR = roles.ROLES

EVERYONE = frozenset(roles.ROLES)
# Those who talk with owners.
DESK = frozenset({AGENT, SUPERVISOR})
DESK_READERS = DESK | {MANAGER}
# Those who raise, do or follow work orders.
WORK = DESK | {BACK_OFFICE}
WORK_READERS = WORK | {MANAGER}
LEADS = frozenset({SUPERVISOR})
LEAD_READERS = LEADS | {MANAGER}
ADMINISTRATORS = frozenset({ADMINISTRATOR})
# Those who may see how everything is set, and those who plan who works when.
SETTINGS_READERS = ADMINISTRATORS | LEAD_READERS
PLANNERS = ADMINISTRATORS | LEADS


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in person, or an integration acting for one (`via_token`)."""

    agent_id: str
    username: str
    name: str
    roles: frozenset[str]
    session_id: str | None
    via_token: bool

    def has_any(self, allowed: Iterable[str]) -> bool:
        return not self.roles.isdisjoint(allowed)
