"""The end of a shift: what is open stands in the log by itself, and the next colleague takes it over item by item."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

NUMBER = "+852 6100 0888"
REMARKS = "夜間有雨，留意天台去水。"
NOTE = "業主在家，十一點前致電"


async def test_a_shift_is_handed_over_item_by_item(people: People) -> None:
    owner = await people.owner(NUMBER)
    outgoing = await people.staff("agent5")
    incoming = await people.staff("agent7")
    await outgoing.go_available()
    await owner.text("3座8樓A室 浴室天花滴水，保險賠唔賠？")
    contact = await outgoing.accept(NUMBER)
    form = await outgoing.raise_order("水務維修")
    await form.get_by_role("button", name=outgoing.words("order.raise")).click()
    order = await outgoing.raised_reference()
    await outgoing.record_gap()

    await hands_over(outgoing, contact, order)
    await takes_over(incoming, contact)
    await expect(outgoing.page.get_by_text(REMARKS)).to_be_visible()
    await reads_the_past_log(outgoing, contact, order)


def item(window: StaffWindow, words: str) -> Locator:
    return window.page.get_by_role("article").get_by_role("listitem").filter(has_text=words)


async def hands_over(agent: StaffWindow, contact: str, order: str) -> None:
    await agent.go_to("handover")
    for kind in ("contact", "work_order", "gap"):
        await expect(agent.page.get_by_role("heading", name=agent.words(f"handoverKind.{kind}"))).to_be_visible()
    await expect(item(agent, order)).to_be_visible()
    await item(agent, contact).get_by_role("textbox").fill(NOTE)
    await agent.page.get_by_label(agent.words("handover.remarks")).fill(REMARKS)
    colleague = agent.page.get_by_role("combobox", name=agent.words("handover.to"))
    await colleague.press_sequentially("agent7")
    await agent.page.get_by_role("option", name="agent7").click()
    await agent.page.get_by_role("button", name=agent.words("handover.sign"), exact=True).click()
    await expect(agent.page.get_by_role("heading", name=agent.words("handover.log"), level=1)).to_be_attached()


async def takes_over(agent: StaffWindow, contact: str) -> None:
    await agent.go_to("handover")
    await agent.page.get_by_role("button", name=agent.words("handoverTab.incoming")).click()
    await agent.page.get_by_role("link", name="葉嘉敏").click()
    await expect(agent.page.get_by_text(REMARKS)).to_be_visible()
    await expect(item(agent, contact)).to_contain_text(NOTE)
    accept = agent.page.get_by_role("button", name=agent.words("act.takeOver"), exact=True)
    left = await accept.count()
    assert left >= 3
    await agent.press("a")
    await expect(accept).to_have_count(left - 1)
    for still in range(left - 2, -1, -1):
        await accept.first.click()
        await expect(accept).to_have_count(still)
    taken_over = agent.words("handover.acceptedAt").split("{time}")[0].strip()
    await expect(agent.page.get_by_text(taken_over).first).to_be_visible()


async def reads_the_past_log(agent: StaffWindow, contact: str, order: str) -> None:
    await agent.go_to("handover")
    await agent.page.get_by_role("button", name=agent.words("handoverTab.past")).click()
    await agent.page.get_by_role("link", name="葉嘉敏 → 馮國華").first.click()
    for words in (REMARKS, NOTE, contact, order):
        await expect(agent.page.get_by_text(words)).to_be_visible()
    accepted = agent.page.get_by_text(agent.words("handover.accepted"), exact=True)
    await expect(accepted.first).to_be_visible()
