"""What is so at a place: shown beside contacts and articles, and kept by those in charge."""

from datetime import datetime
from zoneinfo import ZoneInfo

from agent_console.http.caller import EVERYONE, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import place_facts as queries
from agent_console.queries.contacts import require_readable
from agent_console.schemas import place_facts as schemas
from agent_console.schemas.settings import Seen
from contactcenter.config import Settings
from contactcenter.contacts.service import get_contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.db import Session
from contactcenter.places.service import get_place
from knowledge_base.place_facts import service


@endpoint(
    "GET", "/api/v1/places/{id}/facts", roles=EVERYONE, summary="Facts of a place", answers={200: schemas.PlaceFacts}
)
async def get_place_facts(id: str, query: schemas.PlaceFactsQuery, session: Session) -> schemas.PlaceFacts:
    """Those of its floor, building and estate too, the nearest first."""
    await get_place(session, id)
    return await queries.facts_of_place(session, id, kinds=query.kind or None)


@endpoint(
    "GET",
    "/api/v1/articles/{id}/facts",
    roles=EVERYONE,
    summary="Facts beside an article",
    answers={200: schemas.PlaceFacts},
)
async def get_article_facts(
    id: str, query: schemas.ArticleFactsQuery, session: Session, caller: Caller, settings: Settings, now: datetime
) -> schemas.PlaceFacts:
    """Of what holds at the place, what belongs to the article's subject; nothing where no place is known."""
    place_id = query.place
    if place_id is None and query.contact is not None:
        await require_readable(session, query.contact, caller)
        today = now.astimezone(ZoneInfo(settings.timezone)).date()
        place_id = await place_of(session, await get_contact(session, query.contact), on=today)
    if place_id is None:
        return schemas.PlaceFacts(items=[])
    return await queries.facts_beside_article(session, id, place_id)


@endpoint(
    "GET",
    "/api/v1/admin/place-facts",
    roles=EVERYONE,
    summary="All facts of places",
    answers={200: Page[schemas.AdminFact]},
)
async def get_admin_facts(query: schemas.AdminFactQuery, session: Session) -> Page[schemas.AdminFact]:
    """In the order of the places."""
    return await queries.list_facts(session, query)


@endpoint(
    "POST",
    "/api/v1/admin/place-facts",
    roles=SETTINGS_READERS,
    summary="Add a fact",
    answers={201: schemas.AdminFact},
)
async def post_place_fact(body: schemas.NewFact, session: Session, caller: Caller, now: datetime) -> schemas.AdminFact:
    """It holds for everything below the place, too."""
    fact = await service.add_fact(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_fact(session, fact.id)


@endpoint(
    "PATCH",
    "/api/v1/admin/place-facts/{id}",
    roles=SETTINGS_READERS,
    summary="Change a fact",
    answers={200: schemas.AdminFact},
    errors=(409,),
)
async def patch_place_fact(
    id: str, body: schemas.FactPatch, session: Session, caller: Caller, now: datetime
) -> schemas.AdminFact:
    await service.change_fact(session, id, body.columns(), version=body.version, author_id=caller.agent_id, now=now)
    return await queries.get_fact(session, id)


@endpoint(
    "DELETE",
    "/api/v1/admin/place-facts/{id}",
    roles=SETTINGS_READERS,
    summary="Remove a fact",
    answers={204: None},
    errors=(409,),
)
async def delete_place_fact(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    await service.remove_fact(session, id, version=query.version, author_id=caller.agent_id, now=now)
