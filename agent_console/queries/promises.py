"""Promises and follow-ups with the names around them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from agent_console.http.caller import Caller
from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.schemas import promises as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.follow_ups.models import FollowUp
from contactcenter.places.models import Place
from contactcenter.promises.models import OPEN, Promise
from contactcenter.work_orders.models import WorkOrder

ME = "me"
_PROMISE_NAMES: dict[str, Any] = {
    "contact_reference": Contact.reference,
    "customer_name": Customer.name,
    "agent_name": Agent.name,
}
_FOLLOW_UP_NAMES: dict[str, Any] = {
    "work_order_reference": WorkOrder.reference,
    "work_order_title": WorkOrder.title,
    "place_code": Place.code,
    "place_names": Place.names,
    "contact_reference": Contact.reference,
    "customer_name": Customer.name,
}


def _promises() -> AnySelect:
    query = select(Promise, *_PROMISE_NAMES.values()).join(Contact, Contact.id == Promise.contact_id)
    query = query.join(Agent, Agent.id == Promise.agent_id)
    return query.outerjoin(Customer, Customer.id == Promise.customer_id)


def _promise(row: Sequence[Any]) -> schemas.Promise:
    return schemas.Promise.model_validate(columns_of(row[0]) | dict(zip(_PROMISE_NAMES, row[1:], strict=True)))


async def list_promises(session: Session, query: schemas.PromiseQuery, caller: Caller) -> Page[schemas.Promise]:
    """The most urgent first."""
    promises = _promises()
    if query.state:
        promises = promises.where(Promise.state.in_(query.state))
    if query.agent:
        promises = promises.where(Promise.agent_id == (caller.agent_id if query.agent == ME else query.agent))
    rows, next_cursor = await fetch_page(session, promises, query, order=(Promise.due_at, Promise.id))
    return Page[schemas.Promise](items=[_promise(row) for row in rows], next_cursor=next_cursor)


async def get_promise(session: Session, promise_id: str) -> schemas.Promise:
    """One promise as it is now, also inside the transaction that changes it."""
    await session.flush()
    row = (await session.execute(_promises().where(Promise.id == promise_id))).one_or_none()
    if row is None:
        raise NotFound("There is no such promise.")
    return _promise(row)


async def open_promises(
    session: Session, *, contact_id: str, customer_id: str | None, limit: int
) -> list[schemas.Promise]:
    """What is still promised in a contact, or to its customer, the most urgent first."""
    concerns = [Promise.contact_id == contact_id] + ([Promise.customer_id == customer_id] if customer_id else [])
    query = _promises().where(or_(*concerns), Promise.state == OPEN).order_by(Promise.due_at, Promise.id).limit(limit)
    return [_promise(row) for row in (await session.execute(query)).all()]


async def list_follow_ups(session: Session, query: schemas.FollowUpQuery) -> Page[schemas.FollowUp]:
    """Newest first."""
    follow_ups = select(FollowUp, *_FOLLOW_UP_NAMES.values()).join(WorkOrder, WorkOrder.id == FollowUp.work_order_id)
    follow_ups = follow_ups.join(Contact, Contact.id == FollowUp.contact_id)
    follow_ups = follow_ups.outerjoin(Place, Place.id == WorkOrder.place_id)
    follow_ups = follow_ups.outerjoin(Customer, Customer.id == WorkOrder.customer_id)
    if query.answered is not None:
        is_answered = FollowUp.answered_at.is_not(None)
        follow_ups = follow_ups.where(is_answered if query.answered else ~is_answered)
    if query.work_order:
        follow_ups = follow_ups.where(FollowUp.work_order_id == query.work_order)
    rows, next_cursor = await fetch_page(session, follow_ups, query, order=(FollowUp.id,), descending=True)
    items = [
        schemas.FollowUp.model_validate(columns_of(row[0]) | dict(zip(_FOLLOW_UP_NAMES, row[1:], strict=True)))
        for row in rows
    ]
    return Page[schemas.FollowUp](items=items, next_cursor=next_cursor)
