"""Contacts as screens show them: with the names around them, their matters, the last words, and my live offer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import aliased

from agent_console.http.caller import DESK_READERS, Caller
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries.calls import latest_calls
from agent_console.queries.contact_filters import apply_filters
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.queries.sla import nearest_due, read_clocks
from agent_console.schemas import contacts as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.merges import members_of, survivor_ids
from contactcenter.contacts.models import Contact, ContactMerge, Matter, Message
from contactcenter.contacts.states import OFFERED
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.groups.models import Group, GroupMember
from contactcenter.places.models import Place
from contactcenter.routing.models import Offer, Queue
from contactcenter.routing.offers import LIVE
from contactcenter.work_orders.models import WorkOrder

# A list shows the beginning of the last words, not a whole letter.
PREVIEW_CHARACTERS = 200
SURVIVOR = aliased(Contact)


def _with_names() -> AnySelect:
    columns = (Contact, Customer.name, Place.code, Place.names, Queue.names, Agent.name, Group.names)
    query = select(*columns, SURVIVOR.reference, nearest_due()).select_from(Contact)
    query = query.outerjoin(Customer, Customer.id == Contact.customer_id)
    query = query.outerjoin(Place, Place.id == Contact.place_id)
    query = query.outerjoin(Queue, Queue.id == Contact.queue_id)
    query = query.outerjoin(Agent, Agent.id == Contact.agent_id)
    query = query.outerjoin(Group, Group.id == Contact.group_id)
    return query.outerjoin(SURVIVOR, SURVIVOR.id == Contact.merged_into_id)


async def list_contacts(
    session: Session, query: schemas.ContactQuery, caller: Caller, *, now: datetime
) -> Page[schemas.Contact]:
    """Newest first, all states."""
    filtered = apply_filters(_with_names(), query, agent_id=caller.agent_id)
    if not caller.has_any(DESK_READERS):
        filtered = filtered.where(_handed_to(caller.agent_id))
    rows, next_cursor = await fetch_page(session, filtered, query, order=(Contact.id,), descending=True)
    return Page[schemas.Contact](items=await _complete(session, rows, caller, now=now), next_cursor=next_cursor)


async def get_contact(session: Session, contact_id: str, caller: Caller, *, now: datetime) -> schemas.Contact:
    """One contact as it is now, also inside the transaction that changes it."""
    contacts = await get_contacts(session, [contact_id], caller, now=now)
    if not contacts:
        raise NotFound("There is no such contact.")
    return contacts[0]


async def get_contact_with_clocks(
    session: Session, contact_id: str, caller: Caller, *, now: datetime
) -> schemas.ContactWithClocks:
    contact = await get_contact(session, contact_id, caller, now=now)
    clocks = await read_clocks(session, contact_id, now=now)
    # As they stand at this moment; the rows that lists read may be a second older.
    due_at = min((clock.due_at for clock in clocks if clock.due_at and clock.ended_at is None), default=None)
    fields = {name: getattr(contact, name) for name in schemas.Contact.model_fields}
    return schemas.ContactWithClocks(**fields | {"sla": clocks, "due_at": due_at})


async def get_contacts(
    session: Session, contact_ids: Sequence[str], caller: Caller, *, now: datetime
) -> list[schemas.Contact]:
    """These contacts, newest first."""
    await session.flush()
    query = _with_names().where(Contact.id.in_(contact_ids)).order_by(Contact.id.desc())
    return await _complete(session, (await session.execute(query)).all(), caller, now=now)


async def recent_contacts(
    session: Session, customer_id: str, caller: Caller, *, but: str, limit: int, now: datetime
) -> list[schemas.Contact]:
    """The latest other contacts of a customer."""
    query = _with_names().where(Contact.customer_id == customer_id, Contact.id != but)
    rows = (await session.execute(query.order_by(Contact.id.desc()).limit(limit))).all()
    return await _complete(session, rows, caller, now=now)


async def require_readable(session: Session, contact_id: str, caller: Caller) -> None:
    """The desk reads every contact; the back office what was handed to it and what stands behind its groups' orders."""
    if caller.has_any(DESK_READERS):
        return
    ids = {contact_id, (await survivor_ids(session, [contact_id])).get(contact_id, contact_id)}
    query = select(Contact.id).where(Contact.id.in_(ids), _handed_to(caller.agent_id))
    if await session.scalar(query.limit(1)) is None:
        raise NotFound("There is no such contact.")


def _handed_to(agent_id: str) -> ColumnElement[bool]:
    groups = select(GroupMember.group_id).where(GroupMember.agent_id == agent_id)
    behind_orders = select(WorkOrder.contact_id).where(WorkOrder.group_id.in_(groups))
    return or_(Contact.agent_id == agent_id, Contact.group_id.in_(groups), Contact.id.in_(behind_orders))


async def _complete(
    session: Session, rows: Sequence[Sequence[Any]], caller: Caller, *, now: datetime
) -> list[schemas.Contact]:
    ids = [row[0].id for row in rows]
    matters = await matters_of(session, ids)
    members = await members_of(session, ids)
    merged = await _merged(session, members)
    last_messages = await _last_messages(session, ids, members)
    offers = await _offers_to(session, ids, caller.agent_id, now=now)
    ringing = await _ringing_at(session, [row[0].id for row in rows if row[0].state == OFFERED])
    calls = await latest_calls(session, [row[0].id for row in rows if row[0].channel == "voice"])
    return [
        _contact(
            row,
            {
                "matters": matters.get(row[0].id, []),
                "merged": merged.get(row[0].id, []),
                "last_message": last_messages.get(row[0].id),
                "offer": offers.get(row[0].id),
                "offered_to": ringing.get(row[0].id, []),
                "call_id": calls.get(row[0].id),
            },
        )
        for row in rows
    ]


