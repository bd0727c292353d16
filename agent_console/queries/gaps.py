"""Gaps as screens show them: one with everybody who asked, the boxes of the inbox, and what is alike."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.gap_askers import askers_of
from agent_console.queries.rows import columns_of
from agent_console.schemas import gaps as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import NotFound
from contactcenter.groups.models import Group, GroupMember
from knowledge_base.articles.models import Article, ArticleText
from knowledge_base.gaps import service
from knowledge_base.gaps.asked import DECIDED
from knowledge_base.gaps.models import (
    ANSWERED,
    DECLINED,
    DRAFTED,
    FAILED,
    GROUPED,
    OPEN,
    SAME_PERSON,
    SEEN,
    SENT,
    UNANSWERED,
    UNTOLD,
    WRITING,
    Gap,
    GapAsker,
)
from knowledge_base.gaps.permissions import may_sort, may_work
from knowledge_base.gaps.similar import similar_to

BOXES = ("to_sort", "mine", "group", "overdue", "writing", "to_tell")


async def list_gaps(session: Session, query: schemas.GapQuery, agent: Agent, *, now: datetime) -> Page[schemas.Gap]:
    """What is due first stands first, then what was asked last; a grouped one is read where it goes on."""
    gaps = select(Gap).where(_in_view(query.view, agent, now))
    if query.state:
        gaps = gaps.where(Gap.state.in_(query.state))
    elif query.view == "all":
        gaps = gaps.where(Gap.state != GROUPED)
    for column, wanted in ((Gap.group_id, query.group), (Gap.owner_id, query.owner), (Gap.article_id, query.article)):
        if wanted:
            gaps = gaps.where(column == wanted)
    if query.q:
        gaps = gaps.where(_said(query.q))
    if query.view in ("to_sort", "mine", "group", "overdue", "writing"):
        # In these boxes everything is unanswered, and thus has a time by which it is due, unless it is old.
        due = func.coalesce(Gap.due_at, Gap.created_at, type_=Gap.due_at.type)
        rows, next_cursor = await fetch_page(session, gaps, query, order=(due, Gap.id))
    else:
        rows, next_cursor = await fetch_page(session, gaps, query, order=(Gap.id,), descending=True)
    return Page[schemas.Gap](items=await _gaps(session, rows, agent, now=now), next_cursor=next_cursor)


async def get_gap(session: Session, gap_id: str, agent: Agent, *, now: datetime) -> schemas.Gap:
    """One gap as it is now, also inside the transaction that changes it."""
    await session.flush()
    gap = (await session.scalars(select(Gap).where(Gap.id == gap_id))).one_or_none()
    if gap is None:
        raise NotFound(service.MISSING)
    (shown,) = await _gaps(session, [gap], agent, now=now)
    works = await may_work(session, gap, agent)
    sorts = await may_sort(session, agent)
    shown.may = (["sort"] if sorts else []) + (["work"] if works else [])  # type: ignore[assignment]
    return shown


async def count_boxes(session: Session, agent: Agent, *, now: datetime) -> schemas.GapCounts:
    """With one statement."""
    counts = [func.coalesce(func.sum(case((_in_view(box, agent, now), 1), else_=0)), 0) for box in BOXES]
    row = (await session.execute(select(*counts).select_from(Gap).where(Gap.state != GROUPED))).one()
    return schemas.GapCounts(**dict(zip(BOXES, (int(number) for number in row), strict=True)))


async def similar_gaps(
    session: Session, question: str, *, but: str | None, language: str, now: datetime
) -> schemas.SimilarGaps:
    found = await similar_to(session, question, now=now, but=but)
    gaps = [each.gap for each in found]
    asked = await service.askers_of(session, [gap.id for gap in gaps])
    titles = await _articles(session, gaps, language)
    items = [
        schemas.SimilarGap(
            **{name: getattr(each.gap, name) for name in ("id", "question", "language", "state", "created_at")},
            asked=_count(asked[each.gap.id]),
            article_id=each.gap.article_id,
            article_title=titles.get(each.gap.article_id or "", {}).get("article_title"),
            answer=each.gap.answer if each.gap.state == ANSWERED else "",
            score=each.score,
        )
        for each in found
    ]
    return schemas.SimilarGaps(items=items)


def _in_view(view: str, agent: Agent, now: datetime) -> ColumnElement[bool]:
    unanswered = Gap.state.in_(UNANSWERED)
    groups = select(GroupMember.group_id).where(GroupMember.agent_id == agent.id)
    match view:
        case "to_sort":
            return Gap.state == OPEN
        case "mine":
            return and_(unanswered, Gap.owner_id == agent.id)
        case "group":
            return and_(unanswered, Gap.group_id.in_(groups))
        case "overdue":
            return and_(unanswered, Gap.due_at <= now)
        case "writing":
            return Gap.state == WRITING
        case "to_tell":
            return and_(Gap.state.in_(DECIDED), _has_untold())
        case "answered":
            return Gap.state == ANSWERED
        case "declined":
            return Gap.state == DECLINED
        case _:
            return ~false()


def _has_untold() -> ColumnElement[bool]:
    own = aliased(Gap)
    query = select(GapAsker.id).join(own, own.id == GapAsker.gap_id)
    query = query.where(or_(own.id == Gap.id, own.grouped_into_id == Gap.id))
    return query.where(GapAsker.tell_state.in_((DRAFTED, FAILED)), GapAsker.tell_error != SAME_PERSON).exists()


def _said(words: str) -> ColumnElement[bool]:
    """In the question, however it is written, in those grouped into it, or in what was searched."""
    folded = service.fold_question(words)
    other = aliased(Gap)
    in_grouped = select(other.grouped_into_id).where(other.folded.contains(folded, autoescape=True))
    by_words = Gap.words_searched.icontains(words, autoescape=True)
    return or_(Gap.folded.contains(folded, autoescape=True), by_words, Gap.id.in_(in_grouped))


async def _gaps(session: Session, gaps: Sequence[Gap], agent: Agent, *, now: datetime) -> list[schemas.Gap]:
    families = await service.family_of(session, [gap.id for gap in gaps])
    askers = await askers_of(session, families)
    people = await _people(session, gaps)
    groups = await _groups(session, gaps)
    articles = await _articles(session, gaps, agent.language)
    empty = {"article_code": None, "article_title": None, "article_state": None, "article_pending": None}
    return [
        schemas.Gap(
            **columns_of(gap)
            | articles.get(gap.article_id or "", empty)
            | {
                "askers": askers[gap.id],
                "asked": _count(askers[gap.id]),
                "told": _count(asker for asker in askers[gap.id] if asker.tell_state in (SENT, SEEN)),
                "untold": _count(asker for asker in askers[gap.id] if asker.tell_state in UNTOLD),
                "last_asked_at": max((asker.at for asker in askers[gap.id]), default=None),
                "created_by_name": people.get(gap.created_by),
                "group_names": groups.get(gap.group_id or ""),
                "owner_name": people.get(gap.owner_id or ""),
                "assigned_by_name": people.get(gap.assigned_by or ""),
                "answered_by_name": people.get(gap.answered_by or ""),
                "is_overdue": gap.state in UNANSWERED and gap.due_at is not None and gap.due_at <= now,
                "grouped": [schemas.GroupedGap.model_validate(one) for one in families[gap.id][1:]],
                "answer_language": gap.answer_language or None,
                "may": [],
            }
        )
        for gap in gaps
    ]


def _count(askers: Iterable[GapAsker | schemas.GapAsker]) -> int:
    """A contact that asks the same in two wordings asks once."""
    return len({asker.contact_id or asker.id for asker in askers})


async def _people(session: Session, gaps: Sequence[Gap]) -> dict[str, str]:
    ids = {id_ for gap in gaps for id_ in (gap.created_by, gap.owner_id, gap.assigned_by, gap.answered_by) if id_}
    rows = await session.execute(select(Agent.id, Agent.name).where(Agent.id.in_(ids)))
    return {agent_id: name for agent_id, name in rows}


async def _groups(session: Session, gaps: Sequence[Gap]) -> dict[str, dict[str, str]]:
    rows = await session.execute(select(Group.id, Group.names).where(Group.id.in_({gap.group_id for gap in gaps})))
    return {group_id: names for group_id, names in rows}


async def _articles(session: Session, gaps: Sequence[Gap], language: str) -> dict[str, dict[str, Any]]:
    ids = {gap.article_id for gap in gaps if gap.article_id}
    query = select(Article, ArticleText.language, ArticleText.title).outerjoin(
        ArticleText, ArticleText.article_id == Article.id
    )
    found: dict[str, dict[str, Any]] = {}
    for article, written, title in await session.execute(
        query.where(Article.id.in_(ids)).order_by(ArticleText.language)
    ):
        shown = found.setdefault(
            article.id,
            {
                "article_code": article.code,
                "article_title": title,
                "article_state": article.state,
                "article_pending": article.pending_state,
            },
        )
        if written == language:
            shown["article_title"] = title
    return found
