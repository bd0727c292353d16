"""Lines are found by channel and address."""

import pytest

from contactcenter.db import Database
from contactcenter.errors import NotFound
from contactcenter.lines import service
from tests.support.builders.lines import make_line


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
