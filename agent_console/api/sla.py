"""SLA policies: what administrators promise, and what was promised before."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS, LEAD_READERS
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, fetch_page
from agent_console.schemas import sla as schemas
from contactcenter.actions.change_sla_policy import add_sla_policy, change_sla_policy
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from contactcenter.sla import policies
from contactcenter.sla.models import SlaPolicy, SlaPolicyVersion
from contactcenter.sla.policies import PolicyDraft

READERS = ADMINISTRATORS | LEAD_READERS
_FIELDS = tuple(name for name in PolicyDraft.__slots__)


@endpoint(
    "GET",
    "/api/v1/admin/sla-policies",
    roles=READERS,
    summary="SLA policies",
    answers={200: Page[schemas.SlaPolicy]},
)
async def get_sla_policies(query: schemas.SlaPolicyQuery, session: Session) -> Page[schemas.SlaPolicy]:
    rows, next_cursor = await fetch_page(
        session, select(SlaPolicy), query, order=(SlaPolicy.class_, SlaPolicy.channel, SlaPolicy.id)
    )
    return Page[schemas.SlaPolicy](items=[_answer(row) for row in rows], next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/sla-policies",
    roles=ADMINISTRATORS,
    summary="Promise something for a class and channel",
    answers={201: schemas.SlaPolicy},
    errors=(409,),
)
async def post_sla_policy(
    body: schemas.NewSlaPolicy, session: Session, agent: Agent, now: datetime
) -> schemas.SlaPolicy:
    """It holds for what begins from now on; 409 `policy_exists` where this class and channel have one."""
    draft = PolicyDraft(**body.model_dump(exclude_unset=False))
    return _answer(await add_sla_policy(session, draft, agent=agent, now=now))


@endpoint(
    "GET",
    "/api/v1/admin/sla-policies/{id}",
    roles=READERS,
    summary="One SLA policy",
    answers={200: schemas.SlaPolicy},
)
async def get_sla_policy(id: str, session: Session) -> schemas.SlaPolicy:
    return _answer(await policies.get_policy(session, id))


@endpoint(
    "PATCH",
    "/api/v1/admin/sla-policies/{id}",
    roles=ADMINISTRATORS,
    summary="Promise something else from now on",
    answers={200: schemas.SlaPolicy},
)
async def patch_sla_policy(
    id: str, body: schemas.SlaPolicyPatch, session: Session, agent: Agent, now: datetime
) -> schemas.SlaPolicy:
    """Class and channel stay. Each change is a version of its own."""
    policy = await policies.get_policy(session, id)
    before = {name: getattr(policy, name) for name in _FIELDS}
    draft = PolicyDraft(**before | body.model_dump(exclude_unset=True, exclude={"version"}))
    return _answer(await change_sla_policy(session, id, draft, agent=agent, now=now, version=body.version))


@endpoint(
    "GET",
    "/api/v1/admin/sla-policies/{id}/versions",
    roles=READERS,
    summary="What the policy said when",
    answers={200: Page[schemas.SlaPolicyVersion]},
)
async def get_sla_policy_versions(
    id: str, query: schemas.SlaPolicyQuery, session: Session
) -> Page[schemas.SlaPolicyVersion]:
    """Newest first."""
    policy = await policies.get_policy(session, id)
    versions = select(SlaPolicyVersion).where(SlaPolicyVersion.policy_id == policy.id)
    rows, next_cursor = await fetch_page(session, versions, query, order=(SlaPolicyVersion.version,), descending=True)
    items = [schemas.SlaPolicyVersion.model_validate(row) for row in rows]
    return Page[schemas.SlaPolicyVersion](items=items, next_cursor=next_cursor)


def _answer(row: SlaPolicy) -> schemas.SlaPolicy:
    return schemas.SlaPolicy.model_validate(row)
