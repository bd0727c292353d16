"""Searches that led nowhere, and what is done about them."""

from datetime import datetime

from agent_console.http.caller import SETTINGS_READERS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import searches as queries
from agent_console.schemas import searches as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.actions.settle_dead_search import Settlement, settle_dead_search
from knowledge_base.searches.settling import bring_back


@endpoint(
    "GET",
    "/api/v1/searches/dead",
    roles=SETTINGS_READERS,
    summary="Searches that led nowhere",
    answers={200: Page[schemas.DeadSearch]},
)
async def get_dead_searches(
    query: schemas.DeadSearchQuery, session: Session, agent: Agent, now: datetime
) -> Page[schemas.DeadSearch]:
    """By their words, the most frequent first; who searched is not told."""
    return await queries.list_dead(session, query, language=agent.language, now=now)


@endpoint(
    "POST",
    "/api/v1/searches/dead/settle",
    roles=SETTINGS_READERS,
    summary="Deal with a search that led nowhere",
    answers={200: schemas.Settled},
    errors=(404, 409),
)
async def post_dead_search_end(
    body: schemas.DeadSearchEnd, session: Session, agent: Agent, now: datetime
) -> schemas.Settled:
    """Does it and keeps it: whatever time is looked at, the words are listed again only once searched in vain again."""
    settled = await settle_dead_search(session, Settlement(**body.model_dump()), agent=agent, now=now)
    return (await queries.describe_settled(session, [settled], language=agent.language))[settled.id]


@endpoint(
    "POST",
    "/api/v1/searches/dead/bring-back",
    roles=SETTINGS_READERS,
    summary="List a search that led nowhere again",
    answers={204: None},
    errors=(404,),
)
async def post_dead_search_back(body: schemas.DeadSearchWords, session: Session, agent: Agent, now: datetime) -> None:
    """What was done about it stays done."""
    await bring_back(session, body.words, author_id=agent.id, now=now)
