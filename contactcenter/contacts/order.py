"""The order of the queue: strict class, then age. One number, kept with each contact and compared everywhere. Pure."""

from datetime import datetime
from typing import Final

from contactcenter.contacts.states import CLASSES

RANKS: Final = {class_: rank for rank, class_ in enumerate(CLASSES)}
# More milliseconds than any moment of this age of the world has since 1970, so that no age outweighs a class.
_CLASS_STEP: Final = 10_000_000_000_000


def queue_key(class_: str, queued_at: datetime, head_start_seconds: int) -> int:
    """Smaller comes first: emergency before priority before normal before low, then who came first.

    Databases sort by the stored number, the matcher compares the same one; equal ones are settled by the id.
    """
    milliseconds = round(queued_at.timestamp() * 1000) - head_start_seconds * 1000
    return RANKS[class_] * _CLASS_STEP + milliseconds
