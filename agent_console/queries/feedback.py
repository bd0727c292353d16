"""Votes, reports and usage of articles as screens show them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import feedback as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.errors import NotFound
from knowledge_base.articles.models import LANGUAGES, Article
from knowledge_base.articles.people import Person, readable_by
from knowledge_base.articles.service import INSTEAD_OF, texts_of
from knowledge_base.feedback.models import OPEN, ArticleReport
from knowledge_base.feedback.reports import for_whom, may_close
from knowledge_base.feedback.usage import usage_of


async def get_usage(session: Session, article_id: str, *, voter: str, now: datetime) -> schemas.ArticleUsage:
    usage = (await usage_of(session, [article_id], now=now, voter=voter))[article_id]
    return schemas.ArticleUsage(
        article_id=article_id,
        contacts_answered=usage.contacts_answered,
        answered_lately=usage.answered_lately,
        last_answered_at=usage.last_answered_at,
        searches_led_here=usage.searches_led_here,
        open_reports=usage.open_reports,
        votes=schemas.Votes.model_validate(usage.votes),
    )


async def list_reports(
    session: Session, query: schemas.ReportQuery, *, person: Person, language: str, now: datetime
) -> Page[schemas.ArticleReport]:
    """Open ones by their due time, others newest first; only of articles this person may read."""
    found = select(ArticleReport, Article).join(Article, Article.id == ArticleReport.article_id)
    found = found.where(readable_by(person))
    for column, value in (("state", query.state), ("article_id", query.article), ("kind", query.kind)):
        if value is not None:
            found = found.where(getattr(ArticleReport, column) == value)
    if query.mine:
        found = found.where(for_whom(person))
    if query.reported_by_me:
        found = found.where(ArticleReport.reported_by == person.agent_id)
    by_due = query.state == OPEN
    order = (ArticleReport.due_at, ArticleReport.id) if by_due else (ArticleReport.id,)
    rows, next_cursor = await fetch_page(session, found, query, order=order, descending=not by_due)
    items = await _reports(session, rows, person=person, language=language, now=now)
    return Page[schemas.ArticleReport](items=items, next_cursor=next_cursor)


async def get_report(
    session: Session, report_id: str, *, person: Person, language: str, now: datetime
) -> schemas.ArticleReport:
    """One report as it is now, also inside the transaction that changes it."""
    await session.flush()
    query = select(ArticleReport, Article).join(Article, Article.id == ArticleReport.article_id)
    row = (await session.execute(query.where(ArticleReport.id == report_id, readable_by(person)))).one_or_none()
    if row is None:
        raise NotFound("There is no such report.")
    return (await _reports(session, [(row[0], row[1])], person=person, language=language, now=now))[0]


async def titles_of(session: Session, article_ids: Sequence[str], language: str) -> dict[str, str]:
    """The title of each article in this language, or in the nearest one it is written in."""
    texts = await texts_of(session, list(dict.fromkeys(article_ids)))
    titles: dict[str, str] = {}
    for article_id in article_ids:
        wishes = (language, *INSTEAD_OF.get(language, LANGUAGES))
        written = (texts.get((article_id, wish)) for wish in wishes)
        titles[article_id] = next((text.title for text in written if text is not None), "")
    return titles


async def _reports(
    session: Session,
    rows: Sequence[tuple[ArticleReport, Article]],
    *,
    person: Person,
    language: str,
    now: datetime,
) -> list[schemas.ArticleReport]:
    reports = [report for report, _ in rows]
    people = {id_ for one in reports for id_ in (one.reported_by, one.owner_id, one.closed_by) if id_}
    names = dict((await session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(people)))).all())
    contact_ids = {one.contact_id for one in reports if one.contact_id}
    contacts = select(Contact.id, Contact.reference).where(Contact.id.in_(contact_ids))
    references = dict((await session.execute(contacts)).all())
    titles = await titles_of(session, [article.id for _, article in rows], language)
    return [
        schemas.ArticleReport(
            id=report.id,
            article_id=article.id,
            article_code=article.code,
            article_title=titles[article.id],
            language=report.language or None,
            kind=report.kind,
            text=report.text,
            contact_id=report.contact_id,
            contact_reference=references.get(report.contact_id or ""),
            reported_by=report.reported_by,
            reported_by_name=names.get(report.reported_by, ""),
            owner_id=report.owner_id,
            owner_name=names.get(report.owner_id or ""),
            group_id=article.group_id,
            state=report.state,
            due_at=report.due_at,
            is_overdue=report.state == OPEN and report.due_at <= now,
            answer=report.answer,
            closed_by_name=names.get(report.closed_by or ""),
            closed_at=report.closed_at,
            created_at=report.created_at,
            may_close=report.state == OPEN and may_close(report, article, person),
            version=report.version,
        )
        for report, article in rows
    ]
