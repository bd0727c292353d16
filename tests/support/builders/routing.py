"""Builders of queues and of agents who serve them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import AVAILABLE
from contactcenter.agents.service import set_presence
from contactcenter.db import Session, new_id
from contactcenter.routing.models import EmergencyWord, Queue, QueueAgent
from tests.support.builders.agents import make_agent
from tests.support.builders.contacts import NOW


async def make_queue(
    session: Session,
    code: str = "general",
    *,
    skills: Mapping[str, int] | None = None,
    offer_seconds: int = 20,
    wrap_up_seconds: int = 60,
) -> Queue:
    queue = Queue(
        id=new_id(),
        code=code,
        names={"en": code},
        requirements=[{"after_seconds": 0, "skills": dict(skills)}] if skills else [],
        offer_seconds=offer_seconds,
        wrap_up_seconds=wrap_up_seconds,
    )
    session.add(queue)
    await session.flush()
    return queue


async def serve(session: Session, queue: Queue, *agents: Agent, priority: int = 0) -> None:
    """These agents serve the queue."""
    session.add_all(QueueAgent(queue_id=queue.id, agent_id=agent.id, priority=priority) for agent in agents)
    await session.flush()


async def make_free_agent(
    session: Session,
    *queues: Queue,
    roles: Sequence[str] = ("agent",),
    skills: Mapping[str, int] | None = None,
    since: datetime = NOW,
) -> Agent:
    """An agent who serves these queues and has been available since then."""
    agent = await make_agent(session, roles=roles, skills=skills)
    agent = await set_presence(session, agent, AVAILABLE, author_id=agent.id, now=since)
    for queue in queues:
        await serve(session, queue, agent)
    return agent


async def make_emergency_word(session: Session, phrase: str, *, kind: str, language: str = "zh-Hant") -> EmergencyWord:
    word = EmergencyWord(id=new_id(), kind=kind, language=language, phrase=phrase)
    session.add(word)
    await session.flush()
    return word
