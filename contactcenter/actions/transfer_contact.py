"""A contact is passed on: to a queue, or to a colleague. It keeps its place by age."""

from datetime import datetime
from typing import Any

from contactcenter.actions.pass_on_call import pass_on_call
from contactcenter.actions.take_call import take_call
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR, TAKES_CONTACTS, has_any
from contactcenter.agents.service import get_agents
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.routing import offers
from contactcenter.routing.service import require_queue


async def transfer_contact(
    session: Session,
    contact_id: str,
    *,
    agent: Agent,
    now: datetime,
    queue_id: str | None = None,
    to_agent_id: str | None = None,
    note: str = "",
) -> Contact:
    """To a queue: offered to whoever serves it. To a colleague: to them first, and to others where they are not free.

    A supervisor who names herself takes the contact over at once. A caller on the line goes back to where she waited.
    """
    if (queue_id is None) == (to_agent_id is None):
        raise InvalidInput("Name either a queue or a colleague.", code="one_target")
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_move(contact, states.QUEUED, agent)
    target = await _target(session, queue_id=queue_id, to_agent_id=to_agent_id, agent=agent)
    if note.strip():
        await messages.note(session, contact, note, author=agent, now=now)
    offer = await offers.live_offer_of(session, contact.id)
    if offer is not None:
        await offers.end_offer(session, offer, "withdrawn", now=now)
    await pass_on_call(session, contact, author_id=agent.id, now=now)
    if to_agent_id == agent.id:
        return await _take_over(session, contact, agent, now)
    await contacts.return_to_queue(session, contact, author_id=agent.id, now=now, act="transferred", **target)
    return contact


async def _target(session: Session, *, queue_id: str | None, to_agent_id: str | None, agent: Agent) -> dict[str, Any]:
    if queue_id is not None:
        return {"queue_id": (await require_queue(session, queue_id)).id, "preferred_agent_id": None}
    colleague = (await get_agents(session, {to_agent_id or ""})).get(to_agent_id or "")
    if colleague is None or not colleague.is_active or not has_any(colleague.roles, TAKES_CONTACTS):
        raise InvalidInput("This colleague takes no contacts.", code="not_an_agent", details={"field": "agent_id"})
    if colleague.id == agent.id and SUPERVISOR not in agent.roles:
        raise InvalidInput("This contact is yours already.", code="same_agent", details={"field": "agent_id"})
    return {"preferred_agent_id": colleague.id}


async def _take_over(session: Session, contact: Contact, agent: Agent, now: datetime) -> Contact:
    if contact.state in states.HELD:
        contact = await contacts.hand_to_agent(
            session, contact.id, to_agent_id=agent.id, author_id=agent.id, now=now, reason="taken_over"
        )
    else:
        await contacts.give_to(session, contact, agent.id, now=now, act="taken_over")
    await take_call(session, contact, agent=agent, now=now)
    return contact
