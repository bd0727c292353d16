"""The owner answers by mail whether it is solved."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from contactcenter import clock
from contactcenter.actions.finish_work_order import finish_work_order
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import get_contact
from contactcenter.customers.models import CustomerAddress
from contactcenter.db import new_id
from contactcenter.follow_ups.models import FollowUp
from contactcenter.lines.models import Line
from contactcenter.work_orders.models import WorkOrder
from tests.channels.email.conftest import Entrance
from tests.support.builders.work_orders import Desk, make_desk, make_order
from tests.support.mails import MAILBOX, OWNER, raw_mail

Ask = Callable[[], Awaitable[str]]


@pytest.fixture
async def desk(entrance: Entrance, mailbox: Line) -> Desk:
    """A desk whose owner wrote by mail; the order is done, and she was asked by mail."""
    now = clock.now()
    async with entrance.db.transaction() as session:
        desk = await make_desk(session)
        session.add(CustomerAddress(id=new_id(), customer_id=desk.customer.id, kind="email", address=OWNER))
        contact = desk.contact
        contact.channel, contact.address, contact.line, contact.thread_key = "email", OWNER, MAILBOX, "first"
        await session.flush()
        order = await make_order(session, desk)
        await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=now)
        await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result="換了喉", now=now)
        contact.state = "waiting"
    return desk


async def asked_by(entrance: Entrance) -> str:
    """The id of the mail that asked."""
    return str((await entrance.messages(direction="outbound"))[-1].external_id)


async def states(entrance: Entrance, desk: Desk) -> tuple[str, str]:
    async with entrance.db.reading() as session:
        order = (await session.scalars(select(WorkOrder))).one()
        return (await get_contact(session, desk.contact.id)).state, order.state


async def test_the_question_goes_by_mail_and_says_that_a_machine_asks(entrance: Entrance, desk: Desk) -> None:
    asked = (await entrance.messages(direction="outbound"))[-1]
    assert (asked.channel, asked.delivery_state) == ("email", "waiting")
    command = (await entrance.commands())[-1]
    assert (command.kind, command.payload["auto_submitted"]) == ("send_mail", "auto-generated")
    assert command.payload["recipients"] == [OWNER]


@pytest.mark.parametrize(
    ("words", "order_state"),
    [
        pytest.param("是", "closed", id="a yes closes it"),
        pytest.param("否，仍然漏水", "new", id="a no reopens it"),
        pytest.param(
            "是，多謝\n\n從我的 iPhone 傳送\n\n於 2026年7月1日 10:00，客服 <s@x> 寫道：\n> 否",
            "closed",
            id="above a quote",
        ),
    ],
)
async def test_a_clear_answer_settles_it_and_troubles_no_agent(
    entrance: Entrance, desk: Desk, words: str, order_state: str
) -> None:
    await entrance.receive(raw_mail(words, in_reply_to=await asked_by(entrance)))
    assert await states(entrance, desk) == ("waiting", order_state)


async def test_an_unclear_answer_is_for_an_agent(entrance: Entrance, desk: Desk) -> None:
    await entrance.receive(raw_mail("師傅說明天再來看看，電梯也壞了", in_reply_to=await asked_by(entrance)))
    assert await states(entrance, desk) == ("queued", "done")


async def test_an_out_of_office_note_is_no_answer(entrance: Entrance, desk: Desk) -> None:
    asked = await asked_by(entrance)
    await entrance.receive(raw_mail("是", in_reply_to=asked, Auto_Submitted="auto-replied"))
    assert await states(entrance, desk) == ("waiting", "done")


async def test_a_yes_in_another_mail_answers_something_else(entrance: Entrance, desk: Desk) -> None:
    await entrance.receive(raw_mail("是", subject="另一件事"))
    assert await states(entrance, desk) == ("waiting", "done")
    assert len(await entrance.contacts()) == 2


async def test_the_answer_counts_long_after_the_contact_was_closed(entrance: Entrance, desk: Desk) -> None:
    asked = await asked_by(entrance)
    async with entrance.db.transaction() as session:
        closed = {"state": "closed", "closed_at": clock.now() - timedelta(days=6), "version": Contact.version + 1}
        await session.execute(update(Contact).values(**closed))
    await entrance.receive(raw_mail("是", in_reply_to=asked))
    assert await states(entrance, desk) == ("closed", "closed")
    async with entrance.db.reading() as session:
        assert (await session.scalars(select(FollowUp.words))).one() == "是"
