"""Service cards as those in charge keep them. Called by the console."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.config import LANGUAGES
from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotFound
from contactcenter.events import Fact
from contactcenter.groups.service import get_groups
from contactcenter.journal import history
from contactcenter.places.service import get_places
from knowledge_base.articles.models import Article
from knowledge_base.service_cards.models import ServiceCard, ServiceOffer

_MISSING: Final = "There is no such service."


async def get_card(session: Session, card_id: str) -> ServiceCard:
    card = await session.get(ServiceCard, card_id)
    if card is None:
        raise NotFound(_MISSING)
    return card


async def add_card(session: Session, values: Mapping[str, Any], *, author_id: str | None, now: datetime) -> ServiceCard:
    card = ServiceCard(id=new_id(), updated_at=now, version=1, **values)
    await _check(session, card)
    session.add(card)
    await _record(session, card, "created", values, author_id=author_id, now=now)
    return card


async def change_card(
    session: Session, card_id: str, values: Mapping[str, Any], *, version: int | None, author_id: str, now: datetime
) -> ServiceCard:
    """`Conflict` (stale) where somebody changed it after `version`."""
    card = await _lock(session, card_id, version)
    changed = {name: value for name, value in values.items() if getattr(card, name) != value}
    if changed:
        for name, value in changed.items():
            setattr(card, name, value)
        await _check(session, card)
        card.version += 1
        card.updated_at = now
        await _record(session, card, "changed", changed, author_id=author_id, now=now)
    return card


async def remove_card(session: Session, card_id: str, *, version: int | None, author_id: str, now: datetime) -> None:
    """Only one that was never offered can go; switch others off."""
    card = await _lock(session, card_id, version)
    if await session.scalar(select(ServiceOffer.id).where(ServiceOffer.card_id == card.id).limit(1)):
        raise Conflict("This service was offered already; switch it off instead.", code="in_use")
    await session.delete(card)
    await _record(session, card, "removed", {"titles": card.titles}, author_id=author_id, now=now)


async def _lock(session: Session, card_id: str, version: int | None) -> ServiceCard:
    changed = "Somebody changed this service meanwhile; look again."
    return await lock_row(session, ServiceCard, card_id, version=version, missing=_MISSING, changed=changed)


async def _check(session: Session, card: ServiceCard) -> None:
    wrong: dict[str, str] = {}
    if not any((card.titles or {}).get(language, "").strip() for language in LANGUAGES):
        wrong["titles"] = "Name the service in at least one language."
    if len(await get_places(session, card.place_ids or ())) < len(set(card.place_ids or ())):
        wrong["place_ids"] = "There is no such place."
    if card.group_id is not None and not await get_groups(session, [card.group_id]):
        wrong["group_id"] = "There is no such group."
    if card.article_id is not None and await session.get(Article, card.article_id) is None:
        wrong["article_id"] = "There is no such article."
    if card.valid_from and card.valid_until and card.valid_until <= card.valid_from:
        wrong["valid_until"] = "It ends before it begins."
    if wrong:
        raise InvalidInput("The service is not as it must be.", details={"fields": wrong})


async def _record(
    session: Session, card: ServiceCard, act: str, details: Mapping[str, Any], *, author_id: str | None, now: datetime
) -> None:
    await session.flush()
    told = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in details.items()}
    await history.write(session, "service_card", card.id, act, author_id=author_id, at=now, details=told)
    session.record(Fact("knowledge.changed", card.id, card.version))
