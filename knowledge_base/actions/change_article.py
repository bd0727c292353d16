"""One of many articles that are changed at once: described anew, then submitted, published, retired or restored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.actions.publish_article import publish_article
from knowledge_base.articles import people, states
from knowledge_base.articles import service as articles
from knowledge_base.articles.describing import describe_article


async def change_article(
    session: Session, article_id: str, changes: Mapping[str, Any], act: str | None, *, agent: Agent, now: datetime
) -> None:
    """As far as this person may; what cannot be done raises, and the caller takes back all of it."""
    person = await people.person_of(session, agent)
    article = await people.require_readable(session, article_id, person)
    if changes:
        await people.require_description(session, article, person, changes)
        await describe_article(session, article_id, changes, author_id=agent.id, now=now)
    if act is None:
        return
    await people.require_act(session, article, person, act)
    if act == states.PUBLISH:
        # As it was when it was permitted: words saved in this moment were not looked at.
        await publish_article(session, article_id, agent=agent, now=now, version=article.version)
        return
    move = {
        states.SUBMIT: articles.submit_article,
        states.RETIRE: articles.retire_article,
        states.RESTORE: articles.restore_article,
    }[act]
    await move(session, article_id, author_id=agent.id, now=now)
