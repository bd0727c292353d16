"""Builders of back-office groups."""

from collections.abc import Sequence

from contactcenter.agents.models import Agent
from contactcenter.db import Session, new_id
from contactcenter.groups.models import Group
from contactcenter.groups.service import add_members, create_group


async def make_group(
    session: Session, *, code: str = "", building: str | None = None, members: Sequence[Agent] = ()
) -> Group:
    code = code or f"group-{new_id()[8:]}"
    names = {"zh-Hant": "工程部", "zh-Hans": "工程部", "en": "Engineering"}
    group = await create_group(session, code=code, names=names, building=building)
    await add_members(session, group.id, [agent.id for agent in members])
    return group
