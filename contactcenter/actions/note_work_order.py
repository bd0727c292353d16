"""Write a note on a work order, for colleagues or for the owner too. Called by the console."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.actions.attach_files import attach_to_contact, attach_to_order
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
    attachment_ids: Sequence[str] = (),
    now: datetime,
    version: int | None = None,
) -> WorkOrder:
    """Add the note; one that the owner may see also goes out as a text. Agents of the desk may chase any order so."""
    order = await service.get_for_act(session, work_order_id, version=version)
    if not roles.has_any(agent.roles, roles.TAKES_CONTACTS):
        await service.require_group_rights(session, order, agent)
    files = await attach_to_order(session, order, attachment_ids, agent=agent, now=now)
    words = service.required_text(text, "text", may_be_empty=bool(files))
    if visible_to_owner:
        await _tell_owner(session, order, words, [file.id for file in files], agent=agent, now=now)
    details = service.naming(files)
    entry = Entry(
        "told_owner" if visible_to_owner else "noted", "owner" if visible_to_owner else "note", words, details
    )
    await service.add_entry(session, order, entry, author=service.by(agent), now=now)
    return order


async def _tell_owner(
    session: Session, order: WorkOrder, words: str, attachment_ids: Sequence[str], *, agent: Agent, now: datetime
) -> None:
    contact = await get_contact(session, order.contact_id)
    files = await attach_to_contact(session, contact, attachment_ids, agent=agent, now=now)
    await send_to_owner(session, contact, words, author=agent, now=now, files=files)
