from datetime import timedelta

from contactcenter.actions.note_work_order import note_work_order
from contactcenter.db import Database, Session
from contactcenter.work_orders.open_items import WorkOrdersOpenItems
from tests.support.builders.work_orders import NOW, make_desk, make_order


async def open_references(session: Session, agent_id: str) -> list[str]:
    items = await WorkOrdersOpenItems().open_items(
        session, agent_id=agent_id, since=NOW - timedelta(hours=1), until=NOW + timedelta(hours=1)
    )
    return [item.reference for item in items]


async def test_orders_an_agent_raised_are_open_until_done(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        first, second = await make_order(session, desk), await make_order(session, desk)
        second.state = "done"
        await session.flush()
        assert await open_references(session, desk.agent.id) == [first.reference]
        assert await open_references(session, desk.colleague.id) == []


async def test_an_order_chased_during_the_shift_counts_too(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        await note_work_order(session, work_order_id=order.id, agent=desk.colleague, text="業主再催", now=NOW)
        assert await open_references(session, desk.colleague.id) == [order.reference]


async def test_facts_say_where_and_for_whom(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await make_order(session, desk)
        [item] = await WorkOrdersOpenItems().open_items(
            session, agent_id=desk.agent.id, since=NOW, until=NOW + timedelta(days=3)
        )
    assert item.facts["place_code"] == "3-12-B"
    assert item.facts["customer_name"] == "陳先生"
    assert item.facts["is_overdue"] is True
