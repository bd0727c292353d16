"""Which mails belong together, and what in a mail is quoted: the page's pure rules, asked in a browser."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.channels.simulator.page.conftest import PhoneServer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

MAILBOXES = {
    "a@b.hk": ("a@b.hk", "a@b.hk"),
    "陳大文 <Tai@Mail.HK>": ("陳大文", "tai@mail.hk"),
    '"Chan, Tai Man" <tai@mail.hk>': ("Chan, Tai Man", "tai@mail.hk"),
    "<tai@mail.hk>": ("tai@mail.hk", "tai@mail.hk"),
}
SUBJECTS = {
    "Re: 漏水": "漏水",
    "RE：Fw: 漏水": "漏水",
    "回覆：回复: 漏水": "漏水",
    "Re[2]: leak": "leak",
    "Restaurant is loud": "Restaurant is loud",
    "轉寄：通知": "通知",
}
QUOTES = {
    "好的\n\n客服 <a@b> 於 2026年7月1日 14:10 寫道：\n> 您好": (
        "好的",
        "客服 <a@b> 於 2026年7月1日 14:10 寫道：\n> 您好",
    ),
    "Thanks\n\nOn 1 July 2026 at 14:10, A <a@b> wrote:\n> hi\n>> deeper": (
        "Thanks",
        "On 1 July 2026 at 14:10, A <a@b> wrote:\n> hi\n>> deeper",
    ),
    "好\n> 一\n> 二": ("好", "> 一\n> 二"),
    "> 一\n答一\n> 二\n答二": ("> 一\n答一\n> 二\n答二", ""),
    "> 只有引文": ("> 只有引文", ""),
    "他寫道：\n明天來": ("他寫道：\n明天來", ""),
}


async def ask(page: Page, function: str, *given: Any) -> Any:
    call = "async ([name, given]) => (await import('/phone/assets/conversations.js'))[name](...given)"
    return await page.evaluate(call, [function, list(given)])


def mail(number: int, subject: str, **more: Any) -> dict[str, Any]:
    return {"id": f"m{number}", "message_id": f"<{number}@x>", "subject": subject, "date": f"2026-07-0{number}", **more}


async def groups(page: Page, *mails: dict[str, Any]) -> list[list[str]]:
    found = await ask(page, "conversations", list(mails))
    return [[one["id"] for one in group] for group in found]


async def test_names_and_addresses_are_told_apart(server: PhoneServer) -> None:
    page = await server.open()
    for written, (name, address) in MAILBOXES.items():
        assert await ask(page, "mailbox", written) == {"name": name, "address": address}, written


async def test_prefixes_are_no_part_of_a_subject(server: PhoneServer) -> None:
    page = await server.open()
    for subject, plain in SUBJECTS.items():
        assert await ask(page, "plainSubject", subject) == plain, subject


async def test_what_is_quoted_is_told_from_what_is_new(server: PhoneServer) -> None:
    page = await server.open()
    for text, (own, quote) in QUOTES.items():
        assert await ask(page, "withoutQuote", text) == {"own": own, "quote": quote}, text


async def test_what_the_page_quotes_it_also_recognises(server: PhoneServer) -> None:
    page = await server.open()
    line = "客服 <a@b> 於 2026年7月1日 14:10 寫道："
    text = "知道了" + await ask(page, "quoted", "您好：\n\n> 較早的話\n再見", line)
    assert text.splitlines()[-4:] == ["> 您好：", ">", ">> 較早的話", "> 再見"]
    assert (await ask(page, "withoutQuote", text))["own"] == "知道了"


async def test_answers_join_what_they_answer(server: PhoneServer) -> None:
    page = await server.open()
    first = mail(1, "漏水")
    answer = mail(2, "別的主旨", in_reply_to="<1@x>")
    answer_to_answer = mail(3, "Re: 別的主旨", in_reply_to="<unknown@x>", references=["<1@x>", "<unknown@x>"])
    assert await groups(page, answer_to_answer, first, answer) == [["m1", "m2", "m3"]]


async def test_without_references_the_subject_decides(server: PhoneServer) -> None:
    page = await server.open()
    same = [mail(1, "漏水"), mail(2, "Re: 漏水 [C-2026-00418]"), mail(3, "Re: 漏水", in_reply_to="<lost@x>")]
    assert await groups(page, *same) == [["m1", "m2", "m3"]]
    # Two mails of one subject that answer nothing are two matters.
    assert await groups(page, mail(1, "漏水"), mail(2, "漏水")) == [["m2"], ["m1"]]
