"""A contact is passed on: to a queue, to a colleague, or to a back-office group. It keeps its place by age."""

from datetime import datetime
from typing import Any

from contactcenter.actions.assign_contact import give_at_once
from contactcenter.actions.pass_on_call import pass_on_call
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR, TAKES_CONTACTS, has_any
from contactcenter.agents.service import get_agents
from contactcenter.calls.service import require_no_live_call
from contactcenter.contacts import messages, states
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import InvalidInput
from contactcenter.groups.service import get_groups, members_of
from contactcenter.routing import offers
from contactcenter.routing.service import find_queue_of_group, require_queue


async def transfer_contact(
    session: Session,
    contact_id: str,
    *,
    agent: Agent,
    now: datetime,
    queue_id: str | None = None,
    to_agent_id: str | None = None,
    to_group_id: str | None = None,
    note: str = "",
) -> Contact:
    """To a queue: offered to whoever serves it. To a colleague: to them first, and to others where they are not free.

    To a group: only its people are asked. A supervisor who names herself takes the contact over at once. A caller on
    the line goes back to where she waited, but not to a group, whose people need no telephone.
    """
    if [queue_id, to_agent_id, to_group_id].count(None) != 2:
        raise InvalidInput("Name one queue, colleague or group.", code="one_target")
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_move(contact, states.QUEUED, agent)
    if to_group_id is not None:
        await require_no_live_call(session, contact)
        target = await _group(session, contact, to_group_id)
    else:
        target = await _target(session, queue_id=queue_id, to_agent_id=to_agent_id, agent=agent)
    if note.strip():
        await messages.note(session, contact, note, author=agent, now=now)
    await offers.end_offers(session, await offers.live_offers_of(session, contact.id), "withdrawn", now=now)
    await pass_on_call(session, contact, author_id=agent.id, now=now)
    if to_agent_id == agent.id:
        return await give_at_once(session, contact, agent, author=agent, now=now, act="taken_over")
    await contacts.return_to_queue(session, contact, author_id=agent.id, now=now, act="transferred", **target)
    return contact


async def _target(session: Session, *, queue_id: str | None, to_agent_id: str | None, agent: Agent) -> dict[str, Any]:
    if queue_id is not None:
        queue = await require_queue(session, queue_id)
        return {"queue_id": queue.id, "group_id": None, "preferred_agent_id": None}
    colleague = (await get_agents(session, {to_agent_id or ""})).get(to_agent_id or "")
    if colleague is None or not colleague.is_active or not has_any(colleague.roles, TAKES_CONTACTS):
        raise InvalidInput("This colleague takes no contacts.", code="not_an_agent", details={"field": "agent_id"})
    if colleague.id == agent.id and SUPERVISOR not in agent.roles:
        raise InvalidInput("This contact is yours already.", code="same_agent", details={"field": "agent_id"})
    return {"preferred_agent_id": colleague.id, "group_id": None}


async def _group(session: Session, contact: Contact, group_id: str) -> dict[str, Any]:
    """Where the group has a queue of its own it waits there, else in the one it is in."""
    if group_id not in await get_groups(session, {group_id}):
        raise InvalidInput("There is no such group.", details={"field": "group_id"})
    if not await members_of(session, group_id):
        raise InvalidInput("Nobody belongs to this group.", code="empty_group", details={"field": "group_id"})
    queue = await find_queue_of_group(session, group_id)
    return {"group_id": group_id, "queue_id": queue.id if queue else contact.queue_id, "preferred_agent_id": None}
