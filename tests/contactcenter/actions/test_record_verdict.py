from datetime import datetime, timedelta

from sqlalchemy import select

from contactcenter.actions.close_work_order import close_work_order
from contactcenter.actions.finish_work_order import finish_work_order
from contactcenter.actions.record_verdict import record_verdict
from contactcenter.actions.reopen_work_order import reopen_work_order
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.contacts.models import Message
from contactcenter.db import Database, Session
from contactcenter.follow_ups.models import FollowUp
from contactcenter.follow_ups.service import find_latest, find_unanswered
from contactcenter.follow_ups.verdicts import Verdict
from contactcenter.outbox.models import OutboxCommand
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import entries_of
from tests.support.builders.work_orders import NOW, Desk, make_contact, make_desk, make_order

LATER = NOW + timedelta(days=1)


async def finished_order(session: Session, desk: Desk) -> tuple[WorkOrder, FollowUp]:
    order = await make_order(session, desk)
    await finish_again(session, desk, order)
    follow_up = await find_latest(session, order.id)
    assert follow_up is not None
    return order, follow_up


async def finish_again(session: Session, desk: Desk, order: WorkOrder) -> None:
    await take_work_order(session, work_order_id=order.id, agent=desk.plumber, now=NOW)
    await finish_work_order(session, work_order_id=order.id, agent=desk.plumber, result="換了喉", now=NOW)


async def say(
    session: Session, desk: Desk, follow_up: FollowUp, verdict: Verdict, words: str, *, now: datetime = LATER
) -> bool:
    return await record_verdict(session, follow_up, contact=desk.contact, verdict=verdict, words=words, now=now)


async def last_text(session: Session) -> str:
    commands = await session.scalars(select(OutboxCommand).order_by(OutboxCommand.id))
    return str(commands.all()[-1].payload["text"])


async def test_a_no_reopens_the_order_and_tells_the_owner(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        assert await say(session, desk, follow_up, "no", "no, still leaking")
        entries = await entries_of(session, order.id)
        assert await last_text(session) == f"工單 {order.reference} 已重開"
    assert (order.state, order.priority, order.reopened_count) == ("new", "high", 1)
    assert (order.group_id, order.assignee_id) == (desk.engineering.id, None)
    assert (follow_up.verdict, follow_up.words, follow_up.answered_at) == ("no", "no, still leaking", LATER)
    [said] = [entry for entry in entries if entry.act == "verdict_no"]
    assert (said.kind, said.author_kind, said.author_name, said.text) == (
        "owner",
        "customer",
        "陳先生",
        "no, still leaking",
    )


async def test_a_yes_closes_the_order_and_thanks_the_owner(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        assert await say(session, desk, follow_up, "yes", "好了謝謝")
        assert await last_text(session) == f"多謝回覆，工單 {order.reference} 結束"
    assert (order.state, order.closed_at, follow_up.verdict) == ("closed", LATER, "yes")


async def test_the_thread_says_what_happened_and_the_contact_stays_where_it_is(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        state = desk.contact.state
        await say(session, desk, follow_up, "no", "未得")
        system = (await session.scalars(select(Message).where(Message.kind == "system"))).all()
    assert [message.text for message in system] == [f"業主表示未解決，工單 {order.reference} 重開。"]
    assert desk.contact.state == state


async def test_a_no_within_fourteen_days_reopens_an_order_closed_meanwhile(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        await close_work_order(session, work_order_id=order.id, agent=desk.supervisor, reason="聯絡不上", now=NOW)
        assert await say(session, desk, follow_up, "no", "仲漏", now=NOW + timedelta(days=13))
    assert (order.state, order.closed_at) == ("new", None)


async def test_a_no_long_after_closing_is_left_to_a_person(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        await close_work_order(session, work_order_id=order.id, agent=desk.supervisor, reason="聯絡不上", now=NOW)
        assert not await say(session, desk, follow_up, "no", "仲漏", now=NOW + timedelta(days=15))
    assert (order.state, follow_up.answered_at) == ("closed", None)


async def test_a_yes_after_closing_is_kept(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        await close_work_order(session, work_order_id=order.id, agent=desk.supervisor, reason="聯絡不上", now=NOW)
        assert await say(session, desk, follow_up, "yes", "好了")
        assert not await say(session, desk, follow_up, "yes", "好了")
    assert (order.state, follow_up.verdict) == ("closed", "yes")


async def test_a_no_after_a_yes_reopens_too(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        await say(session, desk, follow_up, "yes", "好了")
        assert await say(session, desk, follow_up, "no", "又漏了", now=LATER + timedelta(days=2))
    assert (order.state, order.reopened_count) == ("new", 1)


async def test_an_agent_may_close_after_the_owners_yes_only(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        follow_up.verdict = "yes"
        await session.flush()
        await close_work_order(session, work_order_id=order.id, agent=desk.agent, reason="電話確認", now=LATER)
    assert order.state == "closed"


async def test_the_question_asked_last_is_the_one_answered(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await finished_order(session, desk)
        _, second = await finished_order(session, desk)
        found = await find_unanswered(session, [desk.customer.id, "nobody"])
    assert {customer_id: follow_up.id for customer_id, follow_up in found.items()} == {desk.customer.id: second.id}


async def test_an_answer_finds_its_question_from_another_contact_of_the_same_customer(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, follow_up = await finished_order(session, desk)
        later, _ = await make_contact(session, agent=None, customer=desk.customer, place=desk.place, state="queued")
        found = await find_unanswered(session, [later.customer_id or ""])
        await record_verdict(session, found[desk.customer.id], contact=later, verdict="yes", words="yes", now=LATER)
    assert (order.state, follow_up.verdict) == ("closed", "yes")


async def test_nothing_waits_for_an_answer_once_the_order_is_back_at_work(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        order, first = await finished_order(session, desk)
        await reopen_work_order(session, work_order_id=order.id, agent=desk.agent, reason="來電", now=NOW)
        assert await find_unanswered(session, [desk.customer.id]) == {}
        await finish_again(session, desk, order)
        found = await find_unanswered(session, [desk.customer.id])
    assert found[desk.customer.id].id != first.id


async def test_old_questions_wait_for_no_answer(db: Database) -> None:
    async with db.transaction() as session:
        desk = await make_desk(session)
        await finished_order(session, desk)
        assert await find_unanswered(session, [desk.customer.id], now=NOW + timedelta(days=13)) != {}
        assert await find_unanswered(session, [desk.customer.id], now=NOW + timedelta(days=15)) == {}


async def test_no_customers_cost_no_statement(db: Database) -> None:
    async with db.reading() as session:
        assert await find_unanswered(session, []) == {}
