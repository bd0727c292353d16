"""Windows of the console open and close. When an agent's last one is gone, what rings goes to others at once, and after
a while also what the agent was working on. Called by the live socket and by the job that watches over windows.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select

from contactcenter.agents import connections, presence
from contactcenter.agents.service import TOPIC, lock_agent, set_presence
from contactcenter.calls.service import find_live_call
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contacts, return_to_queue
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.routing import offers

# Long enough to load the page anew, or to come to another node.
GONE_AFTER: Final = timedelta(seconds=30)
REASON: Final = "connection_lost"


async def open_window(session: Session, agent_id: str, *, node: str, now: datetime) -> str:
    """Returns the id by which the window is closed; whoever had vanished is asked again."""
    if await connections.vanished(session, [agent_id]):
        _tell(session, agent_id)
    return await connections.open_connection(session, agent_id, node=node, now=now)


async def close_windows(session: Session, connection_ids: Collection[str], *, now: datetime) -> None:
    """May be repeated. What rings at agents who have no other window goes to others, in its old place."""
    agent_ids = sorted(await connections.agents_of(session, connection_ids))
    for agent_id in agent_ids:
        # From here on nothing can be offered to them beside us.
        await lock_agent(session, agent_id)
    await connections.close_connections(session, connection_ids, now=now)
    gone = await connections.vanished(session, agent_ids)
    for agent_id in sorted(gone):
        _tell(session, agent_id)
        ringing = await offers.live_offers_to(session, agent_id)
        await offers.take_back(session, ringing, "withdrawn", author_id=None, now=now, reason=REASON)


async def lose_agent(session: Session, agent_id: str, *, now: datetime) -> bool:
    """The agent did not come back: off duty, and what was being written is somebody else's, in its old place.

    A caller on the line stays where she is: whether the agent's telephone is gone too, the carrier will say. What waits
    for an owner or for a time stays the agent's. False where the agent is back.
    """
    agent = await lock_agent(session, agent_id)
    gone_since = (await connections.vanished(session, [agent_id])).get(agent_id)
    if gone_since is None or gone_since > now - GONE_AFTER:
        return False
    await connections.forget_closed(session, agent_id)
    ringing = await offers.live_offers_to(session, agent_id)
    await offers.take_back(session, ringing, "withdrawn", author_id=None, now=now, reason=REASON)
    if agent.presence == presence.OFFLINE or not agent.is_active:
        return False
    await set_presence(session, agent, presence.OFFLINE, author_id=None, reason=REASON, now=now)
    query = select(Contact.id).where(Contact.agent_id == agent_id, Contact.state == states.ACTIVE)
    for contact in (await lock_contacts(session, (await session.scalars(query)).all())).values():
        if await find_live_call(session, contact.id) is None:
            await return_to_queue(
                session, contact, author_id=None, now=now, act="agent_gone", reason=REASON, preferred_agent_id=None
            )
    return True


def _tell(session: Session, agent_id: str) -> None:
    session.record(Fact("agent.changed", agent_id, agent_ids=(agent_id,)))
    session.wake(TOPIC)
