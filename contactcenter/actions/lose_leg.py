"""An agent's telephone was not answered, or is gone in the middle of a call. The caller keeps her place."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.agents.service import lock_agent
from contactcenter.calls import commands
from contactcenter.calls.following import leave
from contactcenter.calls.happenings import AgentLost, AgentUnanswered, CustomerLeft
from contactcenter.calls.models import Leg
from contactcenter.calls.service import HeldCall, find_leg, is_news, lock_call
from contactcenter.contacts import states
from contactcenter.db import Session


async def miss_leg(session: Session, leg_id: str, *, external_id: str, is_declined: bool, now: datetime) -> None:
    """Nobody answered, or the agent declined at the telephone."""
    found = await _lock(session, leg_id, external_id)
    if found is None:
        return
    held, leg = found
    if leg.state in ("asked", "ringing"):
        await follow(session, held, AgentUnanswered(is_declined), now=now)


async def lose_leg(
    session: Session, leg_id: str, *, now: datetime, external_id: str = "", number: int | None = None
) -> None:
    """Answered before, and gone without our doing. `number` is the carrier's of this event."""
    found = await _lock(session, leg_id, external_id, number)
    if found is not None:
        held, _leg = found
        await follow(session, held, AgentLost(), now=now)


async def outlive_conversation(session: Session, leg_id: str, *, now: datetime, number: int | None = None) -> None:
    """The conversation is over while the agent is still there: the caller has left it."""
    found = await _lock(session, leg_id, "", number)
    if found is not None and found[0].call.state == "talking":
        await follow(session, found[0], CustomerLeft(), now=now)


async def fail_leg(session: Session, leg_id: str, *, now: datetime) -> None:
    """The carrier could not ring it: an offer goes on at the screen until its time is over."""
    found = await _lock(session, leg_id, "")
    if found is None:
        return
    held, leg = found
    if held.contact.state == states.OFFERED:
        leave(leg, now=now)
    else:
        await follow(session, held, AgentUnanswered(), now=now)


async def lose_conversation(session: Session, call_id: str, leg_id: str, *, now: datetime) -> None:
    """The caller cannot be brought in to this agent, who need not wait any more; she goes on waiting."""
    held = await lock_call(session, call_id)
    if held.call.state == "ringing" and held.agent is not None and held.agent.id == leg_id:
        await commands.end_leg(session, held.agent, now=now)
        await follow(session, held, AgentLost(), now=now)


async def _lock(
    session: Session, leg_id: str, external_id: str, number: int | None = None
) -> tuple[HeldCall, Leg] | None:
    """The call, if this telephone is the one that counts in it; else what is said of it comes too late."""
    leg = await find_leg(session, leg_id)
    if leg is None or leg.agent_id is None:
        return None
    # Before the contact and the call: the agent may be marked as having missed it.
    await lock_agent(session, leg.agent_id)
    held = await lock_call(session, leg.call_id)
    leg.external_id = leg.external_id or external_id or None
    return (held, leg) if is_news(leg, number) and held.agent is leg else None
