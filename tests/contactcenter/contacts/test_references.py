"""Reference numbers."""

import asyncio
from datetime import UTC, datetime

from contactcenter.contacts.references import next_references
from contactcenter.db import Database

SUMMER = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)


async def test_each_kind_counts_for_itself_and_from_one(db: Database) -> None:
    async with db.transaction() as session:
        assert await next_references(session, "C", 2, SUMMER) == ["C-2026-0001", "C-2026-0002"]
        assert await next_references(session, "W", 1, SUMMER) == ["W-2026-0001"]
        assert await next_references(session, "C", 1, SUMMER) == ["C-2026-0003"]
        assert await next_references(session, "C", 0, SUMMER) == []


async def test_the_year_is_that_of_the_desk(db: Database) -> None:
    new_year_in_hong_kong = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
    async with db.transaction() as session:
        assert await next_references(session, "C", 1, new_year_in_hong_kong) == ["C-2027-0001"]


async def test_after_9999_numbers_grow(db: Database) -> None:
    async with db.transaction() as session:
        await next_references(session, "C", 9_999, SUMMER)
        assert await next_references(session, "C", 1, SUMMER) == ["C-2026-10000"]


async def test_several_at_once_never_get_the_same(db: Database) -> None:
    async def take() -> list[str]:
        async with db.transaction() as session:
            return await next_references(session, "C", 3, SUMMER)

    taken = [reference for batch in await asyncio.gather(*(take() for _ in range(8))) for reference in batch]
    assert sorted(taken) == [f"C-2026-{number:04}" for number in range(1, 25)]


async def test_a_rollback_leaves_no_hole(db: Database) -> None:
    class Undone(Exception):
        pass

    try:
        async with db.transaction() as session:
            await next_references(session, "C", 5, SUMMER)
            raise Undone
    except Undone:
        pass
    async with db.transaction() as session:
        assert await next_references(session, "C", 1, SUMMER) == ["C-2026-0001"]
