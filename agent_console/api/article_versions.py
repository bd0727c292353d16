"""The versions of an article: every one, what differs between two, and going back to one."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import article_writing as queries
from agent_console.schemas import article_writing as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.articles import people, states, writing
from knowledge_base.articles.links import keep_broken
from knowledge_base.articles.models import Article


async def _readable(session: Session, id: str, agent: Agent) -> Article:
    return await people.require_readable(session, id, await people.person_of(session, agent))


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise NotFound("There is no such version.")
    return int(text)


@endpoint(
    "GET",
    "/api/v1/articles/{id}/revisions",
    roles=EVERYONE,
    summary="Versions of an article",
    answers={200: Page[schemas.Revision]},
)
async def get_revisions(
    id: str, query: schemas.RevisionQuery, session: Session, agent: Agent
) -> Page[schemas.Revision]:
    """In one language, newest first."""
    article = await _readable(session, id, agent)
    return await queries.list_revisions(session, article, query.language)


@endpoint(
    "GET",
    "/api/v1/articles/{id}/revisions/{number}",
    roles=EVERYONE,
    summary="One version of an article",
    answers={200: schemas.RevisionText},
)
async def get_one_revision(
    id: str, number: str, query: schemas.RevisionQuery, session: Session, agent: Agent
) -> schemas.RevisionText:
    article = await _readable(session, id, agent)
    return await queries.get_one_revision(session, article, query.language, _number(number))


@endpoint(
    "GET",
    "/api/v1/articles/{id}/compare",
    roles=EVERYONE,
    summary="What differs between two versions",
    answers={200: schemas.Comparison},
)
async def get_comparison(id: str, query: schemas.CompareQuery, session: Session, agent: Agent) -> schemas.Comparison:
    """Word by word, Chinese character by character."""
    return await queries.compare(session, await _readable(session, id, agent), query)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/revisions/{number}/restore",
    roles=EVERYONE,
    summary="Go back to a version",
    answers={200: schemas.Writing},
    errors=(409,),
)
async def post_restore_revision(
    id: str, number: str, body: schemas.RestoredRevision, session: Session, agent: Agent, now: datetime
) -> schemas.Writing:
    """Its words are saved as new ones: in a draft at once, in a published article as a pending change."""
    await _readable(session, id, agent)
    article = await writing.restore_revision(
        session, id, _number(number), language=body.language, version=body.version, author_id=agent.id, now=now
    )
    if article.state in states.IN_PLACE:
        await keep_broken(session, article, now=now)
    return await queries.get_writing(session, article, agent=agent)
