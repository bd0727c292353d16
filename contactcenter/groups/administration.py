"""What an administrator changes of back-office groups: which there are, their names, their people.

Called by the console. What goes to a group stands in `work_orders/administration.py`.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.events import Fact
from contactcenter.groups.models import Group, GroupMember
from contactcenter.groups.service import add_members, create_group, keep_change, lock_group
from contactcenter.journal import history


async def add_group(session: Session, *, code: str, names: Mapping[str, str], author_id: str, now: datetime) -> Group:
    """A group without people; `Conflict` where its code is taken."""
    group = await create_group(session, code=code, names=names)
    details = {"code": code, "names": dict(names)}
    await history.write(session, "group", group.id, "created", author_id=author_id, at=now, details=details)
    return group


async def rename_group(
    session: Session, group_id: str, names: Mapping[str, str], *, version: int | None, author_id: str, now: datetime
) -> Group:
    """Its code stays, because figures and exports call it by that."""
    group = await lock_group(session, group_id, version=version)
    if group.names != names:
        group.names = dict(names)
        await keep_change(session, group, "changed", {"names": group.names}, author_id=author_id, now=now)
    return group


async def set_members(
    session: Session,
    group_id: str,
    agent_ids: Collection[str],
    *,
    version: int | None,
    author_id: str,
    now: datetime,
) -> Group:
    """These people belong to the group from now on, and nobody else."""
    group = await lock_group(session, group_id, version=version)
    before, wanted = await _member_ids(session, group.id), set(agent_ids)
    people = await get_agents(session, wanted | before)
    if not wanted <= people.keys():
        problem = "There is nobody with this id; choose people of the list."
        raise InvalidInput(problem, details={"fields": {"agent_ids": problem}})
    joined, left = wanted - before, before - wanted
    if not (joined or left):
        return group
    await add_members(session, group.id, joined)
    left_rows = delete(GroupMember).where(GroupMember.group_id == group.id, GroupMember.agent_id.in_(left))
    await session.execute(left_rows)
    details = {"joined": sorted(joined), "left": sorted(left)}
    await keep_change(session, group, "members", details, author_id=author_id, now=now)
    for act, ids in (("joined", joined), ("left", left)):
        await _tell(session, group, act, [people[id_] for id_ in sorted(ids)], author_id=author_id, now=now)
    return group


async def remove_group(
    session: Session, group: Group, *, uses: Mapping[str, int], author_id: str, now: datetime
) -> None:
    """A held group nothing hangs on; `Conflict` in_use where `uses` (how many of each kind) says otherwise.

    Its people leave it.
    """
    if uses:
        named = ", ".join(f"{kind.replace('_', ' ')}: {count}" for kind, count in uses.items())
        problem = f"This still belongs to the group ({named}); give it to another group first, or keep this one."
        raise Conflict(problem, code="in_use", details={"uses": dict(uses)})
    people = await get_agents(session, await _member_ids(session, group.id))
    await _tell(session, group, "left", [people[id_] for id_ in sorted(people)], author_id=author_id, now=now)
    details = {"code": group.code, "names": group.names}
    await history.write(session, "group", group.id, "removed", author_id=author_id, at=now, details=details)
    try:
        await session.execute(delete(GroupMember).where(GroupMember.group_id == group.id))
        await session.delete(group)
        await session.flush()
    except IntegrityError as error:
        raise Conflict("Something came to this group meanwhile; it has to stay.", code="in_use") from error


async def _member_ids(session: Session, group_id: str) -> set[str]:
    return set(await session.scalars(select(GroupMember.agent_id).where(GroupMember.group_id == group_id)))


async def _tell(
    session: Session, group: Group, act: str, people: Collection[Agent], *, author_id: str, now: datetime
) -> None:
    """Each person's own history has it too, and the matcher asks whoever belongs to a contact's group."""
    line = {"subject_kind": "agent", "act": "groups", "author_id": author_id, "at": now}
    details = {"joined": [], "left": [], act: [group.code]}
    await history.write_many(session, [{**line, "subject_id": person.id, "details": details} for person in people])
    session.record(*(Fact("agent.changed", person.id, person.version) for person in people))
