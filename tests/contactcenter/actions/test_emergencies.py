"""An emergency is raised from what somebody wrote, noted or decided, and taken back with everything it brought."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from contactcenter.actions.add_note import add_note
from contactcenter.actions.enter_contact import enter_contact
from contactcenter.actions.merge_contacts import merge_contacts
from contactcenter.actions.raise_emergency import Alarm, raise_emergency
from contactcenter.actions.withdraw_emergency import withdraw_emergency
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.service import lock_contact
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.escalations.models import Emergency, Escalation
from contactcenter.journal.history import of_subject
from contactcenter.routing.models import EmergencyWord
from contactcenter.work_orders.models import RoutingRule, WorkOrder
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import LINE, NOW, make_contact
from tests.support.builders.places import make_home
from tests.support.house import FOREMAN, LINKS, MANAGER, TECHNICIAN, TRAPPED, House, raised


async def test_a_text_becomes_class_order_and_the_first_rung(house: House) -> None:
    contact = await raised(house)
    assert (contact.class_, contact.emergency_kind) == ("emergency", "lift")
    order = await house.one(WorkOrder)
    assert (order.type_code, order.group_id, order.priority, order.state) == ("lift", house.group_id, "urgent", "new")
    assert (order.form, order.created_by) == ({"fault": "people_trapped"}, None)
    assert order.due_at == NOW + timedelta(minutes=30)
    matter = await house.one(Matter)
    assert (matter.outcome, matter.work_order_id) == ("work_order", order.id)
    escalation = await house.one(Escalation)
    assert (escalation.state, escalation.round_, escalation.step) == ("climbing", 1, 0)
    assert escalation.next_at == NOW + timedelta(minutes=3)
    (text,) = house.texts_to(TECHNICIAN)
    assert "電梯困人" in text
    assert TRAPPED in text
    assert order.reference in text
    (alert,) = await house.alerts(TECHNICIAN)
    assert LINKS.url_of(alert.id) in text
    assert (house.calls_to(TECHNICIAN), house.calls_to(FOREMAN)) == (1, 0)
    assert (await house.all(EmergencyWord))[0].hits == 1
    assert [row.text for row in await house.all(Message) if row.kind == "system"] == ["⚠ 電梯困人：已列為緊急。"]


async def test_the_same_danger_is_raised_once_and_another_beside_it(house: House) -> None:
    await raised(house)
    await house.receive("電梯困住兩個人 快啲")
    await house.receive("仲有陣煤氣味")
    assert [emergency.kind for emergency in await house.all(Emergency)] == ["lift", "gas"]
    assert len(await house.all(WorkOrder)) == 2
    assert (await house.one(Contact)).emergency_kind == "gas"


async def test_taken_back_everything_is_as_before(house: House) -> None:
    contact = await raised(house)
    async with house.db.transaction() as session:
        await withdraw_emergency(session, contact.id, "講緊上次嘅事", agent=house.manager, now=house.now)
    contact = await house.one(Contact)
    assert (contact.class_, contact.emergency_kind) == ("normal", "")
    order, matter, emergency = await house.one(WorkOrder), await house.one(Matter), await house.one(Emergency)
    assert (order.state, matter.outcome, emergency.state) == ("cancelled", None, "withdrawn")
    assert (await house.one(Escalation)).state == "ended"
    word = (await house.all(EmergencyWord))[0]
    assert (word.hits, word.false_hits) == (1, 1)
    async with house.db.reading() as session:
        acts = {line.act: line for line in await of_subject(session, "contact", contact.id)}
    assert acts["class_lowered"].details == {"from": "emergency", "to": "normal", "reason": "講緊上次嘅事"}
    assert acts["class_lowered"].author_id == house.manager.id
    await house.work()
    await house.work(minutes=30)
    assert house.calls_to(FOREMAN) == 0
    assert "已取消" in house.texts_to(TECHNICIAN)[-1]
    with pytest.raises(Conflict):
        async with house.db.transaction() as session:
            await withdraw_emergency(session, contact.id, "再來", agent=house.manager, now=house.now)


async def test_taking_back_needs_a_reason(house: House) -> None:
    contact = await raised(house)
    with pytest.raises(InvalidInput):
        async with house.db.transaction() as session:
            await withdraw_emergency(session, contact.id, " ", agent=house.manager, now=house.now)


async def test_the_same_words_after_it_was_taken_back_count_again(house: House) -> None:
    contact = await raised(house)
    async with house.db.transaction() as session:
        await withdraw_emergency(session, contact.id, "試", agent=house.manager, now=house.now)
    await house.receive("真係電梯困住人呀")
    assert [emergency.state for emergency in await house.all(Emergency)] == ["withdrawn", "raised"]


async def test_what_an_agent_notes_or_keys_in_is_read_too(house: House) -> None:
    async with house.db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        await add_note(session, contact.id, "業主再來電：走廊有煤氣味", agent=agent, now=NOW)
        entered = await enter_contact(
            session, agent=agent, source="walk_in", subject="求助", text="訪客話A座電梯困住人", now=NOW
        )
    kinds = {emergency.contact_id: (emergency.kind, emergency.raised_by) for emergency in await house.all(Emergency)}
    assert kinds == {contact.id: ("gas", agent.id), entered.id: ("lift", agent.id)}


async def test_what_a_note_quotes_from_an_article_is_no_emergency(house: House) -> None:
    async with house.db.transaction() as session:
        agent = await make_agent(session)
        contact = await make_contact(session, state="active", agent=agent)
        way = "有沒有煤氣味？ 沒有\n→ 明早上門。"
        await add_note(session, contact.id, way, agent=agent, now=NOW, is_quoted=True)
    assert await house.all(Emergency) == []


async def test_the_desk_raises_by_hand_what_the_key_left_unclear(house: House) -> None:
    async with house.db.transaction() as session:
        contact = await make_contact(session, state="queued")
        await raise_emergency(session, contact, Alarm("unclear", "chosen_by_caller"), now=NOW)
        contact = await lock_contact(session, contact.id)
        alarm = Alarm("gas", "by_hand", author_id=house.manager.id)
        await raise_emergency(session, contact, alarm, now=NOW)
    assert [(row.kind, row.state) for row in await house.all(Emergency)] == [("unclear", "replaced"), ("gas", "raised")]
    assert [order.state for order in await house.all(WorkOrder)] == ["cancelled", "new"]
    assert [row.state for row in await house.all(Escalation)] == ["ended", "climbing"]


async def test_without_anybody_for_such_work_there_is_no_order_but_somebody_is_rung(house: House) -> None:
    async with house.db.transaction() as session:
        for rule in await session.scalars(select(RoutingRule)):
            await session.delete(rule)
    await raised(house)
    assert await house.all(WorkOrder) == []
    assert house.calls_to(MANAGER) == 1


async def test_the_place_stands_in_the_text(house: House) -> None:
    async with house.db.transaction() as session:
        home = await make_home(session)
    await raised(house, f"{home.code} 電梯困住人")
    assert home.names["zh-Hant"] in house.texts_to(TECHNICIAN)[0]


async def test_the_line_itself_is_the_sender(house: House) -> None:
    await raised(house)
    assert house.texts.sent[0]["sender"] == LINE


async def test_merged_away_it_is_taken_back_where_its_thread_is_read(house: House) -> None:
    contact = await raised(house)
    await house.receive("你好", sender="+85265550009")
    other = next(one for one in await house.all(Contact) if one.id != contact.id)
    async with house.db.transaction() as session:
        await merge_contacts(
            session, contact.id, into_id=other.id, agent=house.manager, now=house.now, is_confirmed=True
        )
        survivor = await lock_contact(session, other.id)
        same = Alarm("lift", "emergency_word")
        assert await raise_emergency(session, survivor, same, now=house.now) is None
        await withdraw_emergency(session, other.id, "演習", agent=house.manager, now=house.now)
    assert (await house.one(Emergency)).state == "withdrawn"
    assert (await house.one(WorkOrder)).state == "cancelled"
    assert (await house.one(Escalation)).state == "ended"
