"""When those who have not read a bulletin are reminded. Pure."""

from datetime import datetime, timedelta
from typing import Final

# So long before it is due everybody who has not read it hears of it once more.
BEFORE_DUE: Final = timedelta(hours=24)


def is_reminder_due(
    *, published_at: datetime, due_at: datetime | None, reminded_at: datetime | None, every: timedelta, now: datetime
) -> bool:
    """Once when it appears, once a day before it is due, once when it is, and from then on `every` so long."""
    if published_at > now:
        return False
    if reminded_at is None:
        return True
    if due_at is None:
        return False
    marks = [mark for mark in (due_at - BEFORE_DUE, due_at) if published_at < mark <= now]
    if any(reminded_at < mark for mark in marks):
        return True
    return now >= due_at and now - max(reminded_at, due_at) >= every
