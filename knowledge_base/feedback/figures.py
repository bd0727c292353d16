"""How reports of articles are dealt with, and what readers vote."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from sqlalchemy import case, func, select

from contactcenter.db import Session
from knowledge_base.feedback.models import OPEN, ArticleReport, ArticleVote


@dataclass(frozen=True, slots=True)
class FeedbackCounts:
    """Reports that are open now and overdue; those closed in the time, and the hours half of them took at most."""

    open_reports: int
    overdue_reports: int
    closed_reports: int
    median_hours: float | None
    helpful: int
    unhelpful: int


async def count_feedback(session: Session, *, since: datetime, until: datetime, now: datetime) -> FeedbackCounts:
    is_open = ArticleReport.state == OPEN
    query = select(_sum(is_open), _sum(is_open & (ArticleReport.due_at <= now)))
    open_reports, overdue = (await session.execute(query)).one()
    closed = select(ArticleReport.created_at, ArticleReport.closed_at).where(
        ArticleReport.closed_at >= since, ArticleReport.closed_at < until
    )
    ended = await session.execute(closed)
    hours = [(over - begun).total_seconds() / 3600 for begun, over in ended if over is not None]
    voted = select(_sum(ArticleVote.is_helpful), func.count())
    helpful, votes = (await session.execute(voted.where(ArticleVote.at >= since, ArticleVote.at < until))).one()
    took = round(median(hours), 1) if hours else None
    return FeedbackCounts(open_reports, overdue, len(hours), took, helpful, votes - helpful)


def _sum(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
