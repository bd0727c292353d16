"""A rostered shift is over and its agent has not gone: from here on they are offered nothing, until they say that they
stay. Called by a job; what they hold stays theirs.
"""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import aliased

from contactcenter.agents import presence
from contactcenter.agents.models import Agent
from contactcenter.agents.service import lock_agent
from contactcenter.agents.service import set_presence as keep_presence
from contactcenter.db import Session
from contactcenter.routing import offers
from contactcenter.shifts.models import Shift
from contactcenter.shifts.states import CLOSED, HANDED_OVER, OPEN

# Time to finish what is in hand before somebody else is asked.
GRACE = timedelta(minutes=15)
# A shift of yesterday says nothing about somebody who is here today.
LOOKING_BACK = timedelta(hours=24)
REASON = "shift_over"


async def agents_past_duty(session: Session, *, now: datetime) -> list[str]:
    """Who takes contacts although the rostered shift is over, and has not gone available again since."""
    open_shift, later = aliased(Shift), aliased(Shift)
    has_open = select(open_shift.id).where(open_shift.agent_id == Shift.agent_id, open_shift.state == OPEN).exists()
    has_later = (
        select(later.id)
        .where(later.agent_id == Shift.agent_id, later.state.in_((HANDED_OVER, CLOSED)))
        .where(later.starts_at > Shift.starts_at, later.starts_at <= now)
        .exists()
    )
    over = (~Shift.is_extra) & (Shift.ends_at <= now - GRACE)
    is_open = (Shift.state == OPEN) & (Shift.overtime_until.is_(None) | (Shift.overtime_until <= now - GRACE))
    is_handed_over: ColumnElement[bool] = Shift.state == HANDED_OVER
    is_handed_over = (is_handed_over | (Shift.state == CLOSED)) & (Shift.ends_at > now - LOOKING_BACK)
    query = select(Agent.id).join(Shift, Shift.agent_id == Agent.id).where(Agent.presence == presence.AVAILABLE, over)
    # Whoever went available after the end of a shift that is handed over has an extra one.
    query = query.where(is_open | (is_handed_over & ~has_open & ~has_later))
    return sorted(set(await session.scalars(query)))


async def end_duty(session: Session, agent_id: str, *, now: datetime) -> bool:
    """Away, with the reason; returns False where the agent has gone or said otherwise meanwhile."""
    agent = await lock_agent(session, agent_id)
    if agent.presence != presence.AVAILABLE or agent_id not in await agents_past_duty(session, now=now):
        return False
    agent = await keep_presence(session, agent, presence.AWAY, author_id=None, reason=REASON, now=now)
    ringing = await offers.live_offers_to(session, agent.id)
    await offers.take_back(session, ringing, "withdrawn", author_id=None, now=now, reason=REASON)
    return True
