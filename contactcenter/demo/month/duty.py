"""Who was at the desk at a moment of the month, and whom a contact in some language went to."""

import random
from bisect import bisect_right
from datetime import date, datetime, timedelta
from typing import Final

from contactcenter.basics.languages import Language
from contactcenter.demo.content.staff import DemoShift, build_staff, shifts_of_week

_SPOKEN: Final[dict[Language, str]] = {"zh-Hant": "cantonese", "zh-Hans": "mandarin", "en": "english"}
# Those in charge take few contacts of their own; agents do the work, and the mailbox has a keeper by day.
MAILBOX_KEEPER: Final = "mailbox1"
_HOTLINE: Final = frozenset(person.username for person in build_staff() if person.username.startswith("agent"))
_LONGEST_SHIFT: Final = timedelta(hours=9)


class Roster:
    """All shifts from `first` to `last`, both days included, sorted by their start."""

    def __init__(self, first: date, last: date) -> None:
        self.shifts: list[DemoShift] = []
        monday = first - timedelta(days=first.weekday() + 7)
        while monday <= last:
            self.shifts += shifts_of_week(monday)
            monday += timedelta(weeks=1)
        self._starts = [shift.starts_at for shift in self.shifts]
        self._skills = {person.username: frozenset(person.skills) for person in build_staff()}

    def on_duty(self, moment: datetime) -> list[str]:
        """The hotline's agents whose shift this moment lies in."""
        first = bisect_right(self._starts, moment - _LONGEST_SHIFT)
        last = bisect_right(self._starts, moment)
        return [
            shift.username for shift in self.shifts[first:last] if shift.ends_at > moment and shift.username in _HOTLINE
        ]

    def is_on_duty(self, username: str, moment: datetime) -> bool:
        first, last = bisect_right(self._starts, moment - _LONGEST_SHIFT), bisect_right(self._starts, moment)
        return any(shift.username == username and shift.ends_at > moment for shift in self.shifts[first:last])

    def agent_for(self, draw: random.Random, moment: datetime, language: Language) -> str:
        """Somebody on duty who speaks it, else anybody on duty."""
        present = self.on_duty(moment)
        fitting = [username for username in present if _SPOKEN[language] in self._skills[username]]
        return draw.choice(fitting or present)
