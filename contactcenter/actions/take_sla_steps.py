"""A promise comes near its end, or is broken: the steps of its policy are taken, each once."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.agents.presence import OFFLINE
from contactcenter.agents.roles import TAKES_CONTACTS, has_any
from contactcenter.agents.service import list_agents, lock_agent
from contactcenter.calls.service import find_live_call
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.contacts.classes import raise_class
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.events import Fact
from contactcenter.groups.service import get_groups, members_of
from contactcenter.journal import history
from contactcenter.routing import offers
from contactcenter.routing.models import Offer, Queue
from contactcenter.sla import keeping
from contactcenter.sla.events import BY_AGE, STEP
from contactcenter.sla.keeping import Rules, Shown
from contactcenter.sla.policies import HOLDER
from contactcenter.sla.terms import Step

REASON: Final = BY_AGE


@dataclass(frozen=True, slots=True)
class _Turn:
    """One step of one clock of a contact, held by the caller with the agents it concerns."""

    contact: Contact
    agents: Mapping[str, Agent]
    shown: Shown
    step: Step
    now: datetime


# What became of a step, kept with it in the history: "done", or why not.
_Take = Callable[[Session, _Turn], Awaitable[dict[str, Any]]]


async def take_sla_steps(session: Session, contact_id: str, rules: Rules, *, now: datetime) -> int:
    """Take the steps of this contact's clocks that are due; returns how many. What was taken meanwhile stays so."""
    before = await keeping.make_clocks(session, [contact_id], rules, now=now)
    agents = await _lock_agents(session, contact_id, before.get(contact_id, []))
    contact = await contacts.lock_contact(session, contact_id)
    made = await keeping.make_clocks(session, [contact_id], rules, now=now)
    due = [(shown, step) for shown in made.get(contact_id, []) for step in shown.steps_due]
    for shown, step in due:
        turn = _Turn(contact, agents, shown, step, now)
        details = {"clock": shown.clock.kind, "number": shown.clock.number, "step": step.key, "action": step.action}
        details |= {"target": step.target, **await _TAKES[step.action](session, turn)}
        await history.write(session, "contact", contact.id, STEP, author_id=None, at=now, details=details)
        session.record(Fact("sla.changed", contact.id, holder_id=contact.agent_id))
    after = await keeping.make_clocks(session, [contact_id], rules, now=now)
    await keeping.write(session, await keeping.differing(session, after))
    return len(due)


async def _lock_agents(session: Session, contact_id: str, clocks: list[Shown]) -> dict[str, Agent]:
    """Agents come before contacts: those the contact is given to, and those it rings at."""
    moves = [step for shown in clocks for step in shown.steps_due if step.action in ("assign", "queue", "group")]
    wanted = {step.target for step in moves if step.action == "assign"}
    if moves:
        ringing = select(Offer.agent_id).where(Offer.contact_id == contact_id, Offer.state == offers.LIVE)
        wanted |= set(await session.scalars(ringing))
    known = set(await session.scalars(select(Agent.id).where(Agent.id.in_(wanted)))) if wanted else set()
    return {id_: await lock_agent(session, id_) for id_ in sorted(known)}


async def _warn(session: Session, turn: _Turn) -> dict[str, Any]:
    return {"result": "done"}


async def _tell(session: Session, turn: _Turn) -> dict[str, Any]:
    """Those told are kept by name of account, and their screens hear of it."""
    told = await _people(session, turn)
    session.record(Fact("sla.changed", turn.contact.id, agent_ids=tuple(told)))
    return {"result": "done" if told else "nobody", "told": told}


async def _people(session: Session, turn: _Turn) -> list[str]:
    kind, _, name = turn.step.target.partition(":")
    if kind == HOLDER:
        return [turn.contact.agent_id] if turn.contact.agent_id else []
    if kind == "group":
        return [agent.id for agent in await members_of(session, name)]
    active = await list_agents(session, is_active=True)
    return [agent.id for agent in active if (name in agent.roles if kind == "role" else agent.id == name)]


async def _raise(session: Session, turn: _Turn) -> dict[str, Any]:
    clock = {"clock": turn.shown.clock.kind, "seconds": round(turn.shown.reading.elapsed_seconds)}
    is_raised = await raise_class(
        session, turn.contact, turn.step.target, author_id=None, now=turn.now, reason=REASON, details=clock
    )
    session.wake(contacts.OFFERS_TOPIC)
    return {"result": "done" if is_raised else "already"}


async def _to_queue(session: Session, turn: _Turn) -> dict[str, Any]:
    queue = (await session.scalars(select(Queue).where(Queue.id == turn.step.target))).one_or_none()
    if queue is None:
        return {"result": "unknown"}
    return await _pass_on(session, turn, queue_id=queue.id)


async def _to_group(session: Session, turn: _Turn) -> dict[str, Any]:
    """The people of the group are asked, in their queue where they have one."""
    if turn.step.target not in await get_groups(session, [turn.step.target]):
        return {"result": "unknown"}
    own = select(Queue.id).where(Queue.group_id == turn.step.target).order_by(Queue.position, Queue.id)
    queue_id = await session.scalar(own.limit(1))
    return await _pass_on(session, turn, group_id=turn.step.target, **({"queue_id": queue_id} if queue_id else {}))


async def _pass_on(session: Session, turn: _Turn, **where: str) -> dict[str, Any]:
    """Back into the queue, in its old place, for other people."""
    contact = turn.contact
    if all(getattr(contact, name) == value for name, value in where.items()):
        return {"result": "already"}
    if contact.state in states.HELD and await find_live_call(session, contact.id):
        return {"result": "talking"}
    contact = await _unring(session, turn)
    await contacts.return_to_queue(
        session, contact, author_id=None, now=turn.now, act="sla_moved", reason=REASON, preferred_agent_id=None, **where
    )
    return {"result": "done"}


async def _assign(session: Session, turn: _Turn) -> dict[str, Any]:
    """Into the hands of somebody who is there; a caller on the line has to be rung for."""
    contact, agent = turn.contact, turn.agents.get(turn.step.target)
    if agent is None or not agent.is_active or agent.presence == OFFLINE or not has_any(agent.roles, TAKES_CONTACTS):
        return {"result": "not_there"}
    if contact.agent_id == agent.id:
        return {"result": "already"}
    if await find_live_call(session, contact.id):
        return {"result": "calling"}
    contact = await _unring(session, turn)
    await contacts.change_state(
        session,
        contact,
        states.ACTIVE,
        author_id=None,
        now=turn.now,
        act="sla_assigned",
        reason=REASON,
        agent_id=agent.id,
        preferred_agent_id=agent.id,
    )
    return {"result": "done"}


async def _unring(session: Session, turn: _Turn) -> Contact:
    """The contact as it is after nobody is rung for it any more."""
    if turn.contact.state != states.OFFERED:
        return turn.contact
    live = select(Offer).where(Offer.contact_id == turn.contact.id, Offer.state == offers.LIVE)
    ringing = (await session.scalars(live.order_by(Offer.id))).all()
    await offers.take_back(session, ringing, "withdrawn", author_id=None, now=turn.now, reason=REASON)
    return await contacts.lock_contact(session, turn.contact.id)


_TAKES: Final[Mapping[str, _Take]] = {
    "warn": _warn,
    "tell": _tell,
    "class": _raise,
    "queue": _to_queue,
    "group": _to_group,
    "assign": _assign,
}
