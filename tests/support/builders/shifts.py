"""Builders of shifts."""

from datetime import UTC, datetime, timedelta

from contactcenter.db import Session
from contactcenter.shifts.models import Shift
from contactcenter.shifts.service import plan_shift

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


async def make_shift(
    session: Session, agent_id: str, *, starts_at: datetime = NOW, hours: float = 8, state: str = "planned"
) -> Shift:
    ends_at = starts_at + timedelta(hours=hours)
    shift = await plan_shift(session, agent_id, desk="hotline", starts_at=starts_at, ends_at=ends_at)
    shift.state = state
    await session.flush()
    return shift
