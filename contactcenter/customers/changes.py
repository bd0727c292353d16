"""Create and change customers, their addresses and their homes. Called by screens and by staff's actions."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import select

from contactcenter.config import LANGUAGES
from contactcenter.customers.addresses import Address
from contactcenter.customers.models import KINDS, OCCUPANCY_ROLES, PERSON, Customer, CustomerAddress, Occupancy
from contactcenter.customers.service import DEFAULT_LANGUAGE, get_customer
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history


async def create_customer(
    session: Session,
    *,
    name: str,
    author_id: str | None,
    now: datetime,
    kind: str = PERSON,
    language: str = DEFAULT_LANGUAGE,
    note: str = "",
    addresses: Iterable[Address] = (),
) -> Customer:
    """Add a customer. An address known by number only is taken over; one of a named customer is a `Conflict`."""
    _check(kind, language)
    customer = Customer(id=new_id(), name=name.strip(), kind=kind, language=language, note=note, created_at=now)
    session.add(customer)
    await session.flush()
    await history.write(session, "customer", customer.id, "created", author_id=author_id, at=now)
    for address in addresses:
        await link_address(session, customer, address, author_id=author_id, now=now)
    return customer


def _check(kind: str | None, language: str | None) -> None:
    if kind is not None and kind not in KINDS:
        raise InvalidInput(f"A customer is one of {', '.join(KINDS)}.", details={"field": "kind"})
    if language is not None and language not in LANGUAGES:
        raise InvalidInput(f"The language is one of {', '.join(LANGUAGES)}.", details={"field": "language"})


async def link_address(
    session: Session, customer: Customer, address: Address, *, author_id: str | None, now: datetime
) -> None:
    """Say that this address is this customer's. May be repeated; an address of another named customer is refused."""
    row = {"id": new_id(), "customer_id": customer.id, "kind": address.kind, "address": address.address}
    statement = insert(session, CustomerAddress).values(**row)
    await session.execute(statement.on_conflict_do_nothing(index_elements=["kind", "address"]))
    query = select(CustomerAddress).where(
        CustomerAddress.kind == address.kind, CustomerAddress.address == address.address
    )
    stored = (await session.scalars(query.with_for_update())).one()
    details = {"kind": address.kind, "from": None}
    if stored.customer_id != customer.id:
        holder = await get_customer(session, stored.customer_id)
        if holder.name:
            details = {"customer_id": holder.id, "kind": address.kind, "address": address.address}
            raise Conflict("This address belongs to another customer.", code="address_taken", details=details)
        details["from"] = holder.id
        stored.customer_id = customer.id
        await session.flush()
    elif stored.id != row["id"]:
        return
    await history.write(
        session, "customer", customer.id, "address_linked", author_id=author_id, at=now, details=details
    )


@dataclass(frozen=True, slots=True)
class CustomerChanges:
    """What is changed of a customer; None leaves a field as it is."""

    name: str | None = None
    kind: str | None = None
    language: str | None = None
    note: str | None = None
    accepts_offers: bool | None = None


async def update_customer(
    session: Session,
    customer_id: str,
    changes: CustomerChanges,
    *,
    author_id: str,
    now: datetime,
    version: int | None = None,
) -> Customer:
    """Change a customer; a `version` that is no longer the present one is `Conflict` stale."""
    customer = await lock_row(session, Customer, customer_id, version=version, missing="There is no such customer.")
    _check(changes.kind, changes.language)
    wanted = asdict(changes)
    changed = {f: value for f, value in wanted.items() if value is not None and value != getattr(customer, f)}
    if not changed:
        return customer
    for field, value in changed.items():
        setattr(customer, field, value)
    customer.version += 1
    await session.flush()
    await history.write(session, "customer", customer.id, "changed", author_id=author_id, at=now, details=changed)
    return customer


async def add_occupancy(
    session: Session,
    customer_id: str,
    place_id: str,
    *,
    role: str,
    from_date: date,
    author_id: str | None,
    now: datetime,
    to_date: date | None = None,
) -> Occupancy:
    """Say that a customer belongs to a home from a day on."""
    if role not in OCCUPANCY_ROLES:
        raise InvalidInput(f"A role is one of {', '.join(OCCUPANCY_ROLES)}.", details={"role": role})
    if to_date is not None and to_date < from_date:
        raise InvalidInput("An occupancy cannot end before it begins.", details={"field": "to_date"})
    row = Occupancy(
        id=new_id(), customer_id=customer_id, place_id=place_id, role=role, from_date=from_date, to_date=to_date
    )
    session.add(row)
    await session.flush()
    details = {"place_id": place_id, "role": role, "from_date": from_date.isoformat()}
    await history.write(session, "customer", customer_id, "moved_in", author_id=author_id, at=now, details=details)
    return row


async def end_occupancy(
    session: Session, occupancy_id: str, *, last_day: date, author_id: str | None, now: datetime
) -> Occupancy:
    """Somebody moved out; the row stays, with its last day."""
    row = await session.get(Occupancy, occupancy_id)
    if row is None:
        raise NotFound("There is no such occupancy.")
    if last_day < row.from_date:
        raise InvalidInput("An occupancy cannot end before it begins.", details={"field": "to_date"})
    row.to_date = last_day
    await session.flush()
    details = {"place_id": row.place_id, "last_day": last_day.isoformat()}
    await history.write(session, "customer", row.customer_id, "moved_out", author_id=author_id, at=now, details=details)
    return row
