"""Searching the knowledge base."""

from aiohttp import web

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.keys import SEARCH
from agent_console.schemas.knowledge import SearchHit, SearchQuery
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.search.filters import Filter
from knowledge_base.search.service import search_articles


@endpoint("GET", "/api/v1/search", roles=EVERYONE, summary="Search the knowledge base", answers={200: Page[SearchHit]})
async def get_search(query: SearchQuery, request: web.Request, session: Session, agent: Agent) -> Page[SearchHit]:
    """Published articles, public and internal, best first."""
    found = await search_articles(
        session,
        request.app[SEARCH],
        query.q,
        wanted=Filter(is_staff=True),
        prefer=query.language or agent.language,
        limit=query.limit,
    )
    hits = [
        SearchHit(
            article_id=hit.article_id,
            language=hit.language,
            title=hit.title.text,
            snippet=hit.snippet.text,
            highlights=list(hit.snippet.highlights),
            title_highlights=list(hit.title.highlights),
            category=hit.category,
            score=hit.score,
        )
        for hit in found
    ]
    return Page[SearchHit](items=hits, next_cursor=None)
