"""The phone page and a running simulator on one server, as in a demo, and a browser before it."""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest_asyncio
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright, expect

from channels.simulator import INSTANT, Account, Line, Persona, add_phone_page, build_simulator
from channels.simulator.mailbox.control import MAILS
from channels.simulator.mailbox.settings import MailLine, MailService
from tests.channels.simulator.conftest import ACCOUNT_SID, AUTH_TOKEN, LINE, PHONE, AccountServer, basic_auth
from tests.support.story import eventually

AXE = Path(__file__).parents[4] / "agent_console" / "web" / "node_modules" / "axe-core" / "axe.min.js"
# A browser shares few cores with everything else that is tested.
expect.set_options(timeout=15_000)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ADDRESS = "tai.man@people.example"
OFFICE = "+85230000001"
DESK = "service@emeraldbay.example"
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]


@dataclass
class PhoneServer:
    url: str
    browser: Browser
    mail_port: int
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    async def open(
        self, *, width: int = 1440, dark: bool = False, language: str = "en", phone: str = PHONE, app: str = ""
    ) -> Page:
        context = await self.browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme="dark" if dark else "light",
            locale=language,
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        page = await context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        await page.goto(f"{self.url}/phone#{phone}{app and '/' + app}")
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.problems.append(message.text)

    async def ring(self, document: str, *, phone: str = PHONE) -> str:
        """The account calls a phone; gives the call's sid."""
        form = {"To": phone, "From": LINE, "Twiml": f"<Response>{document}</Response>", "Timeout": "600"}
        return str((await self.rest("Calls.json", form))["sid"])

    async def give_up(self, sid: str) -> None:
        await self.rest(f"Calls/{sid}.json", {"Status": "canceled"})

    async def rest(self, path: str, form: dict[str, str]) -> dict[str, Any]:
        """What the account asks of the carrier."""
        url = f"{self.url}/simulator/2010-04-01/Accounts/{ACCOUNT_SID}/{path}"
        async with (
            ClientSession(headers=basic_auth(ACCOUNT_SID, AUTH_TOKEN)) as http,
            http.post(url, data=form) as answer,
        ):
            assert answer.status < 300, await answer.text()
            found: dict[str, Any] = await answer.json()
        return found


@dataclass
class Gateway:
    """Where the account takes mail: what came, and how it is answered."""

    url: str = ""
    status: int = 202
    mails: list[EmailMessage] = field(default_factory=list)

    async def taken(self, count: int) -> list[EmailMessage]:
        """So many mails. The page says that it has sent one before its server has passed it on."""

        async def look() -> bool:
            return len(self.mails) >= count

        await eventually(look, f"{count} mails at the gateway")
        return self.mails

    async def take(self, request: web.Request) -> web.Response:
        self.mails.append(message_from_bytes(await request.read(), policy=default))
        return web.Response(status=self.status)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One for all tests of the page: starting it takes longer than most of them."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="session")
async def account_server() -> AsyncIterator[AccountServer]:
    """The same as elsewhere, in the loop of the browser."""
    account = AccountServer()
    app = web.Application()
    app.router.add_post("/{tail:.*}", account.receive)
    async with TestServer(app) as test_server:
        account.url = str(test_server.make_url("")).rstrip("/")
        yield account


@pytest_asyncio.fixture(loop_scope="session")
async def gateway() -> AsyncIterator[Gateway]:
    taking = Gateway()
    app = web.Application()
    app.router.add_post("/webhooks/email", taking.take)
    async with TestServer(app) as test_server:
        taking.url = str(test_server.make_url("/webhooks/email"))
        yield taking


@pytest_asyncio.fixture(loop_scope="session")
async def server(
    browser: Browser, account_server: AccountServer, gateway: Gateway, tmp_path: Path
) -> AsyncIterator[PhoneServer]:
    app = web.Application()
    simulator = build_simulator(
        database_path=tmp_path / "simulator.db",
        account=Account(ACCOUNT_SID, AUTH_TOKEN, account_server.url),
        lines=[
            Line(LINE, {"en": "Service line", "zh-Hant": "服務熱線", "zh-Hans": "服务热线"}),
            Line(OFFICE, {"en": "Office"}, takes_texts=False),
        ],
        personas=[
            Persona(
                PHONE,
                {"en": "Chan Tai Man", "zh-Hant": "陳大文"},
                {"en": "Tower 3", "zh-Hant": "3座12樓B室"},
                email=ADDRESS,
            ),
            Persona("+85290000002", {"zh-Hant": "歐陽鍾靈毓秀先生", "en": "Bartholomew-Featherstonehaugh"}),
        ],
        pace=INSTANT,
        mail=MailService((MailLine(DESK, {"en": "Service mailbox", "zh-Hant": "客服電郵"}),), gateway.url, "token"),
    )
    app.add_subapp("/simulator", simulator)
    add_phone_page(app.router, simulator_path="/simulator")
    async with TestServer(app) as test_server:
        phones = PhoneServer(str(test_server.make_url("")).rstrip("/"), browser, simulator[MAILS].listener.port)
        yield phones
        for context in phones.contexts:
            await context.close()
    assert not phones.problems, "\n".join(phones.problems)


async def findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands, in both widths and both themes."""
    # The debugger may evaluate what the page itself could not load.
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = []
    for width, theme in LOOKS:
        await page.set_viewport_size({"width": width, "height": 844})
        await page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        await expect(page.locator(f"html[data-theme={theme}]")).to_be_attached()
        results = await page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
        found += [
            f"{width} {theme} {rule['id']}: {node['html']} {node['failureSummary']}"
            for rule in results["violations"]
            for node in rule["nodes"]
        ]
    await page.set_viewport_size({"width": 1440, "height": 844})
    return found
