"""A supervisor gives a contact to somebody, whatever this person is busy with."""

from datetime import datetime

from contactcenter.actions.pass_on_call import pass_on_call
from contactcenter.actions.take_call import take_call
from contactcenter.agents.models import Agent
from contactcenter.agents.presence import OFFLINE
from contactcenter.agents.roles import SUPERVISOR, TAKES_CONTACTS, has_any
from contactcenter.agents.service import get_agents, lock_agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.groups.service import is_member
from contactcenter.routing import offers


async def assign_contact(
    session: Session,
    contact_id: str,
    *,
    to_agent_id: str,
    agent: Agent,
    now: datetime,
    reason: str,
    version: int | None = None,
) -> Contact:
    """From now on the colleague holds it; what rang for it rings no more, and a caller on the line is led to them.

    Whoever has gone home gets nothing.
    """
    if SUPERVISOR not in agent.roles:
        raise NotAllowed("Only a supervisor gives contacts to somebody; transfer it instead.")
    colleague = await _hold_colleague(session, to_agent_id)
    contact = await contacts.lock_contact(session, contact_id, version=version)
    is_in_group = contact.group_id is not None and await is_member(session, contact.group_id, colleague.id)
    if not is_in_group and not has_any(colleague.roles, TAKES_CONTACTS):
        raise InvalidInput("This colleague takes no contacts.", code="not_an_agent", details={"field": "agent_id"})
    if contact.state == states.CLOSED:
        raise Conflict("This contact is closed.", code="wrong_state", details={"state": contact.state})
    if contact.state in states.HELD and contact.agent_id == colleague.id:
        raise InvalidInput("This colleague holds it already.", code="same_agent", details={"field": "agent_id"})
    await offers.end_offers(session, await offers.live_offers_of(session, contact.id), "withdrawn", now=now)
    await pass_on_call(session, contact, author_id=agent.id, now=now)
    contact.group_id = contact.group_id if is_in_group else None
    return await give_at_once(session, contact, colleague, author=agent, now=now, act="assigned", reason=reason)


async def give_at_once(
    session: Session, contact: Contact, colleague: Agent, *, author: Agent, now: datetime, act: str, reason: str = ""
) -> Contact:
    """Into this colleague's hands, in the state it is in where somebody held it already, and the caller with it."""
    if contact.state in states.HELD:
        contact = await contacts.hand_to_agent(
            session, contact.id, to_agent_id=colleague.id, author_id=author.id, now=now, reason=reason or act
        )
    else:
        held = {"agent_id": colleague.id, "preferred_agent_id": colleague.id}
        await contacts.change_state(
            session, contact, states.ACTIVE, author_id=author.id, now=now, act=act, reason=reason, **held
        )
    await take_call(session, contact, agent=colleague, now=now)
    return contact


async def _hold_colleague(session: Session, agent_id: str) -> Agent:
    """Before the contact, and held, so that nobody leaves while something is laid on the desk."""
    if agent_id not in await get_agents(session, {agent_id}):
        raise InvalidInput("There is no such colleague.", code="not_an_agent", details={"field": "agent_id"})
    colleague = await lock_agent(session, agent_id)
    if not colleague.is_active or colleague.presence == OFFLINE:
        raise InvalidInput(
            "This colleague has gone home; choose somebody who is there.",
            code="not_there",
            details={"field": "agent_id"},
        )
    return colleague
