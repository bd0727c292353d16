"""Sign the handover of a shift: everything left open, frozen as it stands. Called by the console."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from contactcenter.agents import roles
from contactcenter.agents.models import Agent
from contactcenter.agents.service import get_agent
from contactcenter.contracts import OpenItemSource
from contactcenter.db import Session
from contactcenter.errors import Conflict, InvalidInput
from contactcenter.handover import service
from contactcenter.handover.models import Handover
from contactcenter.handover.rules import require_may_sign
from contactcenter.shifts.models import Shift
from contactcenter.shifts.service import get_shift, move
from contactcenter.shifts.states import CLOSED, HANDED_OVER


async def hand_over_shift(
    session: Session,
    *,
    shift_id: str,
    agent: Agent,
    sources: Sequence[OpenItemSource],
    now: datetime,
    remarks: str = "",
    to_agent_id: str | None = None,
    notes: Mapping[str, str] | None = None,
) -> Handover:
    """Draft once more under the lock and sign; with nothing open the shift is closed at once."""
    shift = await get_shift(session, shift_id, lock=True)
    require_may_sign(shift.agent_id, agent)
    if await service.find_by_shift(session, shift.id) is not None:
        raise Conflict("This shift has been handed over already.", code="already_handed_over")
    await _check_recipient(session, shift, to_agent_id)
    shift = await move(session, shift, HANDED_OVER, author_id=agent.id, now=now)
    drafted = await service.draft(session, shift, sources, now)
    handover = await service.sign(
        session, drafted, author=agent, to_agent_id=to_agent_id, remarks=remarks, notes=notes or {}, now=now
    )
    if await service.finish_if_complete(session, handover, author_id=agent.id, now=now):
        await move(session, shift, CLOSED, author_id=agent.id, now=now)
    return handover


async def _check_recipient(session: Session, shift: Shift, to_agent_id: str | None) -> None:
    if to_agent_id is None:
        return
    colleague = await get_agent(session, to_agent_id)
    if colleague.id == shift.agent_id:
        raise InvalidInput("A shift is handed over to somebody else.")
    if not colleague.is_active or not roles.has_any(colleague.roles, roles.TAKES_CONTACTS):
        raise InvalidInput("This colleague does not work at the desk.")
