"""What administrators set about queues, their people, channels and skills."""

from datetime import datetime

from sqlalchemy import select

from agent_console.http.caller import ADMINISTRATORS, PLANNERS, SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery, fetch_page
from agent_console.queries import settings as queries
from agent_console.schemas import settings as schemas
from contactcenter.db import Session
from contactcenter.routing import administration
from contactcenter.routing.models import Queue


async def _answer(session: Session, queue: Queue) -> schemas.QueueSettings:
    return (await queries.with_members(session, [queue]))[0]


@endpoint(
    "GET",
    "/api/v1/admin/queues",
    roles=SETTINGS_READERS,
    summary="How queues are set",
    answers={200: Page[schemas.QueueSettings]},
)
async def get_queue_settings(query: PageQuery, session: Session) -> Page[schemas.QueueSettings]:
    rows, next_cursor = await fetch_page(session, select(Queue), query, order=(Queue.position, Queue.id))
    return Page[schemas.QueueSettings](items=await queries.with_members(session, rows), next_cursor=next_cursor)


@endpoint(
    "POST",
    "/api/v1/admin/queues",
    roles=ADMINISTRATORS,
    summary="Create a queue",
    answers={201: schemas.QueueSettings},
    errors=(409,),
)
async def post_queue(body: schemas.NewQueue, session: Session, caller: Caller, now: datetime) -> schemas.QueueSettings:
    """Everybody who takes contacts serves it until it has members."""
    queue = await administration.create_queue(session, body.columns(), author_id=caller.agent_id, now=now)
    return await _answer(session, queue)


@endpoint(
    "PATCH",
    "/api/v1/admin/queues/{id}",
    roles=ADMINISTRATORS,
    summary="Change a queue",
    answers={200: schemas.QueueSettings},
    errors=(409,),
)
async def patch_queue(
    id: str, body: schemas.QueuePatch, session: Session, caller: Caller, now: datetime
) -> schemas.QueueSettings:
    """It holds from the next contact that is offered on."""
    values, version = body.columns(), body.version
    queue = await administration.update_queue(session, id, values, version=version, author_id=caller.agent_id, now=now)
    return await _answer(session, queue)


@endpoint(
    "PUT",
    "/api/v1/admin/queues/{id}/members",
    roles=PLANNERS,
    summary="Say who serves a queue",
    answers={200: schemas.QueueSettings},
    errors=(409,),
)
async def put_queue_members(
    id: str, body: schemas.QueueMembers, session: Session, caller: Caller, now: datetime
) -> schemas.QueueSettings:
    """An empty list: everybody who takes contacts."""
    members = [administration.Member(**member.model_dump()) for member in body.members]
    queue = await administration.set_members(
        session, id, members, version=body.version, author_id=caller.agent_id, now=now
    )
    return await _answer(session, queue)


@endpoint(
    "DELETE",
    "/api/v1/admin/queues/{id}",
    roles=ADMINISTRATORS,
    summary="Remove a queue nothing was ever in",
    answers={204: None},
    errors=(409,),
)
async def delete_queue(id: str, query: schemas.Seen, session: Session, caller: Caller, now: datetime) -> None:
    await administration.remove_queue(session, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "GET",
    "/api/v1/admin/channel-points",
    roles=SETTINGS_READERS,
    summary="What a contact of each channel takes of an agent",
    answers={200: Page[schemas.ChannelPoints]},
)
async def get_channel_points(session: Session) -> Page[schemas.ChannelPoints]:
    return Page[schemas.ChannelPoints](items=await queries.channel_points(session), next_cursor=None)


@endpoint(
    "PUT",
    "/api/v1/admin/channel-points/{channel}",
    roles=ADMINISTRATORS,
    summary="Change what a contact of a channel takes",
    answers={200: schemas.ChannelPoints},
    errors=(409,),
)
async def put_channel_points(
    channel: str, body: schemas.NewChannelPoints, session: Session, caller: Caller, now: datetime
) -> schemas.ChannelPoints:
    """Of the 100 points of an agent; a channel that interrupts is offered also beside what can wait."""
    row = await administration.set_channel_points(
        session,
        channel,
        points=body.points,
        interrupts=body.interrupts,
        version=body.version,
        author_id=caller.agent_id,
        now=now,
    )
    return schemas.ChannelPoints.model_validate(row)


@endpoint(
    "GET",
    "/api/v1/admin/skills",
    roles=SETTINGS_READERS,
    summary="Skills in use",
    answers={200: Page[schemas.SkillInUse]},
)
async def get_skills(session: Session) -> Page[schemas.SkillInUse]:
    """Those people have and those queues ask for: a misspelt one is in only one of the two."""
    return Page[schemas.SkillInUse](items=await queries.skills_in_use(session), next_cursor=None)
