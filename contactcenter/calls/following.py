"""Lets something happen in a call: asks the flow, writes where the call stands, and gives the carrier its commands.

What becomes of the contact is the caller's part (`actions/follow_flow.py`); routing, which has decided that itself
already, comes here directly.
"""

from datetime import datetime

from contactcenter.agents.service import get_agents
from contactcenter.calls import commands, thread
from contactcenter.calls.decision import Decision, Order
from contactcenter.calls.flow import decide
from contactcenter.calls.happenings import (
    AgentAnswered,
    AgentHangsUp,
    CustomerLeft,
    Dismissed,
    Happening,
    PassedOn,
)
from contactcenter.calls.models import Leg
from contactcenter.calls.service import CALLBACK, HeldCall, keep_standing, standing_of
from contactcenter.calls.standing import Context, Standing
from contactcenter.calls.waiting import keep_estimate
from contactcenter.db import Session

NOTHING_ELSE = Context()


async def happen(
    session: Session,
    held: HeldCall,
    happening: Happening,
    context: Context = NOTHING_ELSE,
    *,
    now: datetime,
    leg: Leg | None = None,
) -> Decision:
    """`leg` is the agent's telephone it is about, where that may be another one than the call's own."""
    before = standing_of(held)
    decision = decide(before, happening, context)
    about = leg or held.agent
    for order in decision.orders:
        await _give(session, held, order, about, now=now)
    _keep_legs(held, before, decision.standing, happening, now=now)
    if decision.standing.state == "ended" and before.state != "ended":
        held.call.ended_by = held.call.ended_by or _ended_by(happening)
    if decision.standing.state == "talking" and before.state != "talking":
        held.call.agent_id = held.contact.agent_id
        if held.contact.source == CALLBACK:
            # She has been called back: another wish for it would be a new one.
            held.contact.thread_key = held.contact.id
    keep_standing(session, held, before, decision.standing, now=now)
    keep_estimate(session, held, before, decision.standing, now=now)
    await _tell(session, held, before, decision.standing, happening, now=now)
    await session.flush()
    return decision


async def _give(session: Session, held: HeldCall, order: Order, about: Leg | None, *, now: datetime) -> None:
    if order == "bring_in":
        assert about is not None, "an agent waits in the conversation"
        await commands.bring_in(session, held.call, held.customer, about, now=now)
    elif order == "send_to_queue":
        await commands.send_to_queue(session, held.call, held.customer, now=now)
    elif order == "dial":
        await commands.dial(session, held.call, held.customer, now=now)
    elif order == "end_customer":
        await commands.end_leg(session, held.customer, now=now)
    elif about is not None:
        await commands.end_leg(session, about, now=now)
        leave(about, now=now)


def _keep_legs(held: HeldCall, before: Standing, after: Standing, happening: Happening, *, now: datetime) -> None:
    agent = held.agent
    if agent is not None:
        if isinstance(happening, AgentAnswered) and agent.state in ("asked", "ringing"):
            agent.state = "answered" if happening.is_wanted else agent.state
        if after.agent == "joined" and agent.state != "joined":
            agent.state, agent.joined_at = "joined", now
        if after.agent == "none" and before.agent != "none":
            leave(agent, now=now)
        if agent.left_at is not None:
            held.agent = None
    if after.state == "talking" and before.state != "talking":
        held.customer.state, held.customer.joined_at = "joined", now
    if after.state == "ended":
        leave(held.customer, now=now)


def leave(leg: Leg, *, now: datetime) -> None:
    """This telephone is out of the call; one that was never answered has failed."""
    if leg.left_at is None:
        leg.state = "failed" if leg.state in ("asked", "ringing") else "left"
        leg.left_at = now


def _ended_by(happening: Happening) -> str:
    if isinstance(happening, CustomerLeft):
        return happening.by
    return "agent" if isinstance(happening, AgentHangsUp | Dismissed | PassedOn) else "system"


async def _tell(
    session: Session, held: HeldCall, before: Standing, after: Standing, happening: Happening, *, now: datetime
) -> None:
    if before.state == after.state:
        return
    if after.state == "dialing":
        await thread.note(session, held.contact, "call.dialed", {"address": held.call.address}, now=now)
    elif after.state == "forwarded":
        await thread.note(session, held.contact, "call.forwarded", {"number": after.number}, now=now)
    elif after.state == "talking":
        agent_id = held.call.agent_id or ""
        agent = (await get_agents(session, [agent_id])).get(agent_id)
        named = {"agent_id": agent_id, "agent_name": agent.name if agent else ""}
        await thread.note(session, held.contact, "talk.started", named, now=now)
    elif before.state == "talking":
        joined = held.customer.joined_at or now
        details = {"by": _ended_by(happening), "seconds": round((now - joined).total_seconds())}
        await thread.note(session, held.contact, "talk.ended", details, now=now)
