"""Which contact a mail joins: every way back that a mail program leaves, and none that a stranger could take."""

import itertools
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from contactcenter import clock
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.states import REOPENING_WINDOW
from contactcenter.lines.models import Line
from tests.channels.email.conftest import Entrance
from tests.support.mails import MAILBOX, OWNER, raw_mail

STRANGER = "stranger@elsewhere.example"


async def sent_id(entrance: Entrance) -> str:
    """The id of the last mail of ours, which here is the acknowledgement."""
    return str((await entrance.messages(direction="outbound"))[-1].external_id)


async def close(entrance: Entrance, contact: Contact, *, days_ago: float) -> None:
    at = clock.now() - timedelta(days=days_ago)
    async with entrance.db.transaction() as session:
        values = {"state": "closed", "closed_at": at, "version": Contact.version + 1}
        await session.execute(update(Contact).where(Contact.id == contact.id).values(**values))


MATRIX = [
    pytest.param(
        *flags, id="+".join(n for n, on in zip(("reply-to", "chain", "token", "quote"), flags, strict=True) if on)
    )
    for flags in itertools.product((True, False), repeat=4)
    if any(flags)
]


@pytest.mark.parametrize(("names_parent", "names_chain", "names_reference", "quotes"), MATRIX)
async def test_an_answer_finds_its_contact_by_whatever_is_left(
    entrance: Entrance, mailbox: Line, names_parent: bool, names_chain: bool, names_reference: bool, quotes: bool
) -> None:
    await entrance.receive(raw_mail(message_id="first@home.example"))
    [contact] = await entrance.contacts()
    ours = await sent_id(entrance)
    await entrance.receive(
        raw_mail(
            f"好的\n\n於 2026年7月1日 22:10，客服 <{MAILBOX}> 寫道：\n> 編號 {contact.reference}" if quotes else "好的",
            subject=f"新的主旨 [{contact.reference}]" if names_reference else "新的主旨",
            in_reply_to=ours if names_parent else "",
            references=f"first@home.example {ours}" if names_chain else "",
        )
    )
    assert [message.contact_id for message in await entrance.messages()] == [contact.id, contact.id]
    assert len(await entrance.contacts()) == 1


async def test_an_answer_that_lost_everything_but_its_subject_still_finds_it(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(subject="漏水"), raw_mail("昨天的事", subject="回覆：漏水"))
    assert len(await entrance.contacts()) == 1


async def test_another_mail_of_the_same_person_is_another_contact(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(subject="漏水"), raw_mail("管理費多少", subject="管理費"), raw_mail(subject="漏水"))
    assert len(await entrance.contacts()) == 3


@pytest.mark.parametrize("by", ["reference", "parent", "chain", "quote"])
async def test_a_stranger_gets_into_nobody_elses_contact(entrance: Entrance, mailbox: Line, by: str) -> None:
    await entrance.receive(raw_mail(message_id="first@home.example"))
    [contact] = await entrance.contacts()
    await entrance.receive(
        raw_mail(
            f"好的\n\n> 編號 {contact.reference}" if by == "quote" else "好的",
            sender=STRANGER,
            subject=f"Re: 漏水 [{contact.reference}]" if by == "reference" else "Re: 漏水",
            in_reply_to=await sent_id(entrance) if by == "parent" else "",
            references="first@home.example" if by == "chain" else "",
        )
    )
    theirs, strange = await entrance.contacts()
    assert (theirs.address, strange.address) == (OWNER, STRANGER)
    told = [message for message in await entrance.messages(direction="internal") if message.contact_id == strange.id]
    assert [contact.reference in message.text for message in told] == [True]


async def test_whoever_was_written_to_takes_part(entrance: Entrance, mailbox: Line) -> None:
    first = raw_mail(message_id="first@home.example", Cc=STRANGER)
    await entrance.receive(first, raw_mail("我也是", sender=STRANGER, in_reply_to="first@home.example"))
    assert len(await entrance.contacts()) == 1


async def test_a_customers_other_address_takes_part(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(message_id="first@home.example"), raw_mail(sender=STRANGER, subject="x"))
    first, other = await entrance.contacts()
    async with entrance.db.transaction() as session:
        same = {"customer_id": first.customer_id, "version": Contact.version + 1}
        await session.execute(update(Contact).where(Contact.id == other.id).values(**same))
    await entrance.receive(raw_mail("好", in_reply_to="first@home.example"))
    assert len(await entrance.contacts()) == 2


async def test_a_closed_contact_reopens_for_a_while(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail())
    [contact] = await entrance.contacts()
    await close(entrance, contact, days_ago=1)
    await entrance.receive(raw_mail("又漏了", subject="Re: 漏水", in_reply_to=await sent_id(entrance)))
    [again] = await entrance.contacts()
    assert (again.id, again.state, again.queued_at) == (contact.id, "queued", contact.queued_at)


