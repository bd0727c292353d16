"""The work orders an agent leaves open at the end of a shift; a source of the handover."""

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from contactcenter.contracts import OpenItem
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.groups.models import Group
from contactcenter.places.models import Place
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry
from contactcenter.work_orders.states import UNFINISHED


class WorkOrdersOpenItems:
    """Fulfils `OpenItemSource`: orders not done yet that the agent answers for, or chased during the shift."""

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        was_chased = (
            select(WorkOrderEntry.id)
            .where(
                WorkOrderEntry.work_order_id == WorkOrder.id,
                WorkOrderEntry.author_kind == "agent",
                WorkOrderEntry.author_id == agent_id,
                WorkOrderEntry.created_at.between(since, until),
            )
            .exists()
        )
        query = (
            select(WorkOrder, Place, Customer.name, Group.names)
            .join(Group, Group.id == WorkOrder.group_id)
            .outerjoin(Place, Place.id == WorkOrder.place_id)
            .outerjoin(Customer, Customer.id == WorkOrder.customer_id)
            .where(WorkOrder.state.in_(UNFINISHED), or_(WorkOrder.desk_agent_id == agent_id, was_chased))
            .order_by(WorkOrder.id)
        )
        rows = (await session.execute(query)).all()
        return [
            OpenItem(
                kind="work_order",
                subject_id=order.id,
                reference=order.reference,
                title=order.title,
                due_at=order.due_at,
                facts=_facts(order, place, customer_name=customer_name, group_names=group_names, until=until),
            )
            for order, place, customer_name, group_names in rows
        ]


def _facts(
    order: WorkOrder, place: Place | None, *, customer_name: str | None, group_names: dict[str, str], until: datetime
) -> dict[str, Any]:
    return {
        "state": order.state,
        "priority": order.priority,
        "type_code": order.type_code,
        "group_names": group_names,
        "place_code": place.code if place else None,
        "place_names": place.names if place else None,
        "customer_name": customer_name,
        "is_overdue": order.due_at < until,
        "reopened_count": order.reopened_count,
    }
