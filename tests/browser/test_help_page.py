"""A resident without an account finds an answer while typing, reads it, and says that it helped; axe finds nothing."""

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
