"""A question without an answer comes back answered: at the desk, in the gap inbox, and on the owner's telephone."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def ask_by_search(window: StaffWindow, question: str) -> None:
    await window.page.evaluate(
        """async (question) => {
          const token = (await (await fetch('/api/v1/session')).json()).csrf_token
          const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': token }
          await fetch('/api/v1/gaps', { method: 'POST', headers, body: JSON.stringify({ question }) })
        }""",
        question,
    )


async def test_the_answer_of_a_gap_reaches_the_owner_who_asked(people: People) -> None:
    question = "會所可否借用投影機開業主聚會？"
    owner = await people.owner("+852 6100 0705")
    agent = await people.staff("agent15")
    await agent.go_available()
    await owner.text(question)
    reference = await agent.accept("+852 6100 0705")
    await agent.record_gap()

    lead = await people.staff("dutymanager1")
    await lead.go_to("gaps")
    await lead.page.get_by_role("searchbox", name=lead.words("gap.find")).fill("投影機")
    row = lead.page.get_by_role("listitem").filter(has_text=question)
    await expect(row).to_contain_text(lead.words("gap.asked", count=1))
    await row.get_by_role("link").click()
    await expect(lead.page.get_by_role("heading", name=question)).to_be_visible()
    await expect(lead.page.get_by_role("link", name=reference)).to_be_visible()

    await lead.press("r")
    dialog = lead.page.get_by_role("dialog", name=lead.words("gap.words.answer.title"))
    await dialog.get_by_label(lead.words("gap.words.answer.label")).fill("可以，請於三日前向會所櫃位登記，免費借用。")
    await lead.press("Control+Enter")
    await expect(dialog).to_have_count(0)
    await expect(lead.page.get_by_text(lead.words("gap.state.answered"), exact=True)).to_be_visible()
    await expect(lead.page.get_by_text(lead.words("gap.tellState.sent"), exact=True)).to_be_visible()

    await owner.hears("三日前向會所櫃位登記")
    await expect(agent.page.get_by_text("三日前向會所櫃位登記").first).to_be_visible()


async def test_two_gaps_that_ask_the_same_are_put_together_by_hand(people: People) -> None:
    agent = await people.staff("agent15")
    lead = await people.staff("dutymanager1")
    for question in ("天台花園可以燒烤嗎", "天台花園能不能開燒烤派對"):
        await ask_by_search(agent, question)
    await lead.go_to("gaps")
    await lead.page.get_by_role("link").filter(has_text="天台花園可以燒烤嗎").click()
    similar = lead.page.get_by_role("listitem").filter(has_text="天台花園能不能開燒烤派對")
    await similar.get_by_role("button", name=lead.words("gap.act.group")).click()
    await expect(lead.page.get_by_text(lead.words("gap.same.title"))).to_be_visible()
    await expect(lead.page.get_by_text(lead.words("gap.askers", count=2))).to_be_visible()


async def test_a_question_asked_before_is_joined_by_one_key(people: People) -> None:
    question, words = "會所琴房可否租來教琴", "我想租會所琴房教琴可以嗎？"
    agent = await people.staff("agent15")
    await ask_by_search(agent, question)
    owner = await people.owner("+852 6100 0724")
    await agent.go_available()
    await owner.text(words)
    await agent.accept("+852 6100 0724")
    await agent.press("/")
    asked = agent.page.get_by_role("region", name=agent.words("knowledge.asked.title"))
    await expect(asked).to_contain_text(question)
    await agent.press("Alt+g")
    await expect(agent.page.get_by_text(agent.words("knowledge.gapJoined", question=question)).first).to_be_visible()
    await expect(asked).to_have_count(0)

    lead = await people.staff("dutymanager1")
    await lead.go_to("gaps")
    await lead.page.get_by_role("link").filter(has_text=question).click()
    await expect(lead.page.get_by_text(lead.words("gap.askers", count=2))).to_be_visible()
    await expect(lead.page.get_by_text(words).first).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
async def test_while_a_question_is_written_down_the_same_one_is_found(people: People, width: int) -> None:
    question, words = f"泳池邊可否舉辦{width}人生日會", f"泳池生日會{width}"
    agent = await people.staff("agent15")
    await ask_by_search(agent, question)
    await agent.page.set_viewport_size({"width": width, "height": 900})
    await agent.press("Control+k")
    await agent.page.get_by_role("combobox").fill(words)
    await agent.page.get_by_role("option").filter(has_text=agent.words("palette.askKnowledge", words=words)).click()
    await agent.page.get_by_role("option", name=agent.words("palette.gap", words=words)).click()
    dialog = agent.page.get_by_role("dialog", name=agent.words("article.gap.title"))
    field = dialog.get_by_role("textbox", name=agent.words("article.gap.question"))
    await field.fill("點樣交管理費")
    asked = dialog.get_by_role("region", name=agent.words("knowledge.asked.title"))
    await expect(asked.get_by_text(agent.words("knowledge.asked.article")).first).to_be_visible()
    await field.fill(f"泳池邊舉辦{width}人生日會")
    same = asked.get_by_role("button", name=question)
    await expect(same).to_be_visible()
    if width == 390:
        await same.click()
    else:
        found = await everywhere(agent, "gap dialog")
        assert not found, "\n".join(found)
        number = await asked.get_by_role("listitem").count()
        await agent.press(f"Alt+{number}")
    await expect(dialog).to_have_count(0)
    await expect(agent.page.get_by_text(agent.words("knowledge.gapJoined", question=question)).first).to_be_visible()
