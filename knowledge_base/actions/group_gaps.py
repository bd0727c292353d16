"""Two gaps ask the same: one goes on for both; and the way back."""

from datetime import datetime

from sqlalchemy import update

from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from knowledge_base.actions.answer_gap import TOPIC, require_unanswered
from knowledge_base.gaps import service
from knowledge_base.gaps.due import sort_by
from knowledge_base.gaps.models import ANSWERED, GROUPED, OPEN, UNANSWERED, Gap
from knowledge_base.gaps.permissions import require_may_work


async def group_gaps(
    session: Session, gap_id: str, *, into_id: str, agent: Agent, now: datetime, version: int | None = None
) -> Gap:
    """Those who asked the first are told what answers the second, also where that is answered already.

    Returns the gap that goes on.
    """
    if gap_id == into_id:
        raise InvalidInput("Choose another gap.", details={"fields": {"into_id": "Choose another gap."}})
    main_id = (await service.get_gap(session, into_id)).grouped_into_id or into_id
    held = await service.lock_gaps(session, [gap_id, main_id])
    gap = await service.lock_gap(session, gap_id, version=version)
    main = held.get(main_id) or await service.get_gap(session, main_id)
    await require_may_work(session, gap, agent)
    if gap.grouped_into_id == main.id:
        return main
    require_unanswered(gap)
    if main.id == gap.id or main.state not in (*UNANSWERED, ANSWERED):
        raise Conflict(
            "That gap does not go on; choose another one.", code="wrong_state", details={"state": main.state}
        )
    await put_into(session, gap, main, author_id=agent.id, now=now)
    return main


async def put_into(
    session: Session, gap: Gap, main: Gap, *, author_id: str | None, now: datetime, reason: str = ""
) -> None:
    """Both are locked. What was grouped into the first one follows it."""
    gap.state, gap.grouped_into_id, gap.due_at = GROUPED, main.id, None
    await session.flush()
    followers = update(Gap).where(Gap.grouped_into_id == gap.id).values(grouped_into_id=main.id)
    await session.execute(followers.execution_options(synchronize_session=False))
    because = {"reason": reason} if reason else {}
    details = {"into_gap": main.id, "question": main.question, **because}
    await service.record(session, gap, "grouped", author_id=author_id, now=now, details=details)
    details = {"from_gap": gap.id, "question": gap.question, **because}
    await service.record(session, main, "joined", author_id=author_id, now=now, details=details)
    session.wake(TOPIC)


async def ungroup_gap(session: Session, gap_id: str, *, agent: Agent, now: datetime, version: int | None = None) -> Gap:
    """It is another question after all, and is sorted anew. Who was told meanwhile stays told."""
    seen = await service.get_gap(session, gap_id)
    held = await service.lock_gaps(session, [gap_id, seen.grouped_into_id])
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    if gap.state != GROUPED or gap.grouped_into_id is None:
        raise Conflict("This gap is not grouped.", code="wrong_state", details={"state": gap.state})
    main = held.get(gap.grouped_into_id) or await service.get_gap(session, gap.grouped_into_id)
    gap.state, gap.grouped_into_id, gap.due_at = OPEN, None, await sort_by(session, now)
    gap.reminders, gap.reminded_at = 0, None
    await service.flush_unanswered(session, gap)
    details = {"from_gap": main.id, "question": main.question}
    await service.record(session, gap, "ungrouped", author_id=agent.id, now=now, details=details)
    details = {"into_gap": gap.id, "question": gap.question}
    await service.record(session, main, "parted", author_id=agent.id, now=now, details=details)
    return gap
