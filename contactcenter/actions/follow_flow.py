"""Something happens in a call: the flow decides, the rows follow, and so does the contact.

Called by the other actions about calls, each of which says what happened.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contactcenter.actions.give_up_call import call_back, close_abandoned
from contactcenter.actions.route_call import enter_queue, own_queue_id, route_call
from contactcenter.agents import presence
from contactcenter.agents.service import lock_agent, set_presence
from contactcenter.calls.flow import Decision, Fate
from contactcenter.calls.following import NOTHING_ELSE, happen
from contactcenter.calls.happenings import Happening
from contactcenter.calls.models import Leg
from contactcenter.calls.prompts import words
from contactcenter.calls.ringing import note_missed
from contactcenter.calls.service import HeldCall
from contactcenter.calls.standing import Context
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.db import Session
from contactcenter.routing import offers
from contactcenter.routing.service import wrap_up_seconds


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one happening; `agent_id` is whose telephone it was about, `author_id` by whose hand it happened."""

    held: HeldCall
    decision: Decision
    agent_id: str | None
    author_id: str | None
    now: datetime


async def follow(
    session: Session,
    held: HeldCall,
    happening: Happening,
    context: Context = NOTHING_ELSE,
    *,
    now: datetime,
    leg: Leg | None = None,
    author_id: str | None = None,
) -> Decision:
    """`leg` is the agent's telephone it is about, where that may be another one than the call's own.

    Whoever lets a telephone go unanswered has locked its agent before the call.
    """
    about = leg or held.agent
    decision = await happen(session, held, happening, context, now=now, leg=leg)
    if decision.fate is not None:
        turn = Turn(held, decision, about.agent_id if about else None, author_id, now)
        await FATES[decision.fate](session, turn)
    return decision


async def _queue(session: Session, turn: Turn) -> None:
    await route_call(session, turn.held, turn.decision, now=turn.now)


async def _abandoned(session: Session, turn: Turn) -> None:
    await close_abandoned(session, turn.held, now=turn.now)


async def _call_back(session: Session, turn: Turn) -> None:
    await call_back(session, turn.held, now=turn.now)


async def _requeue(session: Session, turn: Turn) -> None:
    """The agent is gone from the call; the caller keeps her place, and somebody else is asked first."""
    contact = turn.held.contact
    if contact.state in states.HELD:
        await contacts.return_to_queue(
            session,
            contact,
            author_id=turn.author_id,
            now=turn.now,
            act="agent_lost",
            reason=turn.agent_id or "",
            preferred_agent_id=None,
        )


async def _missed(session: Session, turn: Turn) -> None:
    """Taken on the screen, but the telephone was not answered."""
    await _requeue(session, turn)
    await _note_missed(session, turn, "missed")
    await _mark_missed(session, turn)


async def _offer_missed(session: Session, turn: Turn) -> None:
    if await _end_offer(session, turn, "missed"):
        await _mark_missed(session, turn)


async def _offer_declined(session: Session, turn: Turn) -> None:
    await _end_offer(session, turn, "declined")


async def _withdraw_offer(session: Session, turn: Turn) -> None:
    await _end_offer(session, turn, "withdrawn")


async def _end_offer(session: Session, turn: Turn, end: offers.End) -> bool:
    offer = await offers.live_offer_of(session, turn.held.contact.id)
    if offer is None:
        return False
    author_id = turn.agent_id if end == "declined" else None
    await _note_missed(session, turn, end)
    return bool(await offers.take_back(session, [offer], end, author_id=author_id, now=turn.now))


async def _note_missed(session: Session, turn: Turn, reason: str) -> None:
    if turn.agent_id is not None:
        await note_missed(session, turn.held.contact, agent_id=turn.agent_id, reason=reason, now=turn.now)


async def _mark_missed(session: Session, turn: Turn) -> None:
    """Until they say they are there, nothing more is offered to them."""
    agent = await lock_agent(session, turn.agent_id) if turn.agent_id else None
    if agent is not None and agent.is_active and agent.presence == presence.AVAILABLE:
        await set_presence(session, agent, presence.MISSED, author_id=None, reason="call_missed", now=turn.now)


async def _wrap_up(session: Session, turn: Turn) -> None:
    """The talk is over, the writing begins."""
    contact = turn.held.contact
    if contact.state == states.ACTIVE:
        until = turn.now + timedelta(seconds=await wrap_up_seconds(session, contact.queue_id))
        await contacts.change_state(
            session,
            contact,
            states.WRAP_UP,
            author_id=turn.author_id,
            now=turn.now,
            act="talk_over",
            wrap_up_until=until,
        )


async def _voicemail(session: Session, turn: Turn) -> None:
    """A message was left: a contact to be worked, in the place it has, or in a new one."""
    contact = turn.held.contact
    await contacts.retitle(session, contact, words("subject_voicemail", contact.language))
    for matter in await contacts.matters_of(session, contact.id):
        if contact.state == states.CLOSED and matter.outcome == "abandoned":
            # The caller hung up while the message was still on its way to us.
            matter.outcome = matter.decided_at = None
    queue_id = await own_queue_id(session, contact)
    if contact.state == states.NEW:
        await enter_queue(session, contact, queue_id=queue_id, now=turn.now)
    elif contact.state == states.CLOSED:
        await contacts.return_to_queue(
            session, contact, author_id=None, now=turn.now, act="voicemail", closed_at=None, queue_id=queue_id
        )
    else:
        await contacts.touch(session, contact, now=turn.now)
    session.wake(contacts.OFFERS_TOPIC)


FATES: Final[Mapping[Fate, Callable[[Session, Turn], Awaitable[None]]]] = {
    "queue": _queue,
    "requeue": _requeue,
    "missed": _missed,
    "offer_missed": _offer_missed,
    "offer_declined": _offer_declined,
    "withdraw_offer": _withdraw_offer,
    "wrap_up": _wrap_up,
    "abandoned": _abandoned,
    "call_back": _call_back,
    "voicemail": _voicemail,
}
