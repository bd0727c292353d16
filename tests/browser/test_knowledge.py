"""The knowledge base at the desk: it offers itself, one key answers with it, a call is led by it, readers mend it."""

import re

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.browser.test_calls import ready_for_calls, waits_for_repairs
from tests.support.browser.axe import everywhere
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PARKING = "訪客泊車與收費"
LEAK = "漏水來電：逐步問清楚"


def suggestions(agent: StaffWindow) -> Locator:
    return agent.page.get_by_role("region", name=agent.words("knowledge.suggested"))


def insert_button(agent: StaffWindow) -> Locator:
    return agent.page.get_by_role("button", name=agent.words("knowledge.insert"), exact=True)


async def test_what_answers_a_text_offers_itself_and_one_key_sends_it_with_a_link(people: People) -> None:
    owner = await people.owner("+852 6100 0791")
    agent = await people.staff("agent11")
    await agent.go_available()
    await owner.text("請問朋友過夜，訪客泊車點收費？")
    await agent.accept("+852 6100 0791")
    await expect(suggestions(agent).get_by_text(PARKING)).to_be_visible()

    await agent.press("Alt+1")
    await expect(agent.reply_box).to_have_value(re.compile(r"/help/\S+\?lang=zh-Hant$"))
    await expect(agent.page.get_by_role("list", name=agent.words("knowledge.inserted"))).to_contain_text(PARKING)
    await agent.press("Alt+z")
    await expect(agent.reply_box).to_have_value("")
    await agent.press("Alt+1")
    await expect(agent.reply_box).not_to_have_value("")
    await agent.press("Control+Enter")

    heard = await owner.hears("首兩小時免費", "/help/")
    link = re.search(r"http\S+/help/\S+", heard)
    assert link is not None, heard
    await owner.page.goto(link[0])
    await expect(owner.page.get_by_role("heading", name=PARKING)).to_be_visible()
    outcome = agent.words("outcome.answered")
    await agent.page.get_by_role("button", name=agent.words("act.end"), exact=True).click()
    panel = agent.page.get_by_role("region", name=agent.words("state.wrap_up"))
    await expect(panel.get_by_text(outcome)).to_be_visible()
    await panel.get_by_role("button", name=agent.words("act.finish")).click()


async def test_a_call_is_led_through_a_decision_tree(people: People) -> None:
    owner = await people.owner("陳大文")
    agent = await ready_for_calls(people, "agent12")
    await waits_for_repairs(owner)
    await agent.answer("陳大文")
    await owner.say("廚房水龍頭有啲滴水，想問下點做")
    await agent.search_knowledge("漏水來電 逐步")
    pane = agent.context("knowledge")
    await agent.press("ArrowDown")
    await expect(pane.locator("[data-hit]").filter(has_text=LEAK)).to_be_visible()
    await pane.locator("[data-hit]").filter(has_text=LEAK).click()
    tree = pane.get_by_role("region", name=agent.words("article.tree.label"))
    await expect(tree).to_contain_text("滴，慢慢流")

    await agent.press("2")
    await expect(tree).to_contain_text("總水掣")
    await agent.press("Backspace")
    await expect(tree).to_contain_text("滴，慢慢流")
    await agent.press("2", "2")
    await expect(pane.get_by_text("切勿碰電掣").first).to_be_visible()
    aloud = pane.get_by_role("region", name=agent.words("article.aloud"))
    await expect(aloud).to_contain_text("保安現正關該層水掣")

    await tree.get_by_role("button", name=agent.words("article.tree.note")).click()
    await expect(agent.thread.get_by_text("→ 緊急。", exact=False)).to_be_visible()
    found = await everywhere(agent, "decision tree on a call")
    await insert_button(agent).click()
    await expect(agent.say_box).to_have_value(re.compile("保安現正關該層水掣"))
    await agent.press("Enter")
    await owner.hears_in_call("保安現正關該層水掣")

    await agent.press("Alt+x")
    panel = agent.page.get_by_role("region", name=agent.words("state.wrap_up"))
    await expect(panel.get_by_role("radio", name=agent.words("outcome.answered"))).to_be_checked()
    await expect(panel).to_contain_text(LEAK)
    await agent.page.keyboard.press("Control+Enter")
    await expect(panel).to_have_count(0)
    assert not found, "\n".join(found)


async def test_what_is_wrong_reaches_whoever_answers_for_the_article(people: People) -> None:
    owner = await people.owner("+852 6100 0792")
    agent = await people.staff("agent13")
    keeper = await people.staff("backoffice5")
    await agent.go_available()
    await owner.text("訪客泊車幾錢一個鐘？")
    await agent.accept("+852 6100 0792")
    await expect(suggestions(agent).get_by_text(PARKING)).to_be_visible()
    await agent.press("1")
    await expect(insert_button(agent)).to_be_enabled()
    found = await everywhere(agent, "article")
    await agent.press("Shift+R")
    dialog = agent.page.get_by_role("dialog", name=agent.words("article.report.title"))
    await dialog.get_by_label(agent.words("article.report.wrong_words")).fill("五月起每小時25元")
    found += await everywhere(agent, "report")
    await agent.press("Control+Enter")
    await expect(dialog).to_have_count(0)
    await expect(agent.page.get_by_text(agent.words("article.openReports", count=1))).to_be_visible()

    tasks = await keeper.page.context.request.get(f"{keeper.base_url}/api/v1/knowledge/tasks")
    assert "report" in {task["kind"] for task in (await tasks.json())["items"]}
    helped = agent.page.get_by_role("button", name=agent.words("article.helpful"), exact=True)
    await helped.click()
    await expect(helped).to_have_attribute("aria-pressed", "true")
    assert not found, "\n".join(found)
    await agent.thread.focus()
    await agent.end_with("no_action", "")


async def test_what_nobody_can_answer_is_asked_from_the_palette(people: People) -> None:
    agent = await people.staff("agent14")
    question = "平台可唔可以養蜂？"
    await agent.press("Control+k")
    box = agent.page.get_by_role("combobox", name=agent.words("palette.title"))
    await box.fill(question)
    ask = agent.words("palette.askKnowledge", words=question)
    await agent.page.get_by_role("option", name=ask).click()
    await agent.page.get_by_role("option", name=agent.words("palette.gap", words=question)).click()
    dialog = agent.page.get_by_role("dialog", name=agent.words("article.gap.title"))
    await expect(dialog.get_by_label(agent.words("article.gap.question"))).to_have_value(question)
    await agent.press("Control+Enter")
    await expect(agent.says("knowledge.gapRecorded")).to_be_visible()
