"""The settings of the knowledge base: what holds before anybody changed them, and changing them."""

import asyncio

import pytest

from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput
from knowledge_base.settings.service import get_settings, update_settings
from tests.knowledge_base.builders import NOW, make_agent


async def test_a_new_installation_has_settings_without_a_row(db: Database) -> None:
    async with db.reading() as session:
        settings = await get_settings(session)
    assert (settings.answer_within_hours, settings.own_review, settings.public_help) == (48, False, "open")
    assert (settings.assistant_id, settings.calendar_id, settings.version) == (None, None, 1)


async def test_what_is_changed_holds_and_the_rest_stays(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        await update_settings(session, {"assistant_id": agent}, version=1, author_id=agent, now=NOW)
        settings = await update_settings(session, {"tells_askers": True}, version=2, author_id=agent, now=NOW)
        assert (settings.assistant_id, settings.tells_askers, settings.version) == (agent, True, 3)
        # Saying it again changes nothing.
        settings = await update_settings(session, {"tells_askers": True}, version=3, author_id=agent, now=NOW)
        assert settings.version == 3
        with pytest.raises(Conflict):
            await update_settings(session, {"tells_askers": False}, version=1, author_id=agent, now=NOW)


@pytest.mark.parametrize("field", ["assistant_id", "calendar_id"])
async def test_who_and_what_does_not_exist_is_named(db: Database, field: str) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)
        with pytest.raises(InvalidInput) as caught:
            await update_settings(session, {field: "nothing"}, version=None, author_id=agent, now=NOW)
    assert caught.value.details["field"] == field


async def test_the_first_two_changes_at_once_are_both_kept(db: Database) -> None:
    async with db.transaction() as session:
        agent = await make_agent(session)

    async def change(name: str) -> None:
        async with db.transaction() as session:
            await update_settings(session, {name: 7}, version=None, author_id=agent, now=NOW)

    await asyncio.gather(*map(change, ("sort_within_hours", "answer_within_hours")))
    async with db.reading() as session:
        settings = await get_settings(session)
    assert (settings.sort_within_hours, settings.answer_within_hours, settings.version) == (7, 7, 3)
