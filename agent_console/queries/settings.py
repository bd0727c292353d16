"""Queues, lines, channels and skills as administrators see them."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

from agent_console.queries.rows import columns_of
from agent_console.schemas import settings as schemas
from contactcenter.agents.models import Agent
from contactcenter.contracts import CHANNELS
from contactcenter.db import Session
from contactcenter.lines.models import Line
from contactcenter.routing.administration import read_channel_points
from contactcenter.routing.capacity import DEFAULT_POINTS
from contactcenter.routing.models import Queue, QueueAgent


async def with_members(session: Session, queues: Sequence[Queue]) -> list[schemas.QueueSettings]:
    """These queues with their people, who are read for all at once."""
    members: dict[str, list[schemas.QueueMember]] = defaultdict(list)
    query = select(QueueAgent, Agent.name, Agent.is_active).join(Agent, Agent.id == QueueAgent.agent_id)
    query = query.where(QueueAgent.queue_id.in_([queue.id for queue in queues]))
    for row, name, is_active in await session.execute(query.order_by(QueueAgent.priority, Agent.name, Agent.id)):
        values = columns_of(row) | {"name": name, "is_active": is_active}
        members[row.queue_id].append(schemas.QueueMember.model_validate(values))
    return [
        schemas.QueueSettings.model_validate(columns_of(queue) | {"members": members[queue.id]}) for queue in queues
    ]


async def channel_points(session: Session) -> list[schemas.ChannelPoints]:
    """Every channel, with what holds where nobody has set anything."""
    rows = await read_channel_points(session)
    found = []
    for channel in CHANNELS:
        row, usual = rows.get(channel), DEFAULT_POINTS[channel]
        rules = row or usual
        found.append(
            schemas.ChannelPoints(
                channel=channel, points=rules.points, interrupts=rules.interrupts, version=row.version if row else 0
            )
        )
    return found


async def skills_in_use(session: Session) -> list[schemas.SkillInUse]:
    """By name; of people who were switched off none count."""
    agents: dict[str, int] = defaultdict(int)
    queues: dict[str, set[str]] = defaultdict(set)
    for skills in await session.scalars(select(Agent.skills).where(Agent.is_active)):
        for skill in skills:
            agents[skill] += 1
    for queue in await session.scalars(select(Queue)):
        for step in queue.requirements:
            for skill in step.get("skills", {}):
                queues[skill].add(queue.code)
    return [
        schemas.SkillInUse(skill=skill, agents=agents[skill], queues=sorted(queues[skill]))
        for skill in sorted(agents.keys() | queues.keys())
    ]


def line_answer(line: Line) -> schemas.LineSettings:
    return schemas.LineSettings.model_validate(columns_of(line))
