"""Calendars in the database."""

from datetime import UTC, date, datetime

import pytest

from contactcenter.calendars import service
from contactcenter.calendars.changes import add_calendar
from contactcenter.db import Database
from contactcenter.errors import InvalidInput, NotFound

NAMES = {"zh-Hant": "辦公時間", "zh-Hans": "办公时间", "en": "Office hours"}
WEEKDAYS = {day: [["08:00", "20:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
# 09:00 in Hong Kong on 1 October 2026, a Thursday and National Day.
NATIONAL_DAY = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)


async def test_without_a_calendar_it_is_always_open(db: Database) -> None:
    async with db.reading() as session:
        assert await service.is_open(session, None, NATIONAL_DAY)
        assert await service.next_opening(session, None, NATIONAL_DAY) == NATIONAL_DAY


async def test_hours_are_those_of_the_desk_and_end_on_holidays_of_their_region(db: Database) -> None:
    async with db.transaction() as session:
        office = await add_calendar(session, code="office", names=NAMES, weekly=WEEKDAYS, region="HK")
        anyway = await add_calendar(session, code="anyway", names=NAMES, weekly=WEEKDAYS)
        await service.add_public_holidays(session, "HK", (2026, 2027, 2028))
    async with db.reading() as session:
        assert not await service.is_open(session, office, NATIONAL_DAY)
        assert await service.is_open(session, anyway, NATIONAL_DAY)
        opening = await service.next_opening(session, office, NATIONAL_DAY)
        assert opening == datetime(2026, 10, 2, 0, 0, tzinfo=UTC)


async def test_holidays_are_added_once(db: Database) -> None:
    async with db.transaction() as session:
        added = await service.add_public_holidays(session, "HK", (2026, 2027))
        assert added > 30
        assert await service.add_public_holidays(session, "HK", (2026, 2027)) == 0
        assert await service.add_public_holidays(session, "HK", (2026, 2027, 2028)) > 15
        names = await service.holidays_between(session, "HK", date(2026, 10, 1), date(2026, 10, 1))
        assert names[date(2026, 10, 1)]["zh-Hant"] == "國慶日"


async def test_hours_that_are_none_and_calendars_that_are_none_are_refused(db: Database) -> None:
    async with db.transaction() as session:
        with pytest.raises(InvalidInput):
            await add_calendar(session, code="x", names=NAMES, weekly={"mon": [["8", "9"]]})
        with pytest.raises(NotFound):
            await service.is_open(session, "nothing", NATIONAL_DAY)
