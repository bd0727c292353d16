"""How much articles are used: contacts they answered, searches that led to them, votes, open reports."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import case, func, select

from contactcenter.contacts.models import Matter
from contactcenter.db import Session
from knowledge_base.feedback.models import OPEN, ArticleReport
from knowledge_base.feedback.votes import Votes, votes_of
from knowledge_base.searches.models import ANSWERED, INSERTED, Search

LATELY = timedelta(days=30)


@dataclass(slots=True)
class Usage:
    """`answered_lately` counts the last 30 days of `contacts_answered`."""

    contacts_answered: int = 0
    answered_lately: int = 0
    last_answered_at: datetime | None = None
    searches_led_here: int = 0
    open_reports: int = 0
    votes: Votes = field(default_factory=Votes)


async def usage_of(
    session: Session, article_ids: Collection[str], *, now: datetime, voter: str | None = None
) -> dict[str, Usage]:
    """The usage of each of these articles, with four statements."""
    found = {article_id: Usage() for article_id in article_ids}
    if not found:
        return found
    lately = func.count(func.distinct(case((Matter.decided_at >= now - LATELY, Matter.contact_id))))
    answered = select(
        Matter.article_id, func.count(func.distinct(Matter.contact_id)), lately, func.max(Matter.decided_at)
    )
    answered = answered.where(Matter.article_id.in_(found)).group_by(Matter.article_id)
    for article_id, contacts, recent, last_at in await session.execute(answered):
        usage = found[str(article_id)]
        usage.contacts_answered, usage.answered_lately, usage.last_answered_at = contacts, recent, last_at
    led = select(Search.article_id, func.count()).where(
        Search.article_id.in_(found), Search.outcome.in_((INSERTED, ANSWERED))
    )
    for article_id, count in await session.execute(led.group_by(Search.article_id)):
        found[str(article_id)].searches_led_here = count
    reports = select(ArticleReport.article_id, func.count()).where(
        ArticleReport.article_id.in_(found), ArticleReport.state == OPEN
    )
    for article_id, count in await session.execute(reports.group_by(ArticleReport.article_id)):
        found[article_id].open_reports = count
    for article_id, votes in (await votes_of(session, list(found), voter=voter)).items():
        found[article_id].votes = votes
    return found
