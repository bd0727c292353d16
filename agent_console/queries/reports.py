"""The numbers of the moment."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from agent_console.schemas.reports import Overview
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE
from contactcenter.contacts.models import Contact
from contactcenter.db import Base, Session
from contactcenter.work_orders.models import WorkOrder
from contactcenter.work_orders.states import UNFINISHED
from knowledge_base.gaps.models import UNANSWERED, Gap


async def overview(session: Session, *, now: datetime, timezone: str) -> Overview:
    """Counted in one statement, so that the numbers belong to one moment."""
    midnight = now.astimezone(ZoneInfo(timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    unfinished = WorkOrder.state.in_(UNFINISHED)
    numbers = {
        "waiting": _count(Contact, Contact.state.in_(("queued", "offered"))),
        "active": _count(Contact, Contact.state == "active"),
        "closed_today": _count(Contact, (Contact.state == "closed") & (Contact.closed_at >= midnight)),
        "open_work_orders": _count(WorkOrder, unfinished),
        "overdue_work_orders": _count(WorkOrder, unfinished & (WorkOrder.due_at < now)),
        "open_gaps": _count(Gap, Gap.state.in_(UNANSWERED)),
        "agents_available": _count(Agent, Agent.is_active & (Agent.presence == AVAILABLE)),
    }
    row = (await session.execute(select(*(number.label(name) for name, number in numbers.items())))).one()
    return Overview.model_validate(row)


def _count(model: type[Base], condition: ColumnElement[bool]) -> "ColumnElement[int]":
    counted: ColumnElement[int] = select(func.count()).select_from(model).where(condition).scalar_subquery()
    return counted
