"""The same desk in the other two languages, and a change of language under an unfinished reply."""

from dataclasses import dataclass

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.words import Language

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@dataclass(frozen=True)
class Pass:
    language: Language
    username: str
    name: str
    owner: str
    question: str
    answer: str
    other: Language


PASSES = [
    Pass(
        "en",
        "agent6",
        "Daniel Mercer",
        "Bartholomew Featherstonehaugh",
        "Tower 1 5/F Flat C: when is the pool open?",
        "The pool is open from 7 am to 10 pm.",
        "zh-Hant",
    ),
    Pass("zh-Hans", "agent4", "王雪梅", "李晓梅", "2座7楼C室 门禁卡丢了怎么补办？", "请带身份证到客服中心补办。", "en"),
]


@pytest.mark.parametrize("way", PASSES, ids=lambda way: way.language)
async def test_a_text_is_answered_in_this_language(people: People, way: Pass) -> None:
    owner = await people.owner(way.owner, language=way.language)
    agent = await people.staff(way.username, language=way.language)
    await agent.go_available()
    await owner.text(way.question)
    reference = await agent.accept(way.owner)
    await owner.hears(reference)

    await agent.reply_box.fill(way.answer)
    await agent.choose_language(way.other, way.name)
    await expect(agent.reply_box).to_have_value(way.answer)
    assert await agent.page.evaluate("document.documentElement.lang") == way.other
    await agent.choose_language(way.language, way.name)
    await expect(agent.reply_box).to_have_value(way.answer)
    await agent.reply_box.press("Control+Enter")
    await owner.hears(way.answer)
    await expect(agent.delivered(way.answer)).to_be_visible()
    assert agent.loads == 1
