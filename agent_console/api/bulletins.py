"""Bulletins: required reading, and whether I have read it."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries import bulletins as queries
from agent_console.schemas import bulletins as schemas
from contactcenter.agents.models import Agent
from contactcenter.db import Session
from knowledge_base.bulletins import service


@endpoint(
    "GET", "/api/v1/bulletins", roles=EVERYONE, summary="Bulletins for me", answers={200: Page[schemas.BulletinRow]}
)
async def get_bulletins(
    query: schemas.BulletinQuery, session: Session, agent: Agent, now: datetime
) -> Page[schemas.BulletinRow]:
    """Newest first; with `mine` only what I still must read."""
    return await queries.list_for_reader(session, agent, query, now=now)


@endpoint("GET", "/api/v1/bulletins/{id}", roles=EVERYONE, summary="One bulletin", answers={200: schemas.Bulletin})
async def get_one_bulletin(id: str, session: Session, agent: Agent, now: datetime) -> schemas.Bulletin:
    """Without saying which answers are right."""
    return await queries.get_for_reader(session, agent, id, now=now)


@endpoint(
    "POST", "/api/v1/bulletins/{id}/open", roles=EVERYONE, summary="Open a bulletin", answers={200: schemas.Bulletin}
)
async def post_open_bulletin(id: str, session: Session, agent: Agent, now: datetime) -> schemas.Bulletin:
    """I have it before my eyes; the first time is kept."""
    await service.open_bulletin(session, id, agent, now=now)
    return await queries.get_for_reader(session, agent, id, now=now)


@endpoint(
    "POST",
    "/api/v1/bulletins/{id}/confirm",
    roles=EVERYONE,
    summary="Confirm a bulletin",
    answers={200: schemas.BulletinResult},
    errors=(409,),
)
async def post_confirm_bulletin(
    id: str, body: schemas.BulletinAnswers, session: Session, agent: Agent, now: datetime
) -> schemas.BulletinResult:
    """I have read it. Questions answered wrongly are named, not what would be right; each try is counted."""
    wrong = await service.confirm_bulletin(session, id, agent, body.answers, version=body.version, now=now)
    return schemas.BulletinResult(wrong=wrong, bulletin=await queries.get_for_reader(session, agent, id, now=now))
