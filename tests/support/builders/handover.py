"""Builders around shift handovers."""

from datetime import datetime, timedelta

from contactcenter.actions.hand_over_shift import hand_over_shift
from contactcenter.agents.models import Agent
from contactcenter.contracts import OpenItem, OpenItemSource
from contactcenter.db import Session, new_id
from contactcenter.handover.models import Handover
from contactcenter.promises.open_items import PromisesOpenItems
from contactcenter.shifts.models import Shift
from contactcenter.work_orders.open_items import WorkOrdersOpenItems
from tests.support.builders.work_orders import NOW

SOURCES: tuple[OpenItemSource, ...] = (WorkOrdersOpenItems(), PromisesOpenItems())


class FixedItems:
    """A source that always knows the same things, as the knowledge base knows its gaps."""

    def __init__(self, *items: OpenItem) -> None:
        self.items = list(items)

    async def open_items(self, session: Session, *, agent_id: str, since: datetime, until: datetime) -> list[OpenItem]:
        return self.items


async def make_shift(
    session: Session, agent: Agent, *, state: str = "open", starts_at: datetime | None = None
) -> Shift:
    start = starts_at or NOW - timedelta(hours=8)
    shift = Shift(
        id=new_id(), agent_id=agent.id, desk="hotline", starts_at=start, ends_at=start + timedelta(hours=8), state=state
    )
    session.add(shift)
    await session.flush()
    return shift


async def make_handover(
    session: Session, agent: Agent, *, sources: tuple[OpenItemSource, ...] = SOURCES, to: Agent | None = None
) -> Handover:
    shift = await make_shift(session, agent)
    return await hand_over_shift(
        session, shift_id=shift.id, agent=agent, sources=sources, to_agent_id=to.id if to else None, now=NOW
    )
