"""Who contacts us: find or create by address, their homes and who lives there. Called by intake and screens."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, case, delete, or_, select
from sqlalchemy import insert as plain_insert

from contactcenter.customers.models import OCCUPANCY_ROLES, Customer, CustomerAddress, Occupancy
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import NotFound

DEFAULT_LANGUAGE = "zh-Hant"
LONGEST_NAME = 200
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
# Who counts as at home first when somebody belongs to several homes: one lives in a home before one only owns it.
_CLOSENESS = {"tenant": 0, "owner": 1, "family": 2, "agent": 3}


async def get_customer(session: Session, customer_id: str) -> Customer:
    customer = await session.get(Customer, customer_id)
    if customer is None:
        raise NotFound("There is no such customer.")
    return customer


async def get_customers(session: Session, customer_ids: Collection[str]) -> dict[str, Customer]:
    """Those of these customers that exist, by id, with one statement."""
    if not customer_ids:
        return {}
    found = await session.scalars(select(Customer).where(Customer.id.in_(set(customer_ids))))
    return {customer.id: customer for customer in found}


async def find_by_address(session: Session, kind: str, address: str) -> Customer | None:
    return (await _by_addresses(session, kind, [address])).get(address)


async def find_or_create_many(
    session: Session,
    kind: str,
    addresses: Sequence[str],
    *,
    languages: Mapping[str, str],
    now: datetime,
    names: Mapping[str, str] = _NO_NAMES,
) -> dict[str, Customer]:
    """The customer of each address; who is unknown becomes a customer, without a name unless `names` has one.

    Safe beside others doing it. Addresses are in their one form (E.164, lower case). `languages` gives the language of
    new customers by address.
    """
    # Sorted, so that two transactions wait for each other in the same order and never in a circle.
    wanted = sorted(set(addresses))
    known = await _by_addresses(session, kind, wanted)
    unknown = [address for address in wanted if address not in known]
    if not unknown:
        return known
    await _create_by_address(session, kind, unknown, languages=languages, names=names, now=now)
    return known | await _by_addresses(session, kind, unknown)


async def _by_addresses(session: Session, kind: str, addresses: Collection[str]) -> dict[str, Customer]:
    if not addresses:
        return {}
    query = select(CustomerAddress.address, Customer).join(Customer, Customer.id == CustomerAddress.customer_id)
    query = query.where(CustomerAddress.kind == kind, CustomerAddress.address.in_(addresses))
    return {address: customer for address, customer in await session.execute(query)}


async def _create_by_address(
    session: Session,
    kind: str,
    addresses: Sequence[str],
    *,
    languages: Mapping[str, str],
    now: datetime,
    names: Mapping[str, str] = _NO_NAMES,
) -> None:
    owners = {address: new_id() for address in addresses}
    customers = [
        {
            "id": id_,
            "name": names.get(address, "")[:LONGEST_NAME],
            "language": languages.get(address, DEFAULT_LANGUAGE),
            "created_at": now,
        }
        for address, id_ in owners.items()
    ]
    await session.execute(plain_insert(Customer), customers)
    rows = [{"id": new_id(), "customer_id": id_, "kind": kind, "address": a} for a, id_ in owners.items()]
    statement = insert(session, CustomerAddress).on_conflict_do_nothing(index_elements=["kind", "address"])
    taken = set(await session.scalars(statement.returning(CustomerAddress.customer_id), rows))
    # Another transaction was faster for these addresses: its customers stand, ours were never seen by anybody.
    superfluous = [id_ for id_ in owners.values() if id_ not in taken]
    if superfluous:
        await session.execute(delete(Customer).where(Customer.id.in_(superfluous)))


async def addresses_of(session: Session, customer_ids: Collection[str]) -> dict[str, list[CustomerAddress]]:
    """All addresses by customer id, phones first, the oldest first."""
    result: dict[str, list[CustomerAddress]] = {customer_id: [] for customer_id in customer_ids}
    if result:
        query = select(CustomerAddress).where(CustomerAddress.customer_id.in_(result))
        for row in await session.scalars(query.order_by(CustomerAddress.kind.desc(), CustomerAddress.id)):
            result[row.customer_id].append(row)
    return result


@dataclass(frozen=True, slots=True)
class Occupant:
    """One person of a home."""

    customer_id: str
    name: str
    role: str
    from_date: date


async def homes_of(session: Session, customer_ids: Collection[str], on: date) -> dict[str, list[str]]:
    """Place ids of each customer's homes on a day, the closest first; every customer asked for has a list."""
    homes: dict[str, list[str]] = {customer_id: [] for customer_id in customer_ids}
    if homes:
        query = select(Occupancy).where(Occupancy.customer_id.in_(homes), lasts_on(on))
        for row in await session.scalars(query.order_by(_closeness(), Occupancy.from_date.desc(), Occupancy.id)):
            if row.place_id not in homes[row.customer_id]:
                homes[row.customer_id].append(row.place_id)
    return homes


async def occupants_of(session: Session, place_id: str, on: date) -> list[Occupant]:
    """Who belongs to a home on a day: owners, tenants, family, agents, each group by the day they came."""
    by_role = case({role: place for place, role in enumerate(OCCUPANCY_ROLES)}, value=Occupancy.role, else_=9)
    query = select(Customer.id, Customer.name, Occupancy.role, Occupancy.from_date)
    query = query.join(Customer, Customer.id == Occupancy.customer_id).where(Occupancy.place_id == place_id)
    rows = await session.execute(query.where(lasts_on(on)).order_by(by_role, Occupancy.from_date, Occupancy.id))
    return [Occupant(*row) for row in rows]


async def occupancies_of(session: Session, customer_ids: Collection[str]) -> dict[str, list[Occupancy]]:
    """All occupancies by customer id, past ones too, the newest first."""
    result: dict[str, list[Occupancy]] = {customer_id: [] for customer_id in customer_ids}
    if result:
        query = select(Occupancy).where(Occupancy.customer_id.in_(result))
        for row in await session.scalars(query.order_by(Occupancy.from_date.desc(), Occupancy.id)):
            result[row.customer_id].append(row)
    return result


def lasts_on(day: date) -> ColumnElement[bool]:
    """The condition that an occupancy lasts on a day, its first and last day included."""
    return and_(Occupancy.from_date <= day, or_(Occupancy.to_date.is_(None), Occupancy.to_date >= day))


def _closeness() -> ColumnElement[int]:
    return case(_CLOSENESS, value=Occupancy.role, else_=len(_CLOSENESS))
