"""What searches teach, decided by a supervisor: words to accept, searches that led nowhere, reports."""

import pytest
from playwright.async_api import expect

from contactcenter.demo.content.searches import DEAD, LED, NEARLY_DEAD, REPORTS
from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def show(lead: StaffWindow, view: str) -> None:
    bar = lead.page.get_by_role("group", name=lead.words("insights.views"))
    await bar.get_by_role("button", name=lead.words(f"insights.view.{view}")).click()


async def test_a_supervisor_accepts_what_colleagues_searched(people: People) -> None:
    lead = await people.staff("supervisor1", language="zh-Hant")
    await lead.go_to("insights")
    page, words = lead.page, lead.words
    accepted, declined = LED[1].words, LED[0].words
    await page.get_by_role("button", name=words("insights.proposals.edit", question=accepted)).click()
    field = page.get_by_label(words("insights.proposals.editing"))
    await field.fill("樓上滴水邊個負責賠")
    await field.press("Enter")
    await expect(page.get_by_text(accepted, exact=True)).to_have_count(0)
    await page.get_by_role("button", name=words("insights.proposals.declineThis", question=declined)).click()
    await expect(page.get_by_text(declined, exact=True)).to_have_count(0)
    # The hand is already on the next one.
    await expect(page.locator(".accept:focus")).to_have_count(1)

    await show(lead, "dead")
    nearly = NEARLY_DEAD[0].words
    row = page.get_by_role("listitem").filter(has_text=nearly).first
    await row.get_by_text(words("insights.dead.giveShort"), exact=True).click()
    await expect(page.get_by_text(nearly, exact=True)).to_have_count(0)
    lost = DEAD[5].words
    await page.get_by_role("button", name=words("insights.dead.chooseThis", words=lost)).click()
    chooser = page.get_by_role("dialog")
    await chooser.get_by_label(words("insights.dead.find")).fill("窗")
    await chooser.get_by_role("listitem").first.get_by_role("button").click()
    await expect(chooser).to_have_count(0)
    await expect(page.get_by_text(lost, exact=True)).to_have_count(0)
    asked = DEAD[0].words
    await page.get_by_role("button", name=words("insights.dead.gapThis", words=asked)).click()
    await expect(page.get_by_text(asked, exact=True)).to_have_count(0)
    # What was dealt with is not listed in another time either; dismissed too early it is brought back.
    gone = DEAD[6].words
    dismiss = page.get_by_role("button", name=words("insights.dead.dismissThis", words=gone))
    await dismiss.click()
    await expect(page.get_by_text(gone, exact=True)).to_have_count(0)
    await page.get_by_role("button", name=words("insights.dead.bringBack")).click()
    await expect(page.get_by_text(gone, exact=True)).to_be_visible()
    await page.get_by_role("button", name=words("insights.dead.synonymThis", words=gone)).click()
    synonym = page.get_by_role("dialog")
    await synonym.get_by_label(words("insights.dead.means")).fill("航拍機")
    await synonym.get_by_role("button", name=words("insights.dead.synonymAct")).click()
    await expect(synonym).to_have_count(0)
    await expect(page.get_by_text(gone, exact=True)).to_have_count(0)
    times = page.get_by_role("group", name=words("insights.period"))
    await times.get_by_role("button", name=words("insights.days", count=90)).click()
    await expect(page.get_by_text(DEAD[3].words, exact=True)).to_be_visible()
    for settled in (nearly, lost, asked, gone):
        await expect(page.get_by_text(settled, exact=True)).to_have_count(0)
    await lead.go_to("gaps")
    await expect(page.get_by_text(asked).first).to_be_visible()


async def test_a_report_is_settled_with_an_answer(people: People) -> None:
    lead = await people.staff("manager1", language="zh-Hant")
    await lead.go_to("insights")
    page, words = lead.page, lead.words
    await show(lead, "reports")
    boxes = page.get_by_role("group", name=words("insights.reports.filter"))
    await boxes.get_by_role("button", name=words("insights.reports.open"), exact=True).click()
    said = REPORTS[2].text
    row = page.get_by_role("listitem").filter(has_text=said)
    await row.get_by_role("button").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name=words("insights.reports.declined")).click()
    settle = dialog.get_by_role("button", name=words("insights.reports.settle"))
    await expect(settle).to_be_disabled()
    await dialog.get_by_role("textbox").fill("帳單背面已有說明。")
    await settle.click()
    await expect(row).to_have_count(0)
    await boxes.get_by_role("button", name=words("insights.reports.closed"), exact=True).click()
    await expect(page.get_by_role("listitem").filter(has_text="帳單背面已有說明。")).to_be_visible()


@pytest.mark.parametrize("language", ["zh-Hant", "en"])
async def test_axe_finds_nothing_in_the_insights(people: People, language: str) -> None:
    lead = await people.staff("supervisor1", language=language)  # type: ignore[arg-type]
    await lead.go_to("insights")
    found: list[str] = []
    for view in ("proposals", "reports", "dead", "figures"):
        await lead.page.set_viewport_size({"width": 1440, "height": 900})
        await show(lead, view)
        await expect(lead.page.get_by_role("main").last).to_be_visible()
        found += await everywhere(lead, view)
    assert not found, "\n".join(found)
