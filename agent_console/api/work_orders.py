"""Work orders: reading, and what the back office and the desk do with one."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import BACK_OFFICE, DESK, EVERYONE, LEADS, WORK, WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries import work_orders as queries
from agent_console.schemas import work_orders as schemas
from contactcenter.actions.close_work_order import close_work_order
from contactcenter.actions.finish_work_order import finish_work_order
from contactcenter.actions.move_work_order import move_work_order
from contactcenter.actions.note_work_order import note_work_order
from contactcenter.actions.reopen_work_order import reopen_work_order
from contactcenter.actions.take_work_order import take_work_order
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.work_orders.models import WorkOrderType
from contactcenter.work_orders.service import get_work_order

# Those who do the work, and who may act for them.
GROUP = LEADS | {BACK_OFFICE}


@endpoint(
    "GET", "/api/v1/work-orders", roles=WORK_READERS, summary="Work orders", answers={200: Page[schemas.WorkOrder]}
)
async def get_work_orders(
    query: schemas.WorkOrderQuery, session: Session, caller: Caller, now: datetime
) -> Page[schemas.WorkOrder]:
    """Newest first."""
    return await queries.list_work_orders(session, query, caller, now=now)


@endpoint(
    "GET", "/api/v1/work-orders/{id}", roles=WORK_READERS, summary="One work order", answers={200: schemas.WorkOrder}
)
async def get_one_work_order(id: str, session: Session) -> schemas.WorkOrder:
    return await queries.get_work_order(session, id)


@endpoint(
    "GET",
    "/api/v1/work-orders/{id}/entries",
    roles=WORK_READERS,
    summary="The timeline",
    answers={200: Page[schemas.WorkOrderEntry]},
)
async def get_entries(id: str, query: PageQuery, session: Session) -> Page[schemas.WorkOrderEntry]:
    """Oldest first."""
    return await queries.list_entries(session, (await get_work_order(session, id)).id, query)


@endpoint(
    "GET",
    "/api/v1/work-order-types",
    roles=EVERYONE,
    summary="Types of work order",
    answers={200: Page[schemas.WorkOrderType]},
)
async def get_work_order_types(query: PageQuery, session: Session) -> Page[schemas.WorkOrderType]:
    """With the fields of their forms."""
    order = (WorkOrderType.position, WorkOrderType.id)
    rows, next_cursor = await fetch_page(session, select(WorkOrderType), query, order=order)
    return Page[schemas.WorkOrderType](items=[queries.type_of(row) for row in rows], next_cursor=next_cursor)


@endpoint("POST", "/api/v1/work-orders/{id}/take", roles=GROUP, summary="Take", answers={200: schemas.WorkOrder})
async def post_take(id: str, body: schemas.Take, session: Session, agent: Agent, now: datetime) -> schemas.WorkOrder:
    """The second of two gets 409 `already_taken`."""
    await take_work_order(session, work_order_id=id, agent=agent, version=body.version, now=now)
    return await queries.get_work_order(session, id)


@endpoint("POST", "/api/v1/work-orders/{id}/note", roles=WORK, summary="Note", answers={200: schemas.WorkOrder})
async def post_order_note(
    id: str, body: schemas.OrderNote, session: Session, agent: Agent, now: datetime
) -> schemas.WorkOrder:
    """With `visible_to_owner` it also goes out as a text."""
    await note_work_order(
        session,
        work_order_id=id,
        agent=agent,
        text=body.text,
        visible_to_owner=body.visible_to_owner,
        attachment_ids=body.attachment_ids,
        version=body.version,
        now=now,
    )
    return await queries.get_work_order(session, id)


@endpoint("POST", "/api/v1/work-orders/{id}/done", roles=GROUP, summary="Done", answers={200: schemas.WorkOrder})
async def post_done(id: str, body: schemas.Done, session: Session, agent: Agent, now: datetime) -> schemas.WorkOrder:
    """The owner is asked whether it is solved; the order closes when the owner says so."""
    await finish_work_order(
        session,
        work_order_id=id,
        agent=agent,
        result=body.result,
        attachment_ids=body.attachment_ids,
        version=body.version,
        now=now,
    )
    return await queries.get_work_order(session, id)


@endpoint("POST", "/api/v1/work-orders/{id}/reopen", roles=DESK, summary="Reopen", answers={200: schemas.WorkOrder})
async def post_reopen(
    id: str, body: schemas.Reason, session: Session, agent: Agent, now: datetime
) -> schemas.WorkOrder:
    """Back to its group, one level more urgent."""
    await reopen_work_order(session, work_order_id=id, agent=agent, reason=body.reason, version=body.version, now=now)
    return await queries.get_work_order(session, id)


@endpoint("POST", "/api/v1/work-orders/{id}/close", roles=WORK, summary="Close", answers={200: schemas.WorkOrder})
async def post_close_order(
    id: str, body: schemas.Reason, session: Session, agent: Agent, now: datetime
) -> schemas.WorkOrder:
    """Without the owner's yes only a supervisor may."""
    await close_work_order(session, work_order_id=id, agent=agent, reason=body.reason, version=body.version, now=now)
    return await queries.get_work_order(session, id)


@endpoint(
    "POST", "/api/v1/work-orders/{id}/move", roles=GROUP, summary="To another group", answers={200: schemas.WorkOrder}
)
async def post_move(id: str, body: schemas.Move, session: Session, agent: Agent, now: datetime) -> schemas.WorkOrder:
    """Its clock runs on."""
    await move_work_order(
        session,
        work_order_id=id,
        agent=agent,
        group_id=body.group_id,
        reason=body.reason,
        version=body.version,
        now=now,
    )
    return await queries.get_work_order(session, id)
