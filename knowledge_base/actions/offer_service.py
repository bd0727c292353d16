"""A service is offered to an owner once the matter is settled; who says yes may get a work order. Called by screens."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from contactcenter.actions.raise_work_order import WorkOrderRequest, raise_work_order
from contactcenter.agents.models import Agent
from contactcenter.contacts import service as contacts
from contactcenter.contacts.models import Contact
from contactcenter.customers.changes import CustomerChanges, update_customer
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.places.service import get_place
from contactcenter.work_orders import service as work_orders
from contactcenter.work_orders.models import WorkOrder
from knowledge_base.service_cards.models import ACCEPTED, ServiceCard, ServiceOffer
from knowledge_base.service_cards.offers import may_be_offered, record_offer
from knowledge_base.service_cards.service import get_card


@dataclass(frozen=True, slots=True)
class OfferResult:
    """What the owner said. `accepts_offers` says whether anything may be offered in future (None: not asked)."""

    result: str
    accepts_offers: bool | None = None
    raises_order: bool = False
    type_code: str | None = None
    note: str = ""


async def offer_service(
    session: Session, contact_id: str, card_id: str, said: OfferResult, *, agent: Agent, today: date, now: datetime
) -> tuple[ServiceOffer, WorkOrder | None]:
    """Note what was said, keep the owner's wish about offers, and raise the order where one is wanted."""
    contact = await contacts.lock_contact(session, contact_id)
    contacts.require_holder(contact, agent)
    card = await get_card(session, card_id)
    await _require_fitting(session, contact, card, today=today, now=now)
    if said.raises_order and said.result != ACCEPTED:
        raise InvalidInput(details={"fields": {"raises_order": "Only what was accepted becomes an order."}})
    offer = await record_offer(session, contact, card, said.result, agent_id=agent.id, now=now)
    if said.accepts_offers is not None:
        await _keep_wish(session, contact, said.accepts_offers, agent=agent, now=now)
    order = await _raise_order(session, contact, card, said, agent=agent, now=now) if said.raises_order else None
    await contacts.touch(session, contact, now=now)
    return offer, order


async def _require_fitting(
    session: Session, contact: Contact, card: ServiceCard, *, today: date, now: datetime
) -> None:
    if not await may_be_offered(session, contact, card, today=today, now=now):
        raise Conflict("This service is not offered on this contact.", code="does_not_fit")


async def _keep_wish(session: Session, contact: Contact, accepts: bool, *, agent: Agent, now: datetime) -> None:
    if contact.customer_id is None:
        raise InvalidInput(
            "Say first whose contact this is.", details={"fields": {"accepts_offers": "No customer is linked."}}
        )
    changes = CustomerChanges(accepts_offers=accepts)
    await update_customer(session, contact.customer_id, changes, author_id=agent.id, now=now)


async def _raise_order(
    session: Session, contact: Contact, card: ServiceCard, said: OfferResult, *, agent: Agent, now: datetime
) -> WorkOrder:
    """For the group that carries the service out, as a matter of its own; said twice, it is raised once."""
    if card.group_id is None:
        raise InvalidInput(details={"fields": {"raises_order": "No group carries this service out."}})
    title = _in_language(card.titles, contact.language)
    raised = WorkOrder.contact_id == contact.id, WorkOrder.group_id == card.group_id, WorkOrder.title == title
    already = (await session.scalars(select(WorkOrder).where(*raised).limit(1))).first()
    if already is not None:
        return already
    matter = await contacts.add_matter(session, contact, title, author_id=agent.id, now=now)
    price = _in_language(card.prices, contact.language)
    request = WorkOrderRequest(
        type_code=said.type_code or await _type_for(session, contact, card.group_id),
        title=title,
        description="\n".join(part for part in (said.note.strip(), price) if part),
        matter_id=matter.id,
        group_id=card.group_id,
    )
    return await raise_work_order(session, contact_id=contact.id, agent=agent, request=request, now=now)


async def _type_for(session: Session, contact: Contact, group_id: str) -> str:
    """The first type this group gets for the place, else the first one that needs no form."""
    place = await get_place(session, contact.place_id) if contact.place_id else None
    simple = [
        type_.code
        for type_ in await work_orders.list_types(session)
        if not any(field.get("required") for field in type_.form) and type_.code not in ("complaint", "lift")
    ]
    for code in simple:
        with suppress(InvalidInput):  # No rule says who gets this type.
            if await work_orders.group_for(session, type_code=code, place=place) == group_id:
                return code
    if not simple:
        raise InvalidInput(details={"fields": {"type_code": "Choose what kind of order it is."}})
    return simple[0]


def _in_language(words: dict[str, str], language: str) -> str:
    return words.get(language) or next((text for text in words.values() if text), "")
