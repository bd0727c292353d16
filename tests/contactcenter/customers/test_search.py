"""Customers by what somebody at the desk types."""

from datetime import date

import pytest

from contactcenter.customers.search import search_customers
from contactcenter.db import Database
from tests.support.builders.customers import make_customer
from tests.support.builders.places import make_home

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "q",
    [
        pytest.param("陳大", id="part of the name"),
        pytest.param("陈大文", id="the other script"),
        pytest.param("9123 4567", id="number with a space"),
        pytest.param("1234567", id="part of the number"),
        pytest.param("+852 9123-4567", id="number with country code"),
        pytest.param("TAIMAN@", id="part of the mail address"),
        pytest.param("3座12樓B室", id="unit"),
        pytest.param("T3 12b", id="unit in English"),
    ],
)
async def test_customer_is_found_by(db: Database, q: str) -> None:
    async with db.transaction() as session:
        home = await make_home(session, "3-12-B")
        wanted = await make_customer(
            session, name="陳大文", phone="+85291234567", email="taiman@example.com", home_id=home.id
        )
        await make_customer(session, name="李小明", phone="+85261110000", email="ming@example.com")
        found = await search_customers(session, q, on=TODAY)
    assert [customer.id for customer in found] == [wanted.id]


async def test_wildcards_mean_themselves(db: Database) -> None:
    async with db.transaction() as session:
        await make_customer(session, name="陳大文")
        assert await search_customers(session, "%", on=TODAY) == []
        assert await search_customers(session, "陳_文", on=TODAY) == []


async def test_filters_by_address_and_place(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        wanted = await make_customer(session, phone="+85291234567", home_id=home.id)
        await make_customer(session)
        by_address = await search_customers(session, on=TODAY, address="+85291234567")
        by_place = await search_customers(session, on=TODAY, place_id=home.id)
        before = await search_customers(session, on=date(2019, 1, 1), place_id=home.id)
    assert [customer.id for customer in by_address] == [customer.id for customer in by_place] == [wanted.id]
    assert before == []


async def test_search_is_read_in_pages(db: Database) -> None:
    async with db.transaction() as session:
        made = [(await make_customer(session, name=f"Chan {number}")).id for number in range(5)]
        first = await search_customers(session, "chan", on=TODAY, limit=3)
        rest = await search_customers(session, "chan", on=TODAY, limit=3, after=first[-1].id)
    assert [customer.id for customer in (*first, *rest)] == made
