"""The life of a contact (DESIGN.md section 2) as data: which state may follow which, and at whose hand. Pure.

Invariants: a contact in a state of HELD has one agent, in any other open state none; only what a rule has put aside
(`snoozed`) may be nobody's. Only `queued` is offered; nothing but the rules reopens a closed contact; `queued_at` is no
part of any move, so no move costs the owner a place.
"""

from datetime import timedelta
from typing import Final, Literal

NEW: Final = "new"
QUEUED: Final = "queued"
OFFERED: Final = "offered"
ACTIVE: Final = "active"
WAITING: Final = "waiting"
SNOOZED: Final = "snoozed"
WRAP_UP: Final = "wrap_up"
CLOSED: Final = "closed"

# rule: intake and jobs; agent: anybody who takes contacts; offered: the agent it rings at; holder: its agent.
Actor = Literal["rule", "agent", "offered", "holder", "supervisor"]

_RULE: Final[frozenset[Actor]] = frozenset({"rule"})
_SUPERVISOR: Final[frozenset[Actor]] = frozenset({"supervisor"})
_HOLDER: Final[frozenset[Actor]] = frozenset({"holder", "supervisor"})
_AGENT: Final[frozenset[Actor]] = frozenset({"agent", "supervisor"})
_OFFERED: Final[frozenset[Actor]] = frozenset({"offered", "supervisor"})

MOVES: Final[dict[str, dict[str, frozenset[Actor]]]] = {
    # A caller hangs up in the menu.
    NEW: {QUEUED: _RULE, ACTIVE: _AGENT, SNOOZED: _RULE, CLOSED: _RULE},
    # An agent may take a queued contact without waiting for an offer; a supervisor may put it into another queue.
    QUEUED: {OFFERED: _RULE, ACTIVE: _AGENT, QUEUED: _SUPERVISOR | _RULE, CLOSED: _SUPERVISOR | _RULE},
    OFFERED: {ACTIVE: _OFFERED, QUEUED: _OFFERED | _RULE},
    # The rules: a caller who is gone is wrapped up, or closed where nobody had spoken to her yet.
    ACTIVE: {
        WAITING: _HOLDER,
        # The rules: whom we owe a call was not reached, and is called later.
        SNOOZED: _HOLDER | _RULE,
        WRAP_UP: _HOLDER | _RULE,
        QUEUED: _HOLDER | _RULE,
        CLOSED: _HOLDER | _RULE,
    },
    WAITING: {ACTIVE: _HOLDER, SNOOZED: _HOLDER, WRAP_UP: _HOLDER, QUEUED: _HOLDER | _RULE, CLOSED: _HOLDER | _RULE},
    SNOOZED: {ACTIVE: _HOLDER, WAITING: _HOLDER, WRAP_UP: _HOLDER, QUEUED: _HOLDER | _RULE, CLOSED: _HOLDER},
    WRAP_UP: {ACTIVE: _HOLDER | _RULE, WAITING: _HOLDER, QUEUED: _HOLDER | _RULE, CLOSED: _HOLDER | _RULE},
    CLOSED: {QUEUED: _RULE},
}
STATES: Final = tuple(MOVES)

# What the owner's next text does to a contact.
AFTER_INBOUND: Final[dict[str, str]] = {
    NEW: QUEUED,
    QUEUED: QUEUED,
    OFFERED: OFFERED,
    ACTIVE: ACTIVE,
    WAITING: QUEUED,
    SNOOZED: QUEUED,
    WRAP_UP: ACTIVE,
    CLOSED: QUEUED,
}
# A text so long after the closing is still about the same thing; later it is a new contact.
REOPENING_WINDOW: Final = timedelta(hours=72)

# States in which an agent holds the contact, and those of them that fill a place of the agent's capacity.
# A contact in wrap_up fills its place only until `wrap_up_until`, which is emptied when that time has come.
HELD: Final = frozenset({ACTIVE, WAITING, SNOOZED, WRAP_UP})
FILLS_CAPACITY: Final = frozenset({OFFERED, ACTIVE, WRAP_UP})

CLASSES: Final = ("emergency", "priority", "normal", "low")
OUTCOMES: Final = (
    *("answered", "work_order", "promise", "gap", "incident", "abandoned", "no_action", "spam"),
    # Said by the rules alone: another contact goes on from here; nobody was reached, however often we called.
    *("callback_asked", "unreached"),
)


def may_move(state: str, to: str) -> bool:
    """Whether anybody at all may move a contact so."""
    return to in MOVES[state]


def who_may(state: str, to: str) -> frozenset[Actor]:
    """At whose hand a contact moves so; nobody's where the move does not exist."""
    return MOVES[state].get(to, frozenset())
