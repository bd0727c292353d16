"""An agent's telephone rings, and is answered: that is the agent's acceptance."""

from datetime import datetime

from contactcenter.actions.accept_offer import accept_contact
from contactcenter.actions.follow_flow import follow
from contactcenter.actions.place_call import read_calling_context
from contactcenter.agents.service import get_agent
from contactcenter.calls.following import NOTHING_ELSE
from contactcenter.calls.happenings import AgentAnswered
from contactcenter.calls.models import Leg
from contactcenter.calls.service import CALLS_OF_OURS, WITH_AGENT, HeldCall, find_leg, lock_call
from contactcenter.calls.steps import HangUp, Steps
from contactcenter.contacts import states
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotAllowed


async def answer_leg(session: Session, leg_id: str, *, external_id: str, now: datetime) -> Steps:
    """Into the conversation; the late answer of a dead offer is hung up."""
    leg = await find_leg(session, leg_id)
    if leg is None or leg.agent_id is None:
        return (HangUp(),)
    held = await lock_call(session, leg.call_id)
    leg.external_id = leg.external_id or external_id
    leg.heard_of_at = now
    is_wanted = await take_offer(session, held, leg, now=now)
    held = await lock_call(session, leg.call_id)
    is_ours = is_wanted and held.call.state in CALLS_OF_OURS
    context = await read_calling_context(session, held, now=now) if is_ours else NOTHING_ELSE
    return (await follow(session, held, AgentAnswered(is_wanted), context, now=now, leg=leg)).steps


async def take_offer(session: Session, held: HeldCall, leg: Leg, *, now: datetime) -> bool:
    """Whether this telephone may speak in the call: it is the one that was rung last, and its offer stands or stood."""
    contact = held.contact
    if held.agent is not leg:
        return False
    if contact.state == states.ACTIVE and held.call.state in WITH_AGENT:
        # Taken on the screen before, perhaps handed on since: whoever was rung for it may speak.
        return True
    if contact.state != states.OFFERED:
        return False
    assert leg.agent_id is not None, "an agent's leg has an agent"
    agent = await get_agent(session, leg.agent_id)
    try:
        await accept_contact(session, contact.id, agent=agent, now=now)
    except (Conflict, NotAllowed):
        return False
    return True


async def ring_leg(session: Session, leg_id: str, *, external_id: str, now: datetime) -> None:
    """The carrier says that it rings."""
    leg = await find_leg(session, leg_id)
    if leg is None:
        return
    await lock_call(session, leg.call_id)
    leg.external_id = leg.external_id or external_id
    leg.heard_of_at = now
    if leg.state == "asked":
        leg.state = "ringing"
