"""Calls and their legs as rows: find, hold against others, read and write where a call stands. Called by actions.

Agents are locked before contacts, contacts before calls, so that nobody waits in a circle.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import select

from contactcenter.calls.models import Call, Leg, Recording
from contactcenter.calls.standing import OR_WAIT, AgentState, Standing
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import lock_contact
from contactcenter.db import Session
from contactcenter.errors import Conflict, NotFound
from contactcenter.events import Fact

ENDED: Final = "ended"
CUSTOMER, AGENT = "customer", "agent"
# The source of a contact by which we owe a caller a call.
CALLBACK: Final = "callback"
# The states in which an agent's telephone has a part.
CALLS_OF_OURS: Final = ("calling", "dialing")
WITH_AGENT: Final = ("ringing", "talking", *CALLS_OF_OURS)
_AGENT_STATES: Final[dict[str, AgentState]] = {"answered": "accepted", "joined": "joined"}


@dataclass(slots=True)
class HeldCall:
    """A call with its contact and legs, held against others until the commit. `agent` is the leg that counts now."""

    call: Call
    contact: Contact
    customer: Leg
    agent: Leg | None
    has_voicemail: bool = False


async def lock_call(session: Session, call_id: str) -> HeldCall:
    """The call as it is now; raises `NotFound`."""
    # A call never changes its contact, so that row may be read before anything is locked.
    contact_id = await session.scalar(select(Call.contact_id).where(Call.id == call_id))
    if contact_id is None:
        raise NotFound("There is no such call.")
    contact = await lock_contact(session, contact_id)
    query = select(Call).where(Call.id == call_id).with_for_update(key_share=True)
    call = (await session.scalars(query.execution_options(populate_existing=True))).one()
    query_legs = select(Leg).where(Leg.call_id == call_id).order_by(Leg.id)
    legs = (await session.scalars(query_legs.execution_options(populate_existing=True))).all()
    customer = next(leg for leg in legs if leg.role == CUSTOMER)
    agent = next((leg for leg in reversed(legs) if leg.role == AGENT and leg.left_at is None), None)
    voicemail = select(Recording.id).where(Recording.call_id == call_id, Recording.kind == "voicemail").limit(1)
    return HeldCall(call, contact, customer, agent, await session.scalar(voicemail) is not None)


async def lock_live_call(session: Session, contact_id: str) -> HeldCall | None:
    """The call that goes on with this contact, if one does."""
    call_id = await find_live_call(session, contact_id)
    held = await lock_call(session, call_id) if call_id else None
    return held if held is not None and held.call.state != ENDED else None


async def find_live_call(session: Session, contact_id: str) -> str | None:
    query = select(Call.id).where(Call.contact_id == contact_id, Call.state != ENDED)
    return await session.scalar(query.order_by(Call.id.desc()).limit(1))


async def find_call(session: Session, external_id: str) -> Call | None:
    """The call with this id of the carrier's."""
    return (await session.scalars(select(Call).where(Call.external_id == external_id))).one_or_none()


async def find_leg(session: Session, leg_id: str) -> Leg | None:
    return (await session.scalars(select(Leg).where(Leg.id == leg_id))).one_or_none()


def is_news(leg: Leg, number: int | None) -> bool:
    """Whether this event comes after all that was heard of the telephone; it counts as heard from now on.

    `number` is the carrier's, which counts the events of a conversation; None where it gives none.
    """
    if number is None:
        return True
    if number <= leg.event_number:
        return False
    leg.event_number = number
    return True


async def require_no_live_call(session: Session, contact: Contact) -> None:
    """Raise `Conflict` with code `in_call` while somebody is on the line."""
    if contact.channel == "voice" and await find_live_call(session, contact.id) is not None:
        raise Conflict("The call is still going on; end it first.", code="in_call")


def standing_of(held: HeldCall) -> Standing:
    """Where the call stands, for the flow."""
    call = held.call
    return Standing(
        state=call.state,  # type: ignore[arg-type]
        language=call.language,
        menu=call.menu_code,
        silences=call.silences,
        wrong_choices=call.wrong_choices,
        class_=held.contact.class_,
        said_position=call.said_position,
        said_minutes=call.said_minutes,
        told_seconds=call.told_seconds,
        number=call.number,
        agent=_agent_state(held),
        is_held=call.held_since is not None,
        has_talked=call.answered_at is not None,
        has_voicemail=held.has_voicemail,
        has_queued=call.queued_at is not None,
        is_callback=held.contact.source == CALLBACK,
        was_forwarded=call.forwarded_at is not None,
    )


def _agent_state(held: HeldCall) -> AgentState:
    if held.call.state not in WITH_AGENT:
        return "none"
    state = _AGENT_STATES.get(held.agent.state if held.agent else "")
    # Taken on the screen while the telephone still rings.
    return state or ("accepted" if held.contact.state == states.ACTIVE else "rung")


def keep_standing(session: Session, held: HeldCall, before: Standing, standing: Standing, *, now: datetime) -> None:
    """Write where the call stands now; screens hear of what they show."""
    call = held.call
    call.state, call.language, call.menu_code = standing.state, standing.language, standing.menu
    call.silences, call.wrong_choices = standing.silences, standing.wrong_choices
    call.said_position, call.said_minutes = standing.said_position, standing.said_minutes
    call.told_seconds, call.number = standing.told_seconds, standing.number
    call.forwarded_at = (call.forwarded_at or now) if standing.was_forwarded else None
    if standing.menu == OR_WAIT and before.menu != OR_WAIT:
        call.voicemail_offered_at = now
    if not standing.is_held:
        call.held_since = None
    if standing.state == "queued":
        call.queued_at = call.queued_at or now
        call.agent_id = None
    if standing.state == "dialing":
        call.dialed_at = call.dialed_at or now
    if standing.state == "talking":
        call.answered_at = call.answered_at or now
    if standing.state == ENDED:
        call.ended_at = call.ended_at or now
    held.contact.language = standing.language
    if _shown(before) != _shown(standing):
        touch_call(session, call)


def _shown(standing: Standing) -> Standing:
    """Without what no screen shows."""
    return replace(
        standing,
        said_position=None,
        said_minutes=None,
        told_seconds=0,
        number="",
        silences=0,
        wrong_choices=0,
        menu=None,
        queue=None,
        has_queued=False,
    )


def touch_call(session: Session, call: Call) -> None:
    """The call changed: let screens know."""
    call.version += 1
    session.record(Fact("call.changed", call.id, call.version))
