"""Offers: the proposal of one contact to one agent for some seconds. Called by actions and jobs.

Invariants: a contact is `offered` exactly while it has a live offer; the database allows at most one for a contact and
one for an agent. Whoever makes offers holds the agents first, so that nobody gets one while they leave.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import CursorResult, select, update

from contactcenter.calls.ringing import ring_for_offer, stop_ringing
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import change_state, lock_contacts, return_to_queue
from contactcenter.db import Session, insert, new_id
from contactcenter.events import Fact
from contactcenter.metrics import OFFERS_ENDED, OFFERS_MADE
from contactcenter.routing.models import Offer

LIVE = "offered"
End = Literal["accepted", "declined", "missed", "withdrawn"]


async def make_offer(session: Session, contact: Contact, *, agent_id: str, seconds: int, now: datetime) -> Offer | None:
    """Offer a queued contact, held by the caller, to an agent; None where it, or something at them, already rings."""
    row = {"id": new_id(), "contact_id": contact.id, "agent_id": agent_id, "state": LIVE, "created_at": now}
    statement = insert(session, Offer).values(**row, expires_at=now + timedelta(seconds=seconds))
    offer: Offer | None = (await session.scalars(statement.on_conflict_do_nothing().returning(Offer))).one_or_none()
    if offer is None:
        return None
    await change_state(session, contact, states.OFFERED, author_id=None, now=now, reason=agent_id)
    await ring_for_offer(session, contact, offer_id=offer.id, agent_id=agent_id, seconds=seconds, now=now)
    session.record(Fact("offer.made", offer.id, agent_ids=(agent_id,)))
    session.measure(OFFERS_MADE.labels(contact.channel).inc)
    return offer


async def live_offer_of(session: Session, contact_id: str) -> Offer | None:
    """The offer by which the contact rings at somebody now."""
    query = select(Offer).where(Offer.contact_id == contact_id, Offer.state == LIVE)
    return (await session.scalars(query.execution_options(populate_existing=True))).one_or_none()


async def live_offers_to(session: Session, agent_id: str) -> Sequence[Offer]:
    """What rings at the agent now."""
    query = select(Offer).where(Offer.agent_id == agent_id, Offer.state == LIVE).order_by(Offer.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def end_offer(session: Session, offer: Offer, state: End, *, now: datetime) -> bool:
    """End a live offer; False where it had ended already."""
    is_live = (Offer.id == offer.id, Offer.state == LIVE)
    result = await session.execute(update(Offer).where(*is_live).values(state=state, ended_at=now))
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        return False
    if state != "accepted":
        await stop_ringing(session, offer_id=offer.id, contact_id=offer.contact_id, reason=state, now=now)
    session.record(Fact("offer.ended", offer.id, agent_ids=(offer.agent_id,)))
    session.measure(OFFERS_ENDED.labels(state).inc)
    return True


async def expired_offers(session: Session, *, now: datetime) -> Sequence[Offer]:
    """Offers whose seconds are over."""
    query = select(Offer).where(Offer.state == LIVE, Offer.expires_at <= now).order_by(Offer.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def take_back(
    session: Session,
    offers: Sequence[Offer],
    state: End,
    *,
    author_id: str | None,
    now: datetime,
    reason: str = "",
) -> list[Offer]:
    """End these offers and put their contacts back into their places; returns those that were still live."""
    contacts = await lock_contacts(session, {offer.contact_id for offer in offers})
    ended = []
    for offer in offers:
        if not await end_offer(session, offer, state, now=now):
            continue
        ended.append(offer)
        contact = contacts[offer.contact_id]
        await return_to_queue(
            session, contact, author_id=author_id, now=now, act=f"offer_{state}", reason=reason or offer.agent_id
        )
    return ended
