"""Which services fit a contact. Pure: no session, no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from knowledge_base.service_cards.models import ServiceCard

# Who said no is left alone with this service for so long.
QUIET_AFTER_NO: Final = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known when something may be offered: the place with everything above it, and what the talk was about."""

    place_ids: Collection[str]
    categories: Collection[str]
    declined_card_ids: Collection[str]
    accepts_offers: bool | None = None
    is_emergency: bool = False
    is_complaint: bool = False


def may_offer(occasion: Occasion) -> bool:
    """Nobody is offered anything in trouble, in anger, or against their word."""
    return occasion.accepts_offers is not False and not occasion.is_emergency and not occasion.is_complaint


def is_allowed(card: ServiceCard, occasion: Occasion, *, now: datetime) -> bool:
    """Whether this service is to be had here and now, and was not declined lately."""
    if not card.is_active or card.id in occasion.declined_card_ids or not is_valid(card, now):
        return False
    return not card.place_ids or not set(card.place_ids).isdisjoint(occasion.place_ids)


def fits(card: ServiceCard, occasion: Occasion, *, now: datetime) -> bool:
    """Whether it also goes with the matter, so that it is proposed by itself."""
    goes_with_it = not card.categories or not set(card.categories).isdisjoint(occasion.categories)
    return goes_with_it and is_allowed(card, occasion, now=now)


def is_valid(card: ServiceCard, now: datetime) -> bool:
    begun = card.valid_from is None or card.valid_from <= now
    return begun and (card.valid_until is None or now < card.valid_until)
