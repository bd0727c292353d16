"""An article is published: from now on readers find it, and the gaps that waited for it are answered."""

from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.actions.answer_gap import answer_gaps_waiting_for
from knowledge_base.articles import service as articles
from knowledge_base.articles.models import Article


async def publish_article(
    session: Session, article_id: str, *, agent: Agent, now: datetime, version: int | None = None
) -> Article:
    """Publish it as it is now. Everybody who asked is told afterwards, one by one, by a job."""
    article = await articles.publish_article(session, article_id, author_id=agent.id, now=now, version=version)
    await answer_gaps_waiting_for(session, article.id, author_id=agent.id, now=now)
    return article
