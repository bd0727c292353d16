"""Contacts: find, hold against others, and the one front door through which their state changes. Called by actions.

Every change has an author and a time in the history; `author_id` None means that a rule or a job did it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import case, select

from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.agents.roles import SUPERVISOR
from contactcenter.contacts import states
from contactcenter.contacts.matters import add_matter as add_matter
from contactcenter.contacts.matters import find_matter_to_decide as find_matter_to_decide
from contactcenter.contacts.matters import matters_of as matters_of
from contactcenter.contacts.matters import retitle as retitle
from contactcenter.contacts.matters import set_outcome as set_outcome
from contactcenter.contacts.messages import add_message as add_message
from contactcenter.contacts.messages import send_to_owner as send_to_owner
from contactcenter.contacts.models import AgentRelease, Contact
from contactcenter.contacts.versions import stale
from contactcenter.contacts.versions import touch as touch
from contactcenter.db import Session, insert
from contactcenter.errors import Conflict, NotAllowed, NotFound
from contactcenter.events import Fact
from contactcenter.journal import history

# Whoever matches waiting contacts with agents waits for this topic.
OFFERS_TOPIC = "offers"
_IN_QUEUE = frozenset({states.QUEUED, states.OFFERED})
_BUSY = frozenset({states.ACTIVE, states.WRAP_UP})


async def get_contact(session: Session, contact_id: str) -> Contact:
    contact = await session.get(Contact, contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    return contact


async def lock_contact(session: Session, contact_id: str, *, version: int | None = None) -> Contact:
    """The contact, held against others until the commit; with `version`, only if nobody changed it meanwhile.

    Agents are locked before contacts and contacts before what hangs on them, so that nobody waits in a circle.
    """
    contact = (await lock_contacts(session, [contact_id])).get(contact_id)
    if contact is None:
        raise NotFound("There is no such contact.")
    if version is not None and contact.version != version:
        raise stale({"version": contact.version})
    return contact


async def lock_contacts(session: Session, contact_ids: Collection[str]) -> dict[str, Contact]:
    """Those of these contacts that exist, held against others until the commit, as they are now."""
    if not contact_ids:
        return {}
    await session.flush()
    # Not a full lock: whoever only adds a message to the thread need not wait.
    query = select(Contact).where(Contact.id.in_(set(contact_ids))).order_by(Contact.id)
    query = query.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {contact.id: contact for contact in await session.scalars(query)}


async def get_contacts(session: Session, contact_ids: Collection[str]) -> dict[str, Contact]:
    """Those of these contacts that exist, by id, with one statement."""
    if not contact_ids:
        return {}
    found = await session.scalars(select(Contact).where(Contact.id.in_(set(contact_ids))))
    return {contact.id: contact for contact in found}


def require_holder(contact: Contact, agent: Agent) -> None:
    """An agent acts on contacts she holds; a supervisor on any."""
    if contact.agent_id != agent.id and SUPERVISOR not in agent.roles:
        raise NotAllowed("This contact is not yours; accept it first.", code="not_yours")


def require_move(contact: Contact, to: str, agent: Agent) -> None:
    """Raise `NotAllowed` where this agent, or `Conflict` where nobody, may move the contact to that state."""
    require_holder(contact, agent)
    actors = states.who_may(contact.state, to)
    if not actors & {"holder", "supervisor"}:
        raise _wrong_move(contact.state, to)


async def change_state(
    session: Session,
    contact: Contact,
    state: str,
    *,
    author_id: str | None,
    now: datetime,
    act: str | None = None,
    reason: str = "",
    **changes: Any,
) -> None:
    """Move a contact to another state, with other columns that change along. Raises `Conflict` on a move not allowed.

    `queued_at` is never among the columns: nothing costs the owner a place.
    """
    before, agent_before = contact.state, contact.agent_id
    if not states.may_move(before, state):
        raise _wrong_move(before, state)
    details: dict[str, Any] = {"from": before, "to": state}
    if reason:
        details["reason"] = reason
    if "agent_id" in changes and changes["agent_id"] != agent_before:
        details |= {"from_agent": agent_before, "to_agent": changes["agent_id"]}
    for name, column in (("queue", "queue_id"), ("group", "group_id")):
        if column in changes and changes[column] != getattr(contact, column):
            details |= {f"from_{name}": getattr(contact, column), f"to_{name}": changes[column]}
    if state != before:
        ended = {"snoozed_until": None, "wrap_up_until": None, "wrap_up_extended": False}
        changes = {**ended, "state_since": now, **changes}
    if state == states.QUEUED and (before not in _IN_QUEUE or _waits_for_others(contact, changes)):
        changes = {"waits_since": now, **changes}
    for name, value in {"state": state, **changes}.items():
        setattr(contact, name, value)
    await touch(session, contact, now=now)
    await history.write(session, "contact", contact.id, act or state, author_id=author_id, at=now, details=details)
    if before in _BUSY and (state not in _BUSY or contact.agent_id != agent_before):
        await record_release(session, agent_before, now=now)
    if contact.queue_id and _IN_QUEUE & {before, state}:
        session.record(Fact("queue.changed", contact.queue_id))
    session.wake(OFFERS_TOPIC)


async def give_to(session: Session, contact: Contact, agent_id: str, *, now: datetime, act: str | None = None) -> None:
    """From now on this agent, whose act it is, works on the contact, and is asked first when it comes back."""
    await change_state(
        session,
        contact,
        states.ACTIVE,
        author_id=agent_id,
        now=now,
        act=act,
        agent_id=agent_id,
        preferred_agent_id=agent_id,
    )


async def return_to_queue(
    session: Session,
    contact: Contact,
    *,
    author_id: str | None,
    now: datetime,
    act: str,
    reason: str = "",
    **changes: Any,
) -> None:
    """Back to its old place in the queue; who held it last is asked first unless `preferred_agent_id` is given."""
    changes = {"preferred_agent_id": contact.agent_id or contact.preferred_agent_id, **changes}
    await change_state(
        session, contact, states.QUEUED, author_id=author_id, now=now, act=act, reason=reason, agent_id=None, **changes
    )


async def hand_to_agent(
    session: Session,
    contact_id: str,
    *,
    to_agent_id: str,
    now: datetime,
    from_agent_id: str | None = None,
    author_id: str | None = None,
    reason: str = "handover",
) -> Contact:
    """From now on this agent holds the contact, in the state it is in: a handover, or a supervisor taking over.

    A contact that is over, or no longer held by `from_agent_id`, stays as it is. The author is the new holder unless
    another one is named.
    """
    contact = await lock_contact(session, contact_id)
    before = contact.agent_id
    is_held = contact.state in states.HELD and before in (from_agent_id or before, None)
    if not is_held or before == to_agent_id:
        return contact
    contact.agent_id = contact.preferred_agent_id = to_agent_id
    await touch(session, contact, now=now)
    details = {"from_agent": before, "to_agent": to_agent_id, "reason": reason}
    author_id = author_id or to_agent_id
    await history.write(session, "contact", contact.id, "passed", author_id=author_id, at=now, details=details)
    if contact.state in _BUSY:
        await record_release(session, before, now=now)
    session.wake(OFFERS_TOPIC)
    return contact


async def record_release(session: Session, agent_id: str | None, *, now: datetime, counts: bool = True) -> None:
    """The agent let a contact go; who did so longest ago is served next. `counts` unless it is counted later."""
    if agent_id is None:
        return
    today = clock.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    statement = insert(session, AgentRelease).values(agent_id=agent_id, released_at=now, count=int(counts))
    before = case((AgentRelease.released_at >= today, AgentRelease.count), else_=0)
    changes = {"released_at": now, "count": before + int(counts)}
    await session.execute(statement.on_conflict_do_update(index_elements=["agent_id"], set_=changes))


def _waits_for_others(contact: Contact, changes: Mapping[str, Any]) -> bool:
    """Whether it goes to another queue, another group, or a colleague: the time in which they are asked begins now."""
    named = {name: changes[name] for name in ("queue_id", "group_id", "preferred_agent_id") if name in changes}
    return any(value is not None and value != getattr(contact, name) for name, value in named.items())


def _wrong_move(state: str, to: str) -> Conflict:
    details = {"state": state, "to": to}
    return Conflict(f"A contact that is {state} cannot become {to}.", code="wrong_state", details=details)
