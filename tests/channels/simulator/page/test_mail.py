"""Mail on the phone page: what came, what is written, answers with their quotation, and attachments."""

from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest
from playwright.async_api import Page, expect

from tests.channels.simulator.page.conftest import ADDRESS, DESK, Gateway, PhoneServer, findings
from tests.channels.simulator.page.test_photos import kept, photo

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def mail_to_phone(
    server: PhoneServer, subject: str, text: str, *, answers: str = "", number: int = 1, html: str = ""
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Service desk <{DESK}>", ADDRESS
    mail["Subject"], mail["Message-ID"] = subject, f"<{number}.{subject.encode().hex()[:12]}@emeraldbay.example>"
    if answers:
        mail["In-Reply-To"] = answers
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    await aiosmtplib.send(mail, hostname="127.0.0.1", port=server.mail_port)


async def write(page: Page, subject: str, text: str) -> None:
    await page.get_by_role("button", name="Write a mail").click()
    await page.get_by_label("Subject").fill(subject)
    await page.get_by_label("Message", exact=True).fill(text)


async def send(page: Page) -> None:
    await page.get_by_role("button", name="Send mail").click()
    await expect(page.locator("#mail-thread-mails")).to_be_visible()


async def test_a_mail_is_written_to_the_line(server: PhoneServer, gateway: Gateway) -> None:
    page = await server.open(app="mail")
    await write(page, "Lamp broken", "The lamp at B2 208 is out.")
    await send(page)
    await expect(page.get_by_role("heading", name="Lamp broken")).to_be_visible()
    await expect(page.locator(".mail-body")).to_contain_text("The lamp at B2 208 is out.")
    await expect(page.locator(".mail-body .meta")).to_have_count(0)
    [mail] = await gateway.taken(1)
    assert (mail["To"], mail["Subject"]) == (DESK, "Lamp broken")
    assert ADDRESS in mail["From"]
    await page.get_by_role("button", name="Back to the mails").click()
    await expect(page.get_by_text("The inbox is empty")).to_be_visible()
    await page.get_by_role("button", name="Sent", exact=True).click()
    await expect(page.locator("#mails").get_by_role("button")).to_contain_text(["Lamp broken"])


async def test_a_mail_that_comes_is_told_and_marked_unread(server: PhoneServer) -> None:
    page = await server.open()
    await expect(page.get_by_role("heading", name="Service line")).to_be_visible()
    await mail_to_phone(server, "Water off on Monday", "From ten to four.")
    notice = page.get_by_role("button", name="Service desk Water off on Monday")
    await expect(notice).to_be_visible()
    await expect(page.get_by_role("button", name="Mail 1 unread")).to_be_visible()
    await notice.click()
    await expect(page.locator(".mail-body")).to_have_text("From ten to four.")
    await expect(page.get_by_role("button", name="Mail", exact=True)).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="Mail", exact=True)).to_be_visible()


async def test_an_answer_quotes_and_joins_the_conversation(server: PhoneServer, gateway: Gateway) -> None:
    page = await server.open(app="mail")
    await mail_to_phone(server, "Your lamp", "Repaired.\nIs it bright now?")
    await page.locator("#mails").get_by_role("button").click()
    await page.get_by_role("button", name="Reply").click()
    await expect(page.get_by_label("Subject")).to_have_value("Re: Your lamp")
    body = page.get_by_label("Message", exact=True)
    await expect(body).to_be_focused()
    await page.keyboard.type("Yes, thank you.")
    await send(page)
    await expect(page.locator("#mail-thread-mails > li")).to_have_count(2)
    await expect(page.locator("#mail-thread-mails > li").last).to_contain_text("Yes, thank you.")
    [mail] = await gateway.taken(1)
    written = mail.get_content().replace("\r\n", "\n")
    assert written.startswith("Yes, thank you.\n")
    assert f"Service desk <{DESK}> wrote:\n> Repaired.\n> Is it bright now?" in written
    assert mail["In-Reply-To"]
    assert mail["To"] == DESK


async def test_the_quotation_is_folded_until_asked_for(server: PhoneServer) -> None:
    page = await server.open(app="mail")
    await mail_to_phone(server, "Re: Lamp", "Done.\n\nOn 1 July 2026 at 10:00, Tai Man <a@b.hk> wrote:\n> It is dark")
    await page.locator("#mails").get_by_role("button").click()
    quote = page.get_by_text("> It is dark")
    await expect(page.locator(".mail-body")).to_contain_text("Done.")
    await expect(quote).to_be_hidden()
    await page.get_by_label("Show quoted text").click()
    await expect(quote).to_be_visible()


