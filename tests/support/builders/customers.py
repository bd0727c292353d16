"""Builders of customers."""

from datetime import UTC, date, datetime

from contactcenter.customers.addresses import read_address
from contactcenter.customers.changes import add_occupancy, create_customer
from contactcenter.customers.models import Customer
from contactcenter.db import Session

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def make_customer(
    session: Session,
    *,
    name: str = "陳大文",
    phone: str | None = None,
    email: str | None = None,
    language: str = "zh-Hant",
    home_id: str | None = None,
    role: str = "owner",
    now: datetime = NOW,
) -> Customer:
    """A named customer, with the addresses and the home the test is about."""
    given = [("phone", phone), ("email", email)]
    addresses = [read_address(kind, raw) for kind, raw in given if raw is not None]
    customer = await create_customer(
        session, name=name, language=language, addresses=addresses, author_id=None, now=now
    )
    if home_id is not None:
        await add_occupancy(
            session, customer.id, home_id, role=role, from_date=date(2020, 1, 1), author_id=None, now=now
        )
    return customer
