"""Searching the knowledge base."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web

from agent_console.http.caller import EVERYONE, Caller
from agent_console.http.endpoint import endpoint
from agent_console.keys import SEARCH, SEARCH_LOG
from agent_console.queries.contacts import require_readable
from agent_console.schemas import search as schemas
from contactcenter import clock
from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact
from contactcenter.contacts.whereabouts import place_of
from contactcenter.db import Session
from contactcenter.places.service import get_place
from contactcenter.text.scripts import detect_language
from knowledge_base.search.readers import reader_filter
from knowledge_base.search.service import FoundPage, search_page
from knowledge_base.searches.models import CONSOLE


@dataclass(frozen=True, slots=True)
class _Asker:
    """For whom somebody searches: where they are and what they read."""

    place_id: str | None
    language: str


@endpoint(
    "GET",
    "/api/v1/search",
    roles=EVERYONE,
    summary="Search the knowledge base",
    answers={200: schemas.SearchPage},
    errors=(404,),
)
async def get_search(
    query: schemas.SearchQuery, request: web.Request, session: Session, caller: Caller, agent: Agent, now: datetime
) -> schemas.SearchPage:
    """Published articles that the reader may see, best first."""
    asker = await _asker(session, query, caller, agent, now)
    wanted = await reader_filter(
        session,
        agent,
        place_id=asker.place_id,
        language=query.written_in,
        category=query.category,
        kind=query.kind,
    )
    found = await search_page(
        session, request.app[SEARCH], query.q, wanted=wanted, prefer=asker.language, limit=query.limit
    )
    search_id = None
    if query.q.strip():
        search_id = request.app[SEARCH_LOG].note(
            source=CONSOLE,
            language=detect_language(query.q, "zh-Hans" if asker.language == "zh-Hans" else "zh-Hant"),
            words=query.q,
            hits=len(found.articles),
            agent_id=agent.id,
            contact_id=query.contact,
            box=query.box,
            now=now,
        )
    return _answer(found, search_id)


async def _asker(session: Session, query: schemas.SearchQuery, caller: Caller, agent: Agent, now: datetime) -> _Asker:
    place_id, language = query.place, str(query.language or "")
    if place_id is not None:
        await get_place(session, place_id)
    if query.contact is not None:
        await require_readable(session, query.contact, caller)
        contact = await get_contact(session, query.contact)
        language = language or contact.language
        place_id = place_id or await place_of(session, contact, on=clock.local(now).date())
    return _Asker(place_id, language or agent.language)


def _answer(found: FoundPage, search_id: str | None) -> schemas.SearchPage:
    return schemas.SearchPage(
        items=[
            schemas.SearchHit(
                article_id=hit.article_id,
                language=hit.language,
                title=hit.title.text,
                snippet=hit.snippet.text,
                highlights=list(hit.snippet.highlights),
                title_highlights=list(hit.title.highlights),
                category=hit.category,
                kind=hit.kind,
                score=hit.score,
            )
            for hit in found.articles
        ],
        search_id=search_id,
        did_you_mean=found.did_you_mean,
        facets=schemas.Facets(
            categories=_counts(found.facets.categories),
            kinds=_counts(found.facets.kinds),
            languages=_counts(found.facets.languages),
        ),
    )


def _counts(counted: Mapping[str, int]) -> list[schemas.Count]:
    # What has no category cannot be chosen by it.
    return [schemas.Count(code=code, count=count) for code, count in counted.items() if code]
