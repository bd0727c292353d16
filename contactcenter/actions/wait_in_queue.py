"""A caller waits in line: what she hears next, and the keys she may press meanwhile."""

from datetime import datetime

from contactcenter.actions.follow_flow import follow
from contactcenter.actions.reroute_waiting import reroute
from contactcenter.calls.happenings import (
    ChoseCallback,
    ChoseVoicemail,
    ChoseWaiting,
    Happening,
    LeftLine,
    QueueAsked,
    WaitAsked,
)
from contactcenter.calls.service import lock_call
from contactcenter.calls.steps import Steps
from contactcenter.contacts import states
from contactcenter.db import Session
from contactcenter.routing.queue_rules import queue_when_empty, read_waiting_context
from contactcenter.text.numbers import normalise_phone, region_of


async def wait_in_queue(session: Session, call_id: str, *, now: datetime) -> Steps:
    """The carrier asks again and again, whenever what was to be heard is over."""
    held = await lock_call(session, call_id)
    if held.call.state == "queued" and held.contact.state == states.QUEUED:
        other = await queue_when_empty(session, held.contact)
        if other is not None:
            await reroute(session, held.contact, other, reason="nobody_signed_in", now=now)
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


async def choose_callback(session: Session, call_id: str, *, menu_code: str, digits: str, now: datetime) -> Steps:
    """A key, or a number typed; what was given to a question that is settled already counts for nothing."""
    held = await lock_call(session, call_id)
    if held.call.menu_code != menu_code:
        digits = ""
    number = normalise_phone(digits, region_of(held.call.line)) if len(digits) > 1 else None
    return await _happens(session, call_id, ChoseCallback(digits, number or ""), now)


async def come_back_to_queue(session: Session, call_id: str, *, now: datetime) -> Steps:
    """Out of a conversation that ended without her doing."""
    return await _happens(session, call_id, QueueAsked(), now)


async def _happens(session: Session, call_id: str, happening: Happening, now: datetime) -> Steps:
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    context = await read_waiting_context(session, held, now=now)
    return (await follow(session, held, happening, context, now=now)).steps
