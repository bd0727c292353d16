from datetime import timedelta

from contactcenter.db import Database
from contactcenter.follow_ups.service import answer, ask, find_latest, find_unanswered, list_follow_ups
from tests.support.builders.work_orders import NOW, make_contact, make_desk, make_order


async def test_an_owner_without_a_number_must_be_called(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        contact, _ = await make_contact(
            session, agent=desk.agent, customer=desk.customer, place=desk.place, channel="manual", address=""
        )
        order = await make_order(session, desk, contact=contact)
        order.state = "done"
        await session.flush()
        follow_up = await ask(session, order, contact, NOW)
        assert await find_unanswered(session, [desk.customer.id]) == {}
    assert follow_up.asked_at is None


async def test_follow_ups_are_listed_newest_first(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        first = await ask(session, order, desk.contact, NOW)
        second = await ask(session, order, desk.contact, NOW + timedelta(days=1))
        await answer(session, first, verdict="yes", words="好了", now=NOW)
        listed = [follow_up.id for follow_up in await list_follow_ups(session)]
        waiting = [follow_up.id for follow_up in await list_follow_ups(session, is_answered=False)]
        older = [follow_up.id for follow_up in await list_follow_ups(session, after=second.id)]
        latest = await find_latest(session, order.id)
    assert (listed, waiting, older) == ([second.id, first.id], [second.id], [first.id])
    assert latest is not None
    assert latest.id == second.id
