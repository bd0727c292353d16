"""Who contacts the desk: each home now and then, some often, and nobody twice about the same within a few days."""

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Final

from contactcenter.basics.languages import Language
from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.history_shapes import Channel
from contactcenter.demo.content.people import DemoCustomer, build_residents
from contactcenter.demo.month.scenarios import Mix


@dataclass(frozen=True, slots=True)
class Sender:
    """Who contacts the desk, from which home, and how; an outsider is no customer, a round of our own has no home."""

    customer: DemoCustomer | None
    place_code: str | None
    channel: Channel
    language: Language


_MIXES: Final[dict[Mix, dict[Channel, int]]] = {
    "home": {"voice": 47, "sms": 38, "email": 7, "manual": 8},
    "public": {"voice": 38, "sms": 36, "email": 7, "manual": 19},
    "question": {"voice": 46, "sms": 38, "email": 11, "manual": 5},
    "paper": {"email": 46, "voice": 22, "sms": 16, "manual": 16},
    "night": {"voice": 68, "sms": 32},
    "voice": {"voice": 100},
    "patrol": {"manual": 100},
    "letter": {"manual": 100},
    "desk": {"manual": 100},
    "outside": {"sms": 60, "email": 40},
}
# A text of the same sender within this time would join the thread before.
_PAUSE: Final = timedelta(days=4)
_TRIES: Final = 12


class Cast:
    """Draws residents; the people of the phone page are left to the visitor, and so are those named."""

    def __init__(self, draw: random.Random, *, without: Collection[str] = ()) -> None:
        residents = build_residents()
        left_out = {persona.customer_key for persona in residents.personas} | set(without)
        places = build_estate().by_code
        self._people = {
            code: tuple(person for person in people if person.phones)
            for code, people in residents.households.items()
            if not any(person.key in left_out for person in people)
        }
        self._homes: dict[str, tuple[list[str], list[float]]] = {}
        # A few homes contact the desk all the time, most hardly ever.
        zeal = {code: draw.paretovariate(1.6) for code in self._people}
        # "" stands for the whole estate.
        for tower in ("", "1", "2", "3", "4", "5", "6"):
            homes = [code for code, people in self._people.items() if people and tower in ("", places[code].building)]
            self._homes[tower] = homes, list(accumulate(min(zeal[code], 9.0) for code in homes))
        self._last: dict[str, datetime] = {}

    def draw_sender(self, draw: random.Random, moment: datetime, mix: Mix, towers: Sequence[str] = ()) -> Sender:
        """A resident, the home, and a channel by which that resident can be reached."""
        homes, sums = self._homes[draw.choice(towers) if towers else ""]
        for _ in range(_TRIES):
            place_code = draw.choices(homes, cum_weights=sums)[0]
            customer = draw.choice(self._people[place_code])
            if abs(moment - self._last.get(customer.key, moment - _PAUSE)) >= _PAUSE:
                break
        self._last[customer.key] = moment
        return Sender(customer, place_code, _draw_channel(draw, mix, customer, moment), customer.language)


def _draw_channel(draw: random.Random, mix: Mix, customer: DemoCustomer, moment: datetime) -> Channel:
    chances = _MIXES[mix]
    channel = draw.choices(list(chances), weights=list(chances.values()))[0]
    # The counter is closed at night.
    if (channel == "email" and not customer.emails) or (channel == "manual" and not 8 <= moment.hour < 20):
        return "voice"
    return channel
