"""Customers found or made by address, also by two at once, and their homes."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from contactcenter.customers import service
from contactcenter.customers.changes import add_occupancy, end_occupancy
from contactcenter.customers.models import Customer, CustomerAddress
from contactcenter.db import Database, Session
from contactcenter.errors import NotFound
from tests.support.builders.customers import NOW, make_customer
from tests.support.builders.places import make_home

TODAY = date(2026, 11, 23)
FIRST, SECOND, THIRD = "+85291230001", "+85291230002", "+85291230003"


async def find_or_create(
    session: Session, *phones: str, languages: dict[str, str] | None = None
) -> dict[str, Customer]:
    return await service.find_or_create_many(session, "phone", phones, languages=languages or {}, now=NOW)


async def count(session: Session, model: type[Customer | CustomerAddress]) -> int:
    return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_unknown_numbers_become_customers_without_a_name(db: Database) -> None:
    async with db.transaction() as session:
        known = await make_customer(session, phone=FIRST)
        found = await find_or_create(session, FIRST, SECOND, SECOND, THIRD, languages={SECOND: "en"})
        assert await count(session, Customer) == 3
    assert set(found) == {FIRST, SECOND, THIRD}
    assert found[FIRST].id == known.id
    assert [(found[phone].name, found[phone].language) for phone in (SECOND, THIRD)] == [("", "en"), ("", "zh-Hant")]


async def test_again_finds_the_same(db: Database) -> None:
    async with db.transaction() as session:
        before = await find_or_create(session, FIRST, SECOND)
    async with db.transaction() as session:
        after = await find_or_create(session, SECOND, FIRST)
        assert await find_or_create(session) == {}
    assert {phone: customer.id for phone, customer in before.items()} == {
        phone: customer.id for phone, customer in after.items()
    }


async def test_two_transactions_at_once_make_each_customer_once(db: Database) -> None:
    phones = [f"+8529123{number:04}" for number in range(60)]

    async def take(some: Sequence[str]) -> dict[str, str]:
        async with db.transaction() as session:
            return {phone: customer.id for phone, customer in (await find_or_create(session, *some)).items()}

    results = await asyncio.gather(take(phones[:40]), take(phones[:19:-1]), take(phones), take(phones[10:50]))
    merged: dict[str, str] = {}
    for result in results:
        for phone, customer_id in result.items():
            assert merged.setdefault(phone, customer_id) == customer_id
    async with db.reading() as session:
        assert await count(session, Customer) == await count(session, CustomerAddress) == len(phones)


async def test_loser_of_a_race_leaves_no_customer_behind(db: Database) -> None:
    async with db.transaction() as session:
        winner = await make_customer(session, phone=FIRST)
        # What the other transaction does when it looked before the winner's commit.
        await service._create_by_address(session, "phone", [FIRST, SECOND], languages={}, now=NOW)
        assert await count(session, Customer) == 2
        found = await service.find_by_address(session, "phone", FIRST)
    assert found is not None
    assert found.id == winner.id


async def test_same_text_as_phone_and_email_are_two_addresses(db: Database) -> None:
    async with db.transaction() as session:
        by_phone = await find_or_create(session, FIRST)
        by_mail = await service.find_or_create_many(session, "email", [FIRST], languages={}, now=NOW)
    assert by_phone[FIRST].id != by_mail[FIRST].id


async def test_homes_are_those_of_the_day(db: Database) -> None:
    async with db.transaction() as session:
        let, lived_in, past = [await make_home(session, code) for code in ("1-9-A", "6-21-D", "2-1-A")]
        owner = await make_customer(session, home_id=let.id)
        stranger = await make_customer(session, name="Nobody")
        mover: dict[str, Any] = {"author_id": None, "now": NOW}
        await add_occupancy(session, owner.id, lived_in.id, role="tenant", from_date=date(2024, 1, 1), **mover)
        old = await add_occupancy(session, owner.id, past.id, role="owner", from_date=date(2010, 1, 1), **mover)
        await end_occupancy(session, old.id, last_day=date(2026, 11, 22), **mover)
        await add_occupancy(session, owner.id, past.id, role="family", from_date=date(2026, 11, 24), **mover)
        homes = await service.homes_of(session, [owner.id, stranger.id], TODAY)
        assert await service.homes_of(session, [], TODAY) == {}
        on_last_day = await service.homes_of(session, [owner.id], date(2026, 11, 22))
    assert homes == {owner.id: [lived_in.id, let.id], stranger.id: []}
    assert past.id in on_last_day[owner.id]


async def test_occupants_stand_in_the_order_of_their_roles(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        await make_customer(session, name="Tenant", home_id=home.id, role="tenant")
        await make_customer(session, name="Owner", home_id=home.id, role="owner")
        await make_customer(session, name="Elsewhere")
        occupants = await service.occupants_of(session, home.id, TODAY)
    assert [(person.name, person.role) for person in occupants] == [("Owner", "owner"), ("Tenant", "tenant")]


async def test_addresses_are_listed_by_customer(db: Database) -> None:
    async with db.transaction() as session:
        customer = await make_customer(session, phone=FIRST, email="Ada@Example.com")
        listed = await service.addresses_of(session, [customer.id])
        with pytest.raises(NotFound):
            await service.get_customer(session, "nobody")
    assert [(row.kind, row.address) for row in listed[customer.id]] == [("phone", FIRST), ("email", "ada@example.com")]
