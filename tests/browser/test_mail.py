"""Mail in the agent's console: read without its quoted past, answered, and shown as laid out without doing harm."""

from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, Route, expect

from tests.browser.conftest import People
from tests.support.browser.axe import everywhere
from tests.support.browser.phone import Phone
from tests.support.browser.staff import StaffWindow

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MAILBOX = "service@emeraldbay.example"
TRACKER = "https://tracker.example/"
LAID_OUT = f"""<p style="color: #b00020">上月<b>管理費</b>單據</p><table border="1"><tr><td>HK$2,380</td></tr></table>
<script>window.parent.document.title = 'stolen'</script><img src="{TRACKER}dot.gif" alt="">"""


async def reading_mail(people: People, username: str) -> StaffWindow:
    agent = await people.staff(username)
    await agent.go_available()
    return agent


async def test_a_mail_is_answered_and_its_answer_read_without_the_quote(people: People, tmp_path: Path) -> None:
    owner = await people.owner("陳大文")
    agent = await reading_mail(people, "agent16")
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    await owner.write_mail("管理費單據", "上月管理費已付，請查核。", files=[receipt])
    await agent.accept("陳大文")
    await expect(agent.page.get_by_role("heading", level=2)).to_contain_text("3座12樓B室")
    await expect(agent.page.get_by_text("管理費單據", exact=True)).to_be_visible()
    letter = agent.thread.get_by_role("article").filter(has_text="上月管理費已付，請查核。")
    await expect(letter.get_by_role("link", name="receipt.pdf")).to_be_visible()
    await letter.get_by_role("button", name="陳大文").click()
    await expect(letter.get_by_role("definition").filter(has_text=MAILBOX)).to_be_visible()

    composer = agent.page.locator("[data-composer]")
    await expect(composer).to_contain_text("taiman.chan@example.com")
    await agent.reply("已收到單據，謝謝。")
    await expect(agent.thread.get_by_role("article").filter(has_text="已收到單據，謝謝。")).to_be_visible()
    await owner.open_mail("管理費單據")
    await expect(owner.open_mails.last).to_contain_text("已收到單據，謝謝。")

    await owner.answer_mail("多謝，幾時有新單？")
    await expect(agent.offer("陳大文")).to_be_visible()
    # The hand is still in the reply.
    await agent.press("Alt+a")
    await expect(agent.offer("陳大文")).to_have_count(0)
    answer = agent.thread.get_by_role("article").filter(has_text="多謝，幾時有新單？")
    await expect(answer).not_to_contain_text("已收到單據")
    await answer.get_by_role("button", name=agent.words("thread.quoted")).click()
    await expect(answer).to_contain_text("已收到單據，謝謝。")
    found = await everywhere(agent, "a mail")
    await agent.end_with("answered", "")
    assert not found, "\n".join(found)


async def test_the_layout_of_a_mail_is_shown_without_scripts_and_without_telling_its_sender(people: People) -> None:
    owner = await people.owner("林美儀")
    agent = await reading_mail(people, "agent16")
    asked: list[str] = []

    async def dot(route: Route) -> None:
        asked.append(route.request.url)
        await route.fulfill(status=204)

    await agent.page.route(f"{TRACKER}**", dot)
    await writes_laid_out(owner, "lam.meiyee@example.org")
    await agent.accept("林美儀")
    await agent.thread.get_by_role("button", name=agent.words("mail.layout")).click()
    frame = framed(agent)
    await expect(frame.get_by_role("cell", name="HK$2,380")).to_be_visible()
    await expect(frame.get_by_text("上月")).to_have_css("color", "rgb(176, 0, 32)")
    await frame_is_as_high_as_its_mail(agent)
    found = await everywhere(agent, "a laid out mail")
    assert asked == []

    await agent.thread.get_by_role("button", name=agent.words("mail.showImages"), exact=True).click()
    await expect(frame.get_by_role("cell", name="HK$2,380")).to_be_visible()
    await expect(agent.page.get_by_text(agent.words("mail.showImages"), exact=True)).to_have_count(0)
    assert asked == [f"{TRACKER}dot.gif"]
    assert "stolen" not in await agent.page.title()
    await agent.end_with("answered", "")
    assert not found, "\n".join(found)


async def writes_laid_out(owner: Phone, mailbox: str) -> None:
    mail = {"to": MAILBOX, "subject": "單據", "text": "上月管理費單據", "html": LAID_OUT}
    address = f"{owner.base_url}/simulator/control/mailboxes/{mailbox}/mails"
    answer = await owner.page.context.request.post(address, data=mail)
    assert answer.ok, await answer.text()


def framed(agent: StaffWindow) -> FrameLocator:
    return agent.page.frame_locator(f"iframe[title='{agent.words('mail.frame')}']")


async def frame_is_as_high_as_its_mail(agent: StaffWindow) -> None:
    fits = """() => {
      const frame = document.querySelector('iframe')
      return Math.abs(frame.clientHeight - frame.contentDocument.body.getBoundingClientRect().height) <= 1
    }"""
    await agent.page.wait_for_function(fits)
