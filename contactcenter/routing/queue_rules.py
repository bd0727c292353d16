"""What the rules of a queue have for those who wait in it, and for those who come. Called by actions and jobs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select

from contactcenter.calendars.service import is_open, next_opening
from contactcenter.calls.circumstances import own_number, read_menus
from contactcenter.calls.happenings import Instead, TurnedAway, Why
from contactcenter.calls.menus import EMERGENCY
from contactcenter.calls.service import HeldCall
from contactcenter.calls.standing import Context, OverflowStep, WaitMessage
from contactcenter.calls.waiting import IS_IN_LINE, expected_seconds, position_of, waits_for_talk
from contactcenter.contacts.models import Contact
from contactcenter.db import Session, insert
from contactcenter.lines.service import calendar_of, find_line
from contactcenter.routing.models import OverflowTaken, Queue
from contactcenter.routing.service import find_queue
from contactcenter.routing.staffing import read_pace, signed_in
from contactcenter.text.numbers import region_of

# After so long in the line something else is proposed, where the queue has no steps of its own.
LONGEST_WAIT_SECONDS: Final = 600
NEVER: Final = float("inf")
WAIT: Final = "wait"
# Two calendars that are never open together are not compared for ever.
MOST_CALENDARS_COMPARED: Final = 20
_TO_QUEUE: Final = "queue:"


async def read_waiting_context(session: Session, held: HeldCall, *, now: datetime) -> Context:
    """For whoever speaks with a caller in the line."""
    call, contact = held.call, held.contact
    line = await find_line(session, "voice", call.line)
    since = call.voicemail_offered_at or call.queued_at or now
    context = Context(
        menus=await read_menus(session),
        first_menu=line.menu_code if line else None,
        is_open=await is_open(session, await calendar_of(session, line), now),
        reference=contact.reference,
        position=await position_of(session, contact),
        waited_seconds=(now - since).total_seconds(),
        in_line_seconds=(now - (call.queued_at or now)).total_seconds(),
        longest_wait_seconds=LONGEST_WAIT_SECONDS,
        can_call_back=True,
        own_number=own_number(held),
        region=region_of(call.line),
    )
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    return await _with_rules(session, context, contact, queue, now) if queue is not None else context


async def _with_rules(session: Session, context: Context, contact: Contact, queue: Queue, now: datetime) -> Context:
    there = await signed_in(session, queue)
    pace = await read_pace(session, queue, len(there), now=now)
    return replace(
        context,
        is_open=context.is_open and await is_open(session, queue.calendar_id, now),
        expected_seconds=expected_seconds(context.position, pace),
        messages=tuple(_message(rule) for rule in queue.wait_messages),
        overflow=await _step_due(session, contact, queue, now=now),
        # A queue that has steps of its own decides by them alone.
        longest_wait_seconds=NEVER if queue.overflow else LONGEST_WAIT_SECONDS,
        empty=_instead(queue.leave_empty) if not there else None,
        is_staffed=bool(there),
        can_call_back=queue.callback_attempts > 0,
    )


def _message(rule: Mapping[str, Any]) -> WaitMessage:
    return WaitMessage(
        int(rule.get("after_seconds") or 0), int(rule.get("every_seconds") or 0), dict(rule.get("texts") or {})
    )


def _instead(rule: str) -> Instead | None:
    if rule == "voicemail":
        return "voicemail"
    return "callback" if rule == "callback" else None


# --- overflow


async def _step_due(session: Session, contact: Contact, queue: Queue, *, now: datetime) -> OverflowStep | None:
    """The first step for callers whose time has come and which this one has not been through."""
    for step in await steps_due(session, contact, queue, now=now):
        rule = queue.overflow[step]
        if rule["action"] != "queue":
            return OverflowStep(rule["action"], str(rule.get("target") or ""), step)
    return None


async def steps_due(session: Session, contact: Contact, queue: Queue, *, now: datetime) -> list[int]:
    """The places of the steps whose time has come and which the contact has not been through, in their order."""
    waited = (now - (contact.waits_since or contact.queued_at)).total_seconds()
    due = [index for index, rule in enumerate(queue.overflow) if waited >= seconds_of(rule)]
    if not due:
        return []
    taken = select(OverflowTaken.step).where(OverflowTaken.contact_id == contact.id, OverflowTaken.queue_id == queue.id)
    known = set(await session.scalars(taken))
    return sorted((index for index in due if index not in known), key=lambda index: seconds_of(queue.overflow[index]))


async def take_step(session: Session, contact: Contact, queue_id: str, step: int, *, now: datetime) -> bool:
    """Mark the step as taken; False where it is already."""
    row = {"contact_id": contact.id, "queue_id": queue_id, "step": step, "taken_at": now}
    statement = insert(session, OverflowTaken).values(**row).on_conflict_do_nothing()
    return await session.scalar(statement.returning(OverflowTaken.step)) is not None


def seconds_of(rule: Mapping[str, Any]) -> float:
    seconds = float(rule.get("after_seconds") or 0)
    # 0 seconds are "never" for what ends a wait.
    return seconds if seconds > 0 else NEVER


# --- whoever comes


async def turned_away(session: Session, contact: Contact, *, now: datetime) -> tuple[str | None, TurnedAway | None]:
    """Which queue takes a caller who has just come, and what becomes of her where none does.

    A queue that is full, or that nobody is signed in to, may send her on to another one; where those send her round
    in a circle, she waits where she came. An emergency is taken by every queue.
    """
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    seen: set[str] = set()
    while queue is not None and contact.class_ != EMERGENCY and queue.id not in seen:
        seen.add(queue.id)
        rule, why = await _refusal(session, queue, contact, now=now)
        if why is None:
            return queue.id, None
        instead = _instead(rule)
        if instead is not None:
            return queue.id, TurnedAway(instead, why)
        queue = await find_queue(session, rule.removeprefix(_TO_QUEUE)) if rule.startswith(_TO_QUEUE) else None
    return contact.queue_id, None


async def queue_when_empty(session: Session, contact: Contact) -> str | None:
    """The queue a waiting caller is moved to because the last one who serves hers has signed out, if there is one."""
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    if queue is None or contact.class_ == EMERGENCY or not queue.leave_empty.startswith(_TO_QUEUE):
        return None
    if await signed_in(session, queue):
        return None
    other = await find_queue(session, queue.leave_empty.removeprefix(_TO_QUEUE))
    return other.id if other is not None and other.id != queue.id and await signed_in(session, other) else None


async def _refusal(session: Session, queue: Queue, contact: Contact, *, now: datetime) -> tuple[str, Why | None]:
    """The rule that holds for whoever comes now, and why; None where the queue takes her."""
    if not await is_open(session, queue.calendar_id, now):
        line = await find_line(session, "voice", contact.line)
        return ("callback" if line is not None and line.when_closed == "callback" else "voicemail"), "closed"
    if queue.join_empty != WAIT and not await signed_in(session, queue):
        return queue.join_empty, "empty"
    if queue.most_waiting > 0 and queue.when_full != WAIT:
        # Whom we owe a call keeps nobody from the line.
        waiting = select(func.count()).where(waits_for_talk(queue.id), IS_IN_LINE, Contact.id != contact.id)
        if int(await session.scalar(waiting) or 0) >= queue.most_waiting:
            return queue.when_full, "full"
    return WAIT, None


async def call_back_at(session: Session, contact: Contact, moment: datetime) -> datetime:
    """The first time from `moment` on at which line and queue are both open: nobody is called in the night.

    `moment` itself where they never are again: then whoever comes decides.
    """
    queue = await session.get(Queue, contact.queue_id) if contact.queue_id else None
    of_line = await calendar_of(session, await find_line(session, "voice", contact.line))
    at = moment
    for _ in range(MOST_CALENDARS_COMPARED):
        opening = await next_opening(session, of_line, at)
        both = await next_opening(session, queue.calendar_id if queue else None, opening) if opening else None
        if both is None:
            return moment
        if both == at:
            return at
        at = both
    return at
