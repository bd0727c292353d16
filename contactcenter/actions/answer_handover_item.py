"""Answer the incoming agent's question about an item of a handover. Called by the console."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.handover import service
from contactcenter.handover.models import Handover
from contactcenter.handover.rules import OFFERED, QUESTIONED, require_may_answer


async def answer_handover_item(
    session: Session, *, handover_id: str, item_id: str, agent: Agent, text: str, now: datetime
) -> Handover:
    """Answer; the item is offered again."""
    handover = await service.get_handover(session, handover_id, lock=True)
    item = await service.get_item(session, handover.id, item_id)
    require_may_answer(handover, agent)
    if item.state != QUESTIONED:
        raise Conflict("There is no open question about this.")
    await service.add_to_exchange(
        session, handover, item, kind="answer", text=text, state=OFFERED, author=agent, now=now
    )
    return handover
