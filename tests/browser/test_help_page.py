"""A resident without an account finds an answer while typing, reads it, and says that it helped; axe finds nothing."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.window import Window

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def visitor_of(people: People, **options: object) -> Window:
    window = await Window.open(people.browser, people.base_url, **options)  # type: ignore[arg-type]
    people.windows.append(window)
    return window


async def test_a_resident_finds_an_answer_while_typing_and_says_that_it_helped(people: People) -> None:
    visitor = await visitor_of(people)
    page = visitor.page
    await page.goto(f"{people.base_url}/help")
    await expect(page).to_have_url(f"{people.base_url}/help/EBG")
    await expect(page.get_by_role("heading", name="請問有甚麼可以幫到您？")).to_be_visible()
    found = await everywhere(visitor, "help, home")

    await page.keyboard.press("/")
    await page.keyboard.type("家中停水")
    first = page.locator("#results").get_by_role("link").first
    await expect(first).to_contain_text("停水")
    await expect(page.get_by_role("status")).to_contain_text("項解答")
    assert visitor.loads == 1, "what is found appears without another page"
    found += await everywhere(visitor, "help, found")
    await first.click()

    await expect(page.get_by_role("heading", level=1, name="家中突然停水怎麼辦")).to_be_visible()
    assert "found=" not in page.url
    found += await everywhere(visitor, "help, article")
    await page.get_by_role("button", name="有幫助").click()
    await expect(page.get_by_role("status").last).to_contain_text("多謝")

    await page.get_by_role("link", name="EN", exact=True).click()
    await expect(page.get_by_role("heading", level=1, name="No water at home")).to_be_visible()
    assert not found, "\n".join(found)


async def test_what_is_typed_outlives_the_way_back_another_language_and_a_lost_network(people: People) -> None:
    visitor = await visitor_of(people)
    page = visitor.page
    await page.goto(f"{people.base_url}/help/EBG?lang=en")
    box, results = page.get_by_role("searchbox"), page.locator("#results")
    await box.fill("lost access card")
    await results.get_by_role("link", name="Lost access card").first.click()
    await expect(page.get_by_role("heading", level=1, name="Lost access card")).to_be_visible()
    await page.go_back()
    await expect(box).to_have_value("lost access card")
    await expect(results.get_by_role("link", name="Lost access card").first).to_be_visible()
    await page.get_by_role("link", name="繁", exact=True).click()
    await expect(box).to_have_value("lost access card")
    await expect(results.get_by_role("link", name="遺失門禁卡補辦").first).to_be_visible()

    visitor.forgive("ERR_INTERNET_DISCONNECTED")
    await page.context.set_offline(True)
    await box.fill("訪客泊車")
    await expect(results).to_have_text(re.compile("暫時未能搜尋"))
    await expect(page.get_by_role("status")).to_contain_text("暫時未能搜尋")
    await page.context.set_offline(False)
    await expect(results.get_by_role("link", name="訪客泊車與收費").first).to_be_visible()


async def test_a_decision_tree_is_walked_without_scripts(people: People) -> None:
    context = await people.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = await context.new_page()
    await page.goto(f"{people.base_url}/help/EBG/dry-tap-steps?lang=en")
    steps = page.get_by_role("region", name="Choose what fits")
    await steps.get_by_role("link", name="Nowhere in the flat").click()
    await steps.get_by_role("link", name="There is a notice").click()
    await expect(steps.get_by_text("What to do")).to_be_visible()
    await page.get_by_role("link", name="简", exact=True).click()
    steps = page.get_by_role("region", name="请选择您的情况")
    await expect(steps.get_by_text("水会按公告所写的时间恢复")).to_be_visible()
    await page.get_by_role("button", name="有帮助").click()
    await expect(page.get_by_text("谢谢您的反馈")).to_be_visible()
    await steps.get_by_role("link", name="返回上一步").click()
    await expect(steps.get_by_role("link", name="没有公告，邻居也没水")).to_be_visible()
    await context.close()


async def test_everything_works_without_scripts(people: People) -> None:
    context = await people.browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = await context.new_page()
    await page.goto(f"{people.base_url}/help/EBG?lang=en")
    await page.get_by_role("searchbox").fill("lost access card")
    await page.get_by_role("button", name="Search").click()
    await page.locator(".hits").get_by_role("link").first.click()
    await expect(page.get_by_role("heading", level=1, name="Lost access card")).to_be_visible()
    await page.get_by_role("button", name="No", exact=True).click()
    await expect(page.get_by_text("Please contact us")).to_be_visible()
    await context.close()
