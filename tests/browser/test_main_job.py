"""From an owner's text to the reopened order, in the windows of the three people it passes through."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow
from tests.support.browser.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PLUMBING = "水務維修"
TOWER_3 = "工程部（3座）"

# Notes the moment at which something first stands on the page, by the clock that both windows share.
NOTE_WHEN = """selector => {
  const look = () => {
    if (window.seenAt === undefined && document.querySelector(selector)) window.seenAt = Date.now()
  }
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
  look()
}"""


async def seen_at(window: Window) -> float:
    moment = await window.page.evaluate("window.seenAt")
    assert isinstance(moment, int | float)
    return moment


async def test_a_leak_is_answered_ordered_repaired_and_reopened(people: People) -> None:
    owner = await people.owner("陳大文")
    agent = await people.staff("agent1")
    plumber = await people.staff("backoffice1")
    await agent.go_available()

    await owner.page.evaluate(NOTE_WHEN, ".text.received")
    await agent.page.evaluate(NOTE_WHEN, "[data-offer]")
    await owner.text("3座12樓B室 廚房漏水")
    await expect(agent.offer("陳大文")).to_contain_text("廚房漏水")
    reference = await agent.accept("陳大文")
    await owner.hears(reference)
    assert await seen_at(agent) - await seen_at(owner) <= 1000, "the offer came later than a second after the answer"

    await sees_who_it_is(agent)
    answer = await inserts_an_article(agent)
    await agent.press("Control+Enter")
    await owner.hears(answer)
    await expect(agent.delivered(answer)).to_be_visible()

    order = await raises_an_order(agent)
    await owner.hears(order)
    await repairs(plumber, order)
    await owner.hears("已完成", order)

    await owner.text("no, still leaking")
    await expect(plumber.page.get_by_text(plumber.words("order.reopened", count=1))).to_be_visible()
    await expect(plumber.page.get_by_text("no, still leaking")).to_be_visible()
    await expect(plumber.page.get_by_role("button", name=plumber.words("order.take"))).to_be_visible()
    await owner.hears("已重開", order)
    assert [window.loads for window in people.windows] == [1, 1, 1], "a page had to be loaded again"


async def sees_who_it_is(agent: StaffWindow) -> None:
    home = agent.context("home")
    await expect(home.get_by_role("heading", name=agent.words("home.customer"))).to_be_visible()
    await expect(home.get_by_text("陳大文")).to_be_visible()
    await expect(home.get_by_text("3-12-B", exact=True)).to_be_visible()
    await expect(home.get_by_role("heading", name=agent.words("home.occupants"))).to_be_visible()
    await expect(agent.thread).to_contain_text("3座12樓B室 廚房漏水")


async def inserts_an_article(agent: StaffWindow) -> str:
    """Search, open the first article, put its short text into the reply; gives its first line."""
    results = await agent.search_knowledge("廚房漏水 關水掣")
    await results.first.get_by_role("button").first.click()
    await expect(agent.page.get_by_role("button", name=agent.words("knowledge.insert"))).to_be_enabled()
    await agent.press("i")
    await expect(agent.reply_box).to_be_focused()
    await expect(agent.reply_box).not_to_have_value("")
    return (await agent.reply_box.input_value()).splitlines()[0]


async def raises_an_order(agent: StaffWindow) -> str:
    await agent.thread.focus()
    form = await agent.raise_order(PLUMBING)
    await expect(form.get_by_role("combobox", name=agent.words("order.place"))).to_have_value("3座12樓B室")
    # Among the open orders of the home above, another may be with the same group.
    await expect(form.get_by_role("strong").filter(has_text=TOWER_3)).to_be_visible()
    await form.get_by_role("button", name=agent.words("order.raise")).click()
    await expect(form.get_by_role("status")).to_contain_text(TOWER_3)
    return await agent.raised_reference()


async def repairs(plumber: StaffWindow, order: str) -> None:
    """The order came by itself into the group's list."""
    orders = plumber.page.get_by_role("list", name=plumber.words("rail.backOffice"))
    await orders.get_by_role("link", name=order).click()
    await expect(plumber.page.get_by_role("button", name=plumber.words("order.take"))).to_be_visible()
    await plumber.press("a")
    await expect(plumber.page.get_by_role("button", name=plumber.words("order.done"))).to_be_visible()
    await plumber.press("n")
    await act(plumber, "note", "樓上13B換喉，先關總掣")
    await expect(plumber.page.get_by_text("樓上13B換喉，先關總掣")).to_be_visible()
    await plumber.press("e")
    await act(plumber, "done", "已更換接駁位")
    await expect(plumber.page.get_by_text(plumber.words("orderState.done"), exact=True)).to_be_visible()


async def act(plumber: StaffWindow, kind: str, words: str) -> None:
    dialog = plumber.page.get_by_role("dialog", name=plumber.words(f"orderAct.{kind}.title"))
    await dialog.get_by_label(plumber.words(f"orderAct.{kind}.words")).fill(words)
    await plumber.press("Control+Enter")
    await expect(dialog).to_have_count(0)
