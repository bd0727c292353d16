"""Work orders with the names around them, and their timeline."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select
from sqlalchemy.orm import aliased

from agent_console.http.caller import Caller
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries.attachments import attachment_of, attachments_of
from agent_console.queries.places import ids_within
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.schemas import work_orders as schemas
from agent_console.schemas.attachments import Attachment as AttachmentAnswer
from contactcenter.agents.models import Agent
from contactcenter.config import LANGUAGES
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.groups.models import Group, GroupMember
from contactcenter.media.models import Attachment
from contactcenter.media.service import files_of_contact, files_of_orders
from contactcenter.places.models import Place
from contactcenter.places.spelling import read_place_codes
from contactcenter.text.scripts import fold
from contactcenter.work_orders.drafts import Draft
from contactcenter.work_orders.models import WorkOrder, WorkOrderEntry, WorkOrderType
from contactcenter.work_orders.service import FILES
from contactcenter.work_orders.states import OPEN, PRIORITIES, UNFINISHED

ME, MINE = "me", "mine"
_URGENCY = case({priority: rank for rank, priority in enumerate(PRIORITIES)}, value=WorkOrder.priority, else_=9)
_Assignee, _Desk = aliased(Agent), aliased(Agent)
_NAMES: dict[str, Any] = {
    "type_names": WorkOrderType.names,
    "group_names": Group.names,
    "place_code": Place.code,
    "place_names": Place.names,
    "customer_name": Customer.name,
    "contact_reference": Contact.reference,
    "assignee_name": _Assignee.name,
    "desk_agent_name": _Desk.name,
}


def _with_names() -> AnySelect:
    query = select(WorkOrder, *_NAMES.values()).select_from(WorkOrder)
    query = query.join(WorkOrderType, WorkOrderType.code == WorkOrder.type_code)
    query = query.join(Group, Group.id == WorkOrder.group_id).join(Contact, Contact.id == WorkOrder.contact_id)
    query = query.outerjoin(Place, Place.id == WorkOrder.place_id)
    query = query.outerjoin(Customer, Customer.id == WorkOrder.customer_id)
    query = query.outerjoin(_Assignee, _Assignee.id == WorkOrder.assignee_id)
    return query.outerjoin(_Desk, _Desk.id == WorkOrder.desk_agent_id)


async def _orders(session: Session, rows: Sequence[Sequence[Any]]) -> list[schemas.WorkOrder]:
    files = await files_of_orders(session, [row[0].id for row in rows])
    return [_order(row, files[row[0].id]) for row in rows]


def _order(row: Sequence[Any], files: Sequence[Attachment]) -> schemas.WorkOrder:
    names = dict(zip(_NAMES, row[1:], strict=True))
    attachments = [attachment_of(file) for file in files]
    return schemas.WorkOrder.model_validate(columns_of(row[0]) | names | {"attachments": attachments})


async def list_work_orders(
    session: Session, query: schemas.WorkOrderQuery, caller: Caller, *, now: datetime
) -> Page[schemas.WorkOrder]:
    """Newest first, or what must be done first: by priority, then by what is due."""
    filtered = _apply_filters(_with_names(), query, agent_id=caller.agent_id, now=now)
    if query.order == "urgency":
        rows, next_cursor = await fetch_page(session, filtered, query, order=(_URGENCY, WorkOrder.due_at, WorkOrder.id))
    else:
        rows, next_cursor = await fetch_page(session, filtered, query, order=(WorkOrder.id,), descending=True)
    return Page[schemas.WorkOrder](items=await _orders(session, rows), next_cursor=next_cursor)


async def get_work_order(session: Session, work_order_id: str) -> schemas.WorkOrder:
    """One order as it is now, also inside the transaction that changes it."""
    orders = await get_work_orders(session, [work_order_id])
    if not orders:
        raise NotFound("There is no such work order.")
    return orders[0]


async def get_work_orders(session: Session, work_order_ids: Sequence[str]) -> list[schemas.WorkOrder]:
    """These orders, newest first."""
    await session.flush()
    query = _with_names().where(WorkOrder.id.in_(work_order_ids)).order_by(WorkOrder.id.desc())
    return await _orders(session, (await session.execute(query)).all())


async def open_orders(
    session: Session, *, customer_id: str | None, place_id: str | None, limit: int
) -> list[schemas.WorkOrder]:
    """Orders not ended yet of a customer or at a place, newest first."""
    concerns = [WorkOrder.customer_id == customer_id] if customer_id else []
    concerns += [WorkOrder.place_id == place_id] if place_id else []
    if not concerns:
        return []
    query = _with_names().where(or_(*concerns), WorkOrder.state.in_(OPEN)).order_by(WorkOrder.id.desc()).limit(limit)
    return await _orders(session, (await session.execute(query)).all())


def _apply_filters(query: AnySelect, filters: schemas.WorkOrderQuery, *, agent_id: str, now: datetime) -> AnySelect:
    if filters.state:
        query = query.where(WorkOrder.state.in_(filters.state))
    if filters.group:
        mine = select(GroupMember.group_id).where(GroupMember.agent_id == agent_id)
        among = WorkOrder.group_id.in_([group for group in filters.group if group != MINE])
        query = query.where(or_(among, WorkOrder.group_id.in_(mine)) if MINE in filters.group else among)
    if filters.assignee:
        query = query.where(WorkOrder.assignee_id == (agent_id if filters.assignee == ME else filters.assignee))
    if filters.place:
        query = query.where(WorkOrder.place_id.in_(ids_within(filters.place)))
    if filters.customer:
        query = query.where(WorkOrder.customer_id == filters.customer)
    if filters.contact:
        query = query.where(WorkOrder.contact_id == filters.contact)
    if filters.reference:
        query = query.where(WorkOrder.reference == filters.reference.upper())
    if filters.type:
        query = query.where(WorkOrder.type_code.in_(filters.type))
    if filters.priority:
        query = query.where(WorkOrder.priority.in_(filters.priority))
    if filters.overdue is not None:
        is_late = WorkOrder.state.in_(UNFINISHED) & (WorkOrder.due_at < now)
        query = query.where(is_late if filters.overdue else ~is_late)
    return query.where(_matches(filters.q)) if filters.q else query


def _matches(q: str) -> ColumnElement[bool]:
    people = select(Customer.id).where(Customer.folded_name.contains(fold(q), autoescape=True))
    codes = read_place_codes(q)
    is_place = Place.code.in_(codes) if codes else Place.code.istartswith(q, autoescape=True)
    return or_(
        WorkOrder.reference.icontains(q, autoescape=True),
        WorkOrder.title.icontains(q, autoescape=True),
        WorkOrder.description.icontains(q, autoescape=True),
        WorkOrder.customer_id.in_(people),
        WorkOrder.place_id.in_(select(Place.id).where(is_place)),
    )


async def list_entries(session: Session, work_order_id: str, query: PageQuery) -> Page[schemas.WorkOrderEntry]:
    """The timeline, oldest first."""
    timeline = select(WorkOrderEntry).where(WorkOrderEntry.work_order_id == work_order_id)
    rows, next_cursor = await fetch_page(session, timeline, query, order=(WorkOrderEntry.id,))
    files = await attachments_of(session, {row.id: row.details.get(FILES, []) for row in rows})
    items = [_entry(row, files[row.id]) for row in rows]
    return Page[schemas.WorkOrderEntry](items=items, next_cursor=next_cursor)


def _entry(row: WorkOrderEntry, attachments: Sequence[AttachmentAnswer]) -> schemas.WorkOrderEntry:
    details = {name: value for name, value in row.details.items() if name != FILES}
    return schemas.WorkOrderEntry.model_validate(columns_of(row) | {"details": details, "attachments": attachments})


def type_of(row: WorkOrderType) -> schemas.WorkOrderType:
    """A type with its form as screens need it: every option with names, without the words that hint at it."""
    fields = [
        schemas.FormField(
            key=field["key"],
            names=field["names"],
            kind=field["kind"],
            required=bool(field.get("required")),
            options=[_choice(option) for option in field.get("options") or ()],
        )
        for field in row.form
    ]
    return schemas.WorkOrderType.model_validate(columns_of(row) | {"form": fields})


def _choice(option: Any) -> schemas.Choice:
    if isinstance(option, Mapping):
        return schemas.Choice(value=option["value"], names=option["names"])
    return schemas.Choice(value=str(option), names=dict.fromkeys(LANGUAGES, str(option)))


async def read_draft(session: Session, draft: Draft, *, contact_id: str) -> schemas.WorkOrderDraft:
    """A filled-in order, with the files it may take over and the open orders that may be its twin."""
    return schemas.WorkOrderDraft(
        type_code=draft.type.code,
        place_id=draft.place.id if draft.place else None,
        title=draft.title,
        description=draft.description,
        group_id=draft.group.id if draft.group else None,
        group_names=draft.group.names if draft.group else None,
        priority=draft.priority,
        form=draft.form,
        attachments=[attachment_of(file) for file in await files_of_contact(session, contact_id)],
        similar=await get_work_orders(session, [order.id for order in draft.similar]),
    )
