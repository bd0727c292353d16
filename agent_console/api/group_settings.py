"""What administrators set about back-office groups: which there are, their people, and what comes to them."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries import groups as queries
from agent_console.schemas import groups as schemas
from agent_console.schemas.settings import Seen
from contactcenter.db import Session
from contactcenter.groups import administration
from contactcenter.groups.models import Group
from contactcenter.groups.service import lock_group
from contactcenter.routing.settings import check_names
from contactcenter.work_orders.administration import Work, set_work


async def _answer(session: Session, group: Group) -> schemas.GroupSettings:
    return (await queries.with_all(session, [group]))[0]


@endpoint(
    "GET",
    "/api/v1/admin/groups",
    roles=SETTINGS_READERS,
    summary="How groups are set",
    answers={200: Page[schemas.GroupSettings]},
)
async def get_group_settings(query: PageQuery, session: Session) -> Page[schemas.GroupSettings]:
    """With their people, the orders that come to them, and what hangs on them."""
    rows, next_cursor = await fetch_page(session, select(Group), query, order=(Group.code,))
    return Page[schemas.GroupSettings](items=await queries.with_all(session, rows), next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/groups",
    roles=ADMINISTRATORS,
    summary="Create a group",
    answers={201: schemas.GroupSettings},
    errors=(409,),
)
async def post_group(body: schemas.NewGroup, session: Session, caller: Caller, now: datetime) -> schemas.GroupSettings:
    """Without people and work; both can follow."""
    check_names(body.names)
    group = await administration.add_group(
        session, code=body.code, names=body.names, author_id=caller.agent_id, now=now
    )
    return await _answer(session, group)


@endpoint(
    "PATCH",
    "/api/v1/admin/groups/{id}",
    roles=ADMINISTRATORS,
    summary="Rename a group",
    answers={200: schemas.GroupSettings},
    errors=(409,),
)
async def patch_group(
    id: str, body: schemas.GroupPatch, session: Session, caller: Caller, now: datetime
) -> schemas.GroupSettings:
    check_names(body.names)
    group = await administration.rename_group(
        session, id, body.names, version=body.version, author_id=caller.agent_id, now=now
    )
    return await _answer(session, group)


@endpoint(
    "PUT",
    "/api/v1/admin/groups/{id}/members",
    roles=ADMINISTRATORS,
    summary="Say who belongs to a group",
    answers={200: schemas.GroupSettings},
    errors=(409,),
)
async def put_group_members(
    id: str, body: schemas.GroupMembers, session: Session, caller: Caller, now: datetime
) -> schemas.GroupSettings:
    """Work of a group is seen and taken by its people; contacts handed to it ring at those who take contacts."""
    group = await administration.set_members(
        session, id, body.agent_ids, version=body.version, author_id=caller.agent_id, now=now
    )
    return await _answer(session, group)


@endpoint(
    "PUT",
    "/api/v1/admin/groups/{id}/work",
    roles=ADMINISTRATORS,
    summary="Say which orders come to a group",
    answers={200: schemas.GroupSettings},
    errors=(409,),
)
async def put_group_work(
    id: str, body: schemas.GroupWork, session: Session, caller: Caller, now: datetime
) -> schemas.GroupSettings:
    """It holds for orders raised from now on. A rule for a type beats one for a building, both together beat either."""
    works = list(dict.fromkeys(Work(work.type_code, work.building) for work in body.work))
    group = await set_work(session, id, works, version=body.version, author_id=caller.agent_id, now=now)
    return await _answer(session, group)


@endpoint(
    "DELETE",
    "/api/v1/admin/groups/{id}",
    roles=ADMINISTRATORS,
    summary="Remove a group nothing hangs on",
    answers={204: None},
    errors=(409,),
)
async def delete_group(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """409 `in_use` says in `details.uses` how many of what still belong to it; its people leave it."""
    group = await lock_group(session, id, version=query.version)
    uses = (await queries.uses_of(session, [group.id]))[group.id]
    await administration.remove_group(
        session,
        group,
        uses={str(kind): count for kind, count in uses.items()},
        author_id=caller.agent_id,
        now=now,
    )
