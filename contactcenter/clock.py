"""The one source of the present moment, and the time zone of the desk; everything else takes `now` as an argument."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

# Set once by the composition root from the settings: the calendar the desk and its owners live by.
_zone = ZoneInfo("Asia/Hong_Kong")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def use_zone(name: str) -> None:
    """From now on the desk's calendar is that of this time zone."""
    global _zone
    _zone = ZoneInfo(name)


def zone() -> ZoneInfo:
    """The time zone of the desk."""
    return _zone


def local(moment: datetime) -> datetime:
    """The same moment on the desk's calendar, for years of reference numbers and days that people speak of."""
    return moment.astimezone(_zone)