async def test_scripts_of_a_mail_stay_words(server: PhoneServer) -> None:
    page = await server.open(app="mail")
    html = "<p>Dear <b>Mr Chan</b></p><script>document.title = 'owned'</script><img src=x onerror=alert(1)>"
    await mail_to_phone(server, "Notice", "", html=html)
    await page.locator("#mails").get_by_role("button").click()
    await expect(page.locator(".mail-body")).to_contain_text("Dear Mr Chan")
    await expect(page.locator(".mail-body script, .mail-body img")).to_have_count(0)
    assert await page.title() == "Phone"


async def test_files_go_with_a_mail(server: PhoneServer, gateway: Gateway, tmp_path: Path) -> None:
    page = await server.open(app="mail")
    await write(page, "Receipt", "See both.")
    files = [await photo(page, tmp_path / "meter.jpg"), kept(tmp_path / "收據.txt", b"HK$ 2,380")]
    await page.locator("#mail-files").set_input_files(files)
    await expect(page.get_by_role("button", name="Remove 收據.txt")).to_be_visible()
    await send(page)
    await expect(page.get_by_role("button", name="Enlarge photo meter.jpg")).to_be_visible()
    await expect(page.get_by_role("link", name="Open 收據.txt")).to_be_visible()
    [mail] = await gateway.taken(1)
    assert {part.get_filename() for part in mail.iter_attachments()} == {"meter.jpg", "收據.txt"}


async def test_a_draft_is_kept_and_given_up_on_purpose(server: PhoneServer) -> None:
    page = await server.open(app="mail")
    await write(page, "Half", "Not yet finished")
    await page.get_by_role("button", name="Bartholomew-Featherstonehaugh").click()
    await expect(page.get_by_text("This number has no mail address")).to_be_visible()
    await page.get_by_role("button", name="Chan Tai Man").click()
    await page.get_by_role("button", name="Write a mail").click()
    await expect(page.get_by_label("Message", exact=True)).to_have_value("Not yet finished")
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Write a mail").click()
    await expect(page.get_by_label("Message", exact=True)).to_have_value("")


async def test_what_is_missing_is_said_at_its_place(server: PhoneServer, gateway: Gateway) -> None:
    page = await server.open(app="mail")
    await write(page, "To nobody", "Hello")
    await page.get_by_label("To", exact=True).fill("service desk")
    await page.get_by_role("button", name="Send mail").click()
    await expect(page.get_by_role("alert").filter(has_text="valid mail address")).to_be_visible()
    await expect(page.get_by_label("To", exact=True)).to_be_focused()
    await page.get_by_label("To", exact=True).fill(DESK)
    await page.get_by_label("Message", exact=True).fill("")
    await page.get_by_role("button", name="Send mail").click()
    await expect(page.get_by_role("alert").filter(has_text="write something")).to_be_visible()
    assert gateway.mails == []


async def test_a_mail_that_was_not_taken_can_be_tried_again(server: PhoneServer, gateway: Gateway) -> None:
    gateway.status = 403
    page = await server.open(app="mail")
    await write(page, "Lamp", "It is dark.")
    await send(page)
    await expect(page.get_by_text("Not sent")).to_be_visible()
    gateway.status = 202
    await page.get_by_role("button", name="Try again").click()
    await expect(page.get_by_text("Not sent")).to_have_count(0)
    assert len(await gateway.taken(2)) == 2


async def test_what_could_not_be_sent_is_kept(server: PhoneServer, gateway: Gateway) -> None:
    page = await server.open(app="mail")
    await write(page, "Lamp", "It is dark.")
    await page.route("**/mails", lambda route: route.abort())
    await page.get_by_role("button", name="Send mail").click()
    await expect(page.get_by_role("alert").filter(has_text="Could not send")).to_be_visible()
    await page.unroute("**/mails")
    await send(page)
    assert [mail["Subject"] for mail in await gateway.taken(1)] == ["Lamp"]


@pytest.mark.parametrize("language", ["en", "zh-HK"])
async def test_axe_finds_nothing_in_list_conversation_and_draft(
    server: PhoneServer, tmp_path: Path, language: str
) -> None:
    page = await server.open(app="mail", language=language)
    found = await findings(page)
    await mail_to_phone(
        server, "停水通知", "星期一早上十時至下午四時。\n\n客服 <a@b.hk> 於 2026年7月1日 寫道：\n> 較早"
    )
    await expect(page.locator(".mail-row")).to_be_visible()
    found += await findings(page)
    await page.locator(".mail-row").click()
    await expect(page.locator(".mail-body")).to_be_visible()
    found += await findings(page)
    await page.locator("#reply-mail").click()
    await page.locator("#mail-files").set_input_files(await photo(page, tmp_path / "meter.jpg"))
    await expect(page.locator("#mail-files-chosen canvas")).to_be_visible()
    found += await findings(page)
    assert found == []
