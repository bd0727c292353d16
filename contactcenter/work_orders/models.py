"""Tables of work orders: the types and rules an administrator edits, the orders, and their timeline."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime


class WorkOrderType(Base):
    """A kind of work. `form` holds its field definitions (see `forms.py`); `hints` the words that suggest it."""

    __tablename__ = "work_order_types"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(48), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON)
    form: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    hints: Mapped[list[str]] = mapped_column(JSON, default=list)
    priority: Mapped[str] = mapped_column(String(16), default="normal")
    due_hours: Mapped[int] = mapped_column(default=72)
    position: Mapped[int] = mapped_column(default=0)


class RoutingRule(Base):
    """Orders of this type at this building go to this group; an empty condition matches everything."""

    __tablename__ = "routing_rules"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    position: Mapped[int] = mapped_column(default=0)
    type_code: Mapped[str | None] = mapped_column(ForeignKey("work_order_types.code"))
    building: Mapped[str | None] = mapped_column(String(32))
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))


class WorkOrder(Base):
    """One piece of work. `desk_agent_id` is who answers to the owner for it until it is done.

    That is first the agent who raised it, then whoever accepted it at a shift handover; `assignee_id` is the person
    of the group who does the work.
    """

    __tablename__ = "work_orders"
    __table_args__ = (
        Index(None, "group_id", "state"),
        Index(None, "assignee_id", "state"),
        Index(None, "desk_agent_id", "state"),
        Index(None, "place_id", "type_code", "state"),
        Index(None, "customer_id", "state"),
        Index(None, "contact_id"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    reference: Mapped[str] = mapped_column(String(24), unique=True)
    type_code: Mapped[str] = mapped_column(ForeignKey("work_order_types.code"))
    group_id: Mapped[str] = mapped_column(ForeignKey("groups.id"))
    place_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    priority: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    form: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    assignee_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    desk_agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Nobody where the product itself raised it, in an emergency.
    created_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_count: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)


class WorkOrderEntry(Base):
    """One line of an order's timeline. `kind` is note (inside), state, or owner (said to the owner or by the owner).

    `act` says what happened, so that each screen can say it in its language; `text` holds only people's words: a
    note, a result, a reason.
    """

    __tablename__ = "work_order_entries"
    __table_args__ = (Index(None, "work_order_id", "id"), Index(None, "author_id", "created_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    work_order_id: Mapped[str] = mapped_column(ForeignKey("work_orders.id"))
    kind: Mapped[str] = mapped_column(String(16))
    act: Mapped[str] = mapped_column(String(24))
    text: Mapped[str] = mapped_column(Text, default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    author_kind: Mapped[str] = mapped_column(String(16))
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
