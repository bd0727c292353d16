"""Who may do what with a gap. Everybody who works with owners may read it."""

from contactcenter.agents.models import Agent
from contactcenter.agents.roles import ADMINISTRATOR, MANAGER, SUPERVISOR, has_any
from contactcenter.db import Session
from contactcenter.errors import NotAllowed
from contactcenter.groups.service import is_member
from knowledge_base.gaps.models import Gap, GapAsker
from knowledge_base.settings.service import get_settings

SORTS = frozenset({SUPERVISOR, MANAGER, ADMINISTRATOR})


async def may_sort(session: Session, agent: Agent) -> bool:
    """Give gaps to groups, put them together, decline them: the assistant, and whoever leads."""
    return has_any(agent.roles, SORTS) or (await get_settings(session)).assistant_id == agent.id


async def may_work(session: Session, gap: Gap, agent: Agent) -> bool:
    """Find its answer: its owner, the people of its group, and whoever sorts."""
    if gap.owner_id == agent.id or (gap.group_id and await is_member(session, gap.group_id, agent.id)):
        return True
    return await may_sort(session, agent)


async def may_tell(session: Session, gap: Gap, asker: GapAsker, agent: Agent) -> bool:
    """Tell one who asked: the agent who noted it, the one whose task it is, and whoever works on the gap."""
    return agent.id in (asker.agent_id, asker.tell_agent_id) or await may_work(session, gap, agent)


async def require_may_sort(session: Session, agent: Agent) -> None:
    if not await may_sort(session, agent):
        raise NotAllowed("Gaps are sorted by the duty manager's assistant and by supervisors.", code="not_yours")


async def require_may_work(session: Session, gap: Gap, agent: Agent) -> None:
    if not await may_work(session, gap, agent):
        raise NotAllowed("This gap belongs to another group.", code="not_yours")


async def require_may_tell(session: Session, gap: Gap, asker: GapAsker, agent: Agent) -> None:
    if not await may_tell(session, gap, asker, agent):
        raise NotAllowed("A colleague tells this person.", code="not_yours")
