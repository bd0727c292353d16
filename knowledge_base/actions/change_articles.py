"""Many articles are changed at once; what cannot be done with one does not keep the others from being changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import ContactCenterError
from knowledge_base.actions.publish_article import publish_article
from knowledge_base.articles import people, states
from knowledge_base.articles import service as articles
from knowledge_base.articles.describing import describe_article
from knowledge_base.articles.people import Person


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of them; without an error it is done."""

    article_id: str
    error: ContactCenterError | None


async def change_articles(
    session: Session,
    article_ids: Sequence[str],
    changes: Mapping[str, Any],
    act: str | None,
    *,
    agent: Agent,
    now: datetime,
) -> list[Outcome]:
    """Describe each as `changes` says, then submit, publish, retire or restore it, each by itself or not at all."""
    person = await people.person_of(session, agent)
    outcomes = []
    for article_id in dict.fromkeys(article_ids):
        try:
            # What was written of this one before it turned out that it cannot be done is taken back.
            async with session.begin_nested():
                await _change(session, article_id, changes, act, person=person, agent=agent, now=now)
        except ContactCenterError as error:
            outcomes.append(Outcome(article_id, error))
        else:
            outcomes.append(Outcome(article_id, None))
    return outcomes


async def _change(
    session: Session,
    article_id: str,
    changes: Mapping[str, Any],
    act: str | None,
    *,
    person: Person,
    agent: Agent,
    now: datetime,
) -> None:
    article = await people.require_readable(session, article_id, person)
    if changes:
        await people.require_description(session, article, person, changes)
        await describe_article(session, article_id, changes, author_id=agent.id, now=now)
    if act is None:
        return
    await people.require_act(session, article, person, act)
    if act == states.PUBLISH:
        await publish_article(session, article_id, agent=agent, now=now)
        return
    move = {
        states.SUBMIT: articles.submit_article,
        states.RETIRE: articles.retire_article,
        states.RESTORE: articles.restore_article,
    }[act]
    await move(session, article_id, author_id=agent.id, now=now)
