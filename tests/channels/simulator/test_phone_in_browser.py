"""The phone page in a real Chromium: writing, answers, a text that cannot be delivered, languages, and axe."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page, async_playwright, expect

from channels.simulator import INSTANT, Account, Line, Persona, add_phone_page, build_simulator
from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, AccountServer

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[3] / "agent_console" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# A browser shares few cores with everything else that is tested.
expect.set_options(timeout=15_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class PhoneServer:
    """The page and its simulator on one server, as in a demo."""

    url: str
    browser: Browser

    async def open(self, *, width: int = 1440, dark: bool = False, language: str = "en", phone: str = PHONE) -> Page:
        # axe is injected, which the page's own policy rightly forbids.
        context = await self.browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            locale=language,
            bypass_csp=True,
        )
        page = await context.new_page()
        await page.goto(f"{self.url}/phone#{phone}")
        return page


@pytest.fixture
async def server(account_server: AccountServer, tmp_path: Path) -> AsyncIterator[PhoneServer]:
    app = web.Application()
    simulator = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, AUTH_TOKEN, account_server.url),
        lines=[Line(LINE, {"en": "Service line", "zh-Hant": "服務熱線", "zh-Hans": "服务热线"})],
        personas=[
            Persona(PHONE, {"en": "Chan Tai Man", "zh-Hant": "陳大文"}, {"en": "Tower 3", "zh-Hant": "3座12樓B室"}),
            Persona("+85290000002", {"zh-Hant": "歐陽鍾靈毓秀先生", "en": "Bartholomew-Featherstonehaugh"}),
        ],
        pace=INSTANT,
    )
    app.add_subapp("/simulator", simulator)
    add_phone_page(app.router, simulator_path="/simulator")
    async with TestServer(app) as test_server, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield PhoneServer(str(test_server.make_url("")).rstrip("/"), browser)
        await browser.close()


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


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
async def test_axe_finds_nothing(server: PhoneServer, account_server: AccountServer, width: int, *, dark: bool) -> None:
    account_server.answers = [
        web.Response(text="<Response><Message>已收到</Message></Response>", content_type="text/xml"),
        web.Response(status=403),
    ]
    page = await server.open(width=width, dark=dark)
    await write(page, "漏水")
    await expect(page.locator(".text.received")).to_have_count(1)
    await write(page, "還在漏水")
    await expect(page.get_by_text("Not delivered")).to_be_visible()
    await page.add_script_tag(path=AXE)
    for view in ("thread", "people"):
        await page.evaluate("view => { document.body.dataset.view = view }", view)
        found = await page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found["violations"]] == []
