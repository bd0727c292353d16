"""What an agent did during a shift, counted from the rows."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, distinct, func, select

from contactcenter.contacts.models import Message
from contactcenter.db import Session
from contactcenter.promises.models import Promise
from contactcenter.work_orders.models import WorkOrder


async def count_work(session: Session, *, agent_id: str, since: datetime, until: datetime) -> dict[str, int]:
    """How many contacts the agent wrote in, replies sent, orders raised and promises made in the span."""
    own = (
        Message.author_kind == "agent",
        Message.author_id == agent_id,
        Message.created_at >= since,
        Message.created_at <= until,
    )
    queries: dict[str, Select[Any]] = {
        "contacts_handled": select(func.count(distinct(Message.contact_id))).where(*own),
        "replies_sent": select(func.count()).select_from(Message).where(*own, Message.direction == "outbound"),
        "work_orders_raised": select(func.count())
        .select_from(WorkOrder)
        .where(WorkOrder.created_by == agent_id, WorkOrder.created_at.between(since, until)),
        "promises_made": select(func.count())
        .select_from(Promise)
        .where(Promise.agent_id == agent_id, Promise.created_at.between(since, until)),
    }
    return {name: (await session.scalar(query)) or 0 for name, query in queries.items()}
