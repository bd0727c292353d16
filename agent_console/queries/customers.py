"""Customers with their addresses and homes."""

from collections.abc import Sequence

from agent_console.schemas import customers as schemas
from contactcenter.customers.models import Customer
from contactcenter.customers.service import addresses_of, get_customer, occupancies_of
from contactcenter.db import Session
from contactcenter.places.service import get_places


async def read_customer(session: Session, customer_id: str) -> schemas.Customer:
    """One customer as it is now, also inside the transaction that changes it."""
    await session.flush()
    return (await read_customers(session, [await get_customer(session, customer_id)]))[0]


async def read_customers(session: Session, customers: Sequence[Customer]) -> list[schemas.Customer]:
    """All of them, in the order given, with three statements."""
    ids = [customer.id for customer in customers]
    addresses = await addresses_of(session, ids)
    occupancies = await occupancies_of(session, ids)
    places = await get_places(session, {row.place_id for rows in occupancies.values() for row in rows})
    found: list[schemas.Customer] = []
    for customer in customers:
        homes = [
            schemas.Occupancy(
                place_id=row.place_id,
                place_code=places[row.place_id].code,
                place_names=places[row.place_id].names,
                role=row.role,
                from_date=row.from_date,
                to_date=row.to_date,
            )
            for row in occupancies[customer.id]
        ]
        ways = [schemas.Address(kind=row.kind, address=row.address) for row in addresses[customer.id]]
        found.append(
            schemas.Customer(
                id=customer.id,
                name=customer.name,
                kind=customer.kind,
                language=customer.language,
                note=customer.note,
                accepts_offers=customer.accepts_offers,
                addresses=ways,
                occupancies=homes,
                version=customer.version,
            )
        )
    return found
