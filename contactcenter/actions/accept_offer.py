"""An agent takes a contact: the one that rings, or one that waits in the queue."""

from datetime import datetime

from contactcenter.actions.take_call import take_call
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.routing import offers


async def accept_contact(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """Of several who accept at once exactly one wins; the others get `already_taken`. Accepting twice is no error.

    Whoever takes a contact from the queue needs no offer, and may take more than the capacity says: capacity limits
    what is offered, not what people choose. Where a caller is on the line, the agent's telephone leads to her.
    """
    if not has_any(agent.roles, TAKES_CONTACTS):
        raise NotAllowed("Your role takes no contacts.")
    contact = await contacts.lock_contact(session, contact_id)
    if contact.state == states.ACTIVE and contact.agent_id == agent.id:
        return contact
    if contact.state == states.OFFERED:
        await _end_own_offer(session, contact, agent, now)
    elif contact.state != states.QUEUED:
        raise Conflict("A colleague was faster: this contact is taken.", code="already_taken")
    await contacts.give_to(session, contact, agent.id, now=now, act="accepted")
    await take_call(session, contact, agent=agent, now=now)
    return contact


async def _end_own_offer(session: Session, contact: Contact, agent: Agent, now: datetime) -> None:
    offer = await offers.live_offer_of(session, contact.id)
    if offer is None or offer.agent_id != agent.id:
        raise Conflict("This contact is just being offered to a colleague.", code="already_taken")
    if not await offers.end_offer(session, offer, "accepted", now=now):
        raise Conflict("This offer is over.", code="already_taken")
