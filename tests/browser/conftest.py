"""The demo in a process of its own, one Chromium, and a window for each person of a story."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright, expect

from tests.support.browser.phone import Phone
from tests.support.browser.staff import StaffWindow
from tests.support.browser.window import Window
from tests.support.browser.words import Language
from tests.support.service import ApiClient, Process, running_demo

# A browser shares few cores with everything else that is tested.
expect.set_options(timeout=15_000)
BROWSERS = ("chromium", "google-chrome", "chromium-browser", "google-chrome-stable")


def browser_program() -> str:
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("The browser stories need Chromium or Google Chrome on PATH: apt-get install chromium fonts-noto-cjk")


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Process]:
    with running_demo(tmp_path_factory.mktemp("browser")) as service:
        yield service


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=browser_program(), args=["--no-sandbox"])
        yield started
        await started.close()


@dataclass
class People:
    """Opens windows, and holds that nothing went wrong in any of them."""

    browser: Browser
    base_url: str
    windows: list[Window] = field(default_factory=list)

    async def owner(self, who: str, *, language: Language = "zh-Hant", width: int = 1440) -> Phone:
        """Somebody with a phone: a resident by name, anybody else by number."""
        phone = await Phone.open(self.browser, self.base_url, language=language, width=width)
        self.windows.append(phone)
        await (phone.use_number(who) if who.startswith("+") else phone.choose(who))
        return phone

    async def staff(
        self, username: str, *, language: Language = "zh-Hant", width: int = 1440, dark: bool = False
    ) -> StaffWindow:
        window = await self.staff_at_the_door(language=language, width=width, dark=dark)
        await window.sign_in(username)
        return window

    async def staff_at_the_door(
        self, *, language: Language = "zh-Hant", width: int = 1440, dark: bool = False
    ) -> StaffWindow:
        """Somebody before the sign-in page."""
        window = await StaffWindow.open(self.browser, self.base_url, language=language, width=width, dark=dark)
        self.windows.append(window)
        await window.page.goto(self.base_url)
        return window

    async def leave(self) -> None:
        for window in self.windows:
            await (window.leave() if isinstance(window, StaffWindow) else window.close())


@pytest.fixture(scope="session")
def supervisor(demo: Process) -> ApiClient:
    return ApiClient(demo.base_url).sign_in("supervisor1")


@pytest.fixture
def cleared_desk(supervisor: ApiClient) -> Iterator[None]:
    """What a story leaves open is closed: a waiting contact would ring in the next one, and an owner whose contact
    somebody still holds is heard there.
    """
    before = {contact["id"] for contact in _unfinished(supervisor)}
    yield
    for contact in _unfinished(supervisor):
        if contact["id"] in before:
            continue
        if contact["state"] in ("queued", "offered"):
            supervisor.send("POST", f"/api/v1/contacts/{contact['id']}/accept")
        outcomes = [{"matter_id": matter["id"], "outcome": "no_action"} for matter in contact["matters"]]
        supervisor.send("POST", f"/api/v1/contacts/{contact['id']}/close", {"outcomes": outcomes, "note": ""})


def _unfinished(supervisor: ApiClient) -> list[dict[str, Any]]:
    found = supervisor.get("/api/v1/contacts?limit=200&state=queued,offered,active,waiting,snoozed,wrap_up")["items"]
    assert isinstance(found, list)
    return found


@pytest_asyncio.fixture(loop_scope="session")
async def people(cleared_desk: None, browser: Browser, demo: Process) -> AsyncIterator[People]:
    everybody = People(browser, demo.base_url)
    yield everybody
    await everybody.leave()
    problems = [problem for window in everybody.windows for problem in window.unforgiven()]
    assert not problems, "\n".join(problems)
