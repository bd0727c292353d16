"""How contacts end: with an outcome and a note, and with a gap where the knowledge base had no answer."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_contact_ends_with_an_outcome_and_a_note(people: People) -> None:
    owner = await people.owner("林美儀")
    agent = await people.staff("agent3")
    await agent.go_available()
    await owner.text("2座14樓D室 想問今個月管理費點交")
    reference = await agent.accept("林美儀")
    await agent.reply("可用轉數快繳付，帳單上有編號。")
    await owner.hears("可用轉數快繳付")

    await agent.end_with("answered", "已告知轉數快")
    await expect(agent.says("wrapUp.done", reference=reference)).to_be_visible()
    await expect(agent.page.get_by_text(agent.words("desk.choose"))).to_be_visible()
    await agent.press("f")
    await agent.page.get_by_role("searchbox", name=agent.words("find.label")).fill(reference)
    await agent.page.get_by_role("link", name="林美儀").first.click()
    closed = agent.words("bar.closed").split("{time}")[1]
    await expect(agent.page.get_by_text(closed)).to_be_visible()


async def test_a_question_without_an_answer_becomes_a_gap(people: People) -> None:
    question = "車位可唔可以自己裝電動車充電樁？"
    owner = await people.owner("+852 6100 0777")
    agent = await people.staff("agent3")
    await agent.go_available()
    await owner.text(question)
    reference = await agent.accept("+852 6100 0777")
    await agent.record_gap()

    await agent.go_to("gaps")
    gap = agent.page.get_by_role("listitem").filter(has_text=question)
    await expect(gap).to_contain_text(agent.words("gap.asked", count=1))
    await gap.get_by_role("link").click()
    await agent.page.get_by_role("link", name=reference).click()
    await agent.page.get_by_role("button", name=agent.words("act.end"), exact=True).click()
    panel = agent.page.get_by_role("region", name=agent.words("state.wrap_up"))
    await expect(panel.get_by_text(agent.words("outcome.gap"))).to_be_visible()
    await panel.get_by_role("button", name=agent.words("act.finish")).click()
    await expect(agent.says("wrapUp.done", reference=reference)).to_be_visible()
