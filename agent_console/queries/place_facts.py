"""Facts with the names of the places they are written down at."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import or_, select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.places import ids_within
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.schemas import place_facts as schemas
from contactcenter.agents.models import Agent
from contactcenter.config import LANGUAGES
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.places.models import Place
from knowledge_base.articles import service as articles
from knowledge_base.articles.models import LANGUAGES as ARTICLE_LANGUAGES
from knowledge_base.place_facts.kinds import kinds_about
from knowledge_base.place_facts.models import PlaceFact
from knowledge_base.place_facts.service import facts_for

_PLACE: dict[str, Any] = {"place_code": Place.code, "place_kind": Place.kind, "place_names": Place.names}


async def facts_of_place(
    session: Session, place_id: str, *, kinds: Collection[str] | None = None
) -> schemas.PlaceFacts:
    """What holds at this place, marked whence."""
    found = await facts_for(session, place_id, kinds=kinds)
    items = [
        schemas.PlaceFact.model_validate(
            {
                **columns_of(each.fact),
                "place_code": each.place.code,
                "place_kind": each.place.kind,
                "place_names": each.place.names,
                "is_inherited": each.is_inherited,
            }
        )
        for each in found
    ]
    return schemas.PlaceFacts(items=items)


async def facts_beside_article(session: Session, article_id: str, place_id: str) -> schemas.PlaceFacts:
    """Of what holds at this place, what belongs to the subject of the article."""
    article = await articles.get_article_row(session, article_id)
    texts = await articles.texts_of(session, [article_id])
    titles = [texts[article_id, lang].title for lang in ARTICLE_LANGUAGES if (article_id, lang) in texts]
    kinds = kinds_about(article.category, titles)
    return await facts_of_place(session, place_id, kinds=kinds) if kinds else schemas.PlaceFacts(items=[])


def _facts() -> AnySelect:
    query = select(PlaceFact, *_PLACE.values(), Agent.name).join(Place, Place.id == PlaceFact.place_id)
    return query.outerjoin(Agent, Agent.id == PlaceFact.updated_by)


def _fact(row: Sequence[Any]) -> schemas.AdminFact:
    named = dict(zip((*_PLACE, "updated_by_name"), row[1:], strict=True))
    return schemas.AdminFact.model_validate(columns_of(row[0]) | named)


async def list_facts(session: Session, query: schemas.AdminFactQuery) -> Page[schemas.AdminFact]:
    """In the order of the places' codes."""
    facts = _facts()
    if query.place is not None:
        here = PlaceFact.place_id == query.place
        facts = facts.where(here if query.exact else PlaceFact.place_id.in_(ids_within(query.place)))
    if query.kind is not None:
        facts = facts.where(PlaceFact.kind == query.kind)
    if query.q:
        words = [PlaceFact.texts[lang].as_string().icontains(query.q, autoescape=True) for lang in LANGUAGES]
        facts = facts.where(or_(*words))
    rows, next_cursor = await fetch_page(session, facts, query, order=(Place.code, PlaceFact.kind, PlaceFact.id))
    return Page[schemas.AdminFact](items=[_fact(row) for row in rows], next_cursor=next_cursor)


async def get_fact(session: Session, fact_id: str) -> schemas.AdminFact:
    """As it is now, also inside the transaction that changes it."""
    await session.flush()
    row = (await session.execute(_facts().where(PlaceFact.id == fact_id))).one_or_none()
    if row is None:
        raise NotFound("There is no such fact.")
    return _fact(row)
