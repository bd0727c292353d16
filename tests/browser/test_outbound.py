"""Calls and texts that begin with us: an owner who is called back, and an agent who turns to somebody."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.browser.test_calls import ready_for_calls, waits_for_repairs

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_an_owner_is_called_back_on_the_telephone_of_the_page(people: People) -> None:
    owner = await people.owner("陳大文")
    await waits_for_repairs(owner)
    await owner.hears_in_call("按 1，我哋保留你嘅次序")
    await owner.press_keys("1")
    await owner.hears_in_call("啱嘅話請按 1")
    await owner.press_keys("1")
    await owner.hears_in_call("輪到你就會打")
    await owner.is_in_call("ended_service_hung_up")
    await owner.put_away_call()

    agent = await ready_for_calls(people, "agent7")
    await expect(agent.offer("陳大文")).to_contain_text(agent.words("offer.callback"))
    await agent.accept("陳大文")
    await agent.call_is("dialing")
    await expect(agent.call_event("call_dialed", number="+852 6100 0312")).to_be_visible()
    await owner.answer()
    await owner.hears_in_call("你早前叫我哋打返畀你")
    await owner.is_in_call("talking")
    await agent.call_is("talking")
    await agent.say("陳先生你好，廚房而家點？")
    await owner.hears_in_call("廚房而家點")
    await owner.hang_up()
    await owner.put_away_call()
    await agent.end_wrapped_up("answered")


async def test_an_agent_calls_an_owner_who_does_not_answer_and_writes_instead(people: People) -> None:
    owner = await people.owner("趙國棟")
    agent = await ready_for_calls(people, "agent8")
    await agent.press("Shift+C")
    dialog = agent.page.get_by_role("dialog", name=agent.words("outbound.title"))
    await dialog.get_by_label(agent.words("outbound.channel")).select_option(label=agent.words("outbound.by_voice"))
    await dialog.get_by_role("combobox", name=agent.words("home.customer")).fill("赵国栋")
    await agent.page.get_by_role("option", name="赵国栋").first.click()
    await dialog.get_by_role("button", name=agent.words("outbound.call")).click()
    await expect(dialog).to_have_count(0)
    await agent.call_is("dialing")
    await owner.decline()
    await expect(agent.call_event("call_unreached_busy", attempt=1)).to_be_visible()
    await expect(agent.call_bar).to_have_count(0)

    await agent.press("Shift+C")
    # It begins with whom the contact is with.
    await expect(dialog.get_by_role("combobox", name=agent.words("home.customer"))).to_have_value("赵国栋")
    await dialog.get_by_label(agent.words("outbound.text")).fill("赵先生，您的包裹到了管理处。")
    await dialog.get_by_role("button", name=agent.words("outbound.send")).click()
    await expect(dialog).to_have_count(0)
    await owner.put_away_call()
    await owner.open_app("messages")
    await owner.hears("包裹到了管理处")
