"""Dates as a list's filters name them: a day or a second."""

import re
from datetime import UTC, datetime, timedelta

from channels.simulator.rest.errors import RestError

DATE = re.compile(r"\d{4}-\d\d-\d\d")


def span(value: str, name: str) -> tuple[datetime, datetime]:
    """The day or the second that a filter names, as [start, end): "on or before" includes all of it."""
    try:
        at = datetime.fromisoformat(value)
    except ValueError as error:
        raise RestError(20001, name) from error
    at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    return at, at + (timedelta(days=1) if DATE.fullmatch(value) else timedelta(seconds=1))
