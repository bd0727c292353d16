"""The opening situation: settled contacts of the last weeks and what is open now, each given to a resident who fits."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Final
from zlib import crc32

from contactcenter.demo.content.estate import build_estate
from contactcenter.demo.content.history_gaps import OPEN_GAPS
from contactcenter.demo.content.history_open import OPEN_CONTACTS
from contactcenter.demo.content.history_orders import ORDERS_UNDER_WAY
from contactcenter.demo.content.history_repairs import REPAIR_HISTORY
from contactcenter.demo.content.history_service import SERVICE_HISTORY
from contactcenter.demo.content.history_shapes import ContactScript, Line, OrderScript
from contactcenter.demo.content.lines import PUBLIC_NUMBER, SERVICE_MAILBOX
from contactcenter.demo.content.people import DemoCustomer, DemoResidents, build_residents
from contactcenter.demo.content.work_orders import find_group_code

_OUTSIDER: Final = "+85263009999"
# Advertising from outside, and a finding of our own patrol.
_WITHOUT_CUSTOMER: Final = frozenset({"wrong-number", "corridor-lamp"})


@dataclass(frozen=True, slots=True)
class HistoryContact:
    """A script with its sender. `address` is what arrived on `line`; both are empty for what staff keyed in.

    `lines` still hold {work_order}, {incident} and {reference}: the seeding knows the numbers. `incident` is the key of
    the contact whose order this one is told of; `began_at` is the moment where it is known exactly.
    """

    script: ContactScript
    customer_key: str | None
    address: str
    line: str
    place_code: str | None
    lines: tuple[Line, ...]
    incident: str | None = None
    began_at: datetime | None = None

    def arrived_at(self, now: datetime) -> datetime:
        """Not on the full minute, so that the history looks like life; the same for each seeding."""
        if self.began_at is not None:
            return self.began_at.astimezone(UTC)
        seconds = crc32(self.script.key.encode()) % 60
        return now - timedelta(minutes=self.script.minutes_ago, seconds=seconds)

    def order_place_code(self, order: OrderScript) -> str | None:
        return order.place_code or self.place_code

    def order_group_code(self, order: OrderScript) -> str:
        """Where the order ended: moved there by hand, else by the routing rules."""
        place_code = self.order_place_code(order)
        building = build_estate().by_code[place_code].building if place_code else None
        return order.moved_to or find_group_code(order.type_code, building or None)


@cache
def build_history() -> tuple[HistoryContact, ...]:
    """Oldest first. No resident writes twice unless a script names the home."""
    scripts = sorted(
        (*REPAIR_HISTORY, *SERVICE_HISTORY, *OPEN_CONTACTS, *ORDERS_UNDER_WAY, *OPEN_GAPS),
        key=lambda script: -script.minutes_ago,
    )
    return tuple(_cast(scripts))


def _cast(scripts: list[ContactScript]) -> Iterator[HistoryContact]:
    residents = build_residents()
    taken = {persona.customer_key for persona in residents.personas}
    for script in scripts:
        customer, place_code = _find_sender(residents, script, taken)
        if customer is not None:
            taken.add(customer.key)
        yield HistoryContact(
            script,
            customer.key if customer else None,
            _address(script, customer),
            {"sms": PUBLIC_NUMBER, "voice": PUBLIC_NUMBER, "email": SERVICE_MAILBOX, "manual": ""}[script.channel],
            place_code,
            tuple(_with_home(line, script, place_code) for line in script.lines),
        )


def _find_sender(
    residents: DemoResidents, script: ContactScript, taken: set[str]
) -> tuple[DemoCustomer | None, str | None]:
    if script.key in _WITHOUT_CUSTOMER:
        return None, None
    if script.customer_name:
        return next(customer for customer in residents.customers if customer.name == script.customer_name), None
    if script.home:
        return residents.living_in(script.home)[0], script.home
    homes = [place for place in build_estate().of_kind("unit") if place.building == script.building]
    random.Random(script.key).shuffle(homes)
    for place in homes:
        for customer in residents.living_in(place.code):
            reachable = customer.emails if script.channel == "email" else customer.phones
            if customer.language == script.language and customer.key not in taken and reachable:
                return customer, place.code
    raise LookupError(f"nobody in tower {script.building} fits {script.key}")


def _address(script: ContactScript, customer: DemoCustomer | None) -> str:
    if script.channel == "manual":
        return ""
    if customer is None:
        return _OUTSIDER
    return customer.emails[0] if script.channel == "email" else customer.phones[0]


def _with_home(line: Line, script: ContactScript, place_code: str | None) -> Line:
    if "{home}" not in line.text or place_code is None:
        return line
    name = build_estate().by_code[place_code].names[script.language]
    return replace(line, text=line.text.replace("{home}", name))
