"""axe finds nothing: every screen, both widths, light and dark, in Chinese and in English."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.words import Language

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.parametrize("language", ["zh-Hant", "en"]),
]

# Nobody of another story works or lives here.
AGENT: dict[Language, str] = {"zh-Hant": "agent11", "en": "agent12"}
NUMBER: dict[Language, str] = {"zh-Hant": "+852 6100 0901", "en": "+852 6100 0902"}
PLUMBING: dict[Language, str] = {"zh-Hant": "水務維修", "en": "Repair / plumbing"}


async def test_the_desk(people: People, language: Language) -> None:
    owner = await people.owner(NUMBER[language], language=language)
    agent = await people.staff_at_the_door(language=language)
    found = await everywhere(agent, "sign-in")
    await agent.sign_in(AGENT[language])
    await expect(agent.page.get_by_text(agent.words("list.queueEmpty"))).to_be_visible()
    found += await everywhere(agent, "desk, empty")

    await agent.go_available()
    await owner.text("3座9樓C室 廁所漏水")
    await expect(agent.offer(NUMBER[language])).to_be_visible()
    found += await everywhere(agent, "offer panel")
    await agent.accept(NUMBER[language])
    await agent.reply("師傅今日下午上門。")
    await expect(agent.delivered("師傅今日下午上門。")).to_be_visible()
    found += await everywhere(agent, "contact")

    await agent.thread.focus()
    await agent.press("h")
    await expect(agent.context("home").get_by_role("heading").first).to_be_visible()
    found += await everywhere(agent, "home")
    await expect(await agent.search_knowledge("漏水")).not_to_have_count(0)
    found += await everywhere(agent, "knowledge")
    await agent.thread.focus()
    await agent.raise_order(PLUMBING[language])
    found += await everywhere(agent, "order")

    await agent.page.get_by_role("button", name=agent.words("act.end"), exact=True).click()
    await expect(agent.page.get_by_role("region", name=agent.words("state.wrap_up"))).to_be_visible()
    found += await everywhere(agent, "wrap-up")
    found += await everywhere(owner, "phone")
    assert not found, "\n".join(found)


async def test_the_back_office(people: People, language: Language) -> None:
    worker = await people.staff("backoffice3", language=language)
    orders = worker.page.get_by_role("list", name=worker.words("rail.backOffice"))
    await expect(orders.get_by_role("link")).not_to_have_count(0)
    found = await everywhere(worker, "back office")
    await orders.get_by_role("link").first.click()
    await expect(worker.page.get_by_role("region", name=worker.words("order.timeline"))).to_be_visible()
    found += await everywhere(worker, "order page")
    await worker.press("n")
    await expect(worker.page.get_by_role("dialog")).to_be_visible()
    found += await everywhere(worker, "order dialog")
    assert not found, "\n".join(found)


async def test_the_handover(people: People, language: Language) -> None:
    agent = await people.staff("agent2", language=language)
    await agent.go_available()
    await agent.go_to("handover")
    await agent.page.get_by_role("button", name=agent.words("handoverTab.mine")).click()
    await expect(agent.page.get_by_label(agent.words("handover.remarks"))).to_be_visible()
    found = await everywhere(agent, "handover draft")
    await agent.page.get_by_role("button", name=agent.words("handoverTab.past")).click()
    await agent.page.get_by_role("main").get_by_role("link").first.click()
    await expect(agent.page.get_by_role("article")).to_be_visible()
    found += await everywhere(agent, "handover log")
    assert not found, "\n".join(found)


async def test_the_gaps_and_the_people(people: People, language: Language) -> None:
    agent = await people.staff("agent13", language=language)
    await agent.go_to("gaps")
    await expect(agent.page.get_by_role("listitem")).not_to_have_count(0)
    found = await everywhere(agent, "gaps")
    administrator = await people.staff("admin", language=language)
    await administrator.page.goto(f"{people.base_url}/admin/people")
    await expect(administrator.page.get_by_role("listitem").filter(has_text="agent20")).to_be_visible()
    found += await everywhere(administrator, "people")
    assert not found, "\n".join(found)


async def test_the_administration(people: People, language: Language) -> None:
    administrator = await people.staff("admin", language=language)
    page, words = administrator.page, administrator.words
    found: list[str] = []
    for section in ("queues", "groups", "hours", "roster", "skills", "sla", "emergency"):
        await page.goto(f"{people.base_url}/admin/{section}")
        await expect(page.get_by_role("heading", name=words(f"admin.section.{section}"), level=1)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        found += await everywhere(administrator, section)
        if section in ("queues", "groups", "hours"):
            await page.get_by_role("main").get_by_role("link").first.click()
            back = page.get_by_role("main").get_by_role("link", name=words(f"admin.section.{section}"), exact=True)
            await expect(back).to_be_visible()
            await expect(page.get_by_role("heading", level=1)).to_be_visible()
            found += await everywhere(administrator, f"{section}, one")
    assert not found, "\n".join(found)


async def test_the_floor_and_the_wallboard(people: People, language: Language) -> None:
    supervisor = await people.staff("supervisor1", language=language)
    await supervisor.go_to("floor")
    await expect(supervisor.page.get_by_role("table")).to_be_visible()
    found = await everywhere(supervisor, "floor")
    await supervisor.page.goto(f"{people.base_url}/wallboard")
    await expect(supervisor.page.get_by_role("heading", level=1)).to_be_visible()
    found += await everywhere(supervisor, "wallboard")
    assert not found, "\n".join(found)
