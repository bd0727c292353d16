"""Who looks at a contact, merging, what a supervisor does with it, and what happened to it so far."""

from datetime import datetime

from agent_console.http.caller import DESK, LEADS, WORK_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries import contacts as queries
from agent_console.queries.history import list_history
from agent_console.schemas import supervision as schemas
from agent_console.schemas.contacts import Contact
from contactcenter.actions.assign_contact import assign_contact
from contactcenter.actions.merge_contacts import merge_contacts
from contactcenter.actions.prioritise_contact import prioritise_contact
from contactcenter.actions.unmerge_contact import unmerge_contact
from contactcenter.agents.models import Agent
from contactcenter.contacts import answering, viewers
from contactcenter.contacts import service as contacts
from contactcenter.db import Session


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/history",
    roles=WORK_READERS,
    summary="What happened to a contact",
    answers={200: Page[schemas.HistoryEntry]},
)
async def get_contact_history(
    id: str, query: PageQuery, session: Session, caller: Caller
) -> Page[schemas.HistoryEntry]:
    """Newest first; every line has its author, or none where a rule did it."""
    await queries.require_readable(session, id, caller)
    return await list_history(session, "contact", (await contacts.get_contact(session, id)).id, query)


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/ways",
    roles=WORK_READERS,
    summary="By which ways the owner can be answered",
    answers={200: Page[schemas.AnswerWay]},
)
async def get_ways(id: str, session: Session, caller: Caller) -> Page[schemas.AnswerWay]:
    """The first is the one a reply takes by itself."""
    await queries.require_readable(session, id, caller)
    ways = await answering.ways_of(session, await contacts.get_contact(session, id))
    items = [
        schemas.AnswerWay(
            contact_id=each.contact.id,
            reference=each.contact.reference,
            channel=each.way.channel,
            line=each.way.line,
            address=each.way.recipient,
        )
        for each in ways
    ]
    return Page[schemas.AnswerWay](items=items, next_cursor=None)


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/viewers",
    roles=WORK_READERS,
    summary="Who looks at it",
    answers={200: Page[schemas.Viewer]},
)
async def get_viewers(id: str, session: Session, caller: Caller, now: datetime) -> Page[schemas.Viewer]:
    """Whoever asks among them, where a window of theirs said so."""
    await queries.require_readable(session, id, caller)
    return await _viewers(session, id, now)


@endpoint(
    "PUT",
    "/api/v1/contacts/{id}/viewing",
    roles=WORK_READERS,
    summary="I look at it",
    answers={200: Page[schemas.Viewer]},
)
async def put_viewing(
    id: str, body: schemas.Viewing, session: Session, caller: Caller, now: datetime
) -> Page[schemas.Viewer]:
    """Who else does, in the answer; forgotten after 25 seconds."""
    await queries.require_readable(session, id, caller)
    contact = await contacts.get_contact(session, id)
    await viewers.see(session, contact.id, agent_id=caller.agent_id, is_typing=body.is_typing, now=now)
    return await _viewers(session, contact.id, now)


@endpoint("DELETE", "/api/v1/contacts/{id}/viewing", roles=WORK_READERS, summary="I look away", answers={204: None})
async def delete_viewing(id: str, session: Session, caller: Caller) -> None:
    await viewers.look_away(session, id, agent_id=caller.agent_id)


async def _viewers(session: Session, contact_id: str, now: datetime) -> Page[schemas.Viewer]:
    found = await viewers.viewers_of(session, contact_id, now=now)
    items = [schemas.Viewer(**viewer._asdict()) for viewer in found]
    return Page[schemas.Viewer](items=items, next_cursor=None)


@endpoint("POST", "/api/v1/contacts/{id}/merge", roles=DESK, summary="Merge into another", answers={200: Contact})
async def post_merge(
    id: str, body: schemas.Merge, session: Session, agent: Agent, caller: Caller, now: datetime
) -> Contact:
    """It is closed and read in the other one, which is the answer. 409 `other_customer` asks for `confirm`."""
    if body.version is not None:
        # Both in one order, so that two who merge the same pair the other way round do not wait in a circle.
        await contacts.lock_contacts(session, {id, body.into_id})
        await contacts.lock_contact(session, id, version=body.version)
    await merge_contacts(
        session,
        id,
        into_id=body.into_id,
        agent=agent,
        reason=body.reason,
        is_confirmed=body.confirm,
        now=now,
    )
    return await queries.get_contact(session, body.into_id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/unmerge", roles=DESK, summary="Undo a merge", answers={200: Contact})
async def post_unmerge(
    id: str, body: schemas.Unmerge, session: Session, agent: Agent, caller: Caller, now: datetime
) -> Contact:
    """It stands where it stood, with its matters."""
    await unmerge_contact(session, id, agent=agent, reason=body.reason, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/priority", roles=LEADS, summary="Change its place", answers={200: Contact})
async def post_priority(
    id: str, body: schemas.Priority, session: Session, agent: Agent, caller: Caller, now: datetime
) -> Contact:
    """`queued_at` stays what it is."""
    await contacts.lock_contact(session, id, version=body.version)
    await prioritise_contact(
        session,
        id,
        agent=agent,
        class_=body.class_,
        head_start_seconds=body.head_start_seconds,
        to_front=body.to_front,
        reason=body.reason,
        now=now,
    )
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/assign", roles=LEADS, summary="Give it to somebody", answers={200: Contact})
async def post_assign(
    id: str, body: schemas.Assignment, session: Session, agent: Agent, caller: Caller, now: datetime
) -> Contact:
    """Also to somebody who is busy, but not to somebody who has gone home."""
    await assign_contact(
        session, id, to_agent_id=body.agent_id, agent=agent, reason=body.reason, version=body.version, now=now
    )
    return await queries.get_contact(session, id, caller, now=now)
