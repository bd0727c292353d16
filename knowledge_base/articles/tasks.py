"""Articles that wait for somebody: to be reviewed, to be mended, to be looked over. Read by the list of tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import ColumnElement, and_, exists, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.groups.models import GroupMember
from knowledge_base.articles.models import DRAFT, PUBLISHED, REVIEW, Article, ArticleText, PendingText
from knowledge_base.articles.people import Person
from knowledge_base.settings.service import get_settings

Kind = Literal["review", "sent_back", "review_due"]
MOST = 100


@dataclass(frozen=True, slots=True)
class ArticleTask:
    kind: Kind
    article: Article
    due_at: datetime | None


async def article_tasks(session: Session, person: Person, *, now: datetime) -> list[ArticleTask]:
    """What this person has to do with articles, by kind, the longest waiting first."""
    own_review = (await get_settings(session)).own_review
    reviews = await _found(session, _to_review(person, own_review=own_review))
    sent_back = await _found(session, _sent_back(person))
    due = await _found(session, _review_due(person, now=now))
    return [
        *(ArticleTask("review", article, None) for article in sorted(reviews, key=lambda one: one.submitted_at or now)),
        *(ArticleTask("sent_back", article, None) for article in sent_back),
        *(ArticleTask("review_due", article, article.review_due_at) for article in due),
    ]


async def _found(session: Session, condition: ColumnElement[bool]) -> Sequence[Article]:
    query = select(Article).where(condition).order_by(Article.review_due_at, Article.id).limit(MOST)
    return (await session.scalars(query)).all()


def _stage(stage: str) -> ColumnElement[bool]:
    return or_(Article.state == stage, and_(Article.state.not_in((DRAFT, REVIEW)), Article.pending_state == stage))


def _wrote(person: Person) -> ColumnElement[bool]:
    """Whether words of this person would be published now."""
    standing = exists().where(ArticleText.article_id == Article.id, ArticleText.author_id == person.agent_id)
    pending = exists().where(PendingText.article_id == Article.id, PendingText.author_id == person.agent_id)
    return or_(and_(Article.state.in_((DRAFT, REVIEW)), standing), pending)


def _to_review(person: Person, *, own_review: bool) -> ColumnElement[bool]:
    """Those whose reviewer this is; those without one are for everybody who leads."""
    nobodys = and_(_is_gone(Article.reviewer_id), true() if person.is_leading else false())
    mine = or_(Article.reviewer_id == person.agent_id, nobodys)
    return and_(_stage(REVIEW), mine, true() if own_review else ~_wrote(person))


def _sent_back(person: Person) -> ColumnElement[bool]:
    return and_(_stage(DRAFT), Article.review_note != "", or_(_wrote(person), Article.submitted_by == person.agent_id))


def _is_gone(column: InstrumentedAttribute[str | None]) -> ColumnElement[bool]:
    """Nobody was named, or the account is switched off."""
    return or_(column.is_(None), column.in_(select(Agent.id).where(~Agent.is_active)))


def _review_due(person: Person, *, now: datetime) -> ColumnElement[bool]:
    """The owner looks it over, else the people of its group, else whoever leads."""
    is_gone = _is_gone(Article.owner_id)
    of_group = and_(is_gone, Article.group_id.in_(person.group_ids))
    members = select(GroupMember.group_id).join(Agent, Agent.id == GroupMember.agent_id).where(Agent.is_active)
    has_nobody = or_(Article.group_id.is_(None), Article.group_id.not_in(members))
    nobodys = and_(is_gone, has_nobody, true() if person.is_leading else false())
    mine = or_(Article.owner_id == person.agent_id, of_group, nobodys)
    return and_(Article.state == PUBLISHED, Article.review_due_at <= now, mine)
