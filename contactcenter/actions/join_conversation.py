"""Agent and caller come together: the agent first, and only then is the caller taken out of the line."""

from datetime import datetime

from contactcenter.actions.answer_leg import take_offer
from contactcenter.actions.follow_flow import follow
from contactcenter.calls.happenings import AgentJoined, CustomerJoins
from contactcenter.calls.service import find_leg, is_news, lock_call
from contactcenter.calls.steps import Steps
from contactcenter.db import Session


async def join_agent(session: Session, leg_id: str, *, number: int | None, now: datetime) -> None:
    """`number` is the carrier's of this event: one that is older than what we know of this telephone is nothing new.

    None where we looked ourselves.
    """
    leg = await find_leg(session, leg_id)
    if leg is None or leg.agent_id is None:
        return
    held = await lock_call(session, leg.call_id)
    if not is_news(leg, number):
        return
    leg.heard_of_at = now
    # Whoever is in the conversation has answered, whether or not we were told.
    is_wanted = await take_offer(session, held, leg, now=now)
    held = await lock_call(session, leg.call_id)
    await follow(session, held, AgentJoined(is_wanted), now=now, leg=leg)


async def join_customer(session: Session, call_id: str, *, now: datetime) -> Steps:
    """The caller, taken out of the line, asks where to go."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    return (await follow(session, held, CustomerJoins(), now=now)).steps
