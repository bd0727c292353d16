"""Back-office groups and who belongs to them. Called by routing and by screens."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import lock_agent
from contactcenter.db import Session, insert, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.groups.models import Group, GroupMember
from contactcenter.journal import history

MISSING = "There is no such group."


async def get_group(session: Session, group_id: str) -> Group:
    group = await session.get(Group, group_id)
    if group is None:
        raise NotFound(MISSING)
    return group


async def lock_group(session: Session, group_id: str, *, version: int | None = None) -> Group:
    """The group as it is now, held; `Conflict` where it is not the version that was seen."""
    changed = "Somebody changed this group meanwhile; look again."
    return await lock_row(session, Group, group_id, version=version, missing=MISSING, changed=changed)


async def get_groups(session: Session, group_ids: Collection[str]) -> dict[str, Group]:
    """Those of these groups that exist, by id, with one statement."""
    if not group_ids:
        return {}
    return {group.id: group for group in await session.scalars(select(Group).where(Group.id.in_(set(group_ids))))}


async def find_group_by_code(session: Session, code: str) -> Group | None:
    return (await session.scalars(select(Group).where(Group.code == code))).one_or_none()


async def list_groups(session: Session) -> list[Group]:
    return list(await session.scalars(select(Group).order_by(Group.code)))


async def groups_of(session: Session, agent_id: str) -> list[Group]:
    """The groups an agent belongs to."""
    query = select(Group).join(GroupMember, GroupMember.group_id == Group.id).where(GroupMember.agent_id == agent_id)
    return list(await session.scalars(query.order_by(Group.code)))


async def members_of(session: Session, group_id: str) -> list[Agent]:
    """The active people of a group, by name."""
    query = select(Agent).join(GroupMember, GroupMember.agent_id == Agent.id)
    query = query.where(GroupMember.group_id == group_id, Agent.is_active).order_by(Agent.name, Agent.id)
    return list(await session.scalars(query))


async def is_member(session: Session, group_id: str, agent_id: str) -> bool:
    return await session.get(GroupMember, (group_id, agent_id)) is not None


async def create_group(session: Session, *, code: str, names: Mapping[str, str], building: str | None = None) -> Group:
    """Add a group; `code` must be new."""
    row = {"id": new_id(), "code": code, "names": dict(names), "building": building, "version": 1}
    statement = insert(session, Group).values(**row).on_conflict_do_nothing(index_elements=["code"]).returning(Group)
    group: Group | None = (await session.scalars(statement)).one_or_none()
    if group is None:
        raise Conflict(f"There is already a group “{code}”; choose another code.", code="code_taken")
    return group


async def add_members(session: Session, group_id: str, agent_ids: Collection[str]) -> None:
    """Make these people members; who already is one stays one."""
    if agent_ids:
        statement = insert(session, GroupMember).on_conflict_do_nothing()
        await session.execute(statement, [{"group_id": group_id, "agent_id": id_} for id_ in sorted(set(agent_ids))])


async def remove_member(session: Session, group_id: str, agent_id: str) -> None:
    await session.execute(delete(GroupMember).where(GroupMember.group_id == group_id, GroupMember.agent_id == agent_id))


async def set_groups(
    session: Session, agent_id: str, group_ids: Collection[str], *, author_id: str, now: datetime
) -> None:
    """The person belongs to these groups from now on and to no others; `InvalidInput` where one does not exist."""
    wanted = await get_groups(session, group_ids)
    if len(wanted) < len(set(group_ids)):
        problem = "There is no such group; choose of the list."
        raise InvalidInput(problem, details={"fields": {"group_ids": problem}})
    agent = await lock_agent(session, agent_id)
    before = {group.id: group for group in await groups_of(session, agent_id)}
    joined, left = sorted(wanted.keys() - before.keys()), sorted(before.keys() - wanted.keys())
    if not (joined or left):
        return
    for group_id in sorted([*joined, *left]):
        await _join_or_leave(session, group_id, agent_id, joins=group_id in joined, author_id=author_id, now=now)
    details = {"joined": [wanted[id_].code for id_ in joined], "left": [before[id_].code for id_ in left]}
    await history.write(session, "agent", agent_id, "groups", author_id=author_id, at=now, details=details)
    # The matcher asks whoever belongs to a contact's group.
    session.record(Fact("agent.changed", agent.id, agent.version))


async def keep_change(
    session: Session, group: Group, act: str, details: Mapping[str, Any], *, author_id: str, now: datetime
) -> None:
    """A held group was changed in this way: its version rises, and the history has it."""
    group.version += 1
    await session.flush()
    await history.write(session, "group", group.id, act, author_id=author_id, at=now, details=details)


async def _join_or_leave(
    session: Session, group_id: str, agent_id: str, *, joins: bool, author_id: str, now: datetime
) -> None:
    group = await lock_group(session, group_id)
    if joins:
        await add_members(session, group_id, [agent_id])
    else:
        await remove_member(session, group_id, agent_id)
    details = {"joined": [agent_id] if joins else [], "left": [] if joins else [agent_id]}
    await keep_change(session, group, "members", details, author_id=author_id, now=now)