async def test_an_old_contact_is_followed_and_not_revived(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail())
    [contact] = await entrance.contacts()
    await close(entrance, contact, days_ago=REOPENING_WINDOW.days + 1)
    await entrance.receive(raw_mail("一年後", subject="Re: 漏水", in_reply_to=await sent_id(entrance)))
    old, new = await entrance.contacts()
    assert (old.state, new.state) == ("closed", "queued")
    [told] = await entrance.messages(direction="internal")
    assert contact.reference in told.text


async def test_the_thread_goes_on_in_the_newer_contact(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(message_id="first@home.example"))
    [contact] = await entrance.contacts()
    await close(entrance, contact, days_ago=9)
    await entrance.receive(raw_mail("又來", in_reply_to="first@home.example", message_id="second@home.example"))
    chain = "first@home.example second@home.example"
    await entrance.receive(raw_mail("還有", references=chain))
    _, new = await entrance.contacts()
    assert [message.contact_id for message in await entrance.messages()][1:] == [new.id, new.id]


async def test_mails_of_one_batch_join_each_other(entrance: Entrance, mailbox: Line) -> None:
    first = raw_mail(message_id="a@home.example")
    for raw in (first, raw_mail("二", in_reply_to="a@home.example", message_id="b@home.example")):
        await entrance.post(raw)
    await entrance.post(raw_mail("三", references="a@home.example b@home.example"))
    await entrance.project()
    assert len(await entrance.contacts()) == 1
    assert [message.text for message in await entrance.messages()] == ["廚房漏水", "二", "三"]


async def test_two_branches_of_a_conversation_we_came_into_late_are_one(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(
        raw_mail("請看下文", subject="Fw: 噪音", references="root@else.example"),
        raw_mail("再看", subject="Fw: 噪音", references="root@else.example other@else.example"),
    )
    assert len(await entrance.contacts()) == 1


async def test_the_same_mail_by_two_ways_is_one_message(entrance: Entrance, mailbox: Line) -> None:
    raw = raw_mail(message_id="one@home.example")
    await entrance.receive(raw, b"Received: from a by b\r\nDelivered-To: x@y.example\r\n" + raw)
    assert len(await entrance.journal()) == 2
    assert len(await entrance.messages()) == 1


async def test_another_mail_under_the_same_id_is_kept_and_marked(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail("一", message_id="same@x"), raw_mail("二", message_id="same@x"))
    first, second = await entrance.messages()
    assert (first.text, second.text) == ("一", "二")
    assert "reused_id" in (second.mail or {})["problems"]
    assert first.contact_id == second.contact_id


async def test_a_mail_without_an_id_is_known_when_it_comes_again(entrance: Entrance, mailbox: Line) -> None:
    raw = raw_mail(message_id="")
    await entrance.receive(raw, b"Received: from a by b\r\n" + raw, raw_mail("另一封", message_id=""))
    assert [message.text for message in await entrance.messages()] == ["廚房漏水", "另一封"]


async def test_a_folded_id_with_blanks_is_the_same_id(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(message_id="long-id@home.example"))
    raw = raw_mail("好", subject="x").replace(
        b"Subject:", b"In-Reply-To:\r\n <long-id@\r\n home.example> (sent)\r\nSubject:"
    )
    await entrance.receive(raw)
    assert len(await entrance.contacts()) == 1


async def test_another_subject_in_a_thread_is_another_matter(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(subject="漏水", message_id="a@x"))
    await entrance.receive(raw_mail("好", subject="RE: 漏水", in_reply_to="a@x"))
    await entrance.receive(raw_mail("順便問", subject="管理費", in_reply_to="a@x"))
    async with entrance.db.reading() as session:
        subjects = await session.scalars(select(Matter.subject).order_by(Matter.id))
        assert subjects.all() == ["漏水", "管理費"]


async def test_the_mailbox_is_found_without_the_gateways_word(entrance: Entrance, mailbox: Line) -> None:
    blind = raw_mail(to="list@elsewhere.example", Delivered_To=MAILBOX)
    plus = raw_mail("二", to="Service+abc@estate.example", subject="x")
    await entrance.receive(blind, plus, inbox="")
    assert [contact.line for contact in await entrance.contacts()] == [MAILBOX, MAILBOX]


async def test_mail_for_no_mailbox_of_ours_is_not_lost(entrance: Entrance) -> None:
    await entrance.receive(raw_mail(to="who@knows.example"), inbox="")
    [contact] = await entrance.contacts()
    assert (contact.line, contact.state) == ("who@knows.example", "queued")


async def test_a_mail_of_nobody_is_kept_and_not_answered(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(b"Subject: x\r\n\r\nhello")
    [message] = await entrance.messages()
    assert "no_sender" in (message.mail or {})["problems"]
    assert await entrance.commands() == []


async def last_message(entrance: Entrance) -> Message:
    return (await entrance.messages())[-1]


async def test_spellings_of_an_address_are_one_person(entrance: Entrance, mailbox: Line) -> None:
    await entrance.receive(raw_mail(sender="Owner@Home.Example", message_id="a@x"), raw_mail("二", in_reply_to="a@x"))
    assert len(await entrance.contacts()) == 1
    assert (await last_message(entrance)).text == "二"
