"""Services to offer once a matter is settled, and what the owner said."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from agent_console.http.caller import DESK, DESK_READERS, EVERYONE, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import service_cards as queries
from agent_console.queries.work_orders import get_work_order
from agent_console.schemas import service_cards as schemas
from agent_console.schemas.settings import Seen
from contactcenter.agents.models import Agent
from contactcenter.config import Settings
from contactcenter.contacts.service import get_contact
from contactcenter.customers.service import get_customer
from contactcenter.db import Session
from knowledge_base.actions.offer_service import OfferResult, offer_service
from knowledge_base.service_cards import service
from knowledge_base.service_cards.offers import OfferedCard
from knowledge_base.service_cards.service import get_card


def _today(settings: Settings, now: datetime) -> date:
    return now.astimezone(ZoneInfo(settings.timezone)).date()


@endpoint(
    "GET",
    "/api/v1/contacts/{id}/service-cards",
    roles=DESK_READERS,
    summary="Services that fit a contact",
    answers={200: schemas.ServiceOffers},
)
async def get_contact_services(
    id: str, query: schemas.ServiceOffersQuery, session: Session, settings: Settings, now: datetime
) -> schemas.ServiceOffers:
    """By place, matter and time; none in emergencies and complaints, none to who wants none or declined lately."""
    contact = await get_contact(session, id)
    used = [query.article] if query.article else []
    return await queries.services_for(session, contact, today=_today(settings, now), now=now, article_ids=used)


@endpoint(
    "POST",
    "/api/v1/contacts/{id}/service-cards/{card}",
    roles=DESK,
    summary="What the owner said to a service",
    answers={200: schemas.ServiceAnswered},
    errors=(409,),
)
async def post_service_answer(
    id: str, card: str, body: schemas.ServiceAnswer, session: Session, agent: Agent, settings: Settings, now: datetime
) -> schemas.ServiceAnswered:
    """The last word counts. Who says no is not offered it again for 90 days."""
    said = OfferResult(**body.model_dump())
    today = _today(settings, now)
    offer, order = await offer_service(session, id, card, said, agent=agent, today=today, now=now)
    customer = await get_customer(session, offer.customer_id) if offer.customer_id else None
    return schemas.ServiceAnswered(
        service=queries.offered(OfferedCard(await get_card(session, card), offer)),
        accepts_offers=customer.accepts_offers if customer else None,
        work_order=await get_work_order(session, order.id) if order else None,
    )


@endpoint(
    "GET",
    "/api/v1/admin/service-cards",
    roles=EVERYONE,
    summary="All services",
    answers={200: Page[schemas.ServiceCard]},
)
async def get_service_cards(query: schemas.ServiceCardQuery, session: Session) -> Page[schemas.ServiceCard]:
    """With how often each was offered, and what was said."""
    return await queries.list_cards(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/service-cards",
    roles=SETTINGS_READERS,
    summary="Add a service",
    answers={201: schemas.ServiceCard},
)
async def post_service_card(
    body: schemas.NewServiceCard, session: Session, caller: Caller, now: datetime
) -> schemas.ServiceCard:
    card = await service.add_card(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.read_card(session, card.id)


@endpoint(
    "PATCH",
    "/api/v1/admin/service-cards/{id}",
    roles=SETTINGS_READERS,
    summary="Change a service",
    answers={200: schemas.ServiceCard},
    errors=(409,),
)
async def patch_service_card(
    id: str, body: schemas.ServiceCardPatch, session: Session, caller: Caller, now: datetime
) -> schemas.ServiceCard:
    await service.change_card(session, id, body.columns(), version=body.version, author_id=caller.agent_id, now=now)
    return await queries.read_card(session, id)


@endpoint(
    "DELETE",
    "/api/v1/admin/service-cards/{id}",
    roles=SETTINGS_READERS,
    summary="Remove a service",
    answers={204: None},
    errors=(409,),
)
async def delete_service_card(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """Only one that was never offered; switch others off."""
    await service.remove_card(session, id, version=query.version, author_id=caller.agent_id, now=now)
