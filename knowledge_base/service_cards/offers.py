"""What may be offered on a contact, and what was said to it. Called by screens and `knowledge_base/actions`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, or_, select

from contactcenter.contacts.models import Contact, Matter
from contactcenter.contacts.whereabouts import place_of
from contactcenter.customers.models import Customer
from contactcenter.db import Session, new_id
from contactcenter.errors import InvalidInput
from contactcenter.journal import history
from contactcenter.places.service import path_to
from contactcenter.work_orders.models import WorkOrder
from knowledge_base.articles.models import Article
from knowledge_base.searches.models import ANSWERED, INSERTED, Search
from knowledge_base.service_cards.fitting import QUIET_AFTER_NO, Occasion, fits, is_allowed, may_offer
from knowledge_base.service_cards.models import DECLINED, RESULTS, ServiceCard, ServiceOffer

# Types of orders and categories of articles by which a complaint is known.
COMPLAINTS: Final = frozenset({"complaint"})


@dataclass(frozen=True, slots=True)
class OfferedCard:
    """A service that fits, with what was said about it on this contact already."""

    card: ServiceCard
    offer: ServiceOffer | None


async def cards_for(
    session: Session, contact: Contact, *, today: date, now: datetime, article_ids: Collection[str] = ()
) -> Sequence[OfferedCard]:
    """Services that fit this contact, and those offered on it already; none where nothing may be offered.

    `article_ids` are those it was answered with by word of mouth, which stand nowhere yet.
    """
    offers = await _offers_on(session, contact.id)
    occasion = await occasion_of(session, contact, today=today, now=now, article_ids=article_ids)
    allowed = may_offer(occasion)
    cards = await session.scalars(select(ServiceCard).order_by(ServiceCard.id))
    return [
        OfferedCard(card, offers.get(card.id))
        for card in cards
        if card.id in offers or (allowed and fits(card, occasion, now=now))
    ]


async def may_be_offered(session: Session, contact: Contact, card: ServiceCard, *, today: date, now: datetime) -> bool:
    """What the service goes with is the agent's judgement; all else is a rule. What was said on it may be corrected."""
    if card.id in await _offers_on(session, contact.id):
        return True
    occasion = await occasion_of(session, contact, today=today, now=now)
    return may_offer(occasion) and is_allowed(card, occasion, now=now)


async def occasion_of(
    session: Session, contact: Contact, *, today: date, now: datetime, article_ids: Collection[str] = ()
) -> Occasion:
    """What is known of the place, the owner and the matters when something may be offered."""
    place_id = await place_of(session, contact, on=today)
    places = [place.id for place in await path_to(session, place_id)] if place_id else []
    customer = await session.get(Customer, contact.customer_id) if contact.customer_id else None
    categories = set(await session.scalars(_categories_of(contact.id, article_ids)))
    types = set(await session.scalars(_order_types_of(contact.id)))
    return Occasion(
        place_ids=places,
        categories=categories,
        declined_card_ids=set(await session.scalars(_declined(contact, now))),
        accepts_offers=customer.accepts_offers if customer else None,
        is_emergency=contact.class_ == "emergency" or bool(contact.emergency_kind),
        is_complaint=not COMPLAINTS.isdisjoint(types | categories),
    )


def _categories_of(contact_id: str, article_ids: Collection[str]) -> Select[str]:
    """Of the articles its matters ended with, of those inserted into an answer, and of these."""
    ended_with = select(Matter.article_id).where(Matter.contact_id == contact_id, Matter.article_id.is_not(None))
    used = Search.contact_id == contact_id, Search.outcome.in_((INSERTED, ANSWERED)), Search.article_id.is_not(None)
    inserted = select(Search.article_id).where(*used)
    return select(Article.category).where(
        or_(Article.id.in_(ended_with), Article.id.in_(inserted), Article.id.in_(article_ids))
    )


def _order_types_of(contact_id: str) -> Select[str]:
    return select(WorkOrder.type_code).where(WorkOrder.contact_id == contact_id)


def _declined(contact: Contact, now: datetime) -> Select[str]:
    """On this contact, or by this customer on any."""
    whose = [ServiceOffer.contact_id == contact.id]
    if contact.customer_id is not None:
        whose.append(ServiceOffer.customer_id == contact.customer_id)
    lately = ServiceOffer.at > now - QUIET_AFTER_NO
    return select(ServiceOffer.card_id).where(or_(*whose), ServiceOffer.result == DECLINED, lately)


async def _offers_on(session: Session, contact_id: str) -> dict[str, ServiceOffer]:
    found = await session.scalars(select(ServiceOffer).where(ServiceOffer.contact_id == contact_id))
    return {offer.card_id: offer for offer in found}


async def record_offer(
    session: Session, contact: Contact, card: ServiceCard, result: str, *, agent_id: str, now: datetime
) -> ServiceOffer:
    """What was said; said again on the same contact, the last word counts. `contact` is locked."""
    if result not in RESULTS:
        raise InvalidInput(details={"fields": {"result": f"One of {', '.join(RESULTS)}."}})
    offer = (await _offers_on(session, contact.id)).get(card.id)
    before = offer.result if offer else None
    if before == result and offer is not None:
        return offer
    if offer is None:
        offer = ServiceOffer(id=new_id(), card_id=card.id, contact_id=contact.id)
        session.add(offer)
    offer.customer_id, offer.agent_id, offer.result, offer.at = contact.customer_id, agent_id, result, now
    await session.flush()
    details = {"card_id": card.id, "titles": card.titles, "from": before, "to": result}
    await history.write(session, "contact", contact.id, "service_offered", author_id=agent_id, at=now, details=details)
    return offer
