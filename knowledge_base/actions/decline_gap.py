"""A gap that gets no answer, and the way back from what was decided too early."""

from datetime import datetime

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict
from knowledge_base.actions.answer_gap import TOPIC, require_unanswered
from knowledge_base.gaps import service
from knowledge_base.gaps.due import answer_by, sort_by
from knowledge_base.gaps.models import (
    ANSWERED,
    ASSIGNED,
    DECLINED,
    DRAFTED,
    FAILED,
    OPEN,
    PENDING,
    SEEN,
    SENT,
    SKIPPED,
    Gap,
    GapAsker,
)
from knowledge_base.gaps.permissions import require_may_work
from knowledge_base.gaps.words import checked_words


async def decline_gap(
    session: Session,
    gap_id: str,
    reason: str,
    *,
    answer: str,
    language: str,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Gap:
    """There will be no answer, and why. Those who asked are told `answer`; where it is empty, nobody is told."""
    reason = checked_words(reason, "reason", "Say why there will be no answer.")
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    require_unanswered(gap)
    gap.state, gap.reason, gap.due_at = DECLINED, reason, None
    gap.answered_at, gap.answered_by = now, agent.id
    if answer.strip():
        gap.answer, gap.answer_language = checked_words(answer, "answer", ""), language
    else:
        await _change_askers(session, gap, {PENDING}, SKIPPED, error="declined")
    details = {"reason": reason, "tells_askers": bool(answer.strip())}
    await service.record(session, gap, "declined", author_id=agent.id, now=now, details=details)
    session.wake(TOPIC)
    return gap


async def reopen_gap(
    session: Session,
    gap_id: str,
    reason: str,
    *,
    tells_again: bool,
    agent: Agent,
    now: datetime,
    version: int | None = None,
) -> Gap:
    """It needs an answer after all, or another one; with `tells_again` those told already hear the new one too."""
    reason = checked_words(reason, "reason", "Say why it is open again.")
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    if gap.state not in (ANSWERED, DECLINED):
        raise Conflict("This gap is open.", code="wrong_state", details={"state": gap.state})
    await _change_askers(session, gap, {SKIPPED}, PENDING, only_error="declined")
    # Words that say the old answer are made anew; whoever was promised a call still gets one.
    await _change_askers(session, gap, {DRAFTED, FAILED}, PENDING)
    if tells_again:
        await _change_askers(session, gap, {SENT, SEEN}, PENDING)
    is_assigned = bool(gap.group_id or gap.owner_id)
    gap.state = ASSIGNED if is_assigned else OPEN
    gap.due_at = await (answer_by if is_assigned else sort_by)(session, now)
    gap.reminders, gap.reminded_at, gap.reason, gap.answer = 0, None, "", ""
    gap.article_id, gap.linked_at, gap.answered_at, gap.answered_by = None, None, None, None
    await service.flush_unanswered(session, gap)
    details = {"reason": reason, "tells_again": tells_again}
    await service.record(session, gap, "reopened", author_id=agent.id, now=now, details=details)
    return gap


async def _change_askers(
    session: Session, gap: Gap, before: set[str], after: str, *, error: str = "", only_error: str | None = None
) -> None:
    """Of the gap and what is grouped into it."""
    family = (await service.family_of(session, [gap.id]))[gap.id]
    query = select(GapAsker).where(GapAsker.gap_id.in_([one.id for one in family]), GapAsker.tell_state.in_(before))
    query = query.order_by(GapAsker.id).with_for_update().execution_options(populate_existing=True)
    for asker in await session.scalars(query):
        if asker.tell_state == DRAFTED and asker.tell_promise_id is not None:
            continue
        if only_error is None or asker.tell_error == only_error:
            asker.tell_state, asker.tell_error, asker.seen_at = after, error, None
