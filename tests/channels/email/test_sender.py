"""Mails at a real server that misbehaves: each of its words becomes a decision, and only what was meant goes out."""

import asyncio
import ssl
from collections.abc import AsyncIterator

import pytest

from channels.email.absent import AbsentMailServer
from channels.email.parser import parse_message
from channels.email.reading import read_mail
from channels.email.sender import SmtpSender
from channels.email.smtp_url import read_smtp_url
from contactcenter.contracts import MailFile, OutboundMail
from contactcenter.errors import SendError
from tests.support.mail_server import MailServer, running_mail_server

TO = "owner@home.example"


def make_mail(**changes: object) -> OutboundMail:
    given: dict[str, object] = {
        "message_id": "c-2026-0001.0123456789abcdef@estate.example",
        "sender": "service@estate.example",
        "sender_name": "客服",
        "recipients": (TO,),
        "subject": "Re: 漏水 [C-2026-0001]",
        "text": "師傅三點到。\n\n-- \n客服\n\n於 2026年7月1日 22:10，<owner@home.example> 寫道：\n\n> 漏水",
        "html": "<div>師傅三點到。</div>",
    }
    return OutboundMail(**given | changes)  # type: ignore[arg-type]


@pytest.fixture
async def server() -> AsyncIterator[MailServer]:
    async with running_mail_server() as server:
        yield server


@pytest.fixture
def sender(server: MailServer) -> SmtpSender:
    return SmtpSender(read_smtp_url(server.url))


async def test_a_mail_arrives_as_it_was_meant(server: MailServer, sender: SmtpSender) -> None:
    photo = MailFile("d", "照片.jpg", "image/jpeg", 3)
    mail = make_mail(files=((photo, b"abc"),), in_reply_to="first@home.example", references=("first@home.example",))
    assert await sender.send_mail(mail) == {}
    [raw] = server.kept
    read = read_mail(raw)
    assert (read.mail.from_name, read.mail.from_address, read.mail.to) == ("客服", "service@estate.example", [TO])
    assert (read.mail.subject, read.parts.new) == ("Re: 漏水 [C-2026-0001]", "師傅三點到。")
    assert read.mail.html == "<div>師傅三點到。</div>"
    assert [(file.name, file.content) for file in read.mail.attachments] == [("照片.jpg", b"abc")]
    assert (read.mail.message_id, read.mail.in_reply_to) == (mail.message_id, "first@home.example")
    assert not read.mail.is_automatic


@pytest.mark.parametrize("length", [90, 200, 900])
async def test_long_ids_stay_readable(server: MailServer, sender: SmtpSender, length: int) -> None:
    ids = tuple(f"{number}{'x' * length}@exchange.example" for number in range(2))
    await sender.send_mail(make_mail(in_reply_to=ids[1], references=ids))
    parsed = parse_message(server.kept[0])
    assert (parsed.in_reply_to, tuple(parsed.references)) == (ids[1], ids)
    head = server.kept[0].partition(b"\r\n\r\n")[0]
    assert b"=?" not in b"".join(line for line in head.splitlines(keepends=True) if b"exchange" in line)


@pytest.mark.parametrize("word", ["auto-replied", "auto-generated"])
async def test_what_a_machine_writes_says_so(server: MailServer, sender: SmtpSender, word: str) -> None:
    await sender.send_mail(make_mail(auto_submitted=word))
    assert f"Auto-Submitted: {word}".encode() in server.kept[0]
    assert b"X-Auto-Response-Suppress: All" in server.kept[0]
    assert parse_message(server.kept[0]).is_automatic


@pytest.mark.parametrize("where", ["subject", "sender_name"])
async def test_a_line_break_adds_no_header(server: MailServer, sender: SmtpSender, where: str) -> None:
    await sender.send_mail(make_mail(**{where: "x\r\nBcc: everybody@example.com\r\n\r\nbody"}))
    assert b"\nBcc:" not in server.kept[0]
    assert server.recipients == [[TO]]


async def test_an_address_beyond_ascii_is_written_as_servers_know_it(server: MailServer, sender: SmtpSender) -> None:
    await sender.send_mail(make_mail(recipients=("陳@例子.測試",)))
    assert server.recipients == [["陳@xn--fsqu00a.xn--g6w251d"]]
    assert parse_message(server.kept[0]).to == ["陳@xn--fsqu00a.xn--g6w251d"]


