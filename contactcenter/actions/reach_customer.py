"""The customer we ring answers, or does not; and telephones outside to which we put callers through."""

from datetime import datetime
from typing import Literal

from contactcenter.actions.follow_flow import follow
from contactcenter.actions.place_call import read_calling_context
from contactcenter.calls.circumstances import read_context
from contactcenter.calls.happenings import CustomerJoins, CustomerUnreached, ForwardAnswered, ForwardOver
from contactcenter.calls.service import HeldCall, lock_call
from contactcenter.calls.steps import Steps
from contactcenter.db import Session

Reason = Literal["busy", "no_answer", "failed", "machine"]


async def reach_customer(session: Session, call_id: str, *, external_id: str, is_machine: bool, now: datetime) -> Steps:
    """Somebody answered: into the conversation. A machine is told in a sentence who called, and we try again."""
    held = await lock_call(session, call_id)
    _hear_of(held, external_id, now)
    if is_machine:
        return (await follow(session, held, CustomerUnreached("machine"), now=now)).steps
    context = await read_calling_context(session, held, now=now)
    return (await follow(session, held, CustomerJoins(), context, now=now)).steps


async def ring_customer(session: Session, call_id: str, *, external_id: str, now: datetime) -> None:
    """The carrier says that it rings."""
    held = await lock_call(session, call_id)
    _hear_of(held, external_id, now)
    if held.customer.state == "asked":
        held.customer.state = "ringing"


async def miss_customer(
    session: Session, call_id: str, *, reason: Reason, now: datetime, external_id: str = ""
) -> None:
    """Nobody answered, or the carrier could not ring. What is told of an older telephone comes too late."""
    held = await lock_call(session, call_id)
    _hear_of(held, external_id, now)
    await follow(session, held, CustomerUnreached(reason), now=now)


def _hear_of(held: HeldCall, external_id: str, now: datetime) -> None:
    held.customer.heard_of_at = now
    if external_id:
        name_customer(held, external_id)


def name_customer(held: HeldCall, external_id: str) -> None:
    """The carrier's id of a customer we ring, whoever tells it first."""
    if held.customer.external_id is None:
        held.customer.external_id = held.call.external_id = external_id


async def answer_forward(session: Session, call_id: str, *, now: datetime) -> None:
    """Somebody outside, to whom a caller was put through, has answered."""
    held = await lock_call(session, call_id)
    await follow(session, held, ForwardAnswered(), now=now)


async def come_back_from_forward(session: Session, call_id: str, *, was_answered: bool, now: datetime) -> Steps:
    """The telephone outside is out of the call, and the caller still there."""
    held = await lock_call(session, call_id)
    held.customer.heard_of_at = now
    if was_answered:
        await follow(session, held, ForwardAnswered(), now=now)
        held = await lock_call(session, call_id)
    return (await follow(session, held, ForwardOver(), await read_context(session, held, now=now), now=now)).steps
