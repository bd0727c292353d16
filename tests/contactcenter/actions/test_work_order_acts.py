"""Take, note, finish, reopen, close and move, as the console calls them."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.close_work_order import close_work_order
from contactcenter.actions.finish_work_order import finish_work_order
from contactcenter.actions.move_work_order import move_work_order
from contactcenter.actions.note_work_order import note_work_order
from contactcenter.actions.reopen_work_order import reopen_work_order
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.agents.models import Agent
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.follow_ups.models import FollowUp
from contactcenter.outbox.models import OutboxCommand
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import entries_of
from tests.support.builders.work_orders import NOW, Desk, make_desk, make_order

LATER = NOW + timedelta(hours=2)


async def desk_and_order(session: Session, *, state: str = "new") -> tuple[Desk, WorkOrder]:
    desk = await make_desk(session)
    order = await make_order(session, desk)
    if state in ("taken", "done"):
        await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=NOW)
    if state == "done":
        await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result="換了喉", now=NOW)
    return desk, order


async def texts(session: Session) -> list[str]:
    return [
        command.payload["text"] for command in await session.scalars(select(OutboxCommand).order_by(OutboxCommand.id))
    ]


async def test_a_member_takes_an_order(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        taken = await take_work_order(
            session, work_order_id=order.id, agent=desk.plumber, now=LATER, version=order.version
        )
    assert (taken.state, taken.assignee_id, taken.taken_at) == ("taken", desk.plumber.id, LATER)


async def test_the_second_to_take_an_order_is_told_so(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        seen = order.version
        await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=NOW, version=seen)
        with pytest.raises(Conflict) as refused:
            await take_work_order(session, work_order_id=order.id, agent=desk.second_plumber, now=NOW, version=seen)
    assert refused.value.code == "already_taken"


async def test_taking_twice_changes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        version = order.version
        again = await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=LATER)
    assert (again.version, again.taken_at) == (version, NOW)


async def test_an_order_that_is_done_cannot_be_taken(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="done")
        with pytest.raises(Conflict):
            await take_work_order(session, work_order_id=order.id, agent=desk.second_plumber, now=NOW)


async def test_an_unknown_order_is_not_found(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        with pytest.raises(NotFound):
            await take_work_order(session, work_order_id="0" * 32, agent=desk.plumber, now=NOW)


async def test_people_of_other_groups_may_not_act(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        act = {"work_order_id": order.id, "agent": desk.outsider, "now": NOW}
        with pytest.raises(NotAllowed):
            await take_work_order(session, work_order_id=order.id, agent=desk.outsider, now=NOW)
        with pytest.raises(NotAllowed):
            await note_work_order(session, text="x", **act)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            await finish_work_order(session, result="x", **act)  # type: ignore[arg-type]
        with pytest.raises(NotAllowed):
            await move_work_order(session, group_id=desk.after_sales.id, reason="x", **act)  # type: ignore[arg-type]


async def test_agents_of_the_desk_may_not_do_the_groups_work(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        with pytest.raises(NotAllowed):
            await take_work_order(session, work_order_id=order.id, agent=desk.agent, now=NOW)


async def test_supervisors_act_on_all_orders(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        await take_work_order(session, work_order_id=order.id, agent=desk.supervisor, now=NOW)
        await finish_work_order(session, work_order_id=order.id, agent=desk.supervisor, result="修好", now=NOW)
    assert order.state == "done"


async def test_a_stale_version_is_refused_by_every_act(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        stale = {"work_order_id": order.id, "agent": desk.supervisor, "now": NOW, "version": order.version - 1}
        acts = [
            note_work_order(session, text="x", **stale),  # type: ignore[arg-type]
            finish_work_order(session, result="x", **stale),  # type: ignore[arg-type]
            reopen_work_order(session, reason="x", **stale),  # type: ignore[arg-type]
            close_work_order(session, reason="x", **stale),  # type: ignore[arg-type]
            move_work_order(session, group_id=desk.after_sales.id, reason="x", **stale),  # type: ignore[arg-type]
        ]
        for act in acts:
            with pytest.raises(Conflict) as refused:
                await act
            assert refused.value.code == "stale"


async def test_a_note_for_colleagues_is_not_sent(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        before = await texts(session)
        await note_work_order(session, work_order_id=order.id, agent=desk.plumber, text="欠零件", now=LATER)
        entry = (await entries_of(session, order.id))[-1]
        assert await texts(session) == before
    assert (entry.kind, entry.act, entry.text, entry.author_name) == ("note", "noted", "欠零件", "Plumber")


async def test_a_note_for_the_owner_goes_out_as_a_text(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        await note_work_order(
            session, work_order_id=order.id, agent=desk.plumber, text="師傅三點到", visible_to_owner=True, now=LATER
        )
        entry = (await entries_of(session, order.id))[-1]
        assert (await texts(session))[-1] == "師傅三點到"
    assert (entry.kind, entry.text) == ("owner", "師傅三點到")


async def test_the_owner_is_asked_when_the_work_is_done(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result=" 換了喉 ", now=LATER)
        [follow_up] = (await session.scalars(select(FollowUp))).all()
        entries = await entries_of(session, order.id)
        assert (await texts(session))[-1] == f"工單 {order.reference} 已完成，是否已解決？請回覆 YES 或 NO"
    assert (order.state, order.done_at) == ("done", LATER)
    assert (follow_up.work_order_id, follow_up.contact_id, follow_up.asked_at) == (order.id, desk.contact.id, LATER)
    assert [entry.text for entry in entries if entry.act == "done"] == ["換了喉"]


@pytest.mark.parametrize("empty", ["", "   "])
async def test_a_result_and_a_reason_are_required(db: Database, empty: str) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        with pytest.raises(InvalidInput):
            await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result=empty, now=NOW)
        with pytest.raises(InvalidInput):
            await move_work_order(
                session, work_order_id=order.id, agent=desk.plumber, group_id=desk.after_sales.id, reason=empty, now=NOW
            )


async def test_an_order_nobody_took_cannot_be_done(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        with pytest.raises(Conflict):
            await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result="x", now=NOW)


async def test_the_desk_reopens_an_order(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="done")
        await reopen_work_order(session, work_order_id=order.id, agent=desk.colleague, reason="業主來電仍漏", now=LATER)
        [follow_up] = (await session.scalars(select(FollowUp).execution_options(populate_existing=True))).all()
    assert (order.state, order.group_id, order.assignee_id) == ("new", desk.engineering.id, None)
    assert (order.priority, order.reopened_count) == ("high", 1)
    assert order.due_at == LATER + timedelta(hours=24)
    assert (order.taken_at, order.done_at) == (None, None)
    assert follow_up.withdrawn_at == LATER


async def test_a_group_may_not_reopen_its_own_order(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="done")
        with pytest.raises(NotAllowed):
            await reopen_work_order(session, work_order_id=order.id, agent=desk.plumber, reason="x", now=NOW)


async def test_only_a_supervisor_closes_without_the_owners_yes(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="done")
        for person in (desk.agent, desk.plumber):
            with pytest.raises(NotAllowed):
                await close_work_order(session, work_order_id=order.id, agent=person, reason="x", now=NOW)
        with pytest.raises(InvalidInput):
            await close_work_order(session, work_order_id=order.id, agent=desk.supervisor, reason=" ", now=NOW)
        await close_work_order(session, work_order_id=order.id, agent=desk.supervisor, reason="三次聯絡不上", now=LATER)
    assert (order.state, order.closed_at) == ("closed", LATER)


async def test_an_order_moves_to_another_group_untaken(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session, state="taken")
        due_at = order.due_at
        await move_work_order(
            session,
            work_order_id=order.id,
            agent=desk.plumber,
            group_id=desk.after_sales.id,
            reason="屬保養期",
            now=LATER,
        )
        entry = (await entries_of(session, order.id))[-1]
    assert (order.state, order.group_id, order.assignee_id, order.due_at) == ("new", desk.after_sales.id, None, due_at)
    assert entry.details["from_group_id"] == desk.engineering.id


async def test_an_order_does_not_move_to_where_it_is(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)
        with pytest.raises(InvalidInput):
            await move_work_order(
                session, work_order_id=order.id, agent=desk.plumber, group_id=desk.engineering.id, reason="x", now=NOW
            )


async def test_of_two_transactions_only_one_takes_the_order(db: Database) -> None:
    async with db.transaction() as session:
        desk, order = await desk_and_order(session)

    async def take(agent: Agent) -> str:
        try:
            async with db.transaction() as session:
                await take_work_order(session, work_order_id=order.id, agent=agent, now=NOW, version=order.version)
        except Conflict as refused:
            return refused.code
        return "taken"

    results = await asyncio.gather(take(desk.plumber), take(desk.second_plumber))
    assert sorted(results) == ["already_taken", "taken"]
