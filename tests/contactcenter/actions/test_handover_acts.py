"""Sign, accept, question and answer a shift handover, as the console calls them."""

import asyncio
from datetime import timedelta

import pytest

from contactcenter.actions.accept_handover_item import accept_handover_item
from contactcenter.actions.answer_handover_item import answer_handover_item
from contactcenter.actions.hand_over_shift import hand_over_shift
from contactcenter.actions.make_promise import make_promise
from contactcenter.actions.question_handover_item import question_handover_item
from contactcenter.agents.models import Agent
from contactcenter.contracts import OpenItem
from contactcenter.db import Database, Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed, NotFound
from contactcenter.handover import service
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.journal import history
from contactcenter.shifts.service import get_shift
from tests.support.builders.handover import SOURCES, FixedItems, make_handover, make_shift
from tests.support.builders.work_orders import NOW, Desk, make_desk, make_order

SOON = NOW + timedelta(hours=3)


async def signed(session: Session, desk: Desk, *, to: Agent | None = None) -> tuple[Handover, list[HandoverItem]]:
    """A handover of one order, one promise and one contact."""
    await make_order(session, desk)
    await make_promise(session, contact_id=desk.contact.id, agent=desk.agent, what="回電", due_at=SOON, now=NOW)
    contacts = FixedItems(OpenItem("contact", desk.contact.id, desk.contact.reference, "廚房漏水"))
    handover = await make_handover(session, desk.agent, sources=(*SOURCES, contacts), to=to)
    return handover, list(await service.items_of(session, handover.id))


