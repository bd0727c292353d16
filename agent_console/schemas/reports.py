"""Numbers of the moment, and what administrators look after."""

from typing import Literal

from pydantic import Field

from agent_console.http.pagination import PageQuery
from agent_console.schemas.base import Answer, Moment


class Overview(Answer):
    """Every number can be traced to rows: contacts, work orders, gaps, agents in these states."""

    waiting: int
    active: int
    closed_today: int
    open_work_orders: int
    overdue_work_orders: int
    open_gaps: int
    agents_available: int


EventState = Literal["waiting", "projected", "failed"]


class InboundEvent(Answer):
    """A row of the journal, without its body: that is the owner's."""

    id: str
    channel: str
    kind: str
    external_id: str
    state: EventState
    error: str
    attempts: int
    received_at: Moment
    projected_at: Moment | None


class InboundEventQuery(PageQuery):
    state: list[EventState] = Field(default_factory=list)
    channel: str | None = None
