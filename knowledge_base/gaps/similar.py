"""Which gaps may ask the same as a question, to be put together by whoever sorts. Read only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select

from contactcenter.db import Session
from knowledge_base.gaps.likeness import ALIKE, likeness
from knowledge_base.gaps.models import ANSWERED, UNANSWERED, Gap
from knowledge_base.search.synonyms import Synonyms
from knowledge_base.synonyms.service import list_synonyms

# What was answered longer ago is found by searching the articles.
ANSWERED_WITHIN = timedelta(days=90)
# A pass over so many takes some tens of milliseconds.
MOST_COMPARED = 2000
MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class SimilarGap:
    gap: Gap
    score: float


async def similar_to(
    session: Session, question: str, *, now: datetime, but: str | None = None, limit: int = MOST_SHOWN
) -> list[SimilarGap]:
    """Unanswered gaps, and those answered lately, that may ask the same in any language; the likest first."""
    synonyms = Synonyms.of([one.words for one in await list_synonyms(session)])
    scored = [
        SimilarGap(gap, round(score, 3))
        for gap in await _compared(session, now=now)
        if gap.id != but and (score := likeness(question, gap.question, synonyms)) >= ALIKE
    ]
    return sorted(scored, key=lambda similar: (-similar.score, similar.gap.id))[:limit]


async def _compared(session: Session, *, now: datetime) -> Sequence[Gap]:
    is_fresh = and_(Gap.state == ANSWERED, Gap.answered_at > now - ANSWERED_WITHIN)
    query = select(Gap).where(or_(Gap.state.in_(UNANSWERED), is_fresh)).order_by(Gap.id.desc()).limit(MOST_COMPARED)
    return (await session.scalars(query)).all()
