"""Gathers what waits for one person in every part of the knowledge base."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, or_, select

from agent_console.queries.articles import titles_of
from agent_console.schemas.knowledge_tasks import Kind, KnowledgeTask, KnowledgeTasks
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.articles.models import LANGUAGES, RETIRED, Article
from knowledge_base.articles.people import Person, person_of
from knowledge_base.articles.service import INSTEAD_OF
from knowledge_base.articles.tasks import article_tasks
from knowledge_base.bulletins.readers import waiting_for as bulletins_for
from knowledge_base.feedback.reports import waiting_for as reports_for
from knowledge_base.gaps.tasks import gap_tasks
from knowledge_base.searches.models import PROPOSED, QuestionProposal

MOST = 100
ARTICLE_PAGE, GAP_PAGE, BULLETIN_PAGE = "/knowledge/articles/{id}", "/gaps/{id}", "/knowledge/bulletins/{id}"
INSIGHTS_PAGE = "/knowledge/insights"


async def list_tasks(session: Session, agent: Agent, *, now: datetime) -> KnowledgeTasks:
    """Everything, what is due first at the top; what has no time stands behind it."""
    person = await person_of(session, agent)
    tasks = [
        *await _articles(session, agent, person, now),
        *await _reports(session, agent, person, now),
        *await _bulletins(session, agent, now),
        *await _gaps(session, agent, now),
        *await _proposals(session, person),
    ]
    tasks.sort(key=lambda task: (task.due_at is None, task.due_at or now))
    counts = Counter(task.kind for task in tasks)
    return KnowledgeTasks(items=tasks, counts=dict(counts), total=len(tasks))


async def _articles(session: Session, agent: Agent, person: Person, now: datetime) -> Iterable[KnowledgeTask]:
    found = await article_tasks(session, person, now=now)
    titles = await titles_of(session, [one.article.id for one in found], agent)
    return [
        _task(one.kind, one.article.id, titles.get(one.article.id, ""), one.due_at, ARTICLE_PAGE, now) for one in found
    ]


async def _reports(session: Session, agent: Agent, person: Person, now: datetime) -> Iterable[KnowledgeTask]:
    found = (await session.scalars(reports_for(person).limit(MOST))).all()
    titles = await titles_of(session, [one.article_id for one in found], agent)
    return [
        _task("report", one.id, titles.get(one.article_id) or one.text, one.due_at, INSIGHTS_PAGE, now) for one in found
    ]


async def _bulletins(session: Session, agent: Agent, now: datetime) -> Iterable[KnowledgeTask]:
    wishes = (agent.language, *INSTEAD_OF.get(agent.language, LANGUAGES))
    tasks = []
    for one in await bulletins_for(session, agent, now=now):
        title = next((one.titles[language] for language in wishes if one.titles.get(language)), "")
        tasks.append(_task("bulletin", one.id, title, one.due_at, BULLETIN_PAGE, now))
    return tasks


async def _gaps(session: Session, agent: Agent, now: datetime) -> Iterable[KnowledgeTask]:
    found = await gap_tasks(session, agent, now=now)
    return [_task(one.kind, one.gap.id, one.gap.question, one.due_at, GAP_PAGE, now) for one in found]


async def _proposals(session: Session, person: Person) -> Iterable[KnowledgeTask]:
    """For the owner of the article; where nobody owns it, for the people of its group."""
    of_group = and_(Article.owner_id.is_(None), Article.group_id.in_(person.group_ids))
    query = select(QuestionProposal).join(Article, Article.id == QuestionProposal.article_id)
    query = query.where(QuestionProposal.state == PROPOSED, Article.state != RETIRED)
    query = query.where(or_(Article.owner_id == person.agent_id, of_group)).order_by(QuestionProposal.times.desc())
    found = await session.scalars(query.limit(MOST))
    return [
        KnowledgeTask(kind="proposal", id=one.id, title=one.question, due_at=None, is_overdue=False, link=INSIGHTS_PAGE)
        for one in found
    ]


def _task(kind: Kind, id_: str, title: str, due_at: datetime | None, page: str, now: datetime) -> KnowledgeTask:
    return KnowledgeTask(
        kind=kind,
        id=id_,
        title=title,
        due_at=due_at,
        is_overdue=due_at is not None and due_at < now,
        link=page.replace("{id}", id_),
    )
