"""Somebody says that an article is wrong or old, or knows something new. Called by the console and by its job."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select

from contactcenter.agents.models import Agent
from contactcenter.contacts.service import get_contact
from contactcenter.db import Session, lock_row, new_id
from contactcenter.errors import Conflict, InvalidInput, NotAllowed
from contactcenter.events import Fact
from contactcenter.journal import history
from knowledge_base.articles.models import LANGUAGES, Article
from knowledge_base.articles.people import Person, decides, person_of
from knowledge_base.feedback.models import DECLINED, DONE, OPEN, REPORT_KINDS, ArticleReport
from knowledge_base.settings.service import get_settings

LONGEST_TEXT = 4000
MOST_REMINDED = 200


async def report_article(
    session: Session,
    article: Article,
    *,
    kind: str,
    text: str,
    language: str,
    contact_id: str | None,
    agent: Agent,
    now: datetime,
) -> ArticleReport:
    """It is the owner's until it is due; where nobody owns the article, its group's, else whoever leads.

    Said twice by one person while it is open, it is one report.
    """
    _check(kind, text, language)
    if contact_id is not None:
        await get_contact(session, contact_id)
    same = await _find_same(session, article.id, kind, text.strip(), agent.id)
    if same is not None:
        return same
    within = timedelta(hours=(await get_settings(session)).report_within_hours)
    report = ArticleReport(
        id=new_id(),
        article_id=article.id,
        language=language,
        kind=kind,
        text=text.strip(),
        contact_id=contact_id,
        reported_by=agent.id,
        owner_id=await _owner_of(session, article),
        state=OPEN,
        due_at=now + within,
        created_at=now,
        version=1,
    )
    session.add(report)
    await session.flush()
    await _record(session, report, "reported", author_id=agent.id, now=now)
    return report


async def close_report(
    session: Session,
    report_id: str,
    *,
    state: str,
    answer: str,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> ArticleReport:
    """Done (the article says it now) or declined (it was right); who reported it reads the answer."""
    if state not in (DONE, DECLINED):
        raise InvalidInput(f"One of {DONE}, {DECLINED}.", details={"field": "state"})
    if state == DECLINED and not answer.strip():
        raise InvalidInput("Say why, for whoever reported it.", details={"field": "answer"})
    report = await lock_report(session, report_id, version=version)
    article = await session.get_one(Article, report.article_id)
    if not may_close(report, article, await person_of(session, agent)):
        raise NotAllowed("This report belongs to somebody else.", code="not_yours")
    if report.state != OPEN:
        raise Conflict("Somebody has closed this already.", code="already_taken", details={"state": report.state})
    report.state, report.answer = state, answer.strip()
    report.closed_by, report.closed_at, report.version = agent.id, now, report.version + 1
    await session.flush()
    await _record(session, report, "report_closed", author_id=agent.id, now=now)
    return report


async def lock_report(session: Session, report_id: str, *, version: int | None = None) -> ArticleReport:
    return await lock_row(
        session,
        ArticleReport,
        report_id,
        version=version,
        missing="There is no such report.",
        changed="Somebody else changed this report; reload and look again.",
    )


def may_close(report: ArticleReport, article: Article, person: Person) -> bool:
    """Its owner, the people of its group where nobody owns it, the reviewer, and whoever leads."""
    is_groups = report.owner_id is None and article.group_id in person.group_ids
    return report.owner_id == person.agent_id or is_groups or decides(person, article)


def for_whom(person: Person) -> ColumnElement[bool]:
    """The reports that wait for this person, in a query that joins reports with their articles."""
    nobodys = ArticleReport.owner_id.is_(None)
    ways = [ArticleReport.owner_id == person.agent_id, and_(nobodys, Article.group_id.in_(person.group_ids))]
    if person.is_leading:
        ways.append(and_(nobodys, Article.group_id.is_(None)))
    return or_(*ways)


def waiting_for(person: Person) -> Select[ArticleReport]:
    """The open reports of this person, the most pressing first."""
    query = select(ArticleReport).join(Article, Article.id == ArticleReport.article_id)
    query = query.where(ArticleReport.state == OPEN, for_whom(person))
    return query.order_by(ArticleReport.due_at, ArticleReport.id)


async def to_remind(session: Session, *, now: datetime) -> Sequence[str]:
    """Open reports past their time whose people were not reminded lately."""
    every = timedelta(hours=(await get_settings(session)).remind_every_hours)
    was_not = or_(ArticleReport.reminded_at.is_(None), ArticleReport.reminded_at <= now - every)
    query = select(ArticleReport.id).where(ArticleReport.state == OPEN, ArticleReport.due_at <= now, was_not)
    return (await session.scalars(query.order_by(ArticleReport.due_at).limit(MOST_REMINDED))).all()


async def remind(session: Session, report_id: str, *, now: datetime) -> bool:
    """Bring one back to its people, to whoever owns the article by now; False where somebody was faster."""
    report = await lock_report(session, report_id)
    if report.state != OPEN or report.id not in await to_remind(session, now=now):
        return False
    article = await session.get_one(Article, report.article_id)
    report.owner_id, report.reminded_at = await _owner_of(session, article), now
    report.version += 1
    await session.flush()
    await _record(session, report, "report_reminded", author_id=None, now=now)
    return True


async def _owner_of(session: Session, article: Article) -> str | None:
    owner = await session.get(Agent, article.owner_id) if article.owner_id else None
    return owner.id if owner is not None and owner.is_active else None


async def _find_same(session: Session, article_id: str, kind: str, text: str, agent_id: str) -> ArticleReport | None:
    query = select(ArticleReport).where(
        ArticleReport.article_id == article_id,
        ArticleReport.state == OPEN,
        ArticleReport.kind == kind,
        ArticleReport.text == text,
        ArticleReport.reported_by == agent_id,
    )
    return (await session.scalars(query.limit(1))).first()


def _check(kind: str, text: str, language: str) -> None:
    wrong: dict[str, str] = {}
    if kind not in REPORT_KINDS:
        wrong["kind"] = f"One of {', '.join(REPORT_KINDS)}."
    if not text.strip():
        wrong["text"] = "Say what is wrong, or what is new."
    elif len(text) > LONGEST_TEXT:
        wrong["text"] = f"At most {LONGEST_TEXT} characters."
    if language and language not in LANGUAGES:
        wrong["language"] = f"One of {', '.join(LANGUAGES)}."
    if wrong:
        raise InvalidInput("This cannot be reported as it is.", details={"fields": wrong})


async def _record(session: Session, report: ArticleReport, act: str, *, author_id: str | None, now: datetime) -> None:
    details = {"report_id": report.id, "kind": report.kind, "state": report.state}
    await history.write(session, "article", report.article_id, act, author_id=author_id, at=now, details=details)
    session.record(Fact("report.changed", report.id, report.version))
