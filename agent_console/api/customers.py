"""Customers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from agent_console.http.caller import DESK, DESK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, cut_page, last_seen
from agent_console.queries.customers import read_customer, read_customers
from agent_console.schemas import customers as schemas
from contactcenter.config import Settings
from contactcenter.customers.addresses import read_address
from contactcenter.customers.changes import (
    CustomerChanges,
    add_occupancy,
    create_customer,
    link_address,
    update_customer,
)
from contactcenter.customers.search import search_customers
from contactcenter.db import Session
from contactcenter.places.service import get_place
from contactcenter.text.numbers import normalise_phone


@endpoint("GET", "/api/v1/customers", roles=DESK_READERS, summary="Customers", answers={200: Page[schemas.Customer]})
async def get_customers(
    query: schemas.CustomerQuery, session: Session, settings: Settings, now: datetime
) -> Page[schemas.Customer]:
    """`q` takes a name, part of a number or mail address, or a unit."""
    found = await search_customers(
        session,
        query.q or "",
        on=now.astimezone(ZoneInfo(settings.timezone)).date(),
        address=(normalise_phone(query.address) or query.address) if query.address else None,
        place_id=query.place,
        limit=query.limit + 1,
        after=last_seen(query),
    )
    rows, next_cursor = cut_page(found, query, key=lambda customer: customer.id)
    return Page[schemas.Customer](items=await read_customers(session, rows), next_cursor=next_cursor)


@endpoint("GET", "/api/v1/customers/{id}", roles=DESK_READERS, summary="One customer", answers={200: schemas.Customer})
async def get_one_customer(id: str, session: Session) -> schemas.Customer:
    return await read_customer(session, id)


@endpoint("POST", "/api/v1/customers", roles=DESK, summary="Add a customer", answers={201: schemas.Customer})
async def post_customer(
    body: schemas.NewCustomer, session: Session, caller: Caller, settings: Settings, now: datetime
) -> schemas.Customer:
    """An address that was known by itself only is taken over; one of another named customer is 409 `address_taken`."""
    customer = await create_customer(
        session,
        name=body.name,
        kind=body.kind,
        language=body.language,
        note=body.note,
        addresses=[read_address(address.kind, address.address) for address in body.addresses],
        author_id=caller.agent_id,
        now=now,
    )
    if body.place_id is not None:
        await add_occupancy(
            session,
            customer.id,
            (await get_place(session, body.place_id)).id,
            role=body.role,
            from_date=now.astimezone(ZoneInfo(settings.timezone)).date(),
            author_id=caller.agent_id,
            now=now,
        )
    return await read_customer(session, customer.id)


@endpoint("PATCH", "/api/v1/customers/{id}", roles=DESK, summary="Change a customer", answers={200: schemas.Customer})
async def patch_customer(
    id: str, body: schemas.CustomerPatch, session: Session, caller: Caller, now: datetime
) -> schemas.Customer:
    changes = CustomerChanges(**body.model_dump(exclude={"addresses", "version"}))
    customer = await update_customer(session, id, changes, author_id=caller.agent_id, now=now, version=body.version)
    for address in body.addresses:
        known = read_address(address.kind, address.address)
        await link_address(session, customer, known, author_id=caller.agent_id, now=now)
    return await read_customer(session, customer.id)
