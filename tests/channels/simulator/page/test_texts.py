"""Texts on the phone page, in a real browser against a running simulator."""

import pytest
from aiohttp import web
from playwright.async_api import Page, expect

from tests.channels.simulator.conftest import AccountServer
from tests.channels.simulator.page.conftest import PhoneServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def write(page: Page, text: str) -> None:
    await page.get_by_role("textbox", name="Text").fill(text)
    await expect(page.get_by_role("button", name="Send")).to_be_enabled()
    await page.keyboard.press("Enter")


async def test_a_text_is_written_and_its_answer_arrives(server: PhoneServer, account_server: AccountServer) -> None:
    document = "<Response><Message>已收到,編號 C-2026-0001。</Message></Response>"
    account_server.answers = [web.Response(text=document, content_type="text/xml")]
    page = await server.open()
    await page.get_by_role("button", name="Tower 3: water is leaking in the kitchen").click()
    await page.keyboard.press("Enter")
    sent = page.locator(".text.sent")
    await expect(sent).to_have_count(1)
    await expect(sent).to_contain_text("Tower 3: water is leaking in the kitchen")
    await expect(sent.get_by_text("Delivered")).to_be_attached()
    await expect(page.locator(".text.received")).to_contain_text("C-2026-0001")
    await page.reload()
    await expect(page.locator(".text")).to_have_count(2)


async def test_a_text_that_was_not_delivered_can_be_tried_again(
    server: PhoneServer, account_server: AccountServer
) -> None:
    account_server.answers = [web.Response(status=403)]
    page = await server.open()
    await write(page, "漏水")
    await expect(page.get_by_text("Not delivered")).to_be_visible()
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("Not delivered")).to_have_count(0)
    await expect(page.locator(".text.sent.delivered")).to_have_count(1)
    assert len(account_server.received) == 2


async def test_words_that_could_not_be_sent_are_kept(server: PhoneServer, account_server: AccountServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await page.route("**/texts", lambda route: route.abort())
    await write(page, "漏水")
    await expect(page.get_by_text("Could not send")).to_be_visible()
    await page.unroute("**/texts")
    await page.get_by_role("button", name="Try again").click()
    await expect(page.locator(".text.sent.delivered")).to_have_count(1)
    assert [webhook["Body"] for webhook in account_server.received] == ["漏水"]


async def test_the_language_is_changed_and_remembered(server: PhoneServer) -> None:
    page = await server.open()
    await page.get_by_label("Language").select_option("zh-Hant")
    await expect(page.get_by_role("heading", name="服務熱線")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("heading", name="服務熱線")).to_be_visible()
    assert await page.evaluate("document.documentElement.lang") == "zh-Hant"


async def test_on_a_narrow_screen_the_people_come_first(server: PhoneServer) -> None:
    page = await server.open(width=390, phone="")
    await page.get_by_role("button", name="Chan Tai Man").click()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await page.get_by_role("button", name="Back to the people").click()
    await expect(page.get_by_role("button", name="Chan Tai Man")).to_be_visible()


async def test_another_number_can_be_used(server: PhoneServer, account_server: AccountServer) -> None:
    page = await server.open()
    await page.get_by_label("Or use another number").fill("12")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("alert").first).to_contain_text("+85291234567")
    await page.get_by_label("Or use another number").fill("+852 9000 0009")
    await page.keyboard.press("Enter")
    await write(page, "hello")
    await expect(page.locator(".text.sent.delivered")).to_have_count(1)
    assert account_server.received[0]["From"] == "+85290000009"
