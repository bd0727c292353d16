"""Who serves a queue: those it names and the people of its group; everybody who takes contacts where it has neither.

The matcher reads the same rule by agent (`situation.py`); here it is asked by queue.
"""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from contactcenter.db import Session
from contactcenter.groups.models import GroupMember
from contactcenter.routing.models import Queue, QueueAgent

AgentColumn = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]


def is_of_crew(queue: Queue, agent_id: AgentColumn) -> ColumnElement[bool]:
    """Whether the agent of a row serves the queue."""
    named = select(QueueAgent.agent_id).where(QueueAgent.queue_id == queue.id)
    if queue.group_id is None:
        return or_(agent_id.in_(named), ~named.exists())
    members = select(GroupMember.agent_id).where(GroupMember.group_id == queue.group_id)
    return or_(agent_id.in_(named), agent_id.in_(members))


async def read_crews(session: Session) -> Mapping[str, frozenset[str]]:
    """The agents of each queue that is not served by everybody; whether they take contacts is not looked at."""
    named = select(QueueAgent.queue_id, QueueAgent.agent_id)
    members = select(Queue.id, GroupMember.agent_id).join(GroupMember, GroupMember.group_id == Queue.group_id)
    crews: dict[str, set[str]] = {
        id_: set() for id_ in await session.scalars(select(Queue.id).where(Queue.group_id.is_not(None)))
    }
    for queue_id, agent_id in await session.execute(named.union(members)):
        crews.setdefault(queue_id, set()).add(agent_id)
    return {queue_id: frozenset(crew) for queue_id, crew in crews.items()}
