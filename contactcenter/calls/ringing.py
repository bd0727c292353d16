"""An agent's telephone rings for a call, and stops: called where offers are made and ended, and calls picked."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.calls import commands, thread
from contactcenter.calls.following import happen
from contactcenter.calls.happenings import AgentRung, RingingStopped
from contactcenter.calls.models import Leg
from contactcenter.calls.service import AGENT, HeldCall, lock_live_call, touch_call
from contactcenter.contacts.models import Contact
from contactcenter.db import Session, new_id

# Our offer ends first: then the carrier is told to stop, and nobody answers in between what is no longer offered.
GRACE_SECONDS: Final = 5
# So long the telephone of an agent rings who picked the call on the screen.
PICKED_SECONDS: Final = 30


async def ring_for_offer(
    session: Session, contact: Contact, *, offer_id: str, agent_id: str, seconds: int, now: datetime
) -> None:
    """In the transaction that makes the offer. A contact without a call on the line rings only on the screen."""
    held = await lock_live_call(session, contact.id) if contact.channel == "voice" else None
    if held is None or held.call.state != "queued":
        return
    await ring(session, held, agent_id=agent_id, offer_id=offer_id, seconds=seconds + GRACE_SECONDS, now=now)


async def ring_picked(session: Session, held: HeldCall, agent: Agent, *, now: datetime) -> None:
    """The agent took the call from the list, without an offer."""
    await ring(session, held, agent_id=agent.id, offer_id=None, seconds=PICKED_SECONDS, now=now)


async def ring(
    session: Session, held: HeldCall, *, agent_id: str, offer_id: str | None, seconds: int, now: datetime
) -> None:
    leg = Leg(
        id=new_id(),
        call_id=held.call.id,
        role=AGENT,
        agent_id=agent_id,
        offer_id=offer_id,
        state="asked",
        event_number=-1,
        started_at=now,
        heard_of_at=now,
    )
    session.add(leg)
    await session.flush()
    held.agent = leg
    await happen(session, held, AgentRung(), now=now)
    await commands.ring(session, leg, caller=held.call.address, seconds=seconds, now=now)
    await thread.note(session, held.contact, "agent.ringing", await _named(session, agent_id), now=now)
    touch_call(session, held.call)


async def stop_ringing(session: Session, *, offer_id: str, contact_id: str, reason: str, now: datetime) -> None:
    """The offer is over without having been accepted; the caller hears nothing of it."""
    held = await lock_live_call(session, contact_id)
    if held is None or held.call.state != "ringing":
        return
    agent_id = held.agent.agent_id if held.agent else None
    if held.agent is not None and held.agent.offer_id != offer_id:
        return
    await happen(session, held, RingingStopped(), now=now)
    if agent_id is not None:
        await note_missed(session, held.contact, agent_id=agent_id, reason=reason, now=now)


async def note_missed(session: Session, contact: Contact, *, agent_id: str, reason: str, now: datetime) -> None:
    """The agent did not come to the telephone; `reason` is how the offer ended."""
    details = {**await _named(session, agent_id), "reason": reason}
    await thread.note(session, contact, "agent.missed", details, now=now)


async def unrung_offers(session: Session, offer_ids: Collection[str]) -> set[str]:
    """Those of these offers whose telephone the carrier could not ring."""
    query = select(Leg.offer_id).where(Leg.offer_id.in_(offer_ids), Leg.state == "failed", Leg.external_id.is_(None))
    return {offer_id for offer_id in await session.scalars(query) if offer_id}


async def _named(session: Session, agent_id: str) -> dict[str, str]:
    agent = (await get_agents(session, [agent_id])).get(agent_id)
    return {"agent_id": agent_id, "agent_name": agent.name if agent else ""}
