"""Queues and who serves them. Called by actions, the set-up and screens."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from contactcenter.db import Session
from contactcenter.errors import InvalidInput, NotFound
from contactcenter.lines.service import list_lines
from contactcenter.routing.models import Queue
from contactcenter.routing.situation import read_loads

DEFAULT_WRAP_UP_SECONDS = 60


async def get_queue(session: Session, queue_id: str) -> Queue:
    queue = await session.get(Queue, queue_id)
    if queue is None:
        raise NotFound("There is no such queue.")
    return queue


async def require_queue(session: Session, queue_id: str) -> Queue:
    """The queue somebody named in a form; `InvalidInput` where there is none."""
    queue = await session.get(Queue, queue_id)
    if queue is None:
        raise InvalidInput("There is no such queue.", details={"field": "queue_id"})
    return queue


async def find_queue(session: Session, code: str) -> Queue | None:
    return (await session.scalars(select(Queue).where(Queue.code == code))).one_or_none()


async def find_queue_of_group(session: Session, group_id: str) -> Queue | None:
    """Where contacts handed to the group wait; None where it has no queue of its own."""
    query = select(Queue).where(Queue.group_id == group_id).order_by(Queue.position, Queue.id)
    return (await session.scalars(query.limit(1))).one_or_none()


async def list_queues(session: Session) -> Sequence[Queue]:
    """All queues in the order the administrator gave them."""
    return (await session.scalars(select(Queue).order_by(Queue.position, Queue.id))).all()


async def general_queue_id(session: Session) -> str | None:
    """Where a contact that came on no line of ours waits: with those of the first line that has a queue.

    A new installation has a queue before it has lines.
    """
    of_line = next((line.queue_id for line in await list_lines(session) if line.queue_id), None)
    return of_line or next((queue.id for queue in await list_queues(session)), None)


async def calendars_of(session: Session, queue_ids: Collection[str]) -> dict[str, str]:
    """The calendars of those of these queues that have one, by queue."""
    if not queue_ids:
        return {}
    query = select(Queue.id, Queue.calendar_id).where(Queue.id.in_(set(queue_ids)))
    return {queue_id: calendar_id for queue_id, calendar_id in await session.execute(query) if calendar_id}


async def wrap_up_seconds(session: Session, queue_id: str | None) -> int:
    """How long an agent may take to write down how a contact of this queue ended."""
    queue = await session.get(Queue, queue_id) if queue_id else None
    return queue.wrap_up_seconds if queue else DEFAULT_WRAP_UP_SECONDS


async def wrap_up_extension_seconds(session: Session, queue_id: str | None) -> int:
    """What one press on "more time" adds; 0 where nobody may ask for it."""
    queue = await session.get(Queue, queue_id) if queue_id else None
    return queue.wrap_up_extension_seconds if queue else DEFAULT_WRAP_UP_SECONDS


async def loads(session: Session, agent_ids: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many places of each channel these agents have filled, counting what rings at them."""
    return {agent_id: dict(load) for agent_id, load in (await read_loads(session, agent_ids)).items()}
