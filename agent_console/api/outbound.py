"""Contacts that begin with us."""

from datetime import datetime

from agent_console.http.caller import DESK, Caller
from agent_console.http.endpoint import endpoint
from agent_console.queries import calls
from agent_console.queries import contacts as queries
from agent_console.schemas import contacts as schemas
from agent_console.schemas.base import NoBody
from agent_console.schemas.calls import Call
from agent_console.schemas.outbound import NewOutbound
from contactcenter.actions.contact_customer import OutboundRequest, contact_customer
from contactcenter.actions.place_call import call_again
from contactcenter.agents.models import Agent
from contactcenter.db import Session


@endpoint(
    "POST",
    "/api/v1/contacts/outbound",
    roles=DESK,
    summary="Turn to a customer",
    answers={201: schemas.Contact},
)
async def post_outbound(
    body: NewOutbound, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """An open thread with the same number, or mail about the same, is gone on with; 409 `held_by_colleague` where a
    colleague has it. The contact is mine at once."""
    request = OutboundRequest(**body.model_dump())
    contact = await contact_customer(session, request, agent=agent, now=now)
    return await queries.get_contact(session, contact.id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/call", roles=DESK, summary="Call the customer", answers={201: Call})
async def post_call(id: str, body: NoBody, session: Session, agent: Agent, now: datetime) -> Call:
    """My telephone rings first, then the customer's: after no answer, or where a voicemail is to be answered."""
    call = await call_again(session, id, agent=agent, now=now)
    return await calls.get_call(session, call.id)
