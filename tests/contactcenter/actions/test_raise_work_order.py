import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.contacts.models import Matter, Message
from contactcenter.db import Database
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.journal import history
from contactcenter.outbox.models import OutboxCommand
from contactcenter.work_orders.service import entries_of
from tests.support.builders.work_orders import NOW, make_contact, make_desk, make_order


async def test_an_order_is_routed_numbered_and_told_to_the_owner(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        [command] = (await session.scalars(select(OutboxCommand))).all()
        entries = await entries_of(session, order.id)
        facts, _ = session.take_published()
        lines = await history.of_subject(session, "work_order", order.id)
    assert re.fullmatch(r"W-2026-\d{4,}", order.reference)
    assert (order.state, order.group_id, order.place_id) == ("new", desk.engineering.id, desk.place.id)
    assert (order.priority, order.customer_id, order.desk_agent_id) == ("normal", desk.customer.id, desk.agent.id)
    assert order.due_at == NOW + timedelta(hours=24)
    assert order.form == {"area": "kitchen"}
    assert command.payload["text"] == f"已開立工單 {order.reference}：廚房漏水"
    assert [entry.act for entry in entries] == ["raised", "told_owner"]
    assert [line.act for line in lines] == ["raised", "told_owner"]
    assert lines[0].author_id == desk.agent.id
    assert ("work_order.changed", order.id) in {(fact.type, fact.id) for fact in facts}


async def test_the_matter_gets_its_outcome(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
    assert (desk.matter.outcome, desk.matter.work_order_id) == ("work_order", order.id)


async def test_a_second_order_is_about_a_matter_of_its_own(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        first, second = await make_order(session, desk), await make_order(session, desk, title="大堂燈壞")
        matters = (await session.scalars(select(Matter).order_by(Matter.id))).all()
    assert [matter.work_order_id for matter in matters] == [first.id, second.id]
    assert matters[1].subject == "大堂燈壞"


async def test_a_matter_gets_only_one_order(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await make_order(session, desk, matter_id=desk.matter.id)
        with pytest.raises(Conflict):
            await make_order(session, desk, matter_id=desk.matter.id)


async def test_numbers_follow_each_other(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        orders = [await make_order(session, desk) for _ in range(3)]
    numbers = [int(order.reference.rsplit("-", 1)[1]) for order in orders]
    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]


async def test_only_the_holder_of_the_contact_and_supervisors_raise_orders(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        holder, desk.agent = desk.agent, desk.colleague
        with pytest.raises(NotAllowed):
            await make_order(session, desk)
        desk.agent = desk.supervisor
        assert (await make_order(session, desk)).created_by == desk.supervisor.id
    assert holder.id != desk.supervisor.id


async def test_an_owner_without_a_number_is_not_texted(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        contact, _ = await make_contact(
            session, agent=desk.agent, customer=desk.customer, place=desk.place, channel="manual", address=""
        )
        order = await make_order(session, desk, contact=contact)
        commands = (await session.scalars(select(OutboxCommand))).all()
        said = (await session.scalars(select(Message).where(Message.contact_id == contact.id))).all()
        entries = await entries_of(session, order.id)
    assert commands == []
    assert [message.kind for message in said] == ["system"]
    assert [entry.act for entry in entries] == ["raised"]


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"title": "  "}, id="no title"),
        pytest.param({"title": "x" * 201}, id="a title that is too long"),
        pytest.param({"type_code": "magic"}, id="an unknown type"),
        pytest.param({"priority": "now"}, id="an unknown priority"),
        pytest.param({"form": {}}, id="a required field left empty"),
        pytest.param({"form": {"area": "kitchen", "colour": "red"}}, id="a field the form does not have"),
    ],
)
async def test_a_wrong_order_is_refused(db: Database, values: dict[str, object]) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        with pytest.raises(InvalidInput):
            await make_order(session, desk, **values)
