"""An emergency reaches everybody, says what to tell the caller, rings the people on call, and is taken back at once."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

OWNER = "+852 6100 0951"


async def test_an_emergency_is_seen_taken_and_withdrawn(people: People) -> None:
    owner = await people.owner(OWNER, width=390)
    agent = await people.staff("agent15")
    words, page = agent.words, agent.page
    await agent.go_to("handover")
    await owner.text("3座12樓B室 屋企好大煤氣味")

    banner = page.get_by_role("alert").filter(has_text=words("emergency.kind.gas"))
    await expect(banner).to_contain_text("3座12樓B室")
    await banner.get_by_role("button", name=words("act.accept"), exact=True).click()
    await expect(banner).to_have_count(0)

    panel = page.get_by_role("region", name=words("emergency.title"), exact=True)
    await expect(panel.get_by_role("heading", name=words("emergency.kind.gas"))).to_be_visible()
    await expect(panel).to_contain_text(words("emergency.say"))
    await expect(panel.get_by_role("link", name="999")).to_have_attribute("href", "tel:999")
    await expect(panel.get_by_text(words("emergency.call.ringing"), exact=True).first).to_be_visible()

    await panel.get_by_role("button", name=words("emergency.takeBall")).click()
    name = (await agent.signed_in())["name"]
    await expect(panel.get_by_text(words("emergency.acknowledged", name=name, time="").split("  ")[0])).to_be_visible()

    await panel.get_by_role("button", name=words("emergency.withdraw")).click()
    await page.get_by_role("menuitem", name=words("emergency.reason.drill")).click()
    await expect(panel).to_have_count(0)
    await agent.end_with("no_action", "")
