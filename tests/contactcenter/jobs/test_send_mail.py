"""Mails go out at a real server, and what became of them stands in the thread."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from channels.email.parser import parse_message
from channels.email.sender import SmtpSender
from channels.email.smtp_url import read_smtp_url
from contactcenter.actions.add_note import add_note
from contactcenter.actions.reply import reply
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact, MailId, Message
from contactcenter.customers.models import Customer, CustomerAddress
from contactcenter.db import Database, new_id
from contactcenter.errors import InvalidInput
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.errands.send_mail import JITTER, PAUSES, SendMail
from contactcenter.media.service import add_attachments, store_file
from contactcenter.media.store import MediaStore
from contactcenter.outbox.models import OutboxCommand
from contactcenter.outbox.service import LEASE_SECONDS, claim_due
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW, make_contact
from tests.support.builders.lines import make_line
from tests.support.mail_server import MailServer, running_mail_server
from tests.support.mails import MAILBOX, OWNER


@dataclass
class Post:
    """One desk that writes mails, and the server that takes them."""

    db: Database
    server: MailServer
    errand: SendMail
    agent: Agent
    contact: Contact

    async def write(self, text: str = "師傅即刻到", **given: object) -> Message:
        async with self.db.transaction() as session:
            return await reply(session, self.contact.id, text, agent=self.agent, now=NOW, **given)  # type: ignore[arg-type]

    async def deliver(self, *, now: datetime = NOW) -> int:
        return await deliver_outbox.fire(self.db, {"send_mail": self.errand}, now=now)

    async def messages(self) -> list[Message]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(Message).order_by(Message.id)))

    async def command(self) -> OutboxCommand:
        async with self.db.reading() as session:
            return (await session.scalars(select(OutboxCommand))).one()


@pytest.fixture
async def post(db: Database, tmp_path: Path) -> AsyncIterator[Post]:
    async with running_mail_server() as server:
        async with db.transaction() as session:
            await make_line(session, channel="email", address=MAILBOX)
            agent = await make_agent(session)
            contact = await make_contact(
                session, channel="email", state="active", agent=agent, address=OWNER, line=MAILBOX, language="zh-Hant"
            )
        store = MediaStore((tmp_path / "media").as_uri())
        yield Post(db, server, SendMail(SmtpSender(read_smtp_url(server.url)), store), agent, contact)


async def test_a_reply_goes_out_once_under_an_id_of_its_own(post: Post) -> None:
    written = await post.write()
    assert await post.deliver() == 1
    assert await post.deliver() == 0
    [raw] = post.server.kept
    parsed = parse_message(raw)
    assert (parsed.message_id, parsed.to, parsed.is_automatic) == (written.external_id, [OWNER], False)
    assert parsed.subject == f"Re: 廚房漏水 [{post.contact.reference}]"
    [message] = await post.messages()
    assert (message.delivery_state, message.external_id) == ("sent", written.external_id)


async def test_the_id_cannot_be_guessed_and_leads_back(post: Post) -> None:
    first, second = await post.write(), await post.write("補充")
    assert first.external_id != second.external_id
    assert len(str(first.external_id).split(".")[1].split("@")[0]) >= 24
    async with post.db.reading() as session:
        rows = (await session.scalars(select(MailId).order_by(MailId.id))).all()
    assert [(row.mail_id, row.origin, row.contact_id) for row in rows] == [
        (first.external_id, "sent", post.contact.id),
        (second.external_id, "sent", post.contact.id),
    ]


async def test_files_go_with_it(post: Post) -> None:
    stored = await store_file(post.errand.store, b"%PDF-1.4 x", "收據.pdf")
    async with post.db.transaction() as session:
        [id_] = await add_attachments(session, [stored], now=NOW, uploaded_by=post.agent.id)
    await post.write(attachment_ids=[id_])
    await post.deliver()
    [file] = parse_message(post.server.kept[0]).attachments
    assert (file.name, file.content_type, file.content) == ("收據.pdf", "application/pdf", b"%PDF-1.4 x")


async def test_a_note_never_leaves(post: Post) -> None:
    async with post.db.transaction() as session:
        await add_note(session, post.contact.id, "業主很急", agent=post.agent, now=NOW)
    assert await post.deliver() == 0
    assert post.server.seen == 0


async def test_a_server_that_is_busy_sees_it_again_after_minutes(post: Post) -> None:
    post.server.answers = ["451 4.7.1 greylisted", "451 4.7.1 still"]
    await post.write()
    at = NOW
    for pause in PAUSES[:2]:
        await post.deliver(now=at)
        command = await post.command()
        waited = (command.next_attempt_at - at).total_seconds()
        assert pause * (1 - JITTER) <= waited <= pause * (1 + JITTER)
        at = command.next_attempt_at
    await post.deliver(now=at)
    assert len(post.server.kept) == 1
    assert (await post.messages())[0].delivery_state == "sent"


async def test_a_refusal_is_final_and_brings_the_contact_back(post: Post) -> None:
    post.server.to = {OWNER: "550 5.1.1 unknown"}
    await post.write(then="wait")
    await post.deliver()
    [message] = await post.messages()
    assert (message.delivery_state, message.error_code) == ("failed", "550")
    async with post.db.reading() as session:
        assert (await session.get_one(Contact, post.contact.id)).state == "queued"


@pytest.mark.parametrize("answers", [["drop_kept", "250 OK"], ["drop", "250 OK"]])
async def test_a_mail_of_unknown_fate_is_sent_once_more_under_the_same_id(post: Post, answers: list[str]) -> None:
    post.server.answers = answers
    await post.write()
    await post.deliver()
    await post.deliver(now=(await post.command()).next_attempt_at)
    assert post.server.seen == 2
    assert len({parse_message(raw).message_id for raw in post.server.kept}) == 1
    assert (await post.messages())[0].delivery_state == "sent"


async def test_twice_unknown_is_told_and_not_sent_a_third_time(post: Post) -> None:
    post.server.answers = ["drop_kept", "drop_kept", "250 OK"]
    await post.write()
    await post.deliver()
    await post.deliver(now=(await post.command()).next_attempt_at)
    await post.deliver(now=NOW + timedelta(hours=12))
    assert post.server.seen == 2
    [message] = await post.messages()
    assert (message.delivery_state, message.error_code) == ("failed", "unclear")


async def test_a_clear_put_off_after_an_unknown_fate_is_tried_again(post: Post) -> None:
    post.server.answers = ["drop", "451 4.3.0 later", "250 OK"]
    await post.write()
    for _ in range(3):
        await post.deliver(now=(await post.command()).next_attempt_at)
    assert len(post.server.kept) == 1


async def test_after_a_crash_it_goes_out_under_the_same_id(post: Post) -> None:
    written = await post.write()
    async with post.db.transaction() as session:
        assert await claim_due(session, kinds=["send_mail"], now=NOW, limit=9)
    await post.deliver(now=NOW + timedelta(seconds=LEASE_SECONDS + 1))
    assert [parse_message(raw).message_id for raw in post.server.kept] == [written.external_id]


async def test_after_two_days_nobody_tries_any_more(post: Post) -> None:
    await post.write()
    await post.deliver(now=NOW + timedelta(days=2, seconds=1))
    assert post.server.seen == 0
    assert (await post.messages())[0].error_code == "too_late"


async def test_mails_to_one_owner_keep_their_order(post: Post) -> None:
    for number in range(4):
        await post.write(f"第{number}封")
    while await post.deliver():
        pass
    assert [parse_message(raw).text.partition("\n")[0] for raw in post.server.kept] == [f"第{n}封" for n in range(4)]


async def test_a_mail_may_be_longer_than_a_text_but_not_without_end(post: Post) -> None:
    await post.write("長" * 5000)
    with pytest.raises(InvalidInput) as refused:
        await post.write("長" * 20_001)
    assert refused.value.code == "text_too_long"


async def test_a_visitor_with_only_a_mailbox_gets_a_mail(post: Post) -> None:
    async with post.db.transaction() as session:
        customer = Customer(id=new_id(), name="陳太", language="zh-Hant", created_at=NOW)
        session.add(customer)
        await session.flush()
        session.add(CustomerAddress(id=new_id(), customer_id=customer.id, kind="email", address="chan@home.example"))
        manual = {"channel": "manual", "address": "", "line": "", "thread_key": "m", "customer_id": customer.id}
        post.contact = await make_contact(session, state="active", agent=post.agent, **manual)
    message = await post.write()
    assert message.channel == "email"
    await post.deliver()
    assert parse_message(post.server.kept[0]).to == ["chan@home.example"]


async def test_one_fifth_put_off_all_delivered_once(post: Post) -> None:
    post.server.answers = ["451 4.3.0 later" if number % 5 == 0 else "250 OK" for number in range(60)]
    ids = []
    for number in range(40):
        async with post.db.transaction() as session:
            address = f"owner{number}@home.example"
            contact = await make_contact(
                session, channel="email", state="active", agent=post.agent, address=address, line=MAILBOX
            )
            message = await reply(session, contact.id, "通知", agent=post.agent, now=NOW)
            ids.append(message.external_id)
    for hours in range(4):
        while await post.deliver(now=NOW + timedelta(hours=hours)):
            pass
    assert sorted(parse_message(raw).message_id for raw in post.server.kept) == sorted(map(str, ids))
