"""What an agent does with a contact. Who may do it to which contact, the actions decide.

The back office does the same with contacts that were handed to its groups.
"""

from datetime import datetime

from agent_console.http.caller import DESK, WORK, Caller
from agent_console.http.endpoint import endpoint
from agent_console.queries import contacts as queries
from agent_console.queries.messages import message_of
from agent_console.schemas import contacts as schemas
from agent_console.schemas.messages import Message
from contactcenter.actions import close_contact as closing
from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.add_matter import add_matter
from contactcenter.actions.add_note import add_note
from contactcenter.actions.close_contact import close_contact
from contactcenter.actions.decline_offer import decline_contact
from contactcenter.actions.enter_contact import enter_contact
from contactcenter.actions.extend_wrap_up import extend_wrap_up
from contactcenter.actions.link_contact import link_contact
from contactcenter.actions.reply import reply
from contactcenter.actions.resume_contact import resume_contact
from contactcenter.actions.snooze_contact import snooze_contact
from contactcenter.actions.transfer_contact import transfer_contact
from contactcenter.actions.wrap_up import wrap_up
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Session


@endpoint("POST", "/api/v1/contacts", roles=DESK, summary="Enter a contact by hand", answers={201: schemas.Contact})
async def post_contact(
    body: schemas.NewContact, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """A visitor at the counter, a letter, a forum post, a visit, a patrol; it is mine at once."""
    contact = await enter_contact(
        session,
        agent=agent,
        source=body.source,
        subject=body.subject,
        text=body.text,
        customer_id=body.customer_id,
        place_id=body.place_id,
        occurred_at=body.occurred_at,
        now=now,
    )
    return await queries.get_contact(session, contact.id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/accept", roles=WORK, summary="Accept", answers={200: schemas.Contact})
async def post_accept(
    id: str, body: schemas.Act, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """Of several who accept at once one wins; the others get 409 `already_taken`."""
    await lock_contact(session, id, version=body.version)
    await accept_contact(session, id, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/decline", roles=WORK, summary="Decline", answers={200: schemas.Contact})
async def post_decline(
    id: str, body: schemas.Act, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """It goes to the next agent and keeps its place."""
    await decline_contact(session, id, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/reply", roles=WORK, summary="Answer the owner", answers={201: Message})
async def post_reply(id: str, body: schemas.NewReply, session: Session, agent: Agent, now: datetime) -> Message:
    """The message waits in the outbox; its `delivery` tells what became of it. 409 `answered_meanwhile`: read first."""
    message = await reply(
        session,
        id,
        body.text,
        agent=agent,
        attachment_ids=body.attachment_ids,
        article_id=body.article_id,
        then=body.then,
        version=body.version,
        seen_message_id=None if body.send_anyway else body.seen_message_id,
        answer_on=body.answer_on,
        now=now,
    )
    return await message_of(session, message)


@endpoint("POST", "/api/v1/contacts/{id}/note", roles=WORK, summary="Note for colleagues", answers={201: Message})
async def post_note(
    id: str, body: schemas.NewNote, session: Session, agent: Agent, caller: Caller, now: datetime
) -> Message:
    """Whoever may read the contact may add one; owners never see it."""
    await queries.require_readable(session, id, caller)
    note = await add_note(
        session, id, body.text, agent=agent, attachment_ids=body.attachment_ids, now=now, is_quoted=body.is_quoted
    )
    return await message_of(session, note)


@endpoint("POST", "/api/v1/contacts/{id}/transfer", roles=WORK, summary="Transfer", answers={200: schemas.Contact})
async def post_transfer(
    id: str, body: schemas.Transfer, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """To a queue, a colleague or a back-office group; its age stays what it is."""
    await lock_contact(session, id, version=body.version)
    await transfer_contact(
        session,
        id,
        agent=agent,
        queue_id=body.queue_id,
        to_agent_id=body.agent_id,
        to_group_id=body.group_id,
        note=body.note,
        now=now,
    )
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/snooze", roles=WORK, summary="Put aside", answers={200: schemas.Contact})
async def post_snooze(
    id: str, body: schemas.Snooze, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """It comes back at that time, or when the owner writes."""
    await lock_contact(session, id, version=body.version)
    await snooze_contact(session, id, until=body.until, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/resume", roles=WORK, summary="Take up again", answers={200: schemas.Contact})
async def post_resume(
    id: str, body: schemas.Act, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    await lock_contact(session, id, version=body.version)
    await resume_contact(session, id, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/wrap-up", roles=WORK, summary="Wrap up", answers={200: schemas.Contact})
async def post_wrap_up(
    id: str, body: schemas.Act, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    await lock_contact(session, id, version=body.version)
    await wrap_up(session, id, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint(
    "POST",
    "/api/v1/contacts/{id}/extend-wrap-up",
    roles=DESK,
    summary="More time to write it down",
    answers={200: schemas.Contact},
)
async def post_extend_wrap_up(
    id: str, body: schemas.Act, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """Once for each wrap-up (409 `already_extended`), where the queue allows it (409 `not_extendable`)."""
    await lock_contact(session, id, version=body.version)
    await extend_wrap_up(session, id, agent=agent, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/close", roles=WORK, summary="Close", answers={200: schemas.Contact})
async def post_close(
    id: str, body: schemas.Close, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    """Refused (422 `outcome_missing`) while a matter has no outcome."""
    outcomes = [closing.MatterOutcome(**each.model_dump()) for each in body.outcomes]
    await close_contact(session, id, outcomes=outcomes, note=body.note, agent=agent, now=now, version=body.version)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/link", roles=DESK, summary="Say who and where", answers={200: schemas.Contact})
async def post_link(
    id: str, body: schemas.Link, session: Session, agent: Agent, caller: Caller, now: datetime
) -> schemas.Contact:
    await lock_contact(session, id, version=body.version)
    await link_contact(session, id, agent=agent, customer_id=body.customer_id, place_id=body.place_id, now=now)
    return await queries.get_contact(session, id, caller, now=now)


@endpoint("POST", "/api/v1/contacts/{id}/matters", roles=WORK, summary="One more matter", answers={201: schemas.Matter})
async def post_matter(
    id: str, body: schemas.NewMatter, session: Session, agent: Agent, now: datetime
) -> schemas.Matter:
    return schemas.Matter.model_validate(await add_matter(session, id, body.subject, agent=agent, now=now))
