"""Texts in the customer's language, or in the next best one."""

import pytest

from contactcenter.db import Database
from contactcenter.errors import NotFound
from contactcenter.templates import service
from tests.support.builders.templates import make_template


async def test_language_falls_back_to_the_default_then_to_english_then_to_any(db: Database) -> None:
    async with db.transaction() as session:
        await make_template(session, "acknowledge", "收到 {reference}", language="zh-Hant")
        await make_template(session, "acknowledge", "Got {reference}", language="en")
        await make_template(session, "closed", "Closed", language="en")
        await make_template(session, "odd", "完成", language="zh-Hans")

        async def text(code: str, language: str) -> str:
            return await service.render(session, code, language, {"reference": "C-2026-0001"})

        assert await text("acknowledge", "en") == "Got C-2026-0001"
        assert await text("acknowledge", "zh-Hans") == "收到 C-2026-0001"
        assert await text("closed", "zh-Hant") == "Closed"
        assert await text("odd", "en") == "完成"
        with pytest.raises(NotFound):
            await text("unknown", "en")


async def test_templates_are_listed_by_channel_and_language(db: Database) -> None:
    async with db.transaction() as session:
        await make_template(session, "b", "B", language="en")
        await make_template(session, "a", "A", language="en", channel="email")
        await make_template(session, "a", "甲", language="zh-Hant")
        codes = [(row.code, row.language) for row in await service.list_templates(session)]
        english = await service.list_templates(session, language="en", channel="sms")
    assert codes == [("a", "en"), ("a", "zh-Hant"), ("b", "en")]
    assert [row.code for row in english] == ["b"]
