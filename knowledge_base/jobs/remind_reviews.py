"""Articles that should be looked over come back to their owner, else to the group that answers for them."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Database, Session
from contactcenter.events import Fact
from contactcenter.groups.service import members_of
from contactcenter.journal import history
from knowledge_base.articles.models import PUBLISHED, Article
from knowledge_base.articles.people import LEADING
from knowledge_base.articles.service import lock_article

# Knowledge ages slowly: more would only be noise.
EVERY = timedelta(days=7)
MOST_AT_ONCE = 200


async def fire(db: Database, *, now: datetime) -> int:
    """Returns of how many articles somebody was reminded."""
    async with db.reading() as session:
        query = select(Article.id).where(_is_due(now)).order_by(Article.review_due_at).limit(MOST_AT_ONCE)
        due = list(await session.scalars(query))
    reminded = 0
    for article_id in due:
        async with db.transaction() as session:
            reminded += await _remind(session, article_id, now=now)
    return reminded


def _is_due(now: datetime) -> ColumnElement[bool]:
    was_not = or_(Article.reminded_at.is_(None), Article.reminded_at <= now - EVERY)
    return and_(Article.state == PUBLISHED, Article.review_due_at <= now, was_not)


async def _remind(session: Session, article_id: str, *, now: datetime) -> int:
    article = await lock_article(session, article_id)
    if await session.scalar(select(Article.id).where(Article.id == article_id, _is_due(now))) is None:
        # Another node was faster, or somebody looked it over this moment.
        return 0
    article.reminded_at = now
    await session.flush()
    to = await _answerable(session, article)
    details = {"to": to}
    await history.write(session, "article", article.id, "review_reminded", author_id=None, at=now, details=details)
    session.record(Fact("article.changed", article.id, article.version, agent_ids=tuple(to)))
    return 1


async def _answerable(session: Session, article: Article) -> list[str]:
    """Who has it among their tasks: an owner who left is not waited for."""
    owners = await get_agents(session, {id_ for id_ in (article.owner_id,) if id_})
    if any(owner.is_active for owner in owners.values()):
        return list(owners)
    if article.group_id is not None and (members := await members_of(session, article.group_id)):
        return [member.id for member in members]
    staff = await session.scalars(select(Agent).where(Agent.is_active).order_by(Agent.id))
    return [agent.id for agent in staff if not LEADING.isdisjoint(agent.roles)]
