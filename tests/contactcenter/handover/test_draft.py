from datetime import timedelta

from contactcenter.actions.accept_handover_item import accept_handover_item
from contactcenter.actions.make_promise import make_promise
from contactcenter.contacts.messages import send_to_owner
from contactcenter.contracts import OpenItem
from contactcenter.db import Database
from contactcenter.handover import service
from contactcenter.handover.live_states import live_states
from tests.support.builders.handover import SOURCES, FixedItems, make_handover, make_shift
from tests.support.builders.work_orders import NOW, make_desk, make_order

SOON = NOW + timedelta(hours=3)


async def test_a_draft_lists_what_every_source_knows(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        promise = await make_promise(
            session, contact_id=desk.contact.id, agent=desk.agent, what="回電", due_at=SOON, now=NOW
        )
        gap = FixedItems(OpenItem("gap", "g1", "", "可唔可以裝充電樁？"))
        shift = await make_shift(session, desk.agent)
        drafted = await service.draft(session, shift, [*SOURCES, gap], NOW)
    assert [item.key for item in drafted.items] == [f"work_order:{order.id}", f"promise:{promise.id}", "gap:g1"]
    assert [item.age_shifts for item in drafted.items] == [0, 0, 0]


async def test_a_thing_two_sources_know_is_listed_once(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        source = FixedItems(OpenItem("gap", "g1", "", "one"), OpenItem("contact", "g1", "", "another kind"))
        drafted = await service.draft(session, await make_shift(session, desk.agent), [source, source], NOW)
    assert [item.key for item in drafted.items] == ["gap:g1", "contact:g1"]


async def test_the_work_of_the_shift_is_counted(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await make_order(session, desk)
        for text in ("您好", "師傅會來"):
            await send_to_owner(session, desk.contact, text, author=desk.agent, now=NOW)
        drafted = await service.draft(session, await make_shift(session, desk.agent), SOURCES, NOW)
        before = await service.draft(
            session, await make_shift(session, desk.colleague, starts_at=NOW - timedelta(days=2)), SOURCES, NOW
        )
    assert drafted.counts == {"contacts_handled": 1, "replies_sent": 2, "work_orders_raised": 1, "promises_made": 0}
    assert set(before.counts.values()) == {0}


async def test_an_item_grows_older_with_every_handover_it_passes(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await make_order(session, desk)
        first = await make_handover(session, desk.agent)
        [item] = await service.items_of(session, first.id)
        await accept_handover_item(session, handover_id=first.id, item_id=item.id, agent=desk.colleague, now=NOW)
        planned = await make_shift(session, desk.colleague, state="planned")
        drafted = await service.draft(session, planned, SOURCES, NOW)
        second = await make_handover(session, desk.colleague)
        frozen = await service.items_of(session, second.id)
    assert item.age_shifts == 0
    assert [each.age_shifts for each in drafted.items] == [1]
    assert [each.age_shifts for each in frozen] == [1]


async def test_the_live_state_stands_beside_the_snapshot(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        promise = await make_promise(
            session, contact_id=desk.contact.id, agent=desk.agent, what="回電", due_at=SOON, now=NOW
        )
        source = FixedItems(OpenItem("contact", desk.contact.id, "", ""), OpenItem("gap", "g1", "", ""))
        handover = await make_handover(session, desk.agent, sources=(*SOURCES, source))
        order.state, promise.state = "done", "kept"
        await session.flush()
        items = await service.items_of(session, handover.id)
        live = await live_states(session, items)
    assert live == {
        f"work_order:{order.id}": "done",
        f"promise:{promise.id}": "kept",
        f"contact:{desk.contact.id}": "active",
    }
    assert next(item for item in items if item.kind == "work_order").facts["state"] == "new"
