"""Groups and their members."""

import pytest

from contactcenter.agents.service import AgentChanges, update_agent
from contactcenter.db import Database
from contactcenter.errors import Conflict, NotFound
from contactcenter.groups import service
from tests.support.builders.agents import NOW, make_agent
from tests.support.builders.groups import make_group


async def test_members_are_the_active_people_of_a_group(db: Database) -> None:
    async with db.transaction() as session:
        ada, bob, gone = [await make_agent(session, name=name) for name in ("Ada", "Bob", "Gone")]
        group = await make_group(session, members=[bob, ada, gone, ada])
        await service.add_members(session, group.id, [ada.id])
        await update_agent(session, gone.id, AgentChanges(is_active=False), author_id=ada.id, now=NOW)
        assert [person.name for person in await service.members_of(session, group.id)] == ["Ada", "Bob"]
        assert await service.is_member(session, group.id, bob.id)
        await service.remove_member(session, group.id, bob.id)
        assert not await service.is_member(session, group.id, bob.id)


async def test_groups_of_a_person_stand_in_the_order_of_their_codes(db: Database) -> None:
    async with db.transaction() as session:
        ada = await make_agent(session)
        second = await make_group(session, code="engineering-3", building="3", members=[ada])
        first = await make_group(session, code="cleaning", members=[ada])
        await make_group(session, code="security")
        assert [group.id for group in await service.groups_of(session, ada.id)] == [first.id, second.id]
        assert [group.code for group in await service.list_groups(session)] == ["cleaning", "engineering-3", "security"]
        assert set(await service.get_groups(session, [first.id, "unknown"])) == {first.id}


async def test_group_code_is_unique(db: Database) -> None:
    async with db.transaction() as session:
        group = await make_group(session, code="cleaning")
        with pytest.raises(Conflict):
            await make_group(session, code="cleaning")
        found = await service.find_group_by_code(session, "cleaning")
        with pytest.raises(NotFound):
            await service.get_group(session, "unknown")
    assert found is not None
    assert found.id == group.id
