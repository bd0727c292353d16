"""Changes of customers: versions, addresses that change hands, homes with dates."""

from datetime import date
from typing import Any

import pytest

from contactcenter.customers import changes
from contactcenter.customers.addresses import Address, read_address
from contactcenter.customers.changes import CustomerChanges
from contactcenter.customers.service import find_by_address, find_or_create_many, occupancies_of
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.journal import history
from tests.support.builders.agents import make_agent
from tests.support.builders.customers import NOW, make_customer
from tests.support.builders.places import make_home

PHONE = Address("phone", "+85291230001")


async def test_change_bumps_the_version_and_stays_in_the_history(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        customer = await make_customer(session, name="陳大文")
        wanted = CustomerChanges(name="陳小文", note="Call after six.")
        changed = await changes.update_customer(session, customer.id, wanted, author_id=agent.id, now=NOW, version=1)
        last = (await history.of_subject(session, "customer", customer.id))[-1]
    assert (changed.name, changed.folded_name, changed.version) == ("陳小文", "陈小文", 2)
    assert last.details == {"name": "陳小文", "note": "Call after six."}


async def test_stale_version_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        customer = await make_customer(session)
        act: dict[str, Any] = {"author_id": agent.id, "now": NOW}
        await changes.update_customer(session, customer.id, CustomerChanges(name="A"), **act, version=1)
        with pytest.raises(Conflict) as caught:
            await changes.update_customer(session, customer.id, CustomerChanges(name="B"), **act, version=1)
        same = await changes.update_customer(session, customer.id, CustomerChanges(name="A"), **act, version=2)
    assert caught.value.code == "stale"
    assert same.version == 2


@pytest.mark.parametrize("wanted", [CustomerChanges(kind="robot"), CustomerChanges(language="fr")])
async def test_unusable_change_is_refused(db: Database, wanted: CustomerChanges) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        customer = await make_customer(session)
        with pytest.raises(InvalidInput):
            await changes.update_customer(session, customer.id, wanted, author_id=agent.id, now=NOW)
        with pytest.raises(NotFound):
            await changes.update_customer(session, "nobody", CustomerChanges(), author_id=agent.id, now=NOW)


async def test_number_without_a_name_goes_over_to_its_owner(db: Database) -> None:
    async with db.transaction() as session:
        unnamed = (await find_or_create_many(session, "phone", [PHONE.address], languages={}, now=NOW))[PHONE.address]
        customer = await make_customer(session)
        for _ in range(2):
            await changes.link_address(session, customer, PHONE, author_id=None, now=NOW)
        found = await find_by_address(session, "phone", PHONE.address)
        acts = [(entry.act, entry.details) for entry in await history.of_subject(session, "customer", customer.id)]
    assert found is not None
    assert found.id == customer.id
    assert acts[1:] == [("address_linked", {"kind": "phone", "from": unnamed.id})]


async def test_address_of_another_named_customer_is_refused(db: Database) -> None:
    async with db.transaction() as session:
        holder = await make_customer(session, name="Holder", phone=PHONE.address)
        customer = await make_customer(session)
        with pytest.raises(Conflict) as caught:
            await changes.link_address(session, customer, PHONE, author_id=None, now=NOW)
    assert caught.value.code == "address_taken"
    assert caught.value.details["customer_id"] == holder.id


async def test_occupancy_has_a_first_and_a_last_day(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        customer = await make_customer(session, home_id=home.id)
        (row,) = (await occupancies_of(session, [customer.id]))[customer.id]
        mover: dict[str, Any] = {"author_id": None, "now": NOW}
        with pytest.raises(InvalidInput):
            await changes.end_occupancy(session, row.id, last_day=date(2019, 12, 31), **mover)
        ended = await changes.end_occupancy(session, row.id, last_day=date(2026, 11, 30), **mover)
        with pytest.raises(InvalidInput):
            await changes.add_occupancy(
                session, customer.id, home.id, role="ghost", from_date=date(2026, 1, 1), **mover
            )
        with pytest.raises(NotFound):
            await changes.end_occupancy(session, "unknown", last_day=date(2026, 11, 30), **mover)
    assert ended.to_date == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("kind", "raw", "address"),
    [
        ("phone", "9123 0001", "+85291230001"),
        ("email", " Ada.Wong@Example.COM ", "ada.wong@example.com"),
    ],
)
def test_address_is_brought_into_its_one_form(kind: str, raw: str, address: str) -> None:
    assert read_address(kind, raw) == Address(kind, address)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [("phone", "12"), ("email", "ada"), ("email", "@x.com"), ("email", "a b@x.com"), ("email", "a@x"), ("fax", "1")],
)
def test_unusable_address_is_refused(kind: str, raw: str) -> None:
    with pytest.raises(InvalidInput):
        read_address(kind, raw)
