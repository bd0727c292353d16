"""An administrator changes an account; whoever is switched off leaves nothing behind that nobody would see."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.actions.pass_on_call import pass_on_call
from contactcenter.agents.models import Agent
from contactcenter.agents.service import AgentChanges, get_agent, update_agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.routing import offers

REASON = "account_switched_off"


async def change_account(
    session: Session,
    agent_id: str,
    changes: AgentChanges,
    *,
    author_id: str,
    now: datetime,
    version: int | None = None,
) -> Agent:
    """Change it; deactivation gives back all contacts of the agent."""
    was_active = (await get_agent(session, agent_id)).is_active
    agent = await update_agent(session, agent_id, changes, author_id=author_id, now=now, version=version)
    if was_active and not agent.is_active:
        await release_contacts(session, agent.id, author_id=author_id, now=now)
    return agent


async def release_contacts(session: Session, agent_id: str, *, author_id: str | None, now: datetime) -> int:
    """Everything the agent holds goes back to its old place in the queue; returns how many contacts did.

    Contacts in which it is the owner's turn too: the answer must reach somebody, and until then a supervisor sees them.
    """
    ringing = await offers.live_offers_to(session, agent_id)
    await offers.take_back(session, ringing, "withdrawn", author_id=author_id, now=now, reason=REASON)
    held = await session.scalars(
        select(Contact.id).where(Contact.agent_id == agent_id, Contact.state.in_(states.HELD)).order_by(Contact.id)
    )
    released = await contacts.lock_contacts(session, held.all())
    for contact in released.values():
        await pass_on_call(session, contact, author_id=author_id, now=now)
        await contacts.return_to_queue(
            session, contact, author_id=author_id, now=now, act="released", reason=REASON, preferred_agent_id=None
        )
    return len(released) + len(ringing)