async def test_signing_freezes_what_is_open(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order = await make_order(session, desk)
        shift = await make_shift(session, desk.agent)
        handover = await hand_over_shift(
            session,
            shift_id=shift.id,
            agent=desk.agent,
            sources=SOURCES,
            remarks=" 今晚停水通知已發 ",
            notes={f"work_order:{order.id}": "師傅明早到"},
            now=NOW,
        )
        [item] = await service.items_of(session, handover.id)
        facts, _ = session.take_published()
        lines = await history.of_subject(session, "handover", handover.id)
    assert (handover.state, handover.remarks, handover.from_agent_id) == ("offered", "今晚停水通知已發", desk.agent.id)
    assert (item.reference, item.note, item.state, item.facts["state"]) == (
        order.reference,
        "師傅明早到",
        "offered",
        "new",
    )
    assert handover.counts["work_orders_raised"] == 1
    assert shift.state == "handed_over"
    assert {"handover.changed", "shift.changed"} <= {fact.type for fact in facts}
    assert [(line.act, line.author_id) for line in lines] == [("signed", desk.agent.id)]


async def test_a_shift_is_handed_over_once(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, _ = await signed(session, desk)
        with pytest.raises(Conflict):
            await hand_over_shift(session, shift_id=handover.shift_id, agent=desk.agent, sources=SOURCES, now=NOW)


async def test_only_the_agent_of_the_shift_and_supervisors_sign(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        shift = await make_shift(session, desk.agent)
        with pytest.raises(NotAllowed):
            await hand_over_shift(session, shift_id=shift.id, agent=desk.colleague, sources=SOURCES, now=NOW)
        handover = await hand_over_shift(session, shift_id=shift.id, agent=desk.supervisor, sources=SOURCES, now=NOW)
    assert handover.from_agent_id == desk.agent.id


async def test_nobody_hands_over_to_oneself_or_to_the_back_office(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        shift = await make_shift(session, desk.agent)
        for wrong in (desk.agent, desk.plumber):
            with pytest.raises(InvalidInput):
                await hand_over_shift(
                    session, shift_id=shift.id, agent=desk.agent, sources=SOURCES, to_agent_id=wrong.id, now=NOW
                )
        with pytest.raises(NotFound):
            await hand_over_shift(
                session, shift_id=shift.id, agent=desk.agent, sources=SOURCES, to_agent_id="0" * 32, now=NOW
            )


async def test_a_note_on_something_solved_meanwhile_is_not_lost(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        shift = await make_shift(session, desk.agent)
        with pytest.raises(Conflict) as refused:
            await hand_over_shift(
                session, shift_id=shift.id, agent=desk.agent, sources=SOURCES, notes={"work_order:x": "追"}, now=NOW
            )
    assert (refused.value.code, refused.value.details) == ("stale", {"gone": ["work_order:x"]})


async def test_a_shift_that_leaves_nothing_open_is_complete_at_once(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover = await make_handover(session, desk.agent)
        shift = await get_shift(session, handover.shift_id)
    assert (handover.state, handover.accepted_at, shift.state) == ("accepted", NOW, "closed")


async def test_accepted_things_become_the_incoming_agents(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        for item in items:
            await accept_handover_item(
                session, handover_id=handover.id, item_id=item.id, agent=desk.colleague, now=SOON
            )
        shift = await get_shift(session, handover.shift_id)
        drafted = await service.draft(session, await make_shift(session, desk.colleague), SOURCES, SOON)
        left = await service.draft(session, await make_shift(session, desk.agent, starts_at=SOON), SOURCES, SOON)
    assert (handover.state, handover.accepted_at, shift.state) == ("accepted", SOON, "closed")
    assert [(item.state, item.decided_by, item.decided_at) for item in items] == [
        ("accepted", desk.colleague.id, SOON)
    ] * 3
    assert (desk.contact.agent_id, desk.contact.preferred_agent_id) == (desk.colleague.id, desk.colleague.id)
    assert [item.item.kind for item in drafted.items] == ["work_order", "promise"]
    assert left.items == []


async def test_a_contact_somebody_else_holds_by_now_stays_there(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        desk.contact.agent_id = desk.supervisor.id
        await session.flush()
        [item] = [item for item in items if item.kind == "contact"]
        await accept_handover_item(session, handover_id=handover.id, item_id=item.id, agent=desk.colleague, now=SOON)
    assert (item.state, desk.contact.agent_id) == ("accepted", desk.supervisor.id)


async def test_the_second_to_accept_an_item_is_told_so(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)

    async def accept(agent: Agent) -> str:
        try:
            async with db.transaction() as session:
                await accept_handover_item(session, handover_id=handover.id, item_id=items[0].id, agent=agent, now=NOW)
        except Conflict as refused:
            return refused.code
        return "accepted"

    results = await asyncio.gather(accept(desk.colleague), accept(desk.supervisor))
    assert sorted(results) == ["accepted", "already_taken"]


async def test_accepting_twice_changes_nothing(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        await accept_handover_item(session, handover_id=handover.id, item_id=items[0].id, agent=desk.colleague, now=NOW)
        version = handover.version
        await accept_handover_item(
            session, handover_id=handover.id, item_id=items[0].id, agent=desk.colleague, now=SOON
        )
    assert (handover.version, items[0].decided_at) == (version, NOW)


async def test_who_may_accept(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk, to=desk.colleague)
        for person in (desk.agent, desk.plumber):
            with pytest.raises(NotAllowed):
                await accept_handover_item(session, handover_id=handover.id, item_id=items[0].id, agent=person, now=NOW)
        await accept_handover_item(
            session, handover_id=handover.id, item_id=items[0].id, agent=desk.supervisor, now=NOW
        )
        await accept_handover_item(session, handover_id=handover.id, item_id=items[1].id, agent=desk.colleague, now=NOW)


async def test_a_question_goes_back_and_is_answered(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        where = {"handover_id": handover.id, "item_id": items[0].id}
        await question_handover_item(session, agent=desk.colleague, text=" 鎖匙在哪？ ", now=NOW, **where)
        assert (items[0].state, items[0].question, items[0].answer) == ("questioned", "鎖匙在哪？", None)
        with pytest.raises(NotAllowed):
            await answer_handover_item(session, agent=desk.colleague, text="?", now=NOW, **where)
        await answer_handover_item(session, agent=desk.agent, text="前台", now=NOW, **where)
        assert (items[0].state, items[0].answer) == ("offered", "前台")
        await question_handover_item(session, agent=desk.colleague, text="哪一個抽屜？", now=NOW, **where)
        assert (items[0].question, items[0].answer) == ("哪一個抽屜？", None)
    assert [line["kind"] for line in items[0].exchange] == ["question", "answer", "question"]
    assert handover.state == "offered"


async def test_an_answer_needs_a_question_and_words(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        where = {"handover_id": handover.id, "item_id": items[0].id}
        with pytest.raises(Conflict):
            await answer_handover_item(session, agent=desk.agent, text="前台", now=NOW, **where)
        with pytest.raises(InvalidInput):
            await question_handover_item(session, agent=desk.colleague, text="  ", now=NOW, **where)


async def test_an_accepted_item_is_not_questioned(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        where = {"handover_id": handover.id, "item_id": items[0].id}
        await accept_handover_item(session, agent=desk.colleague, now=NOW, **where)
        with pytest.raises(Conflict):
            await question_handover_item(session, agent=desk.supervisor, text="?", now=NOW, **where)


async def test_an_item_of_another_handover_is_not_found(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, _ = await signed(session, desk)
        with pytest.raises(NotFound):
            await accept_handover_item(session, handover_id=handover.id, item_id="x", agent=desk.colleague, now=NOW)


async def test_accepted_words_stay_as_signed(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        handover, items = await signed(session, desk)
        before = {item.id: (item.title, item.note, item.facts, item.due_at) for item in items}
        for item in items:
            await accept_handover_item(session, handover_id=handover.id, item_id=item.id, agent=desk.colleague, now=NOW)
    async with db.reading() as session:
        after = {
            item.id: (item.title, item.note, item.facts, item.due_at)
            for item in await service.items_of(session, handover.id)
        }
    assert after == before
