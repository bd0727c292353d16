"""A browser window of one person: its page, the words it speaks, and everything that went wrong in it."""

import re
from dataclasses import dataclass, field
from typing import Self

from playwright.async_api import Browser, ConsoleMessage, Page, Response, WebError

from tests.support.browser.words import Language, Words

# A page that breaks its own policy says so here; the browser's console wording may change.
REPORT_POLICY = """document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy ${event.violatedDirective} broken by ${event.blockedURI} ${event.sourceFile}`))"""
# The browser writes every refusal into its console; these two are answers that the console asks for.
EXPECTED = (
    re.compile(r"status of 401 .*/api/v1/session$"),
    re.compile(r"status of 404 .*/api/v1/shifts/current$"),
)


@dataclass
class Window:
    """`loads` counts loaded documents: what changes without a reload leaves it as it was."""

    page: Page
    base_url: str
    words: Words
    loads: int = 0
    problems: list[str] = field(default_factory=list)
    forgiven: list[re.Pattern[str]] = field(default_factory=lambda: list(EXPECTED))

    @classmethod
    async def open(
        cls,
        browser: Browser,
        base_url: str,
        *,
        language: Language = "zh-Hant",
        width: int = 1440,
        dark: bool = False,
    ) -> Self:
        context = await browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            locale={"zh-Hant": "zh-HK", "zh-Hans": "zh-CN", "en": "en-GB"}[language],
            timezone_id="Asia/Hong_Kong",
            reduced_motion="reduce",
        )
        await context.add_init_script(REPORT_POLICY)
        window = cls(await context.new_page(), base_url, Words(language))
        context.on("weberror", window._hear_error)
        context.on("response", window._hear_response)
        window.page.on("console", window._hear_console)
        window.page.on("load", window._hear_load)
        return window

    def _hear_load(self, _page: Page) -> None:
        self.loads += 1

    def _hear_error(self, error: WebError) -> None:
        self.problems.append(f"page error: {error.error}")

    def _hear_response(self, response: Response) -> None:
        if response.status >= 500:
            self.problems.append(f"{response.status} {response.request.method} {response.url}")

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console {message.type}: {message.text} {message.location['url']}")

    def forgive(self, pattern: str) -> None:
        """What this story causes on purpose."""
        self.forgiven.append(re.compile(pattern))

    def unforgiven(self) -> list[str]:
        return [problem for problem in self.problems if not any(known.search(problem) for known in self.forgiven)]

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def close(self) -> None:
        await self.page.context.close()
