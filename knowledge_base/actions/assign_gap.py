"""Who finds the answer of a gap: given to a group, taken by a person, given back."""

from dataclasses import dataclass
from datetime import datetime

from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agents
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.groups.service import get_groups, is_member
from knowledge_base.actions.answer_gap import require_unanswered
from knowledge_base.gaps import service
from knowledge_base.gaps.due import answer_by, sort_by
from knowledge_base.gaps.models import ASSIGNED, OPEN, Gap
from knowledge_base.gaps.permissions import may_sort, require_may_sort, require_may_work
from knowledge_base.gaps.words import checked_words

LONGEST_NOTE = 1000


@dataclass(frozen=True, slots=True)
class Assignment:
    """Which group, which of its people, and by when; without a time what the settings say."""

    group_id: str | None = None
    owner_id: str | None = None
    due_at: datetime | None = None
    note: str = ""


async def assign_gap(
    session: Session, gap_id: str, wanted: Assignment, *, agent: Agent, now: datetime, version: int | None = None
) -> Gap:
    """From now on it is this group's, or this person's; its clock begins anew."""
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_sort(session, agent)
    await _check(session, wanted, now)
    require_unanswered(gap)
    details = {"from_group": gap.group_id, "to_group": wanted.group_id} if gap.group_id != wanted.group_id else {}
    details |= {"from_agent": gap.owner_id, "to_agent": wanted.owner_id} if gap.owner_id != wanted.owner_id else {}
    gap.group_id, gap.owner_id = wanted.group_id, wanted.owner_id
    gap.assigned_by, gap.assigned_at = agent.id, now
    gap.due_at = wanted.due_at or await answer_by(session, now)
    gap.reminders, gap.reminded_at = 0, None
    if gap.state == OPEN:
        gap.state = ASSIGNED
    details = {name: value for name, value in details.items() if value}
    details |= {"due_at": gap.due_at.isoformat()} | ({"reason": wanted.note.strip()} if wanted.note.strip() else {})
    await service.record(session, gap, "assigned", author_id=agent.id, now=now, details=details)
    return gap


async def take_gap(session: Session, gap_id: str, *, agent: Agent, now: datetime) -> Gap:
    """I find the answer. Of two who take it at once one gets `already_taken`; whoever sorts may take it over."""
    gap = await service.lock_gap(session, gap_id)
    require_unanswered(gap)
    if gap.owner_id == agent.id:
        return gap
    await require_may_work(session, gap, agent)
    if gap.owner_id is not None and not await may_sort(session, agent):
        raise Conflict("A colleague has taken this gap.", code="already_taken", details={"agent_id": gap.owner_id})
    details = {"from_agent": gap.owner_id, "to_agent": agent.id} if gap.owner_id else {"to_agent": agent.id}
    gap.owner_id = agent.id
    if gap.state == OPEN:
        gap.state, gap.assigned_by, gap.assigned_at = ASSIGNED, agent.id, now
        gap.due_at, gap.reminders, gap.reminded_at = await answer_by(session, now), 0, None
    await service.record(session, gap, "taken", author_id=agent.id, now=now, details=details)
    return gap


async def return_gap(
    session: Session, gap_id: str, note: str, *, agent: Agent, now: datetime, version: int | None = None
) -> Gap:
    """It is not for us: back to whoever sorts, with a word why. An article begun for it still answers it."""
    reason = checked_words(note, "note", "Say why it is given back.")
    gap = await service.lock_gap(session, gap_id, version=version)
    await require_may_work(session, gap, agent)
    require_unanswered(gap)
    if gap.state == OPEN:
        raise Conflict("This gap is with nobody yet.", code="wrong_state", details={"state": gap.state})
    details = {"reason": reason, "from_group": gap.group_id, "from_agent": gap.owner_id}
    gap.state, gap.group_id, gap.owner_id = OPEN, None, None
    gap.due_at, gap.reminders, gap.reminded_at = await sort_by(session, now), 0, None
    details = {name: value for name, value in details.items() if value}
    await service.record(session, gap, "returned", author_id=agent.id, now=now, details=details)
    return gap


async def _check(session: Session, wanted: Assignment, now: datetime) -> None:
    wrong: dict[str, str] = {}
    if wanted.group_id is None and wanted.owner_id is None:
        wrong["group_id"] = "Choose a group or a person."
    elif wanted.group_id is not None and wanted.group_id not in await get_groups(session, [wanted.group_id]):
        wrong["group_id"] = "There is no such group."
    if wanted.owner_id is not None and not wrong:
        owner = (await get_agents(session, [wanted.owner_id])).get(wanted.owner_id)
        if owner is None or not owner.is_active:
            wrong["owner_id"] = "There is no such colleague."
        elif wanted.group_id is not None and not await is_member(session, wanted.group_id, owner.id):
            wrong["owner_id"] = "This colleague does not belong to the group."
    if wanted.due_at is not None and wanted.due_at <= now:
        wrong["due_at"] = "The time must lie in the future."
    if len(wanted.note.strip()) > LONGEST_NOTE:
        wrong["note"] = f"At most {LONGEST_NOTE} characters."
    if wrong:
        raise InvalidInput("The gap cannot be given so.", details={"fields": wrong})