def _contact(row: Sequence[Any], beside: Mapping[str, Any]) -> schemas.Contact:
    contact, customer_name, place_code, place_names, queue_names, agent_name, group_names, survivor, due_at = row
    return schemas.Contact.model_validate(
        columns_of(contact)
        | {"customer_name": customer_name, "place_code": place_code, "place_names": place_names}
        | {"queue_names": queue_names, "agent_name": agent_name, "group_names": group_names}
        | {"merged_into_reference": survivor, "due_at": due_at}
        | dict(beside)
    )


async def matters_of(session: Session, contact_ids: Sequence[str]) -> dict[str, list[schemas.Matter]]:
    """The matters of each contact, oldest first."""
    found: dict[str, list[schemas.Matter]] = {}
    if contact_ids:
        query = select(Matter).where(Matter.contact_id.in_(contact_ids)).order_by(Matter.id)
        for matter in await session.scalars(query):
            found.setdefault(matter.contact_id, []).append(schemas.Matter.model_validate(matter))
    return found


async def _ringing_at(session: Session, contact_ids: Sequence[str]) -> dict[str, list[str]]:
    """The names of those whom each contact is offered to, who was asked first before the others."""
    if not contact_ids:
        return {}
    query = select(Offer.contact_id, Agent.name).join(Agent, Agent.id == Offer.agent_id)
    query = query.where(Offer.contact_id.in_(contact_ids), Offer.state == LIVE).order_by(Offer.id)
    found: dict[str, list[str]] = {}
    for contact_id, name in await session.execute(query):
        found.setdefault(contact_id, []).append(name)
    return found


async def _merged(session: Session, members: Mapping[str, str]) -> dict[str, list[schemas.MergedContact]]:
    """By survivor, what was merged into it, in the order in which that was done."""
    if not members:
        return {}
    columns = (Contact.id, Contact.reference, Contact.channel, Contact.address, Customer.name.label("customer_name"))
    merge = (ContactMerge.merged_at, ContactMerge.author_id, Agent.name.label("author_name"), ContactMerge.reason)
    query = select(*columns, *merge).join(ContactMerge, ContactMerge.contact_id == Contact.id)
    query = query.join(Agent, Agent.id == ContactMerge.author_id)
    query = query.outerjoin(Customer, Customer.id == Contact.customer_id)
    query = query.where(Contact.id.in_(members), ContactMerge.ended_at.is_(None)).order_by(ContactMerge.id)
    found: dict[str, list[schemas.MergedContact]] = {}
    for row in await session.execute(query):
        by = {"merged_by": row.author_id, "merged_by_name": row.author_name}
        values = {name: value for name, value in row._mapping.items() if not name.startswith("author_")}
        found.setdefault(members[row.id], []).append(schemas.MergedContact.model_validate(values | by))
    return found


async def _last_messages(
    session: Session, contact_ids: Sequence[str], members: Mapping[str, str]
) -> Mapping[str, schemas.LastMessage]:
    """The last that a person wrote: an acknowledgement would hide what the owner wants, and look like an answer."""
    if not contact_ids:
        return {}
    in_threads = [*contact_ids, *members]
    said = Message.contact_id.in_(in_threads), Message.kind != "system", Message.author_kind != "system"
    latest = select(func.max(Message.id)).where(*said).group_by(Message.contact_id)
    text = func.substr(Message.text, 1, PREVIEW_CHARACTERS)
    files = func.json_array_length(Message.attachments)
    query = select(Message.contact_id, text, Message.direction, files, Message.created_at).where(Message.id.in_(latest))
    # Of the threads that are read as one, the later words stand last.
    return {
        members.get(contact_id, contact_id): schemas.LastMessage(
            text=words, direction=direction, attachment_count=count, created_at=at
        )
        for contact_id, words, direction, count, at in await session.execute(query.order_by(Message.id))
    }


async def _offers_to(
    session: Session, contact_ids: Sequence[str], agent_id: str, *, now: datetime
) -> Mapping[str, schemas.LiveOffer]:
    if not contact_ids:
        return {}
    query = select(Offer).where(Offer.contact_id.in_(contact_ids), Offer.agent_id == agent_id, Offer.state == "offered")
    offers = await session.scalars(query.where(Offer.expires_at > now))
    return {offer.contact_id: schemas.LiveOffer(id=offer.id, expires_at=offer.expires_at) for offer in offers}


async def my_offers(session: Session, query_page: PageQuery, caller: Caller, *, now: datetime) -> Page[schemas.Offer]:
    """What is offered to whoever asks, oldest first."""
    live = select(Offer).where(Offer.agent_id == caller.agent_id, Offer.state == "offered", Offer.expires_at > now)
    rows, next_cursor = await fetch_page(session, live, query_page, order=(Offer.id,))
    offers: list[Offer] = rows
    contacts = {
        contact.id: contact
        for contact in await get_contacts(session, [offer.contact_id for offer in offers], caller, now=now)
    }
    items = [
        schemas.Offer(
            id=offer.id, contact=contacts[offer.contact_id], created_at=offer.created_at, expires_at=offer.expires_at
        )
        for offer in offers
    ]
    return Page[schemas.Offer](items=items, next_cursor=next_cursor)
