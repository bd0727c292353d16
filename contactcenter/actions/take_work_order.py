"""Take a work order: a member of its group says "this is mine". Called by the console."""

from datetime import datetime

from contactcenter.actions.acknowledge_escalation import take_with_order
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Entry


async def take_work_order(
    session: Session, *, work_order_id: str, agent: Agent, now: datetime, version: int | None = None
) -> WorkOrder:
    """Make the order this person's, and with it the ball of an emergency.

    The second of two gets `already_taken`, one who says it twice gets the order.
    """
    order = await service.get_work_order(session, work_order_id, lock=True)
    await service.require_group_rights(session, order, agent)
    if order.state == "taken":
        if order.assignee_id == agent.id:
            return order
        raise Conflict("A colleague has already taken this order.", code="already_taken")
    service.require_version(order, version)
    values = {"assignee_id": agent.id, "taken_at": now}
    await service.change(session, order, "take", Entry("taken"), author=service.by(agent), now=now, values=values)
    await take_with_order(session, order, agent=agent, now=now)
    return order