@pytest.mark.parametrize(
    ("answer", "retryable"),
    [("451 4.3.0 later", True), ("421 4.3.2 busy", True), ("550 5.7.1 no", False), ("554 5.6.0 no", False)],
)
async def test_4xx_means_later_and_5xx_means_no(
    server: MailServer, sender: SmtpSender, answer: str, retryable: bool
) -> None:
    server.answers = [answer]
    with pytest.raises(SendError) as refused:
        await sender.send_mail(make_mail())
    assert (refused.value.retryable, refused.value.maybe_sent) == (retryable, False)
    assert refused.value.code == answer[:3]


@pytest.mark.parametrize(("answer", "retryable"), [("450 4.2.0 greylisted", True), ("550 5.1.1 unknown", False)])
async def test_a_refused_recipient(server: MailServer, sender: SmtpSender, answer: str, retryable: bool) -> None:
    server.to = {TO: answer}
    with pytest.raises(SendError) as refused:
        await sender.send_mail(make_mail())
    assert (refused.value.retryable, refused.value.code) == (retryable, answer[:3])
    assert TO not in refused.value.text
    assert server.kept == []


async def test_one_of_two_refused_is_told_and_the_other_has_it(server: MailServer, sender: SmtpSender) -> None:
    server.to = {"gone@home.example": "550 5.1.1 unknown"}
    refused = await sender.send_mail(make_mail(recipients=(TO, "gone@home.example")))
    assert list(refused) == ["gone@home.example"]
    assert server.recipients == [[TO]]


@pytest.mark.parametrize("answer", ["drop", "drop_kept"])
async def test_a_line_that_breaks_within_the_mail_leaves_everything_open(
    server: MailServer, sender: SmtpSender, answer: str
) -> None:
    server.answers = [answer]
    with pytest.raises(SendError) as broken:
        await sender.send_mail(make_mail())
    assert (broken.value.retryable, broken.value.maybe_sent) == (True, True)


async def test_nobody_there_is_worth_another_try(server: MailServer) -> None:
    sender = SmtpSender(read_smtp_url(server.url.replace(str(server.port), "9")))
    with pytest.raises(SendError) as unreachable:
        await sender.send_mail(make_mail())
    assert (unreachable.value.code, unreachable.value.retryable) == ("unreachable", True)


async def test_the_account_is_checked_without_sending(server: MailServer, sender: SmtpSender) -> None:
    assert "answers" in await sender.check()
    assert server.seen == 0


# The library warns of what this test does on purpose: signing in on a line of this machine without encryption.
@pytest.mark.filterwarnings("ignore:Requiring AUTH")
@pytest.mark.parametrize(("password", "works"), [("right", True), ("wrong", False)])
async def test_the_account_signs_in(password: str, works: bool) -> None:
    async with running_mail_server(password="right") as server:
        url = server.url.replace("smtp://", f"smtp://desk:{password}@")
        sender = SmtpSender(read_smtp_url(url))
        if works:
            assert "signed in as desk" in await sender.check()
            await sender.send_mail(make_mail())
            return
        with pytest.raises(SendError) as refused:
            await sender.check()
    assert refused.value.code == "535"
    assert password not in refused.value.text


async def test_a_server_that_cannot_encrypt_is_refused_where_it_must(server: MailServer) -> None:
    with pytest.raises(SendError) as refused:
        await SmtpSender(read_smtp_url(server.url.replace("=no", ""))).check()
    assert refused.value.retryable
    assert server.seen == 0


async def test_a_server_that_speaks_no_tls_at_all_is_refused(server: MailServer) -> None:
    sender = SmtpSender(read_smtp_url(f"smtps://127.0.0.1:{server.port}"), tls=ssl.create_default_context())
    with pytest.raises(SendError):
        await sender.check()


async def test_many_mails_at_once(server: MailServer, sender: SmtpSender) -> None:
    await asyncio.gather(*(sender.send_mail(make_mail(message_id=f"{number}@x")) for number in range(30)))
    assert len({parse_message(raw).message_id for raw in server.kept}) == 30


async def test_without_a_server_nothing_is_tried_twice() -> None:
    with pytest.raises(SendError) as refused:
        await AbsentMailServer().send_mail(make_mail())
    assert (refused.value.retryable, refused.value.code) == (False, "no_mail_server")
