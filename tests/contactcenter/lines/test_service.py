"""Lines are found by channel and address."""

import pytest

from contactcenter.calendars.changes import add_calendar
from contactcenter.db import Database
from contactcenter.errors import NotFound
from contactcenter.lines import service
from tests.support.builders.lines import make_line
from tests.support.builders.routing import make_queue


async def test_line_is_found_by_channel_and_address(db: Database) -> None:
    async with db.transaction() as session:
        text, voice = await make_line(session), await make_line(session, channel="voice")
        found = await service.find_line(session, "sms", "+85230000000")
        assert await service.find_line(session, "email", "+85230000000") is None
        several = await service.find_lines(session, "voice", ["+85230000000", "+85239999999"])
        assert await service.find_lines(session, "voice", []) == {}
        assert [line.id for line in await service.list_lines(session)] == [text.id, voice.id]
        assert (await service.get_line(session, text.id)).channel == "sms"
        with pytest.raises(NotFound):
            await service.get_line(session, "unknown")
    assert found is not None
    assert found.id == text.id
    assert {address: line.id for address, line in several.items()} == {"+85230000000": voice.id}


async def test_a_line_is_open_by_its_own_calendar_or_that_of_its_queue(db: Database) -> None:
    async with db.transaction() as session:
        own, shared = [await add_calendar(session, code=code, names={"en": code}, weekly={}) for code in "ab"]
        queue = await make_queue(session)
        line = await make_line(session, queue_id=queue.id)
        assert await service.calendar_of(session, None) is None
        assert await service.calendar_of(session, line) is None
        queue.calendar_id = shared
        await session.flush()
        assert await service.calendar_of(session, line) == shared
        line.calendar_id = own
        assert await service.calendar_of(session, line) == own
