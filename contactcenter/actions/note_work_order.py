"""Write a note on a work order, for colleagues or for the owner too. Called by the console."""

from datetime import datetime

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact, send_to_owner
from contactcenter.db import Session
from contactcenter.work_orders import service
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import Entry


async def note_work_order(
    session: Session,
    *,
    work_order_id: str,
    agent: Agent,
    text: str,
    visible_to_owner: bool = False,
    now: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Add the note; one that the owner may see also goes out as a text. Agents of the desk may chase any order so."""
    order = await service.get_for_act(session, work_order_id, version=version)
    if not roles.has_any(agent.roles, roles.TAKES_CONTACTS):
        await service.require_group_rights(session, order, agent)
    words = service.required_text(text, "text")
    if visible_to_owner:
        await send_to_owner(session, await get_contact(session, order.contact_id), words, author=agent, now=now)
    entry = Entry("told_owner", "owner", words) if visible_to_owner else Entry("noted", "note", words)
    await service.add_entry(session, order, entry, author=service.by(agent), now=now)
    return order
