"""The group's work is done: write the result down and ask the owner whether it is solved. Called by the console."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.actions.attach_files import attach_to_order
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session
from contactcenter.follow_ups.service import ask
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Entry


async def finish_work_order(
    session: Session,
    *,
    work_order_id: str,
    agent: Agent,
    result: str,
    attachment_ids: Sequence[str] = (),
    now: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Set the order done; it stays open until the owner says that it is solved."""
    order = await service.get_for_act(session, work_order_id, version=version)
    await service.require_group_rights(session, order, agent)
    files = await attach_to_order(session, order, attachment_ids, agent=agent, now=now)
    entry = Entry("done", text=service.required_text(result, "result"), details=service.naming(files))
    values = {"done_at": now}
    await service.change(session, order, "finish", entry, author=service.by(agent), now=now, values=values)
    await ask(session, order, await get_contact(session, order.contact_id), now)
    return order
