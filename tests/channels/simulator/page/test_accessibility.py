"""axe finds nothing on any screen of the phone."""

from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import expect

from tests.channels.simulator.conftest import AccountServer
from tests.channels.simulator.page.conftest import PhoneServer, findings
from tests.channels.simulator.page.test_calls import MENU, VOICE, WAIT, WAITING
from tests.channels.simulator.page.test_photos import photo
from tests.channels.simulator.page.test_texts import write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_on_the_people_and_the_texts(server: PhoneServer, account_server: AccountServer) -> None:
    account_server.answers = [
        web.Response(text="<Response><Message>已收到</Message></Response>", content_type="text/xml"),
        web.Response(status=403),
    ]
    page = await server.open()
    await write(page, "漏水")
    await expect(page.locator(".text.received")).to_have_count(1)
    await write(page, "還在漏水")
    await expect(page.get_by_text("Not delivered")).to_be_visible()
    assert await findings(page) == []
    await page.evaluate("document.body.dataset.view = 'people'")
    assert await findings(page) == []


@pytest.mark.parametrize("language", ["en", "zh-HK"])
async def test_on_a_call_from_its_first_ring_to_the_record(
    server: PhoneServer, account_server: AccountServer, language: str
) -> None:
    account_server.documents |= {VOICE: MENU, "/chosen": WAITING, "/wait": WAIT}
    page = await server.open(language=language, app="calls")
    found = await findings(page)
    await page.locator(".lines button").first.click()
    await expect(page.get_by_text("For repairs press 1.")).to_be_visible()
    found += await findings(page)
    await page.keyboard.press("1")
    await expect(page.locator(".call-line.music")).to_be_visible()
    found += await findings(page)
    await page.locator("#call-minimise").click()
    found += await findings(page)
    await page.locator("#call-return").click()
    await page.locator("#hang-up").click()
    await expect(page.locator("#call-done")).to_be_visible()
    found += await findings(page)
    await page.locator("#call-done").click()
    await page.locator(".recent").click()
    await expect(page.locator("#call-record")).to_contain_text("For repairs press 1.")
    found += await findings(page)
    await server.ring("<Pause/>")
    await expect(page.locator("#answer")).to_be_visible()
    found += await findings(page)
    assert found == []


async def test_on_photos_chosen_sent_and_enlarged(server: PhoneServer, tmp_path: Path) -> None:
    page = await server.open()
    await page.locator("#photo-files").set_input_files(await photo(page, tmp_path / "sink.jpg"))
    await expect(page.get_by_role("img", name="Photo sink.jpg")).to_be_visible()
    found = await findings(page)
    await page.get_by_role("button", name="Send").click()
    await page.get_by_role("button", name="Enlarge photo").click()
    await expect(page.get_by_role("dialog")).to_be_visible()
    found += await findings(page)
    assert found == []
