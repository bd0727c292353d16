"""Put a work order back to work because it is not solved. Called by the console and by the owner's verdict."""

from datetime import datetime

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotAllowed
from contactcenter.follow_ups.service import withdraw
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Author, Entry


async def reopen_work_order(
    session: Session, *, work_order_id: str, agent: Agent, reason: str, now: datetime, version: int | None = None
) -> WorkOrder:
    """An agent of the desk sends it back to its group; the group itself may not judge its own work."""
    order = await service.get_for_act(session, work_order_id, version=version)
    if not roles.has_any(agent.roles, roles.TAKES_CONTACTS):
        raise NotAllowed("Only the desk may reopen an order.")
    entry = Entry("reopened", text=service.required_text(reason, "reason"))
    await send_back_to_work(session, order, entry, author=service.by(agent), now=now)
    return order


async def send_back_to_work(session: Session, order: WorkOrder, entry: Entry, *, author: Author, now: datetime) -> None:
    """Same group, one level more urgent, a new clock; a question still open with the owner is withdrawn."""
    type_ = await service.get_type(session, order.type_code)
    await service.reopen(session, order, entry, author=author, due_hours=type_.due_hours, now=now)
    await withdraw(session, order.id, now=now)
