"""A member of staff at the console, using it as they would: by labels, buttons and keys."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from playwright.async_api import Locator, expect

from tests.support.browser.window import Window
from tests.support.browser.words import Language, Words

LABELS: dict[Language, str] = {"zh-Hant": "繁體中文", "zh-Hans": "简体中文", "en": "English"}
# They have no place of their own in the rail.
SECTIONS_OF_KNOWLEDGE = ("articles", "gaps", "bulletins", "places", "services", "insights")


@dataclass
class StaffWindow(Window):
    async def sign_in(self, username: str, password: str = "demo") -> None:
        # The reader's own choice outweighs the account's language.
        await self.page.get_by_role("button", name=LABELS[self.words.language]).click()
        await self.page.get_by_label(self.words("signIn.username")).fill(username)
        await self.page.get_by_label(self.words("signIn.password")).fill(password)
        await self.page.get_by_role("button", name=self.words("signIn.act"), exact=True).click()
        await expect(self.page.get_by_role("navigation", name=self.words("rail.label"))).to_be_visible()
        await expect(self.page.get_by_text(self.words("line.connected"), exact=True)).to_be_visible()

    @property
    def presence(self) -> Locator:
        label = self.words("presence.label", presence="")
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(label)}"))

    async def go_available(self) -> None:
        await self.presence.click()
        await self.page.get_by_role("menuitem", name=self.words("presence.availableHint")).click()
        await self.is_present("available")

    async def is_present(self, presence: str) -> None:
        label = self.words("presence.label", presence=self.words(f"presence.{presence}"))
        await expect(self.page.get_by_role("button", name=label)).to_be_visible()

    def offer(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=self.words("offer.title", name=name))

    async def accept(self, name: str) -> str:
        """By the one key; gives the reference."""
        await expect(self.offer(name)).to_be_visible()
        await self.press("a")
        await expect(self.offer(name)).to_have_count(0)
        return await self.opened_reference()

    async def opened_reference(self) -> str:
        thread = self.page.get_by_role("region", name=re.compile(r"^C-\d{4}-\d{4,}$"))
        await expect(thread).to_be_visible()
        return await thread.get_attribute("aria-label") or ""

    @property
    def thread(self) -> Locator:
        return self.page.get_by_role("log", name=self.words("thread.label"))

    def context(self, tab: str) -> Locator:
        """The pane beside the thread while it shows this tab."""
        return self.page.get_by_role("tabpanel", name=re.compile(f"^{re.escape(self.words(f'context.{tab}'))}"))

    @property
    def reply_box(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("composer.replyLabel"), exact=True)

    async def reply(self, words: str) -> None:
        await self.reply_box.fill(words)
        await self.press("Control+Enter")
        await expect(self.reply_box).to_have_value("")

    async def attach(self, *files: Path) -> None:
        """To what is being written."""
        await self.page.locator("[data-composer] input[type=file]").set_input_files(files)

    def delivered(self, words: str) -> Locator:
        """The ticks under the last words of ours."""
        group = self.thread.get_by_role("article").filter(has_text=words)
        return group.get_by_role("img", name=self.words("delivery.delivered"), exact=True)

    async def signed_in(self) -> dict[str, str]:
        session = await self.page.context.request.get(f"{self.base_url}/api/v1/session")
        user: dict[str, str] = (await session.json())["user"]
        return user

    # Calls

    async def phone_is(self, state: str) -> None:
        """The device in the top bar: ready, lost, none."""
        await expect(self.page.get_by_text(self.words(f"phone.{state}"), exact=True)).to_be_visible()

    async def answer(self, name: str) -> str:
        """A ringing call, by the one key; gives the reference once both sides can talk."""
        reference = await self.accept(name)
        await self.call_is("talking")
        return reference

    @property
    def call_bar(self) -> Locator:
        """Above the thread, or in the dock while another page is looked at."""
        return self.page.get_by_role("region", name=self.words("call.bar"), exact=True)

    async def call_is(self, phase: str) -> None:
        await expect(self.call_bar.get_by_text(self.words(f"call.phase.{phase}"), exact=True)).to_be_visible()

    @property
    def say_box(self) -> Locator:
        return self.page.get_by_role("textbox", name=self.words("call.say"), exact=True)

    async def say(self, words: str) -> None:
        """On the call; it is said once it stands in the thread as a line of the talk."""
        await self.press("Alt+s")
        await expect(self.say_box).to_be_focused()
        await self.page.keyboard.insert_text(words)
        await self.press("Enter")
        await expect(self.thread.get_by_role("article").filter(has_text=words)).to_be_visible()

    def call_event(self, key: str, **values: object) -> Locator:
        """A line of the thread about the telephone."""
        return self.thread.get_by_text(self.words(f"callEvent.{key}", **values), exact=True)

    # Knowledge, orders, outcomes

    async def search_knowledge(self, words: str) -> Locator:
        """The results, reached by the one key."""
        await self.press("/")
        box = self.page.get_by_role("searchbox", name=self.words("knowledge.search"))
        await expect(box).to_be_focused()
        asked = f"/api/v1/search?q={quote(words)}"
        async with self.page.expect_response(lambda answer: asked in answer.url.replace("+", "%20")):
            await box.fill(words)
        return self.context("knowledge").get_by_role("listitem")

    async def raise_order(self, type_name: str) -> Locator:
        """Open the order tab and choose the type; the form is filled from the contact. Gives the form."""
        await self.press("w")
        form = self.context("order")
        await form.get_by_role("combobox", name=self.words("order.type")).select_option(label=type_name)
        await expect(form.get_by_label(self.words("order.title"))).not_to_have_value("")
        return form

    async def raised_reference(self) -> str:
        """Of the order that was just raised in the pane."""
        return await self.context("order").get_by_role("status").get_by_role("link").inner_text()

    async def record_gap(self) -> None:
        """By the one key, which acts once the contact is hers."""
        await expect(self.page.get_by_role("button", name=self.words("act.end"), exact=True)).to_be_visible()
        await self.press("g")
        await expect(self.says("knowledge.gapRecorded")).to_be_visible()

    async def end_with(self, outcome: str, note: str) -> None:
        """Wrap up the opened contact, which has one matter."""
        await self.page.get_by_role("button", name=self.words("act.end"), exact=True).click()
        await self.end_wrapped_up(outcome, note)

    async def end_wrapped_up(self, outcome: str, note: str = "") -> None:
        """What a talk that is over leaves to do."""
        panel = self.page.get_by_role("region", name=self.words("state.wrap_up"))
        await panel.get_by_role("radio", name=self.words(f"outcome.{outcome}")).click()
        await panel.get_by_role("textbox", name=self.words("wrapUp.note")).fill(note)
        await panel.get_by_role("button", name=self.words("act.finish")).click()
        await expect(panel).to_have_count(0)

    async def go_to(self, page: str) -> None:
        """By the rail; the sections of the knowledge base through its frame."""
        rail = self.page.get_by_role("navigation", name=self.words("rail.label"))
        section = page in SECTIONS_OF_KNOWLEDGE
        # What waits there stands behind the name.
        name = self.words("rail.knowledge") if section else self.words(f"rail.{page}")
        await rail.get_by_role("link", name=re.compile(f"^{re.escape(name)}")).click()
        heading = self.words(f"library.section.{page}") if section else name
        if section:
            frame = self.page.get_by_role("navigation", name=name, exact=True)
            await frame.get_by_role("link", name=re.compile(f"^{re.escape(heading)}")).click()
        await expect(self.page.get_by_role("heading", name=heading, level=1)).to_be_attached()

    async def choose_language(self, language: Language, name: str) -> None:
        """In the menu of whoever is signed in here, `name`."""
        await self.page.get_by_role("button", name=self.words("menu.label", name=name)).click()
        await self.page.get_by_role("menuitem", name=LABELS[language]).click()
        self.words = Words(language)
        await expect(self.page.get_by_role("button", name=self.words("menu.label", name=name))).to_be_visible()

    def says(self, key: str, **values: object) -> Locator:
        """A short confirmation."""
        return self.page.get_by_role("status").filter(has_text=self.words(key, **values))

    async def leave(self) -> None:
        """Off duty, so that nothing of a later story rings here."""
        session = await self.page.context.request.get(f"{self.base_url}/api/v1/session")
        if session.ok:
            headers = {"X-CSRF-Token": (await session.json())["csrf_token"]}
            presence = f"{self.base_url}/api/v1/agents/me/presence"
            await self.page.context.request.put(presence, headers=headers, data={"presence": "offline"})
        await self.close()
