"""Calls in the agent's console: it rings, is answered, both sides talk, and what is left is wrapped up."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.phone import Phone
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

HOTLINE = "客服熱線"


async def waits_for_repairs(owner: Phone) -> None:
    """Through the menus, in Cantonese."""
    await owner.call(HOTLINE)
    await owner.hears_in_call("廣東話請按 1")
    await owner.press_keys("1")
    await owner.hears_in_call("報修請按 1")
    await owner.press_keys("1")


async def ready_for_calls(people: People, username: str) -> StaffWindow:
    agent = await people.staff(username)
    await agent.phone_is("ready")
    await agent.go_available()
    return agent


async def test_a_call_is_answered_talked_held_and_wrapped_up(people: People) -> None:
    owner = await people.owner("陳大文")
    agent = await ready_for_calls(people, "agent4")
    await waits_for_repairs(owner)
    await expect(agent.offer("陳大文")).to_contain_text("3座12樓B室")
    await expect(agent.offer("陳大文")).to_contain_text("報修")
    reference = await agent.answer("陳大文")
    await owner.is_in_call("talking")

    await owner.say("廚房漏水，越滴越大")
    await expect(agent.thread).to_contain_text("廚房漏水，越滴越大")
    await agent.say("師傅三十分鐘內到。")
    await owner.hears_in_call("師傅三十分鐘內到。")

    await agent.press("Alt+h")
    await agent.call_is("held")
    await owner.is_in_call("on_hold")
    await expect(agent.page.get_by_text(agent.words("call.silent.held"))).to_be_visible()
    await agent.press("Alt+h")
    await agent.call_is("talking")
    await owner.is_in_call("talking")

    await agent.press("Alt+x")
    await expect(owner.call_state).to_have_text(owner.says["ended_ended_by_api"])
    await expect(agent.call_bar).to_have_count(0)
    await the_thread_tells_its_way(agent)
    await agent.end_wrapped_up("answered")
    await expect(agent.says("wrapUp.done", reference=reference)).to_be_visible()
    assert agent.loads == 1


async def the_thread_tells_its_way(agent: StaffWindow) -> None:
    me = (await agent.signed_in())["name"]
    for line in (
        agent.call_event("call_started"),
        agent.call_event("menu_chosen", digit="1", label="報修"),
        agent.call_event("call_queued", position=1),
        agent.call_event("agent_ringing", name=me),
        agent.call_event("talk_started", name=me),
        agent.call_event("talk_held"),
        agent.call_event("talk_resumed"),
        agent.call_event("talk_ended_agent"),
    ):
        await expect(line).to_be_visible()


async def test_a_call_goes_on_while_its_agent_looks_elsewhere_or_loads_the_page_again(people: People) -> None:
    owner = await people.owner("李曉梅")
    agent = await ready_for_calls(people, "agent5")
    await waits_for_repairs(owner)
    await agent.answer("李晓梅")
    await agent.go_to("gaps")
    dock = agent.call_bar
    await expect(dock).to_contain_text("李晓梅")
    await agent.press("Alt+h")
    await agent.call_is("held")
    await agent.page.reload()
    await agent.call_is("held")
    await agent.press("Alt+h")
    await agent.call_is("talking")
    await owner.is_in_call("talking")

    await dock.get_by_role("link", name=re.compile("李晓梅")).click()
    await expect(agent.say_box).to_be_visible()
    await agent.say("您好，请稍等。")
    await owner.hears_in_call("您好，请稍等。")
    await agent.go_to("gaps")
    await agent.press("Alt+x")
    await agent.page.get_by_role("button", name=agent.words("call.toWrapUp")).click()
    await agent.end_wrapped_up("answered")


async def test_a_declined_call_stops_ringing_and_rings_at_the_next(people: People) -> None:
    owner = await people.owner("趙國棟")
    first = await ready_for_calls(people, "agent5")
    await waits_for_repairs(owner)
    await expect(first.offer("赵国栋")).to_be_visible()
    second = await ready_for_calls(people, "agent6")
    await first.press("x")
    await expect(first.offer("赵国栋")).to_have_count(0)
    await second.answer("赵国栋")
    await owner.is_in_call("talking")
    await owner.hang_up()
    await second.end_wrapped_up("no_action")


async def test_two_windows_of_an_agent_ring_together_and_the_first_answer_wins(people: People) -> None:
    owner = await people.owner("Priya Raman")
    one = await ready_for_calls(people, "agent6")
    other = await people.staff("agent6")
    await other.phone_is("ready")
    await waits_for_repairs(owner)
    await expect(one.offer("Priya Raman")).to_be_visible()
    await expect(other.offer("Priya Raman")).to_be_visible()
    await other.answer("Priya Raman")
    await expect(one.offer("Priya Raman")).to_have_count(0)
    await one.call_is("talking")
    await other.press("Alt+x")
    await expect(one.call_bar).to_have_count(0)
    await other.end_wrapped_up("no_action")


async def test_a_message_on_tape_can_be_heard_and_read(people: People) -> None:
    owner = await people.owner("+852 6100 0611")
    await owner.call(HOTLINE)
    await owner.hears_in_call("廣東話請按 1")
    await owner.press_keys("1")
    await owner.hears_in_call("留低口訊請按 0")
    await owner.press_keys("0")
    await owner.is_in_call("recording")
    await owner.say("冷氣機漏水，請回電。")
    await owner.press_keys("#")

    agent = await ready_for_calls(people, "agent7")
    await agent.accept("+852 6100 0611")
    message = agent.thread.locator("[data-voicemail]")
    await expect(message).to_contain_text("冷氣機漏水，請回電。")
    await message.get_by_role("button", name=agent.words("sound.play")).click()
    position = message.get_by_role("slider", name=agent.words("sound.position"))
    await expect(position).not_to_have_attribute("aria-valuetext", re.compile(r" 0:00$"))
    assert not await everywhere(agent, "voicemail")
    await agent.end_with("no_action", "")


async def test_axe_finds_nothing_on_a_call(people: People) -> None:
    owner = await people.owner("+852 6100 0612")
    agent = await ready_for_calls(people, "agent7")
    await waits_for_repairs(owner)
    await expect(agent.offer("+852 6100 0612")).to_be_visible()
    found = await everywhere(agent, "a ringing call")
    await agent.answer("+852 6100 0612")
    await agent.say("您好。")
    found += await everywhere(agent, "a talk")
    await agent.press("Alt+h")
    await agent.call_is("held")
    found += await everywhere(agent, "a held call")
    await agent.go_to("gaps")
    found += await everywhere(agent, "the dock")
    await agent.press("Alt+x")
    await agent.page.get_by_role("button", name=agent.words("call.toWrapUp")).click()
    await agent.end_wrapped_up("no_action")
    assert not found, "\n".join(found)


async def test_a_waiting_caller_is_taken_out_of_the_queue(people: People) -> None:
    owner = await people.owner("+852 6100 0613")
    agent = await people.staff("agent7")
    await agent.phone_is("ready")
    await waits_for_repairs(owner)
    await (
        agent.page.get_by_role("list", name=agent.words("list.queue"))
        .get_by_role("link", name="+852 6100 0613")
        .click()
    )
    await agent.call_is("queued")
    await agent.page.get_by_role("button", name=agent.words("act.answer")).click()
    await agent.call_is("talking")
    await agent.say("您好，請講。")
    await owner.hears_in_call("您好，請講。")
    await owner.hang_up()
    await agent.end_wrapped_up("no_action")
