"""An owner at the simulator's phone page."""

from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Locator, expect

from tests.support.browser.window import Window


@dataclass
class Phone(Window):
    """`says` are the page's own words in its language."""

    says: dict[str, Any] = field(default_factory=dict)

    async def choose(self, who: str) -> None:
        """Open the page and take the phone of one of the residents."""
        await self._load()
        await self.page.get_by_role("button", name=who).click()

    async def use_number(self, number: str) -> None:
        await self._load()
        await self.page.get_by_label(self.says["own_number"]).fill(number)
        await self.page.get_by_role("button", name=self.says["use_number"], exact=True).click()

    async def _load(self) -> None:
        await self.page.goto(f"{self.base_url}/phone")
        words = "language => import('/phone/assets/words.js').then((words) => words.WORDS[language])"
        self.says = await self.page.evaluate(words, self.words.language)

    async def text(self, words: str) -> None:
        box = self.page.get_by_role("textbox", name=self.says["your_text"], exact=True)
        await box.fill(words)
        await box.press("Enter")
        await expect(self._texts(self.says["said_by_you"], words).last).to_be_visible()

    def received(self, words: str) -> Locator:
        """Texts from the line with these words in them."""
        return self._texts(self.says["said_by_line"], words)

    async def hears(self, *words: str) -> str:
        """The text from the line that holds all these words."""
        texts = self.received(words[0])
        for more in words[1:]:
            texts = texts.filter(has_text=more)
        await expect(texts.first).to_be_visible()
        return await texts.first.inner_text()

    def _texts(self, who: str, words: str) -> Locator:
        items = self.page.get_by_role("log").get_by_role("listitem")
        return items.filter(has_text=f"{who}:").filter(has_text=words)
