"""Something happens in a call: the flow decides, the rows follow, and so does the contact.

Called by the other actions about calls, each of which says what happened.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from contactcenter.actions.ask_callback import ask_callback
from contactcenter.actions.fail_to_call import give_back_uncalled, note_unreached
from contactcenter.actions.give_up_call import call_back, close_abandoned
from contactcenter.actions.route_call import enter_queue, own_queue_id, rejoin_queue, route_call
from contactcenter.agents import presence
from contactcenter.agents.service import lock_agent, set_presence
from contactcenter.calls import thread
from contactcenter.calls.decision import Decision, Fate
from contactcenter.calls.following import NOTHING_ELSE, happen
from contactcenter.calls.happenings import AgentUnanswered, Happening
from contactcenter.calls.models import Leg
from contactcenter.calls.prompts import words
from contactcenter.calls.ringing import note_missed
from contactcenter.calls.service import HeldCall
from contactcenter.calls.standing import Context
from contactcenter.contacts import service as contacts
from contactcenter.contacts import states
from contactcenter.db import Session
from contactcenter.routing import offers
from contactcenter.routing.queue_rules import read_waiting_context, take_step, turned_away
from contactcenter.routing.service import wrap_up_seconds


@dataclass(frozen=True, slots=True)
class Turn:
    """What came of one happening; `agent_id` is whose telephone it was about, `author_id` by whose hand it happened."""

    held: HeldCall
    happening: Happening
    context: Context
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
        agent_id = about.agent_id if about else None
        turn = Turn(held, happening, context, decision, agent_id, author_id, now)
        return await FATES[decision.fate](session, turn) or decision
    return decision


async def _queue(session: Session, turn: Turn) -> Decision | None:
    """Into the queue chosen; where that one takes nobody, what its rules say instead."""
    held, now = turn.held, turn.now
    is_new = held.contact.state == states.NEW
    await route_call(session, held, turn.decision, now=now)
    if not is_new:
        return None
    queue_id, turned = await turned_away(session, held.contact, now=now)
    if queue_id != held.contact.queue_id:
        await contacts.change_state(
            session, held.contact, held.contact.state, author_id=None, now=now, act="rerouted", queue_id=queue_id
        )
    if turned is None:
        return None
    return await follow(session, held, turned, await read_waiting_context(session, held, now=now), now=now)


async def _rejoin(session: Session, turn: Turn) -> None:
    await rejoin_queue(session, turn.held, now=turn.now)


async def _overflow(session: Session, turn: Turn) -> None:
    """The queue's step is taken, and will not be taken again for this contact."""
    contact, step = turn.held.contact, turn.context.overflow
    assert step is not None, "a step that is taken was due"
    assert contact.queue_id is not None, "only queues have steps"
    await take_step(session, contact, contact.queue_id, step.step, now=turn.now)
    if step.action != "number":
        # Whom she is put through to is told where that happens.
        await thread.note(session, contact, "call.overflowed", {"action": step.action}, now=turn.now)


async def _callback(session: Session, turn: Turn) -> None:
    await ask_callback(session, turn.held, now=turn.now)


async def _forwarded(session: Session, turn: Turn) -> None:
    """Somebody outside has spoken with her; what came of it is written down by an agent, in the place she had."""
    await contacts.touch(session, turn.held.contact, now=turn.now)
    session.wake(contacts.OFFERS_TOPIC)


async def _uncalled(session: Session, turn: Turn) -> None:
    is_given_back = await give_back_uncalled(session, turn.held, agent_id=turn.agent_id, now=turn.now)
    if isinstance(turn.happening, AgentUnanswered):
        await _note_missed(session, turn, "missed")
        if is_given_back:
            await _mark_missed(session, turn)


async def _unreached(session: Session, turn: Turn) -> None:
    await note_unreached(session, turn.held, turn.happening, now=turn.now)


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
    if await _end_own_offer(session, turn, "missed"):
        await _mark_missed(session, turn)


async def _offer_declined(session: Session, turn: Turn) -> None:
    await _end_own_offer(session, turn, "declined")


async def _withdraw_offer(session: Session, turn: Turn) -> None:
    """It rings nowhere any more: the caller wants something else."""
    live = await offers.live_offers_of(session, turn.held.contact.id)
    if live:
        await _note_missed(session, turn, "withdrawn")
    await offers.take_back(session, live, "withdrawn", author_id=None, now=turn.now)


async def _end_own_offer(session: Session, turn: Turn, end: offers.End) -> bool:
    """Of several who are asked only this one's telephone rang, and only this one's offer ends."""
    live = await offers.live_offers_of(session, turn.held.contact.id)
    own = [offer for offer in live if offer.agent_id == turn.agent_id] or live[:1]
    if not own:
        return False
    author_id = turn.agent_id if end == "declined" else None
    await _note_missed(session, turn, end)
    return bool(await offers.take_back(session, own, end, author_id=author_id, now=turn.now))


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


# What a fate gives back is what happens in the call instead.
FATES: Final[Mapping[Fate, Callable[[Session, Turn], Awaitable[Decision | None]]]] = {
    "queue": _queue,
    "rejoin": _rejoin,
    "overflow": _overflow,
    "callback": _callback,
    "forwarded": _forwarded,
    "uncalled": _uncalled,
    "unreached": _unreached,
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
