"""Move a work order to the group it belongs to. Called by the console."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.groups.service import get_group
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Entry


async def move_work_order(
    session: Session,
    *,
    work_order_id: str,
    agent: Agent,
    group_id: str,
    reason: str,
    now: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Hand the order to another group, where nobody has taken it yet; its clock runs on."""
    order = await service.get_for_act(session, work_order_id, version=version)
    await service.require_group_rights(session, order, agent)
    words = service.required_text(reason, "reason")
    target = await get_group(session, group_id)
    if target.id == order.group_id:
        raise InvalidInput("The order is already with this group.")
    details = {"from_group_id": order.group_id, "to_group_id": target.id}
    values = {"group_id": target.id, "assignee_id": None, "taken_at": None}
    await service.change(
        session, order, "move", Entry("moved", text=words, details=details), author=service.by(agent), now=now,
        values=values,
    )  # fmt: skip
    return order
