"""Emergencies: what a contact was raised for, who has the ball, and taking it back."""

from datetime import datetime

from agent_console.http.caller import DESK, WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import emergencies as queries
from agent_console.queries.contacts import require_readable
from agent_console.schemas import emergencies as schemas
from contactcenter.actions.acknowledge_escalation import take_at_desk
from contactcenter.actions.raise_emergency import Alarm, raise_emergency
from contactcenter.actions.withdraw_emergency import withdraw_emergency
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Session
from contactcenter.errors import Conflict


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/emergency",
    roles=WORK_READERS,
    summary="What this contact was raised for",
    answers={200: schemas.Emergency},
)
async def get_emergency(id: str, session: Session, agent: Agent, caller: Caller) -> schemas.Emergency:
    """With the safety script in the reader's language and the ladder as it stands; 404 where it never was one."""
    await require_readable(session, id, caller)
    return await queries.get_emergency(session, id, language=agent.language)


@endpoint(
    "POST",
    "/api/v1/contacts/{id}/emergency",
    roles=DESK,
    summary="Raise an emergency by hand",
    answers={201: schemas.Emergency},
    errors=(409,),
)
async def post_emergency(
    id: str, body: schemas.NewEmergency, session: Session, agent: Agent, now: datetime
) -> schemas.Emergency:
    """It goes before everything else, gets its order, and the people on call are rung. 409 where it is one already."""
    contact = await lock_contact(session, id)
    alarm = Alarm(body.kind, "by_hand", author_id=agent.id)
    if await raise_emergency(session, contact, alarm, now=now) is None:
        raise Conflict("This contact is such an emergency already.", code="already_raised")
    return await queries.get_emergency(session, id, language=agent.language)


@endpoint(
    "POST",
    "/api/v1/contacts/{id}/emergency/withdraw",
    roles=DESK,
    summary="It is no emergency",
    answers={200: schemas.Emergency},
    errors=(409,),
)
async def post_withdraw_emergency(
    id: str, body: schemas.Withdrawal, session: Session, agent: Agent, now: datetime
) -> schemas.Emergency:
    """Back to its place in the queue, the order is cancelled, nobody is rung any more; the word is counted as wrong."""
    await withdraw_emergency(session, id, body.reason, agent=agent, now=now)
    return await queries.get_emergency(session, id, language=agent.language)


@endpoint(
    "GET",
    "/api/v1/escalations",
    roles=WORK_READERS,
    summary="Ladders being climbed",
    answers={200: Page[schemas.Escalation]},
)
async def get_escalations(query: schemas.EscalationQuery, session: Session) -> Page[schemas.Escalation]:
    """Newest first."""
    return await queries.list_escalations(session, query)


@endpoint(
    "GET",
    "/api/v1/escalations/{id}",
    roles=WORK_READERS,
    summary="One ladder being climbed",
    answers={200: schemas.Escalation},
)
async def get_one_escalation(id: str, session: Session) -> schemas.Escalation:
    return await queries.get_escalation(session, id)


@endpoint(
    "POST",
    "/api/v1/escalations/{id}/acknowledge",
    roles=DESK,
    summary="Somebody comes",
    answers={200: schemas.Escalation},
    errors=(409,),
)
async def post_acknowledge(
    id: str, body: schemas.Acknowledgement, session: Session, agent: Agent, now: datetime
) -> schemas.Escalation:
    """Said for whoever told the desk, a colleague or anybody by name. 409 `already_taken` where somebody has it."""
    await take_at_desk(session, id, body.name, agent=agent, agent_id=body.agent_id, now=now)
    return await queries.get_escalation(session, id)
