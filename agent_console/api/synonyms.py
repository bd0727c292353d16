"""Words that mean the same to the search, as those in charge look after them."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.schemas import synonyms as schemas
from contactcenter.db import Session
from knowledge_base.synonyms import service
from knowledge_base.synonyms.models import SynonymSet


@endpoint(
    "GET",
    "/api/v1/admin/synonyms",
    roles=SETTINGS_READERS,
    summary="Synonyms",
    answers={200: Page[schemas.SynonymSet]},
)
async def get_synonyms(query: PageQuery, session: Session) -> Page[schemas.SynonymSet]:
    """In the order they were made."""
    rows, next_cursor = await fetch_page(session, select(SynonymSet), query, order=(SynonymSet.id,))
    items = [schemas.SynonymSet.model_validate(row) for row in rows]
    return Page[schemas.SynonymSet](items=items, next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/synonyms",
    roles=SETTINGS_READERS,
    summary="Add synonyms",
    answers={201: schemas.SynonymSet},
)
async def post_synonyms(
    body: schemas.NewSynonymSet, session: Session, caller: Caller, now: datetime
) -> schemas.SynonymSet:
    """Searched by within a second, on every node."""
    row = await service.add_synonyms(session, body.words, author_id=caller.agent_id, now=now)
    return schemas.SynonymSet.model_validate(row)


@endpoint(
    "PATCH",
    "/api/v1/admin/synonyms/{id}",
    roles=SETTINGS_READERS,
    summary="Change synonyms",
    answers={200: schemas.SynonymSet},
    errors=(409,),
)
async def patch_synonyms(
    id: str, body: schemas.SynonymPatch, session: Session, caller: Caller, now: datetime
) -> schemas.SynonymSet:
    row = await service.change_synonyms(
        session, id, body.words, version=body.version, author_id=caller.agent_id, now=now
    )
    return schemas.SynonymSet.model_validate(row)


@endpoint(
    "DELETE",
    "/api/v1/admin/synonyms/{id}",
    roles=SETTINGS_READERS,
    summary="Remove synonyms",
    answers={204: None},
)
async def delete_synonyms(id: str, session: Session, caller: Caller, now: datetime) -> None:
    await service.remove_synonyms(session, id, author_id=caller.agent_id, now=now)
