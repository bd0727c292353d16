"""An emergency climbs its ladder, rung by rung and round by round, until somebody comes; a node that dies on the way
loses nothing."""

import asyncio
from datetime import timedelta

import pytest

from contactcenter.actions.acknowledge_escalation import take_at_desk
from contactcenter.actions.answer_alert import answer_alert, choose_on_alert, end_alert
from contactcenter.actions.record_delivery import record_deliveries
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.agents.models import Agent
from contactcenter.calls.steps import Gather, Say
from contactcenter.contacts.models import Contact, Message
from contactcenter.contracts import DeliveryReport
from contactcenter.db import new_id
from contactcenter.errors import Conflict, SendError
from contactcenter.escalations import service
from contactcenter.escalations.models import Escalation, EscalationCall, Ladder
from contactcenter.jobs.climb_ladders import ClimbLadders
from contactcenter.outbox.models import OutboxCommand
from contactcenter.outbox.service import LEASE_SECONDS, claim_due
from contactcenter.shifts.models import Absence, Shift
from contactcenter.work_orders.models import WorkOrder
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW
from tests.support.builders.escalations import give_phone
from tests.support.house import FOREMAN, LINKS, MANAGER, TECHNICIAN, TRAPPED, House, raised

REFUSED = SendError("This number cannot be reached.", code="21614", retryable=False)


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


async def test_two_nodes_take_each_step_once(house: House) -> None:
    await house.receive(TRAPPED)
    for minutes in (0, 3, 3, 3):
        house.now += timedelta(minutes=minutes)
        await asyncio.gather(*(ClimbLadders(LINKS).fire(house.db, now=house.now) for _ in range(2)))
    steps = [(row.round_, row.step, row.channel) for row in await house.all(EscalationCall)]
    rungs = ((1, 0), (1, 1), (2, 0), (2, 1))
    assert sorted(steps) == sorted((*rung, channel) for rung in rungs for channel in ("sms", "call"))
