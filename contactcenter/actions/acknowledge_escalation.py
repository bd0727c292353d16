"""Somebody on call says that they come, or that they cannot. Called by keypad, reply, link, order and desk."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.contacts.messages import say_in_thread
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.escalations import alerts
from contactcenter.escalations import service as escalations
from contactcenter.escalations.alerts import alerts_of, say_by_text, values_of
from contactcenter.escalations.kinds import name_of
from contactcenter.escalations.models import DECLINED, SENT, Escalation, EscalationCall
from contactcenter.escalations.service import Taker, Via
from contactcenter.escalations.words import say
from contactcenter.groups.service import is_member
from contactcenter.work_orders import service as work_orders
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Author, Entry

LONGEST_NAME = 200


async def take_alert(session: Session, alert: EscalationCall, via: Via, *, now: datetime) -> Escalation:
    """Whoever was alerted takes the ball; told twice, or too late, it changes nothing."""
    taker = Taker(alert.name, via, agent_id=alert.agent_id, alert_id=alert.id)
    return await take_escalation(session, alert.escalation_id, taker, author_id=alert.agent_id, now=now)


async def take_escalation(
    session: Session, escalation_id: str, taker: Taker, *, author_id: str | None, now: datetime
) -> Escalation:
    """The climbing ends; the order, the thread, and everybody else who was alerted hear who comes."""
    known = await escalations.get_escalation(session, escalation_id)
    order = None
    if known.work_order_id is not None:
        order = await work_orders.get_work_order(session, known.work_order_id, lock=True)
    escalation = await escalations.get_escalation(session, escalation_id, lock=True)
    if await escalations.take(session, escalation, taker, author_id=author_id, now=now):
        await _give_order(session, order, taker, now=now)
        await tell_taken(session, escalation, taker, now=now)
    return escalation


async def take_at_desk(
    session: Session, escalation_id: str, name: str, *, agent: Agent, agent_id: str | None, now: datetime
) -> Escalation:
    """Somebody told the desk that they come: a colleague (`agent_id`), or anybody by name."""
    who = (await get_agents(session, [agent_id])).get(agent_id) if agent_id else None
    if agent_id and who is None:
        raise InvalidInput("There is no such colleague.", details={"fields": {"agent_id": "There is no such agent."}})
    name = (who.name if who else name).replace("\x00", "").strip()
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidInput("Say who comes.", details={"fields": {"name": "Write the name of whoever comes."}})
    before = await escalations.get_escalation(session, escalation_id)
    taker = Taker(name, "desk", agent_id=who.id if who else None)
    taken = await take_escalation(session, before.id, taker, author_id=agent.id, now=now)
    if taken.acknowledged_name != name:
        details = {"state": taken.state, "acknowledged_name": taken.acknowledged_name}
        raise Conflict("Somebody has taken it already, or it is over.", code="already_taken", details=details)
    return taken


async def take_with_order(session: Session, order: WorkOrder, *, agent: Agent, now: datetime) -> None:
    """Who takes the order has the ball; the order is held by the caller."""
    taker = Taker(agent.name, "order", agent_id=agent.id)
    for escalation in await escalations.lock_climbing(session, work_order_id=order.id):
        if await escalations.take(session, escalation, taker, author_id=agent.id, now=now):
            await tell_taken(session, escalation, taker, now=now)


async def pass_alert(session: Session, alert: EscalationCall, *, now: datetime) -> Escalation:
    """Whoever was alerted cannot come: where nobody else of the rung is left, the next one rings at once."""
    escalation = await escalations.get_escalation(session, alert.escalation_id, lock=True)
    for row in await alerts_of(session, escalation.id):
        is_theirs = row.address == alert.address or (row.agent_id is not None and row.agent_id == alert.agent_id)
        if is_theirs:
            await alerts.set_state(session, row.id, DECLINED, now=now)
    await escalations.hurry_when_over(session, escalation, reason="declined", now=now)
    return escalation


async def _give_order(session: Session, order: WorkOrder | None, taker: Taker, *, now: datetime) -> None:
    """A member of its group who comes has taken the order; of anybody else it says so."""
    if order is None:
        return
    author = Author("agent", taker.agent_id, taker.name) if taker.agent_id else Author("system", name=taker.name)
    may_take = taker.agent_id is not None and await is_member(session, order.group_id, taker.agent_id)
    if order.state == "new" and may_take:
        values = {"assignee_id": taker.agent_id, "taken_at": now}
        details = {"via": taker.via}
        await work_orders.change(
            session, order, "take", Entry("taken", details=details), author=author, now=now, values=values
        )
    elif order.state in ("new", "taken"):
        entry = Entry("acknowledged", "note", taker.name, {"via": taker.via})
        await work_orders.add_entry(session, order, entry, author=author, now=now)


async def tell_taken(session: Session, escalation: Escalation, taker: Taker, *, now: datetime) -> None:
    """The thread says who comes, and whoever else was texted that they need not."""
    contact = await get_contact(session, escalation.contact_id)
    kind = name_of(escalation.kind, contact.language)
    await say_in_thread(session, contact, say("thread_taken", contact.language, name=taker.name, kind=kind), now=now)
    rows = await alerts_of(session, escalation.id)
    own = next((row.address for row in rows if row.id == taker.alert_id), "")
    told = {own}
    for row in rows:
        is_theirs = taker.agent_id is not None and row.agent_id == taker.agent_id
        if row.channel == "sms" and row.state == SENT and row.address not in told and not is_theirs:
            told.add(row.address)
            values = values_of(escalation, row.language) | {"name": taker.name}
            await say_by_text(session, row, "taken_by", values, now=now)
