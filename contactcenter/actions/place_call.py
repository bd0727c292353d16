"""We call somebody: a call begins, the agent's telephone rings first, and the customer's once the agent is there."""

from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.calls import commands, thread
from contactcenter.calls.models import Call, Leg
from contactcenter.calls.prompts import say, words
from contactcenter.calls.ringing import PICKED_SECONDS
from contactcenter.calls.service import (
    AGENT,
    CALLBACK,
    CUSTOMER,
    WITH_AGENT,
    HeldCall,
    require_no_live_call,
    touch_call,
)
from contactcenter.calls.standing import Context
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.customers.service import get_customers
from contactcenter.db import Session, new_id
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.text.numbers import REAL_NUMBER

CALL_AGAIN: Final = "call_placed"


async def place_call(session: Session, contact: Contact, *, agent: Agent, now: datetime) -> Call:
    """Rings the agent who holds this contact, which is held by the caller; nobody is on its line.

    Raises `Conflict` where the agent is on the telephone already: a second call would be no call.
    """
    await _require_free_telephone(session, agent)
    call = Call(
        id=new_id(),
        contact_id=contact.id,
        direction="outbound",
        state="calling",
        address=contact.address,
        line=contact.line,
        language=contact.language,
        agent_id=agent.id,
        told_seconds=0,
        number="",
        started_at=now,
        version=1,
    )
    # The carrier has no id of it yet.
    call.external_id = call.id
    session.add(call)
    await session.flush()
    leg = _leg(call, AGENT, now, agent_id=agent.id)
    session.add_all([_leg(call, CUSTOMER, now), leg])
    await session.flush()
    await commands.ring(session, leg, caller=call.address, seconds=PICKED_SECONDS, now=now)
    details = {"agent_id": agent.id, "agent_name": agent.name}
    await thread.note(session, contact, "agent.ringing", details, now=now)
    touch_call(session, call)
    return call


async def _require_free_telephone(session: Session, agent: Agent) -> None:
    live = select(Call.id).join(Contact, Contact.id == Call.contact_id)
    live = live.where(Contact.agent_id == agent.id, Call.agent_id == agent.id, Call.state.in_(WITH_AGENT))
    if await session.scalar(live.limit(1)) is not None:
        raise Conflict("End the call you are in first.", code="in_call")


def _leg(call: Call, role: str, now: datetime, agent_id: str | None = None) -> Leg:
    return Leg(
        id=new_id(),
        call_id=call.id,
        role=role,
        agent_id=agent_id,
        state="asked",
        event_number=-1,
        started_at=now,
        heard_of_at=now,
    )


async def owes_call(session: Session, contact: Contact) -> bool:
    """Whether whoever takes the contact is to ring somebody: it is one of ours, and nobody has spoken in it yet."""
    if contact.channel != "voice" or contact.direction != "outbound":
        return False
    spoken = select(Call.id).where(Call.contact_id == contact.id, Call.answered_at.is_not(None)).limit(1)
    return await session.scalar(spoken) is None


async def call_again(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Call:
    """The holder of a contact with a number rings it: after no answer, or where a voice contact needs one more call."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    if contact.channel != "voice":
        raise InvalidInput("Only a contact by telephone can be called from here.", code="not_by_telephone")
    if REAL_NUMBER.fullmatch(contact.address) is None:
        raise InvalidInput("This caller withheld the number.", code="no_number")
    if contact.state not in states.HELD or contact.agent_id is None:
        raise Conflict("Accept the contact before you call.", code="wrong_state", details={"state": contact.state})
    await require_no_live_call(session, contact)
    if contact.state != states.ACTIVE:
        await contacts.change_state(session, contact, states.ACTIVE, author_id=agent.id, now=now, act=CALL_AGAIN)
    holder = agent if contact.agent_id == agent.id else await get_agent(session, contact.agent_id)
    return await place_call(session, contact, agent=holder, now=now)


async def read_calling_context(session: Session, held: HeldCall, *, now: datetime) -> Context:
    """What the agent hears before the customer is rung, and the customer before they speak."""
    contact, agent_id = held.contact, held.agent.agent_id if held.agent else None
    agent = await get_agent(session, agent_id) if agent_id else None
    language = agent.language if agent else contact.language
    customer = (await get_customers(session, {contact.customer_id or ""})).get(contact.customer_id or "")
    name = customer.name if customer and customer.name else contact.address
    values = {"name": name, "subject": contact.subject, "minutes": str(_minutes(contact, now))}
    if contact.source != CALLBACK:
        return Context(summary=say("outbound_summary", language, values))
    subject = contact.subject or words("subject_call", language)
    summary = say("callback_summary", language, values | {"subject": subject})
    return Context(summary=summary, greeting=say("callback_greeting", contact.language))


def _minutes(contact: Contact, now: datetime) -> int:
    return max(1, round((now - contact.queued_at).total_seconds() / 60))


async def attempts_of(session: Session, contact: Contact) -> int:
    """How often the customer was rung for this contact."""
    rung = select(func.count(Leg.id)).join(Call, Call.id == Leg.call_id)
    rung = rung.where(Call.contact_id == contact.id, Call.direction == "outbound", Leg.role == CUSTOMER)
    return int(await session.scalar(rung.where(Call.dialed_at.is_not(None))) or 0)
