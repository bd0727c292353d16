"""Queues with who waits in them."""

from sqlalchemy import func, select

from agent_console.schemas import queues as schemas
from contactcenter.agents.presence import AVAILABLE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.agents.service import list_agents
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing.crews import read_crews
from contactcenter.routing.models import Queue

# Offered and not yet accepted is still waiting to the owner.
WAITS = ("queued", "offered")


async def read_queues(session: Session, queues: list[Queue]) -> list[schemas.Queue]:
    """These queues, with four statements for the numbers of all."""
    ids = [queue.id for queue in queues]
    waiting = select(Contact.queue_id, func.count(), func.min(Contact.queued_at))
    waiting = waiting.where(Contact.queue_id.in_(ids), Contact.state.in_(WAITS)).group_by(Contact.queue_id)
    numbers = {queue_id: (count, oldest) for queue_id, count, oldest in await session.execute(waiting)}
    crews = await read_crews(session)
    on_duty = await list_agents(session, is_active=True, presence=[AVAILABLE])
    there = {agent.id for agent in on_duty if has_any(agent.roles, TAKES_CONTACTS)}
    return [
        schemas.Queue(
            id=queue.id,
            code=queue.code,
            names=queue.names,
            waiting=numbers.get(queue.id, (0, None))[0],
            oldest_queued_at=numbers.get(queue.id, (0, None))[1],
            agents_available=len(there & crews.get(queue.id, there)),
        )
        for queue in queues
    ]
