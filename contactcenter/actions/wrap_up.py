"""The talk is over, the writing begins."""

from datetime import datetime, timedelta

from contactcenter.actions.hang_up_call import hang_up_for_wrap_up
from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing.service import wrap_up_seconds


async def wrap_up(session: Session, contact_id: str, *, agent: Agent, now: datetime) -> Contact:
    """For the queue's seconds it still takes a place of the agent's capacity. A caller on the line is hung up."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_move(contact, states.WRAP_UP, agent)
    if await hang_up_for_wrap_up(session, contact, agent=agent, now=now):
        return contact
    until = now + timedelta(seconds=await wrap_up_seconds(session, contact.queue_id))
    await contacts.change_state(session, contact, states.WRAP_UP, author_id=agent.id, now=now, wrap_up_until=until)
    return contact
