"""Who has read a bulletin, as a CSV file that a spreadsheet opens."""

import csv
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from agent_console.schemas.bulletins import BulletinReader

COLUMNS = ("name", "username", "roles", "opened_at", "confirmed_at", "tries", "overdue")
# A spreadsheet takes a text that begins so for a formula.
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


def reader_csv(readers: Sequence[BulletinReader], *, zone: ZoneInfo) -> bytes:
    """UTF-8 with its mark, which Excel needs to tell it from other encodings; times on the desk's clock."""
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for reader in readers:
        times = (_time(reader.opened_at, zone), _time(reader.confirmed_at, zone))
        late = "yes" if reader.is_overdue else "no"
        rows.writerow([_word(reader.name), _word(reader.username), " ".join(reader.roles), *times, reader.tries, late])
    return text.getvalue().encode("utf-8-sig")


def _word(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _time(moment: datetime | None, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M") if moment else ""
