"""A whole contact without touching a pointer."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def walk_to(window: StaffWindow, target: Locator) -> None:
    """Tab until it has the focus."""
    await expect(target).to_be_visible()
    for _step in range(40):
        if await target.evaluate("element => element === document.activeElement"):
            return
        await window.press("Tab")
    raise AssertionError(f"Tab does not lead to {target}")


async def type_in(window: StaffWindow, target: Locator, words: str) -> None:
    await walk_to(window, target)
    await window.page.keyboard.type(words)


async def test_a_contact_is_worked_by_keys_alone(people: People) -> None:
    owner = await people.owner("Priya Raman")
    agent = await people.staff_at_the_door()
    page, words = agent.page, agent.words
    await type_in(agent, page.get_by_label(words("signIn.username")), "agent8")
    await type_in(agent, page.get_by_label(words("signIn.password")), "demo")
    await agent.press("Enter")
    await expect(page.get_by_role("navigation", name=words("rail.label"))).to_be_visible()
    await agent.press("Shift+A")
    await agent.is_present("available")

    await owner.text("3座13樓B室 廁所去水好慢")
    await expect(agent.offer("Priya Raman")).to_be_visible()
    await agent.press("Enter")
    reference = await agent.opened_reference()
    await agent.press("r")
    await expect(agent.reply_box).to_be_focused()
    await page.keyboard.type("師傅今日下午上門。")
    await agent.press("Control+Enter")
    await owner.hears("師傅今日下午上門。")

    await agent.press("Escape", "w")
    form = agent.context("order")
    await walk_to(agent, form.get_by_role("combobox", name=words("order.type")))
    await agent.press("ArrowDown")
    await expect(form.get_by_label(words("order.title"))).not_to_have_value("")
    await agent.press("Control+Enter")
    await owner.hears(await agent.raised_reference())

    await walk_to(agent, agent.thread)
    await agent.press("e")
    panel = page.get_by_role("region", name=words("state.wrap_up"))
    await expect(panel.get_by_text(words("outcome.work_order"))).to_be_visible()
    await expect(panel.get_by_role("textbox", name=words("wrapUp.note"))).to_be_focused()
    await page.keyboard.type("已開單")
    await agent.press("Control+Enter")
    await expect(agent.says("wrapUp.done", reference=reference)).to_be_visible()
