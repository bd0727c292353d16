"""Offers: a contact proposed to one agent, or to several at once, for some seconds. Called by actions and jobs.

Invariants: a contact is `offered` exactly while it has a live offer; the database allows at most one for an agent.
Whoever makes offers holds the agents first, so that nobody gets one while they leave, and then the contact, so that it
rings only where it was decided that it should.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import CursorResult, select, update

from contactcenter.calls.ringing import ring_for_offer, stop_ringing
from contactcenter.contacts import states
from contactcenter.contacts.models import Contact
from contactcenter.contacts.service import change_state, lock_contacts, return_to_queue
from contactcenter.db import Session, insert, new_id
from contactcenter.events import Fact
from contactcenter.journal import history
from contactcenter.metrics import OFFERS_ENDED, OFFERS_MADE
from contactcenter.routing.models import Offer

LIVE = "offered"
End = Literal["accepted", "declined", "missed", "withdrawn"]


async def make_offers(
    session: Session, contact: Contact, *, agent_ids: Sequence[str], seconds: int, now: datetime
) -> list[Offer]:
    """Offer a contact that waits, held by the caller, to these agents, beside those it rings at already.

    Where something rings at one of them, not to that one. For a caller on the line the telephone of the first rings;
    with the others it rings on the screen, and whoever of them accepts it is rung then.
    """
    same = {"contact_id": contact.id, "state": LIVE, "created_at": now, "expires_at": now + timedelta(seconds=seconds)}
    offers: list[Offer] = []
    for agent_id in agent_ids:
        statement = insert(session, Offer).values(id=new_id(), agent_id=agent_id, **same).on_conflict_do_nothing()
        offers.extend(await session.scalars(statement.returning(Offer)))
    if not offers:
        return []
    asked = ",".join(offer.agent_id for offer in offers)
    if contact.state == states.OFFERED:
        # No new version: nobody who accepts it just now is to be told to look again.
        session.record(Fact("contact.changed", contact.id, contact.version))
        details = {"reason": asked}
        await history.write(session, "contact", contact.id, "offered", author_id=None, at=now, details=details)
    else:
        await change_state(session, contact, states.OFFERED, author_id=None, now=now, reason=asked)
    await _ring(session, contact, offers[0], now=now)
    session.record(*(Fact("offer.made", offer.id, agent_ids=(offer.agent_id,)) for offer in offers))
    session.measure(*(OFFERS_MADE.labels(contact.channel).inc for _ in offers))
    return offers


async def live_offers_of(session: Session, contact_id: str) -> Sequence[Offer]:
    """The offers by which the contact rings now, in the order in which they were made."""
    query = select(Offer).where(Offer.contact_id == contact_id, Offer.state == LIVE).order_by(Offer.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def live_offers_to(session: Session, agent_id: str) -> Sequence[Offer]:
    """What rings at the agent now."""
    query = select(Offer).where(Offer.agent_id == agent_id, Offer.state == LIVE).order_by(Offer.id)
    return (await session.scalars(query.execution_options(populate_existing=True))).all()


async def end_offers(session: Session, offers: Collection[Offer], state: End, *, now: datetime) -> list[Offer]:
    """End those of these offers that are still live, and return them; what becomes of the contact is the caller's."""
    return [offer for offer in offers if await _end(session, offer, state, now=now)]


async def _end(session: Session, offer: Offer, state: End, *, now: datetime) -> bool:
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
    """End these offers; returns those that were still live.

    A contact that rings nowhere any more goes back to its old place. Where others are still asked, it is left to them:
    the telephone of the next one rings.
    """
    contacts = await lock_contacts(session, {offer.contact_id for offer in offers})
    ended = await end_offers(session, offers, state, now=now)
    of_contact: dict[str, list[Offer]] = {}
    for offer in ended:
        of_contact.setdefault(offer.contact_id, []).append(offer)
    for contact_id, own in of_contact.items():
        contact, act = contacts[contact_id], f"offer_{state}"
        why = reason or ",".join(offer.agent_id for offer in own)
        left = await live_offers_of(session, contact_id)
        if left:
            details = {"reason": why}
            await history.write(session, "contact", contact_id, act, author_id=author_id, at=now, details=details)
            session.record(Fact("contact.changed", contact_id, contact.version))
            await _ring(session, contact, left[0], now=now)
        else:
            await return_to_queue(session, contact, author_id=author_id, now=now, act=act, reason=why)
    return ended


async def _ring(session: Session, contact: Contact, offer: Offer, *, now: datetime) -> None:
    seconds = max(1, round((offer.expires_at - now).total_seconds()))
    await ring_for_offer(session, contact, offer_id=offer.id, agent_id=offer.agent_id, seconds=seconds, now=now)
