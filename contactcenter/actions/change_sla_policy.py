"""An administrator says what is promised: a new policy, or another version of one."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select

from contactcenter.agents.models import Agent
from contactcenter.calendars.models import Calendar
from contactcenter.db import Base, Session
from contactcenter.errors import InvalidInput
from contactcenter.groups.models import Group
from contactcenter.routing.models import Queue
from contactcenter.sla.models import SlaPolicy
from contactcenter.sla.policies import PolicyDraft, add_policies, change_policy, check

# What the target of an action is the id of.
_NAMED: Final[Mapping[str, type[Base]]] = {"group": Group, "queue": Queue, "assign": Agent, "agent": Agent}


async def add_sla_policy(session: Session, draft: PolicyDraft, *, agent: Agent, now: datetime) -> SlaPolicy:
    """It holds for what begins from now on."""
    await _check(session, draft)
    (policy,) = await add_policies(session, [draft], author_id=agent.id, now=now)
    return policy


async def change_sla_policy(
    session: Session, policy_id: str, draft: PolicyDraft, *, agent: Agent, now: datetime, version: int | None = None
) -> SlaPolicy:
    """With `version` it is refused (`stale`) where somebody changed it meanwhile."""
    await _check(session, draft)
    return await change_policy(session, policy_id, draft, author_id=agent.id, now=now, version=version)


async def _check(session: Session, draft: PolicyDraft) -> None:
    """Raise `InvalidInput` where the form is wrong, or something named does not exist."""
    check(draft)
    problems: dict[str, str] = {}
    if draft.calendar_id is not None and draft.calendar_id not in await _known(session, Calendar, [draft.calendar_id]):
        problems["calendar_id"] = "There is no such calendar."
    for place, step in enumerate(draft.steps):
        kind, id_ = _named(step)
        model = _NAMED.get(kind)
        if model is not None and id_ not in await _known(session, model, [id_]):
            problems[f"steps.{place}"] = f"There is no such {'agent' if kind == 'assign' else kind}."
    if problems:
        raise InvalidInput(next(iter(problems.values())), details={"fields": problems})


def _named(step: Mapping[str, Any]) -> tuple[str, str]:
    """What kind of thing the step's target is the id of, and the id."""
    target = str(step.get("target", ""))
    if step["action"] != "tell":
        return step["action"], target
    kind, _, id_ = target.partition(":")
    return kind, id_


async def _known(session: Session, model: type[Base], ids: Collection[str]) -> set[str]:
    key = model.__table__.c.id
    return set(await session.scalars(select(key).where(key.in_(ids))))
