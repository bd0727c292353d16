"""Notices of a place and of everything above it."""

from datetime import timedelta

from contactcenter import clock
from contactcenter.db import Database
from contactcenter.notices.service import notices_for
from contactcenter.places.service import find_place_by_code
from tests.support.builders.notices import make_notice
from tests.support.builders.places import make_home

NOW = clock.now()
DAY = timedelta(days=1)


async def test_a_home_is_concerned_by_what_is_planned_above_it(db: Database) -> None:
    async with db.transaction() as session:
        home, other = await make_home(session, "3-12-B"), await make_home(session, "2-1-A")
        tower = await find_place_by_code(session, "3")
        assert tower is not None
        await make_notice(session, home, title="own", starts_at=NOW + 3 * DAY)
        await make_notice(session, tower, title="tower", starts_at=NOW + 2 * DAY)
        await make_notice(session, other, title="neighbour", starts_at=NOW + DAY)
        found = await notices_for(session, home.id, NOW)
        assert [notice.titles["en"] for notice in found] == ["tower", "own"]
        assert [notice.titles["en"] for notice in await notices_for(session, tower.id, NOW)] == ["tower"]


async def test_tomorrow_counts_today_and_yesterday_no_more(db: Database) -> None:
    async with db.transaction() as session:
        home = await make_home(session)
        await make_notice(session, home, title="standing", starts_at=NOW - 90 * DAY, ends_at=None)
        await make_notice(session, home, title="over", starts_at=NOW - 2 * DAY, ends_at=NOW)
        await make_notice(session, home, title="today", starts_at=NOW, ends_at=NOW + DAY)
        await make_notice(session, home, title="tomorrow", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
        await make_notice(session, home, title="not yet", starts_at=NOW + DAY, published_at=NOW + timedelta(hours=1))
        await make_notice(session, home, title="draft", starts_at=NOW + DAY, published_at=None)
        found = await notices_for(session, home.id, NOW)
        assert [notice.titles["en"] for notice in found] == ["standing", "today", "tomorrow"]
