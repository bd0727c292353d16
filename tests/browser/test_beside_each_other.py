"""Two people at the same contact, and two contacts that are the same."""

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MESSAGES = "**/api/v1/contacts/*/messages*"


async def test_of_two_answers_that_cross_the_second_is_read_against_the_first(people: People) -> None:
    owner = await people.owner("陳大文")
    agent = await people.staff("agent5")
    lead = await people.staff("supervisor1")
    await agent.go_available()
    await owner.text("3座12樓B室 師傅幾時到？")
    await agent.accept("陳大文")

    await lead.page.goto(agent.page.url)
    await expect(agent.page.locator("[data-viewers]")).to_contain_text(await name_of(lead))
    await lead.thread.focus()
    await lead.press("r")
    await expect(lead.reply_box).to_be_focused()
    await agent.reply_box.fill("師傅下午三點到")
    await lead.page.keyboard.insert_text("師傅兩點到，請先關水掣")
    typing = agent.words("viewers.typing", name=await name_of(lead))
    await expect(agent.page.locator("[data-viewers]")).to_contain_text(typing)
    await expect(agent.page.locator("[data-beside]")).to_be_visible()

    # What the lead sends does not reach the agent's eyes before she sends.
    agent.forgive("net::ERR_FAILED")
    agent.forgive("status of 409")
    await agent.page.route(MESSAGES, refuse)
    await lead.press("Control+Enter")
    await owner.hears("師傅兩點到")
    await agent.reply_box.press("Control+Enter")
    dialog = agent.page.get_by_role("dialog")
    await expect(dialog).to_contain_text("師傅兩點到，請先關水掣")
    await expect(dialog).to_contain_text("師傅下午三點到")
    await expect(owner.received("師傅下午三點到")).to_have_count(0)

    await agent.page.unroute(MESSAGES)
    await dialog.get_by_role("button", name=agent.words("act.edit"), exact=True).click()
    await expect(agent.reply_box).to_have_value("師傅下午三點到")
    await agent.reply_box.fill("兩點到，會先電話聯絡。")
    await agent.press("Control+Enter")
    await agent.page.get_by_role("dialog").get_by_role("button", name=agent.words("acts.conflictSend")).click()
    await owner.hears("兩點到，會先電話聯絡")
    await agent.end_with("answered", "兩點到")


async def test_two_contacts_about_one_leak_are_merged_and_taken_apart_again(people: People) -> None:
    owner = await people.owner("陳大文")
    helper = await people.owner("+852 6100 0888")
    agent = await people.staff("agent5")
    await agent.go_available()
    await owner.text("3座12樓B室 廚房漏水")
    first = await agent.accept("陳大文")
    address = agent.page.url
    await helper.text("3座12樓B室 陳先生廚房仲漏緊水")
    second = await agent.accept("+852 6100 0888")
    other_address = agent.page.url

    await agent.page.goto(address)
    await expect(agent.page.get_by_role("region", name=first)).to_be_visible()
    await merge_with_the_neighbour(agent)
    await expect(agent.says("acts.merged", reference=second, into=first)).to_be_visible()
    came_by_other = agent.page.locator("[data-origin]").filter(has_text=second)
    await expect(came_by_other.first).to_be_visible()

    await helper.text("幾時有人到？")
    await expect(agent.thread).to_contain_text("幾時有人到？")
    await agent.reply("師傅已出發")
    await helper.hears("師傅已出發")
    await expect(owner.received("師傅已出發")).to_have_count(0)

    await agent.page.get_by_role("button", name=agent.words("acts.unmerge")).click()
    dialog = agent.page.get_by_role("dialog", name=agent.words("acts.unmergeTitle", reference=second))
    await dialog.get_by_label(agent.words("acts.unmergeReason")).fill("不是同一戶")
    await agent.press("Control+Enter")
    await expect(agent.says("acts.unmerged", reference=second)).to_be_visible()
    await expect(came_by_other).to_have_count(0)
    await agent.page.get_by_role("button", name=agent.words("acts.history")).click()
    history = agent.page.locator("[data-history]")
    await expect(history).to_contain_text(agent.words("past.gave_back", reference=second))
    await expect(history).to_contain_text("不是同一戶")
    await agent.end_with("no_action", first)
    await agent.page.goto(other_address)
    await agent.end_with("no_action", second)


async def merge_with_the_neighbour(agent: StaffWindow) -> None:
    """By keys, from the suggestion; the two people are strangers to the desk, so it is asked whether this is meant."""
    agent.forgive("status of 409")
    await agent.thread.focus()
    await agent.press("Shift+M")
    dialog = agent.page.get_by_role("dialog", name=agent.words("acts.mergeTitle"))
    await dialog.locator("[data-merge-choice]").first.click()
    await expect(cards(dialog)).to_have_count(2)
    await agent.press("Control+Enter")
    await dialog.get_by_role("checkbox").check()
    await agent.press("Control+Enter")
    await expect(dialog).to_have_count(0)


def cards(dialog: Locator) -> Locator:
    return dialog.locator("[data-merge-card]")


async def name_of(person: StaffWindow) -> str:
    return (await person.signed_in())["name"]


async def refuse(route: Route) -> None:
    await route.abort()
