"""An agent takes a contact: the one that rings, or one that waits in the queue."""

from datetime import datetime

from contactcenter.actions.answer_for_emergency import answer_for_emergency
from contactcenter.actions.take_call import take_call
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR, TAKES_CONTACTS, has_any
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotAllowed
from contactcenter.groups.service import is_member
from contactcenter.routing import offers


async def accept_contact(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """Of several who accept at once exactly one wins; the others get `already_taken`. Accepting twice is no error.

    Whoever takes a contact from the queue needs no offer, and may take more than the capacity says: capacity limits
    what is offered, not what people choose. Where a caller is on the line, the agent's telephone leads to her. Where it
    rang at others too, it stops.
    """
    contact = await contacts.lock_contact(session, contact_id)
    await _require_may_take(session, contact, agent)
    if contact.state == states.ACTIVE and contact.agent_id == agent.id:
        return contact
    if contact.state == states.OFFERED:
        await _end_own_offer(session, contact, agent, now)
    elif contact.state != states.QUEUED:
        raise Conflict("A colleague was faster: this contact is taken.", code="already_taken")
    await contacts.give_to(session, contact, agent.id, now=now, act="accepted")
    await take_call(session, contact, agent=agent, now=now)
    await answer_for_emergency(session, contact, agent=agent, now=now)
    return contact


async def _require_may_take(session: Session, contact: Contact, agent: Agent) -> None:
    """What was handed to a group is for its people, whatever their role; the rest for those who take contacts."""
    if contact.group_id is None or SUPERVISOR in agent.roles:
        if not has_any(agent.roles, TAKES_CONTACTS):
            raise NotAllowed("Your role takes no contacts.")
    elif contact.agent_id != agent.id and not await is_member(session, contact.group_id, agent.id):
        raise NotAllowed("This contact was handed to a group you do not belong to.", code="not_in_group")


async def _end_own_offer(session: Session, contact: Contact, agent: Agent, now: datetime) -> None:
    live = await offers.live_offers_of(session, contact.id)
    own = [offer for offer in live if offer.agent_id == agent.id]
    if not own:
        raise Conflict("This contact is just being offered to a colleague.", code="already_taken")
    if not await offers.end_offers(session, own, "accepted", now=now):
        raise Conflict("This offer is over.", code="already_taken")
    await offers.end_offers(session, [offer for offer in live if offer.agent_id != agent.id], "withdrawn", now=now)
