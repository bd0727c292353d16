"""A caller waits in line: what she hears next, and the keys she may press meanwhile."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.calls.circumstances import read_waiting_context
from contactcenter.calls.happenings import ChoseVoicemail, ChoseWaiting, Happening, LeftLine, QueueAsked, WaitAsked
from contactcenter.calls.service import lock_call
from contactcenter.calls.steps import Steps
from contactcenter.db import Session


async def wait_in_queue(session: Session, call_id: str, *, now: datetime) -> Steps:
    """The carrier asks again and again, whenever what was to be heard is over."""
    return await _happens(session, call_id, WaitAsked(), now)


async def choose_waiting(session: Session, call_id: str, *, digits: str, now: datetime) -> Steps:
    return await _happens(session, call_id, ChoseWaiting(digits), now)


async def leave_queue(session: Session, call_id: str, *, has_failed: bool, now: datetime) -> Steps:
    """Out of the line, still on the telephone: to a message, or to the proposal of one."""
    held = await lock_call(session, call_id)
    if held.call.state in ("queued", "ringing") and not has_failed:
        held.call.voicemail_offered_at = now
    return await _happens(session, call_id, LeftLine(has_failed), now)


async def choose_voicemail(session: Session, call_id: str, *, digits: str, now: datetime) -> Steps:
    return await _happens(session, call_id, ChoseVoicemail(digits), now)


async def come_back_to_queue(session: Session, call_id: str, *, now: datetime) -> Steps:
    """Out of a conversation that ended without her doing."""
    return await _happens(session, call_id, QueueAsked(), now)


async def _happens(session: Session, call_id: str, happening: Happening, now: datetime) -> Steps:
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    context = await read_waiting_context(session, held, now=now)
    return (await follow(session, held, happening, context, now=now)).steps
