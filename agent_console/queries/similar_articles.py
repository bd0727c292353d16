"""Articles that say nearly the same as what somebody writes, as far as the writer may read them."""

from dataclasses import replace

from agent_console.schemas.article_writing import SimilarArticle
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.search.live_index import LiveIndex
from knowledge_base.search.readers import reader_filter
from knowledge_base.search.similar import similar_articles


async def similar_to_words(
    session: Session, index: LiveIndex, agent: Agent, *, title: str, body: str, language: str, but: str | None
) -> list[SimilarArticle]:
    """Best first, drafts among them; `but` is the article that is being written."""
    wanted = replace(await reader_filter(session, agent), only_published=False, at=None)
    found = await similar_articles(session, index, title, body, wanted=wanted, but={but} if but else ())
    return [
        SimilarArticle(
            article_id=one.article.id,
            code=one.article.code,
            title=one.text.title,
            language=one.text.language,
            state=one.article.state,
            score=one.score,
        )
        for one in found
    ]
