"""An agent has taken a contact on the screen: where a caller is on the line, the agent's telephone leads to her."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.actions.place_call import owes_call, place_call
from contactcenter.agents.models import Agent
from contactcenter.calls.capacity import BUSY_ELSEWHERE
from contactcenter.calls.happenings import AgentAccepted
from contactcenter.calls.ringing import ring_picked
from contactcenter.calls.service import lock_live_call, touch_call
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict


async def take_call(session: Session, contact: Contact, *, agent: Agent, now: datetime) -> None:
    """The telephone that rings for the offer goes on ringing until it is answered; without one, one is rung now.

    Where we owe somebody a call, the agent's telephone rings first.

    Raises `Conflict` while the caller speaks a message: nothing is there yet to be taken.
    """
    held = await lock_live_call(session, contact.id) if contact.channel == "voice" else None
    if held is None:
        if await owes_call(session, contact):
            await place_call(session, contact, agent=agent, now=now)
        return
    if held.call.state in BUSY_ELSEWHERE:
        raise Conflict("The caller is leaving a message just now.", code="in_call")
    if held.agent is not None and held.agent.agent_id == agent.id:
        await follow(session, held, AgentAccepted(), now=now, author_id=agent.id)
    else:
        await ring_picked(session, held, agent, now=now)
    held.call.agent_id = agent.id
    touch_call(session, held.call)
