"""An administrator settles queues and hours, and sees at once what becomes of it."""

import pytest
from playwright.async_api import Locator, expect

from tests.browser.conftest import People
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

# Nobody of another story works as this one, who knows repairs well but not best.
REPAIRER = "agent14"


async def section(window: StaffWindow, name: str) -> None:
    """By the list of the administration."""
    sections = window.page.get_by_role("navigation", name=window.words("rail.administration"), exact=True)
    await sections.get_by_role("link", name=window.words(f"admin.section.{name}"), exact=True).click()
    heading = window.words("rail.people" if name == "people" else f"admin.section.{name}")
    await expect(window.page.get_by_role("heading", name=heading, level=1)).to_be_visible()


async def save(window: StaffWindow, name: str) -> None:
    """By the one key."""
    await window.press("Control+s")
    await expect(window.says("admin.saved", name=name)).to_be_visible()


async def test_what_a_queue_asks_decides_who_would_be_asked(people: People) -> None:
    agent = await people.staff(REPAIRER)
    await agent.go_available()
    name = (await agent.signed_in())["name"]
    administrator = await people.staff("admin")
    await section(administrator, "queues")
    await administrator.page.get_by_role("link", name="報修").click()
    preview = administrator.page.get_by_role("complementary", name=administrator.words("routing.title"))

    def verdict(of: str) -> Locator:
        groups = preview.locator("section").filter(has_text=administrator.words(f"routing.verdict.{of}"))
        return groups.get_by_role("listitem").filter(has_text=name)

    await expect(verdict("asked")).to_be_visible()
    level = administrator.page.get_by_label(administrator.words("admin.queue.levelOf", skill="repairs")).first
    before = await level.input_value()
    await level.select_option("5")
    await save(administrator, "報修")
    await expect(verdict("asked")).to_have_count(0)
    await expect(preview.get_by_role("listitem").filter(has_text=name)).to_contain_text("repairs")

    await level.select_option(before)
    await save(administrator, "報修")
    await expect(verdict("asked")).to_be_visible()


async def test_hours_are_typed_and_say_at_once_whether_somebody_is_there(people: People) -> None:
    administrator = await people.staff("admin")
    page, words = administrator.page, administrator.words
    await section(administrator, "hours")
    await page.get_by_role("link", name="收費櫃位時間").click()

    def hours(day: str) -> Locator:
        return page.get_by_role("textbox", name=words("admin.hours.of", day=words(f"admin.day.{day}")), exact=True)

    await hours("mon").fill("9 to 5")
    await hours("mon").press("Tab")
    await expect(page.get_by_role("alert").filter(has_text=words("admin.hours.unreadable"))).to_be_visible()
    for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"):
        await hours(day).fill("0-24")
        await hours(day).press("Tab")
    await expect(hours("sun")).to_have_value("00:00–24:00")
    await save(administrator, "收費櫃位時間")
    await expect(page.get_by_text(words("admin.hours.openNow"), exact=True)).to_be_visible()

    await hours("mon").fill("")
    await hours("mon").press("Tab")
    await section_left_unsaved(administrator)
    await expect(page.get_by_role("link", name="收費櫃位時間")).to_contain_text(words("admin.hours.dayAndNight"))


async def section_left_unsaved(window: StaffWindow) -> None:
    """Leaving asks first, and nothing is saved."""
    await window.page.get_by_role("main").get_by_role("link", name=window.words("admin.section.hours")).click()
    dialog = window.page.get_by_role("dialog", name=window.words("admin.leaveTitle"))
    await dialog.get_by_role("button", name=window.words("act.discard")).click()
    await expect(window.page.get_by_role("heading", name=window.words("admin.line.title"), exact=True)).to_be_visible()


async def test_a_number_becomes_a_line_and_is_none_again(people: People) -> None:
    administrator = await people.staff("admin")
    page, words = administrator.page, administrator.words
    await section(administrator, "hours")
    lines = page.get_by_role("region", name=words("admin.line.title"), exact=True)
    await lines.get_by_role("button", name=words("admin.line.add")).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label(words("admin.line.number")).fill("+852 3000 0750")
    await dialog.get_by_label("English").fill("Clubhouse line")
    await dialog.get_by_role("button", name=words("act.add")).click()
    line = lines.get_by_role("listitem").filter(has_text="+85230000750")
    await expect(line).to_contain_text("Clubhouse line")
    await line.get_by_role("button", name=words("admin.editThis", name="Clubhouse line")).click()
    await dialog.get_by_role("button", name=words("admin.line.remove")).click()
    await dialog.get_by_role("button", name=words("admin.delete"), exact=True).click()
    await expect(line).to_have_count(0)


async def test_a_group_is_made_gets_its_people_and_its_work_and_goes_again(people: People) -> None:
    administrator = await people.staff("admin")
    page, words = administrator.page, administrator.words
    await section(administrator, "groups")
    await page.get_by_role("button", name=words("admin.group.add")).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("繁體中文").fill("泳池組")
    await dialog.get_by_label(words("admin.code")).fill("pool")
    await dialog.get_by_role("button", name=words("act.add"), exact=True).click()
    await expect(page.get_by_role("heading", name="泳池組", level=1)).to_be_visible()

    await page.get_by_role("combobox", name=words("admin.queue.addMember")).fill(REPAIRER)
    await page.get_by_role("listbox").get_by_role("option").first.click()
    work = page.get_by_role("region", name=words("admin.group.work"), exact=True)
    await work.get_by_label(words("admin.group.kind"), exact=True).select_option(
        label=words("admin.group.anythingElse")
    )
    await work.get_by_label(words("admin.group.building"), exact=True).select_option("6")
    await work.get_by_role("button", name=words("act.add"), exact=True).click()
    await save(administrator, "泳池組")
    uses = page.get_by_role("region", name=words("admin.group.uses"), exact=True)
    await expect(uses.get_by_role("listitem")).to_have_text([words("admin.group.use.work_rules", count=1)])

    await section(administrator, "groups")
    row = page.get_by_role("link").filter(has_text="泳池組")
    await expect(row).to_contain_text(words("admin.group.anythingElse"))
    await row.click()
    await work.get_by_role("listitem").get_by_role("button").click()
    await save(administrator, "泳池組")
    await uses.get_by_role("button", name=words("admin.group.remove")).click()
    await dialog.get_by_role("button", name=words("admin.delete"), exact=True).click()
    await expect(page.get_by_role("heading", name=words("admin.section.groups"), level=1)).to_be_visible()
    await expect(row).to_have_count(0)
