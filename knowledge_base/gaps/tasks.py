"""What waits for somebody because of gaps: to sort, to answer, to tell, to read. Read by the list of tasks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, true
from sqlalchemy.orm import aliased

from contactcenter.agents.models import Agent
from contactcenter.agents.roles import has_any
from contactcenter.db import Session
from contactcenter.groups.models import GroupMember
from knowledge_base.gaps.asked import DECIDED
from knowledge_base.gaps.models import DRAFTED, FAILED, OPEN, SAME_PERSON, SEEN, SENT, UNANSWERED, Gap, GapAsker
from knowledge_base.gaps.permissions import SORTS
from knowledge_base.settings.service import get_settings

Kind = Literal["gap_to_sort", "gap_mine", "gap_of_group", "gap_overdue", "gap_to_tell", "gap_answered"]
# From this reminder on the group, and then those who lead, have a gap among their tasks too.
GROUP_FROM, LEADS_FROM = 2, 3
# An answer that was read by nobody for so long is no news any more.
NEWS = timedelta(days=14)
MOST = 100
# The gap that goes on for a grouped one, itself where it is not grouped.
Main = aliased(Gap)


@dataclass(frozen=True, slots=True)
class GapTask:
    kind: Kind
    gap: Gap
    due_at: datetime | None


async def gap_tasks(session: Session, agent: Agent, *, now: datetime) -> list[GapTask]:
    """Each gap once, under the first thing there is to do with it; what is due first stands first."""
    groups = select(GroupMember.group_id).where(GroupMember.agent_id == agent.id)
    leads = has_any(agent.roles, SORTS)
    assistant_id = (await get_settings(session)).assistant_id
    sorts = agent.id == assistant_id or (leads and assistant_id is None)
    kinds: Sequence[tuple[Kind, ColumnElement[bool]]] = (
        ("gap_mine", and_(Gap.owner_id == agent.id, Gap.state.in_(UNANSWERED))),
        ("gap_to_sort", and_(Gap.state == OPEN, _if(sorts, else_=_if(leads) & (Gap.reminders >= GROUP_FROM)))),
        (
            "gap_of_group",
            and_(
                Gap.group_id.in_(groups),
                Gap.state.in_(UNANSWERED),
                or_(Gap.owner_id.is_(None), Gap.reminders >= GROUP_FROM),
            ),
        ),
        ("gap_overdue", and_(_if(leads), Gap.state.in_(UNANSWERED), Gap.reminders >= LEADS_FROM)),
        ("gap_to_tell", Gap.id.in_(_to_tell(agent, leads=leads))),
        ("gap_answered", Gap.id.in_(_to_read(agent, now=now))),
    )
    found: dict[str, GapTask] = {}
    for kind, condition in kinds:
        for gap in await session.scalars(select(Gap).where(condition).order_by(Gap.id.desc()).limit(MOST)):
            found.setdefault(gap.id, GapTask(kind, gap, gap.due_at))
    return sorted(found.values(), key=lambda task: (task.due_at is None, task.due_at or now, task.gap.id))


def _asked_in() -> Select[str]:
    """The gaps that go on for what was asked, `Main`, by each asker."""
    query = select(Main.id).select_from(GapAsker).join(Gap, Gap.id == GapAsker.gap_id)
    return query.join(Main, Main.id == func.coalesce(Gap.grouped_into_id, Gap.id))


def _if(holds: bool, *, else_: ColumnElement[bool] | None = None) -> ColumnElement[bool]:
    return true() if holds else (false() if else_ is None else else_)


def _to_tell(agent: Agent, *, leads: bool) -> Select[str]:
    """Gaps of which this agent is to tell somebody, looking the words over first."""
    query = _asked_in()
    is_untold = and_(GapAsker.tell_state.in_((DRAFTED, FAILED)), GapAsker.tell_error != SAME_PERSON)
    nobodys = and_(GapAsker.tell_agent_id.is_(None), or_(Main.owner_id == agent.id, _if(leads)))
    return query.where(is_untold, or_(GapAsker.tell_agent_id == agent.id, nobodys))


def _to_read(agent: Agent, *, now: datetime) -> Select[str]:
    """Gaps this agent noted that are answered since, and whose answer the agent has not seen yet."""
    query = _asked_in()
    is_news = and_(Main.state.in_(DECIDED), Main.answered_at > now - NEWS, GapAsker.seen_at.is_(None))
    alone = and_(GapAsker.contact_id.is_(None), GapAsker.customer_id.is_(None))
    return query.where(GapAsker.agent_id == agent.id, is_news, or_(GapAsker.tell_state.in_((SENT, SEEN)), alone))
