"""Reading contacts: the list, one, its thread, and what stands beside it."""

from datetime import datetime

from agent_console.http.caller import DESK, DESK_READERS, WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries import contacts as queries
from agent_console.queries.context import read_context
from agent_console.queries.messages import list_messages
from agent_console.queries.work_orders import read_draft
from agent_console.schemas import contacts as schemas
from agent_console.schemas.customers import ContactContext
from agent_console.schemas.messages import Message
from agent_console.schemas.work_orders import DraftQuery, WorkOrderDraft
from contactcenter.config import Settings
from contactcenter.contacts import service as contacts
from contactcenter.db import Session
from contactcenter.work_orders.drafts import draft_from_contact


@endpoint("GET", "/api/v1/contacts", roles=WORK_READERS, summary="Contacts", answers={200: Page[schemas.Contact]})
async def get_contacts(
    query: schemas.ContactQuery, session: Session, caller: Caller, now: datetime
) -> Page[schemas.Contact]:
    """All states, newest first; the back office sees what was handed to it and what stands behind its orders."""
    return await queries.list_contacts(session, query, caller, now=now)


@endpoint(
    "GET",
    "/api/v1/contacts/{id}",
    roles=WORK_READERS,
    summary="One contact",
    answers={200: schemas.ContactWithClocks},
)
async def get_one_contact(id: str, session: Session, caller: Caller, now: datetime) -> schemas.ContactWithClocks:
    """The back office reads what was handed to its groups and what stands behind their orders."""
    await queries.require_readable(session, id, caller)
    return await queries.get_contact_with_clocks(session, id, caller, now=now)


@endpoint(
    "GET", "/api/v1/contacts/{id}/messages", roles=WORK_READERS, summary="The thread", answers={200: Page[Message]}
)
async def get_messages(id: str, query: PageQuery, session: Session, caller: Caller) -> Page[Message]:
    """Oldest first."""
    await queries.require_readable(session, id, caller)
    return await list_messages(session, (await contacts.get_contact(session, id)).id, query)


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/context",
    roles=DESK_READERS,
    summary="Who this is and what is open there",
    answers={200: ContactContext},
)
async def get_context(id: str, session: Session, caller: Caller, settings: Settings, now: datetime) -> ContactContext:
    contact = await contacts.get_contact(session, id)
    return await read_context(session, contact, caller, now=now, timezone=settings.timezone)


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/work-order-draft",
    roles=DESK,
    summary="A new order, filled in",
    answers={200: WorkOrderDraft},
)
async def get_work_order_draft(id: str, query: DraftQuery, session: Session) -> WorkOrderDraft:
    """From what the owner wrote; nothing is stored."""
    contact = await contacts.get_contact(session, id)
    draft = await draft_from_contact(session, contact, type_code=query.type_code, place_id=query.place_id)
    return await read_draft(session, draft, contact_id=contact.id)
