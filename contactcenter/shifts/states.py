"""How a shift lives: planned, open, handed over, closed."""

from typing import Final

PLANNED: Final = "planned"
OPEN: Final = "open"
HANDED_OVER: Final = "handed_over"
CLOSED: Final = "closed"
ALL: Final = (PLANNED, OPEN, HANDED_OVER, CLOSED)

# A planned shift that nobody took is closed without a handover; a handed-over one closes when all was accepted.
MOVES: Final[dict[str, frozenset[str]]] = {
    PLANNED: frozenset({OPEN, CLOSED}),
    OPEN: frozenset({HANDED_OVER, CLOSED}),
    HANDED_OVER: frozenset({CLOSED}),
    CLOSED: frozenset(),
}


def may_move(state: str, to: str) -> bool:
    """Whether a shift in `state` may go to `to`."""
    return to in MOVES[state]
