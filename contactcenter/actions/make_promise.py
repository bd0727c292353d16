"""Write down what is promised to an owner, in the agent's name. Called by the console."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.db import Session
from contactcenter.promises import service
from contactcenter.promises.models import Promise


async def make_promise(
    session: Session,
    *,
    contact_id: str,
    agent: Agent,
    what: str,
    due_at: datetime,
    now: datetime,
    matter_id: str | None = None,
) -> Promise:
    """Make the promise; with `matter_id` it is also how that matter ended."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    matter = await contacts.find_matter_to_decide(session, contact, matter_id=matter_id) if matter_id else None
    promise = await service.make(
        session,
        contact_id=contact.id,
        customer_id=contact.customer_id,
        agent=agent,
        what=what,
        due_at=due_at,
        now=now,
    )
    if matter is not None:
        await contacts.set_outcome(session, matter, "promise", author_id=agent.id, now=now, promise_id=promise.id)
    return promise
