"""Back-office groups."""

from sqlalchemy import select

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.schemas.work_orders import Group as GroupAnswer
from contactcenter.db import Session
from contactcenter.groups.models import Group
from contactcenter.groups.service import groups_of


@endpoint("GET", "/api/v1/groups", roles=EVERYONE, summary="Back-office groups", answers={200: Page[GroupAnswer]})
async def get_groups(query: PageQuery, session: Session, caller: Caller) -> Page[GroupAnswer]:
    rows, next_cursor = await fetch_page(session, select(Group), query, order=(Group.code,))
    mine = {group.id for group in await groups_of(session, caller.agent_id)}
    items = [
        GroupAnswer(id=row.id, code=row.code, names=row.names, building=row.building, is_mine=row.id in mine)
        for row in rows
    ]
    return Page[GroupAnswer](items=items, next_cursor=next_cursor)
