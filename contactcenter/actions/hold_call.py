"""The agent lets the caller hear music for a while, and talks to her again."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.calls import commands, thread
from contactcenter.calls.models import Call
from contactcenter.calls.service import lock_call, touch_call
from contactcenter.contacts.service import require_holder
from contactcenter.db import Session
from contactcenter.errors import Conflict


async def hold_call(session: Session, call_id: str, *, agent: Agent, now: datetime) -> Call:
    """Holding what is held changes nothing."""
    return await _set_held(session, call_id, is_held=True, agent=agent, now=now)


async def resume_call(session: Session, call_id: str, *, agent: Agent, now: datetime) -> Call:
    return await _set_held(session, call_id, is_held=False, agent=agent, now=now)


async def _set_held(session: Session, call_id: str, *, is_held: bool, agent: Agent, now: datetime) -> Call:
    held = await lock_call(session, call_id)
    call = held.call
    require_holder(held.contact, agent)
    if call.state != "talking":
        raise Conflict("Nobody talks with this caller now.", code="wrong_state", details={"state": call.state})
    if (call.held_since is not None) == is_held:
        return call
    details = {} if is_held else {"seconds": round((now - (call.held_since or now)).total_seconds())}
    call.held_since = now if is_held else None
    await commands.hold(session, call, held.customer, is_held=is_held, now=now)
    await thread.note(session, held.contact, "talk.held" if is_held else "talk.resumed", details, now=now)
    touch_call(session, call)
    return call


async def fail_to_hold(session: Session, call_id: str, *, was_held: bool, now: datetime) -> None:
    """The carrier did not do it: what screens show must be what the caller hears."""
    held = await lock_call(session, call_id)
    if held.call.state == "talking":
        held.call.held_since = now if was_held else None
        touch_call(session, held.call)
