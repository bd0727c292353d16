"""The agent ends the call: the talk is over, the writing begins."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.agents.models import Agent
from contactcenter.calls.happenings import AgentHangsUp
from contactcenter.calls.models import Call
from contactcenter.calls.service import ENDED, HeldCall, lock_call, lock_live_call
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import require_holder
from contactcenter.db import Session
from contactcenter.errors import Conflict


async def hang_up_call(session: Session, call_id: str, *, agent: Agent, now: datetime) -> Call:
    """Hanging up what is over changes nothing; raises `Conflict` where nobody has taken the call yet."""
    held = await lock_call(session, call_id)
    require_holder(held.contact, agent)
    if held.call.state == ENDED:
        return held.call
    await _hang_up(session, held, agent, now)
    if held.call.state != ENDED:
        raise Conflict("Nobody talks with this caller yet.", code="wrong_state", details={"state": held.call.state})
    return held.call


async def hang_up_for_wrap_up(session: Session, contact: Contact, *, agent: Agent, now: datetime) -> bool:
    """Wrapping up while a caller is on the line ends the talk first; False where nobody was."""
    held = await lock_live_call(session, contact.id) if contact.channel == "voice" else None
    if held is None:
        return False
    await _hang_up(session, held, agent, now)
    return held.call.state == ENDED


async def _hang_up(session: Session, held: HeldCall, agent: Agent, now: datetime) -> None:
    await follow(session, held, AgentHangsUp(), now=now, author_id=agent.id)
