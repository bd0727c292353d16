"""A gap has its answer. Those who asked are told by `jobs/tell_askers.py`, which this wakes."""

from collections.abc import Sequence
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict
from knowledge_base.gaps import service
from knowledge_base.gaps.models import ANSWERED, UNANSWERED, Gap
from knowledge_base.gaps.permissions import require_may_work
from knowledge_base.gaps.words import checked_words

TOPIC = "gap_answers"


async def answer_gaps_waiting_for(
    session: Session, article_id: str, *, author_id: str | None, now: datetime
) -> Sequence[Gap]:
    """Answer all gaps for which this article was written. Saying it again changes nothing."""
    gaps = await service.lock_waiting_for(session, article_id)
    for gap in gaps:
        await answer(session, gap, article_id=article_id, author_id=author_id, now=now)
    return gaps


async def answer_in_words(
    session: Session,
    gap_id: str,
    text: str,
    *,
    language: str,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Gap:
    """A short answer that needs no article: those who asked get these words."""
    words = checked_words(text, "text", "Write the answer down.")
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    require_unanswered(gap)
    gap.answer, gap.answer_language = words, language
    await answer(session, gap, article_id=None, author_id=agent.id, now=now)
    return gap


async def answer(session: Session, gap: Gap, *, article_id: str | None, author_id: str | None, now: datetime) -> None:
    """The gap, which is locked, is answered; the next one who asks the same opens a new one."""
    gap.state, gap.article_id, gap.answered_at, gap.answered_by = ANSWERED, article_id, now, author_id
    gap.due_at, gap.reminders, gap.reminded_at = None, 0, None
    details = {"article_id": article_id} if article_id else {"without_article": True}
    await service.record(session, gap, "answered", author_id=author_id, now=now, details=details)
    session.wake(TOPIC)


def require_unanswered(gap: Gap) -> None:
    if gap.state not in UNANSWERED:
        raise Conflict(f"This gap is {gap.state} already.", code="wrong_state", details={"state": gap.state})
