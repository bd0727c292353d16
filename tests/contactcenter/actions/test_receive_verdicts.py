"""Texts that answer our question whether a work order is solved."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.finish_work_order import finish_work_order
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.contacts.models import Contact, Message
from contactcenter.contacts.service import get_contact
from contactcenter.customers.models import CustomerAddress
from contactcenter.db import Database, new_id
from contactcenter.work_orders.models import WorkOrder
from tests.support.builders.contacts import make_text
from tests.support.builders.work_orders import LINE, NOW, Desk, make_desk, make_order

OWNER = "+85291234567"
LATER = NOW + timedelta(hours=2)


@pytest.fixture
async def desk(db: Database) -> Desk:
    """A desk whose order is done and whose owner was asked; the contact waits for the answer."""
    async with db.transaction() as session:
        desk = await make_desk(session)
        session.add(CustomerAddress(id=new_id(), customer_id=desk.customer.id, kind="phone", address=OWNER))
        desk.contact.thread_key, desk.contact.state = f"{LINE}|{OWNER}", "active"
        await session.flush()
        order = await make_order(session, desk)
        await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=NOW)
        await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result="換了喉", now=NOW)
        desk.contact.state = "waiting"
    return desk


async def receive(db: Database, *words: str) -> None:
    async with db.transaction() as session:
        await receive_messages(
            session, [make_text(text, line=LINE, sender=OWNER, at=LATER) for text in words], now=LATER
        )


async def state_of(db: Database, desk: Desk) -> tuple[str, str]:
    async with db.reading() as session:
        contact = await get_contact(session, desk.contact.id)
        order = (await session.scalars(select(WorkOrder))).one()
        return contact.state, order.state


@pytest.mark.parametrize(
    ("words", "order_state"),
    [
        pytest.param("no, still leaking", "new", id="a no reopens the order"),
        pytest.param("是", "closed", id="a yes closes it"),
    ],
)
async def test_a_clear_answer_settles_the_order_and_troubles_no_agent(
    db: Database, desk: Desk, words: str, order_state: str
) -> None:
    await receive(db, words)
    assert await state_of(db, desk) == ("waiting", order_state)
    async with db.reading() as session:
        thread = list(await session.scalars(select(Message).order_by(Message.id)))
    assert words in [message.text for message in thread if message.direction == "inbound"]
    assert thread[-2].kind == "system"


async def test_what_is_no_clear_answer_is_for_an_agent(db: Database, desk: Desk) -> None:
    await receive(db, "幾時可以再嚟睇?")
    assert await state_of(db, desk) == ("queued", "done")


async def test_an_answer_with_another_question_does_both(db: Database, desk: Desk) -> None:
    await receive(db, "是", "另外想問管理費幾時交?")
    assert await state_of(db, desk) == ("queued", "closed")


async def test_an_answer_to_a_contact_closed_long_ago_opens_nothing(db: Database, desk: Desk) -> None:
    async with db.transaction() as session:
        contact = await get_contact(session, desk.contact.id)
        contact.state, contact.closed_at = "closed", NOW - timedelta(days=10)
    await receive(db, "no, still leaking")
    assert await state_of(db, desk) == ("closed", "new")
    async with db.reading() as session:
        assert len(list(await session.scalars(select(Contact)))) == 1


async def test_only_the_first_of_two_answers_is_the_verdict(db: Database, desk: Desk) -> None:
    await receive(db, "是", "no, still leaking")
    assert await state_of(db, desk) == ("queued", "closed")
