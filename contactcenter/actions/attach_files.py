"""Files join a message or an order: what was uploaded for it, and what the contact and its orders have already.

Called by the actions that reply, note, raise and finish.
"""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts.messages import fetch_command
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.media.models import FETCHING, Attachment
from contactcenter.media.service import Belonging, attach
from contactcenter.outbox import service as outbox
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.service import ids_of_contact


async def attach_to_contact(
    session: Session,
    contact: Contact,
    attachment_ids: Sequence[str],
    *,
    agent: Agent,
    now: datetime,
    article_id: str | None = None,
) -> list[Attachment]:
    """Files for the contact's next message, also those of the article it answers with. Raises `InvalidInput` for one
    the agent may not use here."""
    if not attachment_ids:
        return []
    belonging = Belonging(
        contact_id=contact.id,
        from_contact_id=contact.id,
        from_work_order_ids=await ids_of_contact(session, contact.id),
        from_article_id=article_id,
    )
    return await _attach(session, attachment_ids, belonging, agent=agent, now=now)


async def attach_to_order(
    session: Session, order: WorkOrder, attachment_ids: Sequence[str], *, agent: Agent, now: datetime
) -> list[Attachment]:
    """Files for the order. Raises `InvalidInput` for one the agent may not use here."""
    if not attachment_ids:
        return []
    belonging = Belonging(
        work_order_id=order.id,
        from_contact_id=order.contact_id,
        from_work_order_ids=await ids_of_contact(session, order.contact_id),
    )
    return await _attach(session, attachment_ids, belonging, agent=agent, now=now)


async def _attach(
    session: Session, attachment_ids: Sequence[str], belonging: Belonging, *, agent: Agent, now: datetime
) -> list[Attachment]:
    files = await attach(session, attachment_ids, belonging, agent_id=agent.id, now=now)
    # The second row of a file that is still on its way: each row is fetched for itself.
    await outbox.enqueue_many(session, [fetch_command(file.id, now=now) for file in files if file.state == FETCHING])
    return files
