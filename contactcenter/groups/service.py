"""Back-office groups and who belongs to them. Called by routing and by screens."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select

from contactcenter.agents.models import Agent
from contactcenter.db import Session, insert, new_id
from contactcenter.errors import Conflict, NotFound
from contactcenter.groups.models import Group, GroupMember


async def get_group(session: Session, group_id: str) -> Group:
    group = await session.get(Group, group_id)
    if group is None:
        raise NotFound("There is no such group.")
    return group


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
        raise Conflict("There is already a group with this code.", details={"code": code})
    return group


async def add_members(session: Session, group_id: str, agent_ids: Collection[str]) -> None:
    """Make these people members; who already is one stays one."""
    if agent_ids:
        statement = insert(session, GroupMember).on_conflict_do_nothing()
        await session.execute(statement, [{"group_id": group_id, "agent_id": id_} for id_ in sorted(set(agent_ids))])


async def remove_member(session: Session, group_id: str, agent_id: str) -> None:
    await session.execute(delete(GroupMember).where(GroupMember.group_id == group_id, GroupMember.agent_id == agent_id))
