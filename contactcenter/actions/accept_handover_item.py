"""Take one item of a handover over: from now on it is the incoming agent's. Called by the console."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.db import Session
from contactcenter.handover import service
from contactcenter.handover.models import Handover, HandoverItem
from contactcenter.handover.rules import needs_accepting, require_may_take_over
from contactcenter.promises.service import pass_to
from contactcenter.shifts.service import get_shift, move
from contactcenter.shifts.states import CLOSED, HANDED_OVER
from contactcenter.work_orders.service import pass_desk_to


async def accept_handover_item(
    session: Session, *, handover_id: str, item_id: str, agent: Agent, now: datetime
) -> Handover:
    """Accept it, once: a colleague who is later gets `already_taken`. With the last item the handover is accepted."""
    handover = await service.get_handover(session, handover_id, lock=True)
    item = await service.get_item(session, handover.id, item_id)
    require_may_take_over(handover, agent)
    if not needs_accepting(item.state, item.decided_by, agent):
        return handover
    await service.accept_item(session, handover, item, agent=agent, now=now)
    await _pass_on(session, handover, item, agent, now=now)
    if await service.finish_if_complete(session, handover, author_id=agent.id, now=now):
        shift = await get_shift(session, handover.shift_id, lock=True)
        if shift.state == HANDED_OVER:
            await move(session, shift, CLOSED, author_id=agent.id, now=now)
    return handover


async def _pass_on(session: Session, handover: Handover, item: HandoverItem, agent: Agent, *, now: datetime) -> None:
    """The thing itself follows, as far as it is still open and still the outgoing agent's. A gap belongs to nobody."""
    match item.kind:
        case "contact":
            await contacts.hand_to_agent(
                session, item.subject_id, from_agent_id=handover.from_agent_id, to_agent_id=agent.id, now=now
            )
        case "promise":
            await pass_to(session, item.subject_id, agent_id=agent.id, author_id=agent.id, now=now)
        case "work_order":
            await pass_desk_to(session, item.subject_id, agent_id=agent.id, author_id=agent.id, now=now)
