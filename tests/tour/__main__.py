"""`make tour`: takes the README's pictures from the running demo, with people using it as they would."""

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, async_playwright, expect

from tests.browser.conftest import People, browser_program
from tests.support.browser.phone import Phone
from tests.support.browser.staff import StaffWindow
from tests.support.service import running_demo

PICTURES = Path(__file__).parents[2] / "docs" / "tour"
HOTLINE = "客服熱線"


async def take(window: Phone | StaffWindow, name: str) -> None:
    await window.page.wait_for_load_state("networkidle")
    await window.page.screenshot(path=PICTURES / f"{name}.png")


async def call(people: People) -> None:
    """An owner on the phone, the agent at the desk, both in the middle of it."""
    owner, agent = await people.owner("陳大文", width=390), await people.staff("agent1")
    await agent.phone_is("ready")
    await agent.go_available()
    await owner.call(HOTLINE)
    for prompt in ("廣東話請按 1", "報修請按 1"):
        await owner.hears_in_call(prompt)
        await owner.press_keys("1")
    await agent.answer("陳大文")
    await owner.is_in_call("talking")
    await agent.say("您好，翠濤花園客服，請問有甚麼可以幫您？")
    await owner.say("我係3座12樓B室，廚房天花滴水，由今朝滴到而家")
    await agent.say("明白，師傅三十分鐘內上門。請先喺漏水位下面放個桶。")
    await owner.hears_in_call("師傅三十分鐘內上門")
    await expect(agent.thread).to_contain_text("由今朝滴到而家")
    await take(agent, "call")
    await take(owner, "phone")
    await agent.press("Alt+x")
    await agent.end_wrapped_up("answered", "已安排師傅")


async def text(people: People) -> None:
    """A text and the articles that answer it, in English."""
    owner, agent = await people.owner("陳大文", width=390), await people.staff("agent2", language="en")
    await agent.go_available()
    await owner.text("3座12樓B室 廚房漏水，水由洗手盆底流出嚟")
    await agent.accept("陳大文")
    await expect(await agent.search_knowledge("漏水 關水掣")).not_to_have_count(0)
    await take(agent, "desk")


async def rooms(people: People) -> None:
    """Where the others work."""
    plumber = await people.staff("backoffice1")
    await plumber.page.goto(f"{people.base_url}/back-office")
    await expect(plumber.page.get_by_role("heading", level=1)).to_be_attached()
    await take(plumber, "back-office")
    agent = await people.staff("agent3", dark=True)
    await agent.go_available()
    await agent.go_to("handover")
    await take(agent, "handover")


async def tour(browser: Browser, base_url: str) -> None:
    for scene in (call, text, rooms):
        people = People(browser, base_url)
        await scene(people)
        await people.leave()


async def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="contactcenter-tour-") as folder,
        running_demo(Path(folder), history_days=30) as demo,
    ):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=browser_program(), args=["--no-sandbox"])
            await tour(browser, demo.base_url)
            await browser.close()


if __name__ == "__main__":
    asyncio.run(main())
