"""Push an item of a handover back with a question to the outgoing agent. Called by the console."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict
from contactcenter.handover import service
from contactcenter.handover.models import Handover
from contactcenter.handover.rules import ACCEPTED, QUESTIONED, require_may_take_over


async def question_handover_item(
    session: Session, *, handover_id: str, item_id: str, agent: Agent, text: str, now: datetime
) -> Handover:
    """Ask; the item waits for the answer, and may still be accepted without it."""
    handover = await service.get_handover(session, handover_id, lock=True)
    item = await service.get_item(session, handover.id, item_id)
    require_may_take_over(handover, agent)
    if item.state == ACCEPTED:
        raise Conflict("This has already been accepted.", code="already_taken")
    await service.add_to_exchange(
        session, handover, item, kind="question", text=text, state=QUESTIONED, author=agent, now=now
    )
    return handover
