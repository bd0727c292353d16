"""What was promised has been done. Called by the console."""

from datetime import datetime

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotAllowed
from contactcenter.promises import service
from contactcenter.promises.models import Promise


async def keep_promise(session: Session, *, promise_id: str, agent: Agent, now: datetime) -> Promise:
    """Mark it kept; a colleague of the desk may have called in the agent's place."""
    promise = await service.get_promise(session, promise_id, lock=True)
    if not roles.has_any(agent.roles, roles.TAKES_CONTACTS) and promise.agent_id != agent.id:
        raise NotAllowed("Only the desk keeps promises.")
    await service.keep(session, promise, author_id=agent.id, now=now)
    return promise
