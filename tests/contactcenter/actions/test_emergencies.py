"""An emergency is raised, climbs its ladder until somebody comes, or is taken back."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select

from contactcenter.actions.acknowledge_escalation import take_at_desk
from contactcenter.actions.add_note import add_note
from contactcenter.actions.answer_alert import answer_alert, choose_on_alert, end_alert
from contactcenter.actions.enter_contact import enter_contact
from contactcenter.actions.merge_contacts import merge_contacts
from contactcenter.actions.raise_emergency import Alarm, raise_emergency
from contactcenter.actions.receive_messages import receive_messages
from contactcenter.actions.record_delivery import record_deliveries
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.actions.withdraw_emergency import withdraw_emergency
from contactcenter.agents.models import Agent
from contactcenter.calls.steps import Gather, Say
from contactcenter.contacts.models import Contact, Matter, Message
from contactcenter.contacts.service import lock_contact
from contactcenter.contracts import DeliveryReport
from contactcenter.db import Base, Database, new_id
from contactcenter.errors import Conflict, InvalidInput, SendError
from contactcenter.escalations import service
from contactcenter.escalations.links import AlertLinks
from contactcenter.escalations.models import Emergency, Escalation, EscalationCall, Ladder
from contactcenter.jobs import deliver_outbox
from contactcenter.jobs.climb_ladders import ClimbLadders
from contactcenter.jobs.errands.alerts import alert_errands
from contactcenter.jobs.errands.send_text import SendText
from contactcenter.journal.history import of_subject
from contactcenter.media.links import MediaLinks
from contactcenter.outbox.models import OutboxCommand
from contactcenter.outbox.service import LEASE_SECONDS, claim_due
from contactcenter.routing.models import EmergencyWord
from contactcenter.shifts.models import Absence, Shift
from contactcenter.work_orders.models import RoutingRule, WorkOrder, WorkOrderType
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import LINE, NOW, make_contact, make_text
from tests.support.builders.escalations import give_phone, make_ladder, step
from tests.support.builders.groups import make_group
from tests.support.builders.lines import make_line
from tests.support.builders.places import make_home
from tests.support.builders.routing import make_emergency_word, make_queue
from tests.support.builders.templates import make_template
from tests.support.carrier import RememberingCarrier
from tests.support.switchboard import Switchboard

Row = TypeVar("Row", bound=Base)
TECHNICIAN, FOREMAN, MANAGER = "+85261110001", "+85261110002", "+85261110003"
LINKS = AlertLinks("https://desk.example", "a secret of the tests")
REFUSED = SendError("This number cannot be reached.", code="21614", retryable=False)
TRAPPED = "電梯困住人 2座15樓附近"


@dataclass
class House:
    """An estate with its people on call, a carrier that remembers, and a clock that is set by hand."""

    db: Database
    technician: Agent
    foreman: Agent
    manager: Agent
    group_id: str
    ladder_id: str
    texts: RememberingCarrier = field(default_factory=RememberingCarrier)
    calls: Switchboard = field(default_factory=Switchboard)
    now: datetime = NOW

    async def receive(self, words: str, *, sender: str = "+85265550001") -> None:
        async with self.db.transaction() as session:
            await receive_messages(session, [make_text(words, sender=sender)], now=self.now)

    async def work(self, **later: float) -> None:
        """So much later, everything that is due is done."""
        self.now += timedelta(**later)
        text, errands = SendText(self.texts, MediaLinks("https://desk.example", "x")), {}
        errands = dict(alert_errands(text, text, self.calls))
        while await ClimbLadders(LINKS).fire(self.db, now=self.now) + await deliver_outbox.fire(
            self.db, errands, now=self.now
        ):
            pass

    async def all(self, model: type[Row]) -> list[Row]:
        async with self.db.reading() as session:
            return list(await session.scalars(select(model).order_by(model.id)))  # type: ignore[attr-defined]

    async def one(self, model: type[Row]) -> Row:
        (row,) = await self.all(model)
        return row

    async def alerts(self, address: str, channel: str = "sms") -> Sequence[EscalationCall]:
        return [row for row in await self.all(EscalationCall) if (row.address, row.channel) == (address, channel)]

    def texts_to(self, number: str) -> list[str]:
        return [sent["text"] for sent in self.texts.sent if sent["recipient"] == number]

    def calls_to(self, number: str) -> int:
        return self.calls.done.count(("call", number))


@pytest.fixture
async def house(db: Database) -> House:
    async with db.transaction() as session:
        queue = await make_queue(session)
        await make_line(session, queue_id=queue.id)
        await make_line(session, channel="voice", queue_id=queue.id)
        await make_template(session, "acknowledgement", "已收到，編號 {reference}")
        await make_emergency_word(session, "電梯困住", kind="lift")
        await make_emergency_word(session, "煤氣味", kind="gas")
        people = [await make_agent(session, name=name, roles=["back_office"]) for name in ("陳師傅", "李科文")]
        manager = await make_agent(session, name="霍經理", roles=["supervisor"])
        for agent, phone in zip((*people, manager), (TECHNICIAN, FOREMAN, MANAGER), strict=True):
            await give_phone(session, agent, phone)
        group = await make_group(session, members=people)
        form = [{"key": "fault", "names": {}, "kind": "choice", "options": [{"value": "people_trapped", "names": {}}]}]
        session.add(WorkOrderType(id=new_id(), code="lift", names={"en": "Lift"}, form=form, priority="high"))
        session.add(RoutingRule(id=new_id(), group_id=group.id))
        ladder = await make_ladder(session, step(people[0]), step(people[1]), group_id=group.id)
    return House(db, *people, manager, group.id, ladder.id)


async def raised(house: House, words: str = TRAPPED) -> Contact:
    await house.receive(words)
    await house.work()
    return await house.one(Contact)


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


async def test_it_climbs_until_somebody_presses_1(house: House) -> None:
    await raised(house)
    await house.work(minutes=2, seconds=59)
    assert house.calls_to(FOREMAN) == 0
    await house.work(seconds=1)
    assert house.calls_to(FOREMAN) == 1
    (call,) = await house.alerts(FOREMAN, "call")
    async with house.db.transaction() as session:
        steps = await answer_alert(session, call.id, external_id="CA9", now=house.now)
        assert isinstance(steps[0], Gather)
        assert isinstance(steps[0].heard[0], Say)
        assert TRAPPED in steps[0].heard[0].text
        said = await choose_on_alert(session, call.id, digits="1", now=house.now)
    assert "由您跟進" in said[0].text  # type: ignore[union-attr]
    escalation = await house.one(Escalation)
    assert (escalation.state, escalation.acknowledged_name, escalation.acknowledged_via) == (
        "acknowledged",
        "李科文",
        "keypad",
    )
    order = await house.one(WorkOrder)
    assert (order.state, order.assignee_id) == ("taken", house.foreman.id)
    await house.work()
    await house.work(minutes=60)
    assert house.calls_to(FOREMAN) == 1, "nobody is rung any more"
    assert "李科文" in house.texts_to(TECHNICIAN)[-1]
    assert [row.text for row in await house.all(Message) if row.kind == "system"][-1] == "✓ 李科文 已接手（電梯困人）。"


async def test_the_second_round_begins_with_the_duty_manager(house: House) -> None:
    await raised(house)
    await house.work(minutes=3)
    assert house.calls_to(MANAGER) == 0
    await house.work(minutes=3)
    assert house.calls_to(MANAGER) == 1
    await house.work(minutes=3)
    assert (house.calls_to(TECHNICIAN), (await house.one(Escalation)).round_) == (2, 2)


async def test_it_gives_up_aloud_after_many_rounds(house: House) -> None:
    await raised(house)
    for _ in range(60):
        await house.work(minutes=5)
    escalation = await house.one(Escalation)
    assert escalation.state == "given_up"
    assert any("無人接手" in row.text for row in await house.all(Message))


@pytest.mark.parametrize(("words", "state"), [("1", "acknowledged"), ("收到", "acknowledged"), ("OK!", "acknowledged")])
async def test_a_reply_takes_it_and_is_no_contact(house: House, words: str, state: str) -> None:
    await raised(house)
    await house.receive(words, sender=TECHNICIAN)
    escalation = await house.one(Escalation)
    assert (escalation.state, escalation.acknowledged_name, escalation.acknowledged_via) == (state, "陳師傅", "reply")
    assert len(await house.all(Contact)) == 1
    await house.work()
    assert "由您跟進" in house.texts_to(TECHNICIAN)[-1]
    assert ("end", (await house.alerts(TECHNICIAN, "call"))[0].external_id) in house.calls.done


async def test_any_other_reply_is_a_text_like_any_other(house: House) -> None:
    await raised(house)
    await house.receive("邊座？我喺工場", sender=TECHNICIAN)
    assert len(await house.all(Contact)) == 2
    assert (await house.one(Escalation)).state == "climbing"


async def test_who_cannot_come_is_not_waited_for(house: House) -> None:
    await raised(house)
    await house.receive("2", sender=TECHNICIAN)
    await house.work()
    assert house.calls_to(FOREMAN) == 1
    assert {row.state for row in await house.alerts(TECHNICIAN)} == {"declined"}


async def test_whom_nothing_reaches_is_not_waited_for(house: House) -> None:
    house.texts.fails.append(REFUSED)
    house.calls.fails["call"] = [REFUSED]
    await raised(house)
    assert [row.state for row in await house.alerts(TECHNICIAN)] == ["failed"]
    assert "21614" in (await house.alerts(TECHNICIAN, "call"))[0].error
    assert house.calls_to(FOREMAN) == 1


async def test_a_text_that_never_arrived_and_a_call_nobody_took_climb_too(house: House) -> None:
    await raised(house)
    (text,), (call,) = await house.alerts(TECHNICIAN), await house.alerts(TECHNICIAN, "call")
    report = DeliveryReport("sms", text.external_id or "", "failed", "30003", "unreachable", house.now)
    async with house.db.transaction() as session:
        await end_alert(session, call.id, "unanswered", external_id="CA1", now=house.now)
        await record_deliveries(session, [report], now=house.now)
    await house.work()
    assert house.calls_to(FOREMAN) == 1


async def test_who_takes_the_order_has_the_ball(house: House) -> None:
    await raised(house)
    order = await house.one(WorkOrder)
    async with house.db.transaction() as session:
        await take_work_order(session, work_order_id=order.id, agent=house.foreman, now=house.now)
    escalation = await house.one(Escalation)
    assert (escalation.acknowledged_by, escalation.acknowledged_via) == (house.foreman.id, "order")
    await house.work(minutes=10)
    assert house.calls_to(FOREMAN) == 0


async def test_the_desk_may_say_for_somebody_that_they_come(house: House) -> None:
    await raised(house)
    escalation = await house.one(Escalation)
    async with house.db.transaction() as session:
        await take_at_desk(session, escalation.id, "電梯公司林師傅", agent=house.manager, agent_id=None, now=house.now)
    with pytest.raises(Conflict):
        async with house.db.transaction() as session:
            await take_at_desk(session, escalation.id, "另一位", agent=house.manager, agent_id=None, now=house.now)
    assert (await house.one(Escalation)).acknowledged_name == "電梯公司林師傅"


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


async def test_without_ladders_those_in_charge_are_rung(house: House) -> None:
    async with house.db.transaction() as session:
        await session.delete(await session.get_one(Ladder, house.ladder_id))
    await raised(house)
    assert (house.calls_to(MANAGER), house.calls_to(TECHNICIAN)) == (1, 0)


async def test_who_has_the_desk_is_the_duty_manager(house: House) -> None:
    async with house.db.transaction() as session:
        desk = await give_phone(session, await make_agent(session, name="夜更經理"), "+85261110009")
        times = {"starts_at": NOW - timedelta(hours=1), "ends_at": NOW + timedelta(hours=8)}
        session.add(Shift(id=new_id(), agent_id=desk.id, desk="duty_manager", state="open", **times))
        await session.delete(await session.get_one(Ladder, house.ladder_id))
    await raised(house)
    assert (house.calls_to("+85261110009"), house.calls_to(MANAGER)) == (1, 0)


async def test_whoever_is_away_is_rung_through_the_substitute(house: House) -> None:
    async with house.db.transaction() as session:
        times = {"starts_at": NOW - timedelta(days=1), "ends_at": NOW + timedelta(days=1)}
        session.add(Absence(id=new_id(), agent_id=house.technician.id, substitute_id=house.foreman.id, **times))
    await raised(house)
    assert (house.calls_to(FOREMAN), house.calls_to(TECHNICIAN)) == (1, 0)


async def test_nobody_to_be_reached_at_all_is_no_error(house: House) -> None:
    async with house.db.transaction() as session:
        for agent in (house.technician, house.foreman, house.manager):
            await give_phone(session, await session.get_one(Agent, agent.id), "")
    await raised(house)
    await house.work(minutes=10)
    assert (await house.one(Escalation)).state == "climbing"
    assert await house.all(EscalationCall) == []


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


async def climb_and_die(house: House) -> None:
    async with house.db.transaction() as session:
        for escalation in await service.lock_due(session, now=house.now):
            await service.climb(session, escalation, links=LINKS, now=house.now)
        raise RuntimeError("killed")


async def test_a_node_that_dies_between_two_rungs_loses_and_doubles_nothing(house: House) -> None:
    await house.receive(TRAPPED)
    with pytest.raises(RuntimeError):
        await climb_and_die(house)
    assert (await house.one(Escalation)).round_ == 0
    assert await house.all(EscalationCall) == []
    assert await ClimbLadders(LINKS).fire(house.db, now=house.now) == 1
    assert await ClimbLadders(LINKS).fire(house.db, now=house.now) == 0
    # The node took the commands, rang, and died before it could say so.
    async with house.db.transaction() as session:
        claimed = await claim_due(session, kinds={"alert_text", "alert_call"}, now=house.now, limit=10)
    assert len(claimed) == 2
    for command in claimed:
        if command.kind == "alert_call":
            await house.calls.call_out(**command.payload)
        else:
            wish = {name: command.payload[name] for name in ("sender", "recipient", "text")}
            house.texts.known[wish["text"]] = await house.texts.send_text(**wish)
    await house.work(seconds=LEASE_SECONDS)
    assert (house.calls_to(TECHNICIAN), len(house.texts_to(TECHNICIAN))) == (1, 1)
    assert {command.state for command in await house.all(OutboxCommand) if command.kind != "send_text"} == {"done"}
    (call,) = await house.alerts(TECHNICIAN, "call")
    assert (call.state, call.external_id) == ("ringing", f"CA{call.id}")


async def test_the_line_itself_is_the_sender(house: House) -> None:
    await raised(house)
    assert house.texts.sent[0]["sender"] == LINE


async def test_two_nodes_take_each_step_once(house: House) -> None:
    await house.receive(TRAPPED)
    for minutes in (0, 3, 3, 3):
        house.now += timedelta(minutes=minutes)
        await asyncio.gather(*(ClimbLadders(LINKS).fire(house.db, now=house.now) for _ in range(2)))
    steps = [(row.round_, row.step, row.channel) for row in await house.all(EscalationCall)]
    rungs = ((1, 0), (1, 1), (2, 0), (2, 1))
    assert sorted(steps) == sorted((*rung, channel) for rung in rungs for channel in ("sms", "call"))


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
