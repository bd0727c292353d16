"""What an agent's presence may be. `wrap_up` and `missed` are set by the product, the rest by people."""

from typing import Final

AVAILABLE: Final = "available"
BUSY: Final = "busy"
WRAP_UP: Final = "wrap_up"
MISSED: Final = "missed"
AWAY: Final = "away"
OFFLINE: Final = "offline"

ALL: Final = (AVAILABLE, BUSY, WRAP_UP, MISSED, AWAY, OFFLINE)
CHOSEN_BY_PEOPLE: Final = (AVAILABLE, BUSY, AWAY, OFFLINE)
