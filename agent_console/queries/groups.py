"""Back-office groups as administrators see them: their people, what comes to them, and what hangs on them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute

from agent_console.queries.rows import columns_of
from agent_console.schemas import groups as schemas
from contactcenter.agents.models import Agent
from contactcenter.contacts.models import Contact
from contactcenter.db import Session
from contactcenter.escalations.models import Escalation, Ladder
from contactcenter.groups.models import Group, GroupMember
from contactcenter.routing.models import Queue
from contactcenter.sla.models import SlaPolicy
from contactcenter.work_orders.models import RoutingRule, WorkOrder, WorkOrderType
from knowledge_base.articles.models import Article, ArticleGroup
from knowledge_base.bulletins.models import Bulletin
from knowledge_base.gaps.models import Gap
from knowledge_base.service_cards.models import ServiceCard

# Every column that names a group, but its people.
COLUMNS: Final[Mapping[schemas.UseKind, InstrumentedAttribute[Any]]] = {
    "work_rules": RoutingRule.group_id,
    "queues": Queue.group_id,
    "ladders": Ladder.group_id,
    "work_orders": WorkOrder.group_id,
    "emergencies": Escalation.group_id,
    "contacts": Contact.group_id,
    "gaps": Gap.group_id,
    "articles": Article.group_id,
    "readable_articles": ArticleGroup.group_id,
    "service_cards": ServiceCard.group_id,
}
Uses = dict[schemas.UseKind, int]


async def with_all(session: Session, groups: Sequence[Group]) -> list[schemas.GroupSettings]:
    """These groups with what belongs to them, which is read for all at once."""
    ids = [group.id for group in groups]
    members, work, uses = await _members(session, ids), await _work(session, ids), await uses_of(session, ids)
    return [
        schemas.GroupSettings.model_validate(
            columns_of(group)
            | {
                "members": members[group.id],
                "work": work[group.id],
                "uses": [schemas.GroupUse(kind=kind, count=count) for kind, count in uses[group.id].items()],
            }
        )
        for group in groups
    ]


async def uses_of(session: Session, group_ids: Collection[str]) -> dict[str, Uses]:
    """How many of each kind hang on each of these groups, the kinds in one order; of what there is none of, nothing."""
    uses: dict[str, Uses] = {id_: {} for id_ in group_ids}
    for kind, column in COLUMNS.items():
        counted = select(column, func.count()).where(column.in_(group_ids)).group_by(column)
        for group_id, count in await session.execute(counted):
            uses[group_id][kind] = count
    # These keep ids of groups within their terms, where no database can look them up.
    policies = await session.scalars(select(SlaPolicy.steps))
    _count(uses, "sla_policies", [{str(step.get("target", "")) for step in steps} for steps in policies])
    _count(uses, "bulletins", [set(named) for named in await session.scalars(select(Bulletin.group_ids))])
    return uses


def _count(uses: Mapping[str, Uses], kind: schemas.UseKind, rows: Sequence[set[str]]) -> None:
    for named in rows:
        for group_id, of_it in uses.items():
            if group_id in named or f"group:{group_id}" in named:
                of_it[kind] = of_it.get(kind, 0) + 1


async def _members(session: Session, group_ids: Collection[str]) -> dict[str, list[schemas.GroupMember]]:
    members: dict[str, list[schemas.GroupMember]] = defaultdict(list)
    query = select(GroupMember.group_id, Agent.id, Agent.name, Agent.is_active)
    query = query.join(Agent, Agent.id == GroupMember.agent_id).where(GroupMember.group_id.in_(group_ids))
    for group_id, agent_id, name, is_active in await session.execute(query.order_by(Agent.name, Agent.id)):
        members[group_id].append(schemas.GroupMember(agent_id=agent_id, name=name, is_active=is_active))
    return members


async def _work(session: Session, group_ids: Collection[str]) -> dict[str, list[schemas.Work]]:
    """In the order of the types; what is for any type or any building comes last."""
    places = {code: at for at, code in enumerate(await session.scalars(_TYPES))}
    work: dict[str, list[schemas.Work]] = defaultdict(list)
    rules = await session.scalars(select(RoutingRule).where(RoutingRule.group_id.in_(group_ids)))
    last = len(places)

    def place(rule: RoutingRule) -> tuple[int, bool, str, int]:
        return places.get(rule.type_code or "", last), rule.building is None, rule.building or "", rule.position

    for rule in sorted(rules, key=place):
        work[rule.group_id].append(schemas.Work.model_validate(rule))
    return work


_TYPES = select(WorkOrderType.code).order_by(WorkOrderType.position, WorkOrderType.id)
