"""Gives all contacts and orders of the history their reference numbers, before any text speaks of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from contactcenter import clock
from contactcenter.contacts.references import Kind, next_references
from contactcenter.db import Session
from contactcenter.demo.content.history import HistoryContact


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of a contact by its key; of an order by its contact's key and the number of its matter."""

    contacts: Mapping[str, str]
    orders: Mapping[tuple[str, int], str]


async def number_all(session: Session, history: Sequence[HistoryContact], now: datetime) -> Numbers:
    """Real contacts and orders go on after the last number."""
    arrivals = [(contact.arrived_at(now), contact.script.key) for contact in history]
    orders = [
        (_raised_at(contact, matter.order.raised_after, now), (contact.script.key, position))
        for contact in history
        for position, matter in enumerate(contact.script.matters)
        if matter.order is not None
    ]
    return Numbers(await _number(session, "C", arrivals), await _number(session, "W", orders))


def _raised_at(contact: HistoryContact, after: float, now: datetime) -> datetime:
    return min(contact.arrived_at(now) + timedelta(minutes=after), now)


async def _number(session: Session, kind: Kind, things: list[tuple[datetime, Any]]) -> dict[Any, str]:
    """Each year on the desk's calendar counts for itself."""
    numbers: dict[Any, str] = {}
    in_order = sorted(things, key=lambda thing: thing[0])
    for _, in_year in groupby(in_order, key=lambda thing: clock.local(thing[0]).year):
        of_year = list(in_year)
        references = await next_references(session, kind, len(of_year), of_year[0][0])
        numbers |= {key: reference for (_, key), reference in zip(of_year, references, strict=True)}
    return numbers
