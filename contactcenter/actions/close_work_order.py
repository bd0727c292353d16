"""Close a work order for good: because the owner said yes, or because a supervisor says why. Called by the console."""

from datetime import datetime

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotAllowed
from contactcenter.follow_ups.service import find_latest
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Entry


async def close_work_order(
    session: Session, *, work_order_id: str, agent: Agent, reason: str, now: datetime, version: int | None = None
) -> WorkOrder:
    """Close a done order. Without the owner's yes only a supervisor may, with a reason."""
    order = await service.get_for_act(session, work_order_id, version=version)
    is_supervisor = roles.SUPERVISOR in agent.roles
    if not is_supervisor and not await _owner_said_yes(session, order):
        raise NotAllowed("The owner has not said yes; only a supervisor may close this order, with a reason.")
    if not is_supervisor and roles.AGENT not in agent.roles:
        await service.require_group_rights(session, order, agent)
    entry = Entry("closed", text=service.required_text(reason, "reason"))
    values = {"closed_at": now}
    await service.change(session, order, "close", entry, author=service.by(agent), now=now, values=values)
    return order


async def _owner_said_yes(session: Session, order: WorkOrder) -> bool:
    follow_up = await find_latest(session, order.id)
    return follow_up is not None and follow_up.verdict == "yes"
