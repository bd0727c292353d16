"""Articles of the knowledge base."""

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import knowledge as queries
from agent_console.schemas import knowledge as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session


@endpoint("GET", "/api/v1/articles", roles=EVERYONE, summary="Articles", answers={200: Page[schemas.ArticleRow]})
async def get_articles(query: schemas.ArticleQuery, session: Session, agent: Agent) -> Page[schemas.ArticleRow]:
    """Without `language`, in the language of whoever asks."""
    language = query.language or agent.language
    return await queries.list_articles(session, query, language=language)


@endpoint("GET", "/api/v1/articles/{id}", roles=EVERYONE, summary="One article", answers={200: schemas.Article})
async def get_one_article(id: str, query: schemas.OneArticleQuery, session: Session, agent: Agent) -> schemas.Article:
    """In the wanted language, or in the nearest one it is written in."""
    language = query.language or agent.language
    return await queries.get_article(session, id, language=language)
