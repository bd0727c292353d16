"""Votes on articles, reports that they are wrong or old, and how much they are used."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import feedback as queries
from agent_console.schemas import feedback as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.articles.people import person_of, require_readable
from knowledge_base.feedback.reports import close_report, report_article
from knowledge_base.feedback.votes import vote


@endpoint(
    "PUT",
    "/api/v1/articles/{id}/vote",
    roles=EVERYONE,
    summary="Say whether an article helped",
    answers={200: schemas.ArticleUsage},
    errors=(404,),
)
async def put_vote(
    id: str, body: schemas.NewVote, session: Session, agent: Agent, now: datetime
) -> schemas.ArticleUsage:
    """One vote for each reader; the last one counts."""
    await require_readable(session, id, await person_of(session, agent))
    await vote(session, id, voter=agent.id, is_helpful=body.is_helpful, comment=body.comment, now=now)
    return await queries.get_usage(session, id, voter=agent.id, now=now)


@endpoint(
    "GET",
    "/api/v1/articles/{id}/usage",
    roles=EVERYONE,
    summary="How much an article is used",
    answers={200: schemas.ArticleUsage},
    errors=(404,),
)
async def get_usage(id: str, session: Session, agent: Agent, now: datetime) -> schemas.ArticleUsage:
    await require_readable(session, id, await person_of(session, agent))
    return await queries.get_usage(session, id, voter=agent.id, now=now)


@endpoint(
    "POST",
    "/api/v1/articles/{id}/reports",
    roles=EVERYONE,
    summary="Report that an article is wrong or old, or what is new",
    answers={201: schemas.ArticleReport},
    errors=(404,),
)
async def post_article_report(
    id: str, body: schemas.NewReport, session: Session, agent: Agent, now: datetime
) -> schemas.ArticleReport:
    """It goes to the article's owner (else to its group, else to the supervisors), with a due time."""
    person = await person_of(session, agent)
    article = await require_readable(session, id, person)
    report = await report_article(
        session,
        article,
        kind=body.kind,
        text=body.text,
        language=body.language or "",
        contact_id=body.contact_id,
        agent=agent,
        now=now,
    )
    return await queries.get_report(session, report.id, person=person, language=agent.language, now=now)


@endpoint(
    "GET",
    "/api/v1/article-reports",
    roles=EVERYONE,
    summary="Reports of articles",
    answers={200: Page[schemas.ArticleReport]},
)
async def get_article_reports(
    query: schemas.ReportQuery, session: Session, agent: Agent, now: datetime
) -> Page[schemas.ArticleReport]:
    person = await person_of(session, agent)
    return await queries.list_reports(session, query, person=person, language=agent.language, now=now)


@endpoint(
    "GET",
    "/api/v1/article-reports/{id}",
    roles=EVERYONE,
    summary="One report of an article",
    answers={200: schemas.ArticleReport},
    errors=(404,),
)
async def get_article_report(id: str, session: Session, agent: Agent, now: datetime) -> schemas.ArticleReport:
    person = await person_of(session, agent)
    return await queries.get_report(session, id, person=person, language=agent.language, now=now)


@endpoint(
    "POST",
    "/api/v1/article-reports/{id}/close",
    roles=EVERYONE,
    summary="Settle or decline a report of an article",
    answers={200: schemas.ArticleReport},
    errors=(404, 409),
)
async def post_article_report_end(
    id: str, body: schemas.ReportEnd, session: Session, agent: Agent, now: datetime
) -> schemas.ArticleReport:
    """By whoever answers for the article; who reported it sees what was said."""
    person = await person_of(session, agent)
    await queries.get_report(session, id, person=person, language=agent.language, now=now)
    await close_report(session, id, state=body.state, answer=body.answer, agent=agent, now=now, version=body.version)
    return await queries.get_report(session, id, person=person, language=agent.language, now=now)
