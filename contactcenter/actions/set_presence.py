"""An agent says whether they take contacts, or a supervisor says it for them."""

from datetime import datetime

from contactcenter.agents import presence, service
from contactcenter.agents.connections import forget_closed
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR, TAKES_CONTACTS, has_any
from contactcenter.contacts.service import OFFERS_TOPIC
from contactcenter.db import Session
from contactcenter.errors import InvalidInput, NotAllowed
from contactcenter.events import Fact
from contactcenter.routing import offers
from contactcenter.shifts.service import open_shift


async def set_presence(
    session: Session, agent: Agent, wanted: str, *, author: Agent, now: datetime, reason: str = ""
) -> Agent:
    """Going available opens the shift; leaving gives what rings to others, each in its old place.

    What the agent already holds stays theirs: a break is not a handover.
    """
    if wanted not in presence.CHOSEN_BY_PEOPLE:
        raise InvalidInput(f"Presence is one of {', '.join(presence.CHOSEN_BY_PEOPLE)}.", details={"presence": wanted})
    if author.id != agent.id and SUPERVISOR not in author.roles:
        raise NotAllowed("Only a supervisor changes a colleague's presence.")
    # Locks the agent: from here on nothing can be offered to them beside us.
    agent = await service.set_presence(session, agent, wanted, author_id=author.id, reason=reason, now=now)
    if author.id == agent.id and await forget_closed(session, agent.id):
        # Said through the API perhaps, without any window: then windows closed before say nothing any more.
        session.record(Fact("agent.changed", agent.id, agent.version))
        session.wake(service.TOPIC)
    if wanted == presence.AVAILABLE:
        if has_any(agent.roles, TAKES_CONTACTS):
            await open_shift(session, agent.id, now=now)
        session.wake(OFFERS_TOPIC)
        return agent
    ringing = await offers.live_offers_to(session, agent.id)
    await offers.take_back(session, ringing, "withdrawn", author_id=author.id, now=now, reason=wanted)
    return agent


async def leave_desk(session: Session, agent_id: str, *, now: datetime) -> Agent:
    """Whoever signed out everywhere is offered nothing more; what they hold stays theirs."""
    agent = await service.get_agent(session, agent_id)
    if agent.presence == presence.OFFLINE or not agent.is_active:
        return agent
    return await set_presence(session, agent, presence.OFFLINE, author=agent, now=now, reason="signed out")
