"""Search customers by what somebody at the desk types: a name, part of a number, a mail address, a unit."""

import re
from datetime import date

from sqlalchemy import ColumnElement, Select, or_, select

from contactcenter.customers.models import Customer, CustomerAddress, Occupancy
from contactcenter.customers.service import lasts_on
from contactcenter.db import Session
from contactcenter.places.models import Place
from contactcenter.places.spelling import read_place_codes
from contactcenter.text.scripts import fold

NUMBER = re.compile(r"[+\d][\d\s()-]{2,}")


async def search_customers(
    session: Session,
    q: str = "",
    *,
    on: date,
    address: str | None = None,
    place_id: str | None = None,
    limit: int = 50,
    after: str | None = None,
) -> list[Customer]:
    """Customers by id; `place_id` means who belongs there on the day `on`; `after` is the last id seen."""
    query = select(Customer).order_by(Customer.id).limit(limit)
    if q.strip():
        query = query.where(_matches(q.strip(), on))
    if address is not None:
        query = query.where(Customer.id.in_(_with_address(CustomerAddress.address == address.strip().lower())))
    if place_id is not None:
        query = query.where(Customer.id.in_(_living(Occupancy.place_id == place_id, on)))
    if after is not None:
        query = query.where(Customer.id > after)
    return list(await session.scalars(query))


def _matches(q: str, on: date) -> ColumnElement[bool]:
    ways = [
        Customer.folded_name.contains(fold(q), autoescape=True),
        Customer.id.in_(_with_address(CustomerAddress.address.contains(q.lower(), autoescape=True))),
    ]
    if NUMBER.fullmatch(q):
        digits = re.sub(r"\D", "", q)
        ways.append(Customer.id.in_(_with_address(CustomerAddress.address.contains(digits, autoescape=True))))
    codes = read_place_codes(q)
    if codes:
        homes = select(Place.id).where(Place.code.in_(codes))
        ways.append(Customer.id.in_(_living(Occupancy.place_id.in_(homes), on)))
    return or_(*ways)


def _with_address(condition: ColumnElement[bool]) -> Select[str]:
    return select(CustomerAddress.customer_id).where(condition)


def _living(condition: ColumnElement[bool], on: date) -> Select[str]:
    return select(Occupancy.customer_id).where(condition, lasts_on(on))
