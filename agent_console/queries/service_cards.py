"""Service cards with the names of what they point to, and what fits a contact."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.article_titles import titles_of
from agent_console.queries.rows import columns_of
from agent_console.schemas import service_cards as schemas
from contactcenter.contacts.models import Contact
from contactcenter.customers.models import Customer
from contactcenter.db import Session
from contactcenter.groups.service import get_groups
from contactcenter.places.service import get_places
from knowledge_base.service_cards.models import RESULTS, ServiceCard, ServiceOffer
from knowledge_base.service_cards.offers import OfferedCard, cards_for
from knowledge_base.service_cards.service import get_card


async def list_cards(session: Session, query: schemas.ServiceCardQuery) -> Page[schemas.ServiceCard]:
    """In the order they were made."""
    cards = select(ServiceCard)
    if query.active is not None:
        cards = cards.where(ServiceCard.is_active == query.active)
    rows, next_cursor = await fetch_page(session, cards, query, order=(ServiceCard.id,))
    return Page[schemas.ServiceCard](items=await _cards(session, rows), next_cursor=next_cursor)


async def read_card(session: Session, card_id: str) -> schemas.ServiceCard:
    """As it is now, also inside the transaction that changes it."""
    await session.flush()
    return (await _cards(session, [await get_card(session, card_id)]))[0]


async def _cards(session: Session, rows: Sequence[ServiceCard]) -> list[schemas.ServiceCard]:
    places = await get_places(session, {place_id for row in rows for place_id in row.place_ids})
    groups = await get_groups(session, {row.group_id for row in rows if row.group_id})
    titles = await titles_of(session, {row.article_id for row in rows if row.article_id})
    counts = await _counts(session, [row.id for row in rows])
    found = []
    for row in rows:
        group = groups.get(row.group_id or "")
        told = {
            "places": [places[place_id].names for place_id in row.place_ids if place_id in places],
            "group_names": group.names if group else None,
            "article_titles": titles.get(row.article_id or ""),
            **{f"{result}_count": counts[row.id, result] for result in RESULTS},
        }
        # Whoever said yes or no was offered it, too.
        told["offered_count"] = sum(counts[row.id, result] for result in RESULTS)
        found.append(schemas.ServiceCard.model_validate(columns_of(row) | told))
    return found


async def _counts(session: Session, card_ids: Sequence[str]) -> dict[tuple[str, str], int]:
    query = select(ServiceOffer.card_id, ServiceOffer.result, func.count()).where(ServiceOffer.card_id.in_(card_ids))
    found: dict[tuple[str, str], int] = defaultdict(int)
    for card_id, result, count in await session.execute(query.group_by(ServiceOffer.card_id, ServiceOffer.result)):
        found[card_id, result] = count
    return found


async def services_for(
    session: Session, contact: Contact, *, today: date, now: datetime, article_ids: Collection[str] = ()
) -> schemas.ServiceOffers:
    """What may be offered on this contact, as it stands also inside the transaction that notes an answer."""
    await session.flush()
    customer = await session.get(Customer, contact.customer_id) if contact.customer_id else None
    found = await cards_for(session, contact, today=today, now=now, article_ids=article_ids)
    return schemas.ServiceOffers(
        items=[offered(each) for each in found],
        customer_id=contact.customer_id,
        accepts_offers=customer.accepts_offers if customer else None,
    )


def offered(each: OfferedCard) -> schemas.OfferedService:
    """A card as it is offered, with what was said."""
    return schemas.OfferedService(
        id=each.card.id,
        titles=each.card.titles,
        texts=each.card.texts,
        prices=each.card.prices,
        article_id=each.card.article_id,
        makes_order=each.card.group_id is not None,
        result=each.offer.result if each.offer else None,
    )
