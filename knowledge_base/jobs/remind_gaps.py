"""Reminds of gaps that nobody sorted, answered or told on in time. Each reminder is counted and in the history."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from contactcenter.db import Database, Session
from knowledge_base.gaps import service
from knowledge_base.gaps.asked import DECIDED
from knowledge_base.gaps.due import remind_after
from knowledge_base.gaps.models import DRAFTED, FAILED, UNANSWERED, Gap, GapAsker
from knowledge_base.gaps.reminding import reminded
from knowledge_base.settings.service import get_settings

MOST_AT_ONCE = 200


async def fire(db: Database, *, now: datetime) -> int:
    """Returns of how many gaps somebody was reminded."""
    async with db.reading() as session:
        overdue = await _overdue(session, now=now)
    done = 0
    for gap_id in overdue:
        async with db.transaction() as session:
            done += await remind(session, gap_id, now=now)
    return done


def _is_late(now: datetime) -> ColumnElement[bool]:
    own = aliased(Gap)
    has_untold = select(GapAsker.id).join(own, own.id == GapAsker.gap_id)
    has_untold = has_untold.where(or_(own.id == Gap.id, own.grouped_into_id == Gap.id))
    has_untold = has_untold.where(GapAsker.tell_state.in_((DRAFTED, FAILED)))
    is_late = and_(Gap.state.in_(UNANSWERED), Gap.due_at <= now)
    return or_(is_late, and_(Gap.state.in_(DECIDED), has_untold.exists()))


async def _overdue(session: Session, *, now: datetime) -> list[str]:
    query = select(Gap).where(_is_late(now)).order_by(Gap.id).limit(MOST_AT_ONCE)
    return [gap.id for gap in await session.scalars(query) if await _is_time(session, gap, now=now)]


async def _is_time(session: Session, gap: Gap, *, now: datetime) -> bool:
    since = gap.reminded_at or (gap.answered_at if gap.state in DECIDED else None)
    return since is None or await remind_after(session, since) <= now


async def remind(session: Session, gap_id: str, *, now: datetime) -> int:
    """Remind whose turn it is, if it still is time; returns how many gaps that were."""
    gap = await service.lock_gap(session, gap_id)
    still_late = select(Gap.id).where(Gap.id == gap_id, _is_late(now))
    if await session.scalar(still_late) is None or not await _is_time(session, gap, now=now):
        return 0
    gap.reminders, gap.reminded_at = gap.reminders + 1, now
    to = reminded(
        gap.state,
        gap.reminders,
        has_owner=gap.owner_id is not None,
        has_group=gap.group_id is not None,
        has_assistant=(await get_settings(session)).assistant_id is not None,
    )
    details = {"number": gap.reminders, "to": to}
    await service.record(session, gap, "reminded", author_id=None, now=now, details=details)
    return 1
