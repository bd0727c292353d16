"""A mail of the history is one that its owner can still answer."""

from collections.abc import Sequence

from sqlalchemy import select

from contactcenter.contacts import mail_threads
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.outgoing_mails import what_came_before
from contactcenter.contracts import InboundMail
from contactcenter.db import Database, Session
from tests.contactcenter.demo.conftest import NOW


async def _open_mail(session: Session) -> tuple[Contact, Sequence[Message]]:
    contact = await session.scalar(select(Contact).where(Contact.channel == "email", Contact.subject == "申請拆牆"))
    assert contact is not None
    mails = select(Message).where(Message.contact_id == contact.id, Message.kind == "message").order_by(Message.id)
    return contact, (await session.scalars(mails)).all()


async def test_both_sides_of_a_thread_have_heads_and_ids(estate: Database) -> None:
    async with estate.reading() as session:
        contact, (asked, acknowledged, *_) = await _open_mail(session)
        before = (await what_came_before(session, [contact.id]))[contact.id]
    assert asked.mail is not None
    assert acknowledged.mail is not None
    assert asked.mail["from_address"] == contact.address
    assert asked.mail["to"] == [contact.line] == [acknowledged.mail["from_address"]]
    assert acknowledged.mail["subject"] == f"Re: {contact.subject} [{contact.reference}]"
    assert acknowledged.mail["is_automatic"]
    assert contact.thread_key == f"{contact.line}|{asked.mail['message_id']}"
    assert before.last is not None
    assert before.last.id == asked.id
    assert list(before.chain[:2]) == [asked.mail["message_id"], acknowledged.mail["message_id"]]


async def test_an_answer_to_any_mail_of_the_history_finds_its_contact(estate: Database) -> None:
    async with estate.transaction() as session:
        contact, (_, acknowledged, *_) = await _open_mail(session)
        assert acknowledged.mail is not None
        answer = InboundMail(
            external_id="answer",
            sender=contact.address,
            received_at=NOW,
            recipients=(contact.line,),
            subject="",
            text="謝謝",
            answer="謝謝",
            words="謝謝",
            message_id="answer@mail.example.com",
            content_hash="answer",
            in_reply_to=acknowledged.mail["message_id"],
        )
        known = await mail_threads.look_up(session, [answer])
        found = [each.id for each in known.candidates(answer)]
        assert found == [contact.id]
        assert known.took_part(contact, contact.address, "somebody-else")
