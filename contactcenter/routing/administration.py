"""What an administrator changes of queues, their people and the channels; it holds from the next decision on.

Each change raises the version of its row, by which the matcher learns of it, and stands in the history with its author.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from contactcenter.agents.models import Agent
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.agents.service import get_agents
from contactcenter.calendars.models import Calendar
from contactcenter.calls.models import Menu
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.contracts import CHANNELS
from contactcenter.db import Session, insert, insert_rows, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.groups.models import Group
from contactcenter.journal import history
from contactcenter.routing.capacity import AGENT_POINTS
from contactcenter.routing.models import ChannelPoints, Queue, QueueAgent
from contactcenter.routing.settings import OTHER_QUEUE, check_queue
from contactcenter.shifts.models import CoverageWarning


@dataclass(frozen=True, slots=True)
class Member:
    """An agent who serves a queue."""

    agent_id: str
    priority: int = 0
    delay_seconds: int = 0


async def create_queue(session: Session, values: Mapping[str, Any], *, author_id: str, now: datetime) -> Queue:
    """A new queue; `values` are columns, those left out take what is usual."""
    await _check(session, values, code=values["code"])
    row = {"id": new_id(), "version": 1, **values}
    statement = insert(session, Queue).values(**row).on_conflict_do_nothing(index_elements=["code"]).returning(Queue)
    queue: Queue | None = (await session.scalars(statement)).one_or_none()
    if queue is None:
        raise Conflict(f"There is already a queue “{values['code']}”; choose another code.", code="code_taken")
    await history.write(
        session, "queue", queue.id, "created", author_id=author_id, at=now, details={"code": queue.code}
    )
    _tell(session, queue)
    return queue


async def update_queue(
    session: Session,
    queue_id: str,
    values: Mapping[str, Any],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Queue:
    """Change these columns; its code stays, because menus and other queues call it by that."""
    queue = await lock_queue(session, queue_id, version=version)
    await _check(session, values, code=queue.code)
    changed = {name: value for name, value in values.items() if getattr(queue, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(queue, name, value)
        await _keep(session, queue, "changed", changed, author_id=author_id, now=now)
    return queue


async def set_members(
    session: Session,
    queue_id: str,
    members: Sequence[Member],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Queue:
    """These people serve the queue from now on, and nobody else; where there are none, everybody does."""
    people = await _check_members(session, members)
    queue = await lock_queue(session, queue_id, version=version)
    before = {row.agent_id: row for row in await members_of(session, queue.id)}
    wanted = {member.agent_id: member for member in members}
    if {id_: _place(row) for id_, row in before.items()} == {id_: _place(row) for id_, row in wanted.items()}:
        return queue
    await session.execute(delete(QueueAgent).where(QueueAgent.queue_id == queue.id))
    rows = [
        {"queue_id": queue.id, "agent_id": id_, "priority": row.priority, "delay_seconds": row.delay_seconds}
        for id_, row in sorted(wanted.items())
    ]
    await insert_rows(session, QueueAgent, rows)
    details = {
        "added": sorted(wanted.keys() - before.keys()),
        "removed": sorted(before.keys() - wanted.keys()),
        "members": {id_: list(_place(row)) for id_, row in sorted(wanted.items())},
    }
    await _keep(session, queue, "members", details, author_id=author_id, now=now)
    # The matcher knows agents with their queues: it reads again those whose queues these are or were.
    versions = {id_: person.version for id_, person in (people | await get_agents(session, before)).items()}
    session.record(*(Fact("agent.changed", id_, version) for id_, version in sorted(versions.items())))
    return queue


async def members_of(session: Session, queue_id: str) -> list[QueueAgent]:
    """Who serves it, whoever comes first there first."""
    query = select(QueueAgent).where(QueueAgent.queue_id == queue_id)
    return list(await session.scalars(query.order_by(QueueAgent.priority, QueueAgent.agent_id)))


async def remove_queue(session: Session, queue_id: str, *, version: int | None, author_id: str, now: datetime) -> None:
    """A queue nothing refers to; `Conflict` where something ever waited in it or leads there."""
    queue = await lock_queue(session, queue_id, version=version)
    await _refuse_where_named(session, queue)
    details = {"code": queue.code}
    await history.write(session, "queue", queue.id, "removed", author_id=author_id, at=now, details=details)
    try:
        await session.execute(delete(QueueAgent).where(QueueAgent.queue_id == queue.id))
        await session.execute(delete(CoverageWarning).where(CoverageWarning.queue_id == queue.id))
        await session.delete(queue)
        await session.flush()
    except IntegrityError as error:
        raise Conflict("Contacts or lines belong to this queue; it has to stay.", code="in_use") from error
    _tell(session, queue)


async def read_channel_points(session: Session) -> dict[str, ChannelPoints]:
    """Those somebody set, by channel."""
    return {row.channel: row for row in await session.scalars(select(ChannelPoints))}


async def set_channel_points(
    session: Session,
    channel: str,
    *,
    points: int,
    interrupts: bool,
    version: int | None,
    author_id: str,
    now: datetime,
) -> ChannelPoints:
    """How much of an agent one contact of the channel takes; version 0 is that of what nobody has set yet."""
    if channel not in CHANNELS:
        raise NotFound(f"There is no such channel; they are {', '.join(CHANNELS)}.")
    if not 0 <= points <= AGENT_POINTS:
        problem = f"An agent has {AGENT_POINTS} points; give a number from 0 to {AGENT_POINTS}."
        raise InvalidInput(problem, details={"fields": {"points": problem}})
    query = select(ChannelPoints).where(ChannelPoints.channel == channel).with_for_update()
    row = (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()
    if version is not None and version != (row.version if row else 0):
        raise Conflict(code="stale", details={"version": row.version if row else 0})
    values = {"points": points, "interrupts": interrupts, "version": (row.version if row else 0) + 1}
    statement = insert(session, ChannelPoints).values(channel=channel, **values)
    statement = statement.on_conflict_do_update(index_elements=["channel"], set_=values).returning(ChannelPoints)
    kept: ChannelPoints = (await session.scalars(statement, execution_options={"populate_existing": True})).one()
    await history.write(session, "channel", channel, "changed", author_id=author_id, at=now, details=values)
    session.record(Fact("queue.changed", channel, kept.version))
    session.wake(OFFERS_TOPIC)
    return kept


async def lock_queue(session: Session, queue_id: str, *, version: int | None = None) -> Queue:
    """The queue as it is now, held; `Conflict` where it is not the version that was seen."""
    return await lock_row(session, Queue, queue_id, version=version, missing="There is no such queue.")


async def _check(session: Session, values: Mapping[str, Any], *, code: str) -> None:
    codes = set(await session.scalars(select(Queue.code)))
    check_queue(values, code=code, queue_codes=codes)
    if values.get("calendar_id") and await session.get(Calendar, values["calendar_id"]) is None:
        raise InvalidInput(details={"fields": {"calendar_id": "There is no such calendar; choose one of the list."}})
    if values.get("group_id") and await session.get(Group, values["group_id"]) is None:
        raise InvalidInput(details={"fields": {"group_id": "There is no such group; choose one of the list."}})


async def _check_members(session: Session, members: Sequence[Member]) -> dict[str, Agent]:
    """The people by id, where all of them can serve a queue."""
    people = await get_agents(session, {member.agent_id for member in members})
    problems, seen = {}, set[str]()
    for index, member in enumerate(members):
        person = people.get(member.agent_id)
        if person is None:
            problems[f"members.{index}.agent_id"] = "There is nobody with this id; choose somebody of the list."
        elif not has_any(person.roles, TAKES_CONTACTS):
            problems[f"members.{index}.agent_id"] = f"{person.name} takes no contacts; give the role agent first."
        elif member.agent_id in seen:
            problems[f"members.{index}.agent_id"] = f"{person.name} is named twice; remove one of them."
        seen.add(member.agent_id)
    if problems:
        raise InvalidInput("Some of these people cannot serve the queue.", details={"fields": problems})
    return people


async def _refuse_where_named(session: Session, queue: Queue) -> None:
    for menu in await session.scalars(select(Menu)):
        if any(option.get("queue") == queue.code for option in menu.options):
            raise Conflict(f"The menu “{menu.code}” leads to this queue; change it first.", code="in_use")
    for other in await session.scalars(select(Queue).where(Queue.id != queue.id)):
        targets = [step.get("target") for step in other.overflow if step["action"] == "queue"]
        ways = (other.when_full, other.join_empty, other.leave_empty)
        if queue.code in targets or f"{OTHER_QUEUE}{queue.code}" in ways:
            raise Conflict(f"The queue “{other.code}” passes people on to this one; change it first.", code="in_use")


async def _keep(
    session: Session, queue: Queue, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    queue.version += 1
    await session.flush()
    await history.write(session, "queue", queue.id, act, author_id=author_id, at=now, details=details)
    _tell(session, queue)


def _tell(session: Session, queue: Queue) -> None:
    session.record(Fact("queue.changed", queue.id, queue.version))
    session.wake(OFFERS_TOPIC)


def _place(member: Member | QueueAgent) -> tuple[int, int]:
    return member.priority, member.delay_seconds
