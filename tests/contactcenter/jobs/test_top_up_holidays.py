"""Public holidays are there for this year and the next two, and the years go on."""

import asyncio
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from contactcenter.calendars.models import Holiday
from contactcenter.calendars.service import holidays_between
from contactcenter.db import Database
from contactcenter.jobs import top_up_holidays
from tests.support.builders.agents import make_agent

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def years_of(db: Database, region: str) -> set[int]:
    async with db.reading() as session:
        days = await session.scalars(select(Holiday.day).where(Holiday.region == region))
        return {day.year for day in days}


@pytest.mark.parametrize("region", ["HK", "TW", "CN"])
async def test_three_years_are_seeded_and_each_january_brings_one(db: Database, region: str) -> None:
    assert await top_up_holidays.fire(db, now=NOW) > 100
    assert await years_of(db, region) == {2026, 2027, 2028}
    assert await top_up_holidays.fire(db, now=NOW) == 0
    # In Hong Kong the year has begun.
    assert await top_up_holidays.fire(db, now=datetime(2026, 12, 31, 16, 0, tzinfo=UTC)) > 30
    assert await years_of(db, region) == {2026, 2027, 2028, 2029}


async def test_two_nodes_seed_each_day_once(db: Database) -> None:
    async with db.transaction() as session:
        await make_agent(session)
    await asyncio.gather(*(top_up_holidays.fire(db, now=NOW) for _ in range(3)))
    async with db.reading() as session:
        pairs = select(Holiday.region, Holiday.day, func.count()).group_by(Holiday.region, Holiday.day)
        assert {count for _, _, count in await session.execute(pairs)} == {1}
        names = await holidays_between(session, "HK", date(2027, 2, 6), date(2027, 2, 6))
    assert names[date(2027, 2, 6)]["en"] == "Lunar New Year's Day"
