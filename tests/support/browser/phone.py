"""An owner at the simulator's phone page: texts, calls and mail."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
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

    async def open_app(self, name: str) -> None:
        """messages, calls or mail."""
        label = re.escape(self.says[f"tab_{name}"])
        await self.page.get_by_role("navigation").get_by_role("button", name=re.compile(f"^{label}")).click()

    # Texts

    async def text(self, words: str) -> None:
        box = self.page.get_by_role("textbox", name=self.says["your_text"], exact=True)
        await box.fill(words)
        await box.press("Enter")
        if words:
            await expect(self._texts(self.says["said_by_you"], words).last).to_be_visible()

    async def attach_photos(self, *photos: Path) -> None:
        """They go with the next text."""
        await self.page.locator("#photo-files").set_input_files(photos)
        chosen = self.page.get_by_role("list", name=self.says["chosen_photos"]).get_by_role("img")
        await expect(chosen).to_have_count(len(photos))

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

    # Calls

    async def call(self, line: str) -> None:
        """Dial one of the lines by its name."""
        await self.open_app("calls")
        await self.page.get_by_role("button", name=self.says["call_line"].replace("{line}", line), exact=True).click()

    async def answer(self) -> None:
        await self.page.get_by_role("button", name=self.says["answer"], exact=True).click()

    async def decline(self) -> None:
        await self.page.get_by_role("button", name=self.says["decline"], exact=True).click()

    async def press_keys(self, keys: str) -> None:
        """On the keypad of the call."""
        for key in keys:
            await self.page.get_by_role("button", name=self.says["key"].replace("{key}", key), exact=True).click()

    async def say(self, words: str) -> None:
        """In the call."""
        box = self.page.get_by_role("textbox", name=self.says["say"], exact=True)
        await box.fill(words)
        await box.press("Enter")
        await expect(self.call_lines.filter(has_text=f"{self.says['you_said']}: {words}").last).to_be_visible()

    async def hang_up(self) -> None:
        await self.page.get_by_role("button", name=self.says["hang_up"], exact=True).click()
        await self.is_in_call("ended_party_hung_up")

    async def put_away_call(self) -> None:
        """The finished call, so that the apps can be seen again."""
        await self.page.get_by_role("button", name=self.says["done"], exact=True).click()

    async def is_in_call(self, state: str) -> None:
        """The call does what this word of the page says: in_menu, waiting, talking, on_hold, recording …"""
        await expect(self.call_state).to_have_text(self.says[state])

    async def hears_in_call(self, *words: str) -> None:
        """The other side says this, in one breath."""
        lines = self.call_lines.filter(has_text=f"{self.says['line_said']}:")
        for said in words:
            lines = lines.filter(has_text=said)
        await expect(lines.last).to_be_visible()

    @property
    def call_state(self) -> Locator:
        return self.page.locator("#call").get_by_role("status")

    @property
    def call_lines(self) -> Locator:
        """What was heard, said and pressed."""
        return self.page.get_by_role("log", name=self.says["transcript"]).get_by_role("listitem")

    @property
    def recents(self) -> Locator:
        return self.page.locator("#recents").get_by_role("button")

    # Mail

    async def write_mail(self, subject: str, text: str, *, files: Sequence[Path] = (), to: str = "") -> None:
        """To the line's own address unless another is given; afterwards the mail is shown."""
        await self.open_app("mail")
        await self.page.get_by_role("button", name=self.says["write_mail"], exact=True).click()
        if to:
            await self.page.get_by_label(self.says["mail_to"], exact=True).fill(to)
        await self.page.get_by_label(self.says["mail_subject"], exact=True).fill(subject)
        await self._send_mail(text, files)

    async def answer_mail(self, text: str, *, files: Sequence[Path] = ()) -> None:
        """The one that is open."""
        await self.page.get_by_role("button", name=self.says["reply"], exact=True).click()
        await self._send_mail(text, files)

    async def _send_mail(self, text: str, files: Sequence[Path]) -> None:
        body = self.page.get_by_label(self.says["mail_body"], exact=True)
        await body.press("Control+Home")
        await self.page.keyboard.insert_text(text)
        if files:
            await self.page.locator("#mail-files").set_input_files(files)
            chosen = self.page.get_by_role("list", name=self.says["chosen_files"]).get_by_role("listitem")
            await expect(chosen).to_have_count(len(files))
        await self.page.get_by_role("button", name=self.says["send_mail"], exact=True).click()
        await expect(self.open_mails.last).to_contain_text(text)

    def mail(self, words: str) -> Locator:
        """Conversations in the list with these words."""
        return self.page.locator("#mails").get_by_role("button").filter(has_text=words)

    async def open_mail(self, words: str) -> None:
        await self.open_app("mail")
        await self.mail(words).first.click()

    @property
    def open_mails(self) -> Locator:
        """The mails of the conversation that is open, oldest first."""
        return self.page.locator("#mail-thread-mails > li")
