"""Bulletins as those who write them look after them, and who has not read them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from aiohttp import web

from agent_console.http.caller import SETTINGS_READERS, Caller
from agent_console.http.endpoint import FileAnswer, endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries import bulletins as queries
from agent_console.queries.history import list_history
from agent_console.reader_list import reader_csv
from agent_console.schemas import bulletins as schemas
from agent_console.schemas.settings import Seen
from agent_console.schemas.supervision import HistoryEntry
from contactcenter.config import Settings
from contactcenter.db import Session
from knowledge_base.bulletins import service

PATH = "/api/v1/admin/bulletins"
ONE = PATH + "/{id}"


@endpoint("GET", PATH, roles=SETTINGS_READERS, summary="All bulletins", answers={200: Page[schemas.AdminBulletin]})
async def get_admin_bulletins(
    query: schemas.AdminBulletinQuery, session: Session, now: datetime
) -> Page[schemas.AdminBulletin]:
    """Newest first, with how many have confirmed."""
    return await queries.list_all(session, query, now=now)


@endpoint("GET", ONE, roles=SETTINGS_READERS, summary="A bulletin to edit", answers={200: schemas.AdminBulletin})
async def get_admin_bulletin(id: str, session: Session, now: datetime) -> schemas.AdminBulletin:
    return await queries.get_managed(session, id, now=now)


@endpoint("POST", PATH, roles=SETTINGS_READERS, summary="Write a bulletin", answers={201: schemas.AdminBulletin})
async def post_bulletin(
    body: schemas.NewBulletin, session: Session, caller: Caller, now: datetime
) -> schemas.AdminBulletin:
    """A draft; nobody sees it before it is published."""
    bulletin = await service.create_bulletin(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_managed(session, bulletin.id, now=now)


@endpoint(
    "PATCH",
    ONE,
    roles=SETTINGS_READERS,
    summary="Change a bulletin",
    answers={200: schemas.AdminBulletin},
    errors=(409,),
)
async def patch_bulletin(
    id: str, body: schemas.BulletinPatch, session: Session, caller: Caller, now: datetime
) -> schemas.AdminBulletin:
    """Who has confirmed a published one stays confirmed; publish it with `reads_again` to ask anew."""
    await service.change_bulletin(session, id, body.columns(), version=body.version, author_id=caller.agent_id, now=now)
    return await queries.get_managed(session, id, now=now)


@endpoint("DELETE", ONE, roles=SETTINGS_READERS, summary="Remove a draft", answers={204: None}, errors=(409,))
async def delete_bulletin(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    await service.remove_bulletin(session, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "POST",
    ONE + "/publish",
    roles=SETTINGS_READERS,
    summary="Publish a bulletin",
    answers={200: schemas.AdminBulletin},
    errors=(409,),
)
async def post_publish_bulletin(
    id: str, body: schemas.BulletinPublishing, session: Session, caller: Caller, now: datetime
) -> schemas.AdminBulletin:
    """Its readers are asked to read it, now or from a time on; 422 names what is missing."""
    await service.publish_bulletin(session, id, **body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_managed(session, id, now=now)


@endpoint(
    "POST",
    ONE + "/withdraw",
    roles=SETTINGS_READERS,
    summary="Withdraw a bulletin",
    answers={200: schemas.AdminBulletin},
    errors=(409,),
)
async def post_withdraw_bulletin(
    id: str, body: schemas.TakenBack, session: Session, caller: Caller, now: datetime
) -> schemas.AdminBulletin:
    """Nobody is asked to read it any more; who has read it stays known."""
    await service.withdraw_bulletin(session, id, **body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_managed(session, id, now=now)


@endpoint(
    "POST",
    ONE + "/remind",
    roles=SETTINGS_READERS,
    summary="Remind who has not read it",
    answers={200: schemas.Reminded},
    errors=(409,),
)
async def post_remind_readers(id: str, session: Session, caller: Caller, now: datetime) -> schemas.Reminded:
    """Reminders go out by themselves too, as the settings of the knowledge base say."""
    return schemas.Reminded(readers=await service.remind_by_hand(session, id, author_id=caller.agent_id, now=now))


@endpoint(
    "GET",
    ONE + "/readers",
    roles=SETTINGS_READERS,
    summary="Who has read a bulletin",
    answers={200: Page[schemas.BulletinReader]},
)
async def get_bulletin_readers(
    id: str, query: schemas.BulletinReaderQuery, session: Session, now: datetime
) -> Page[schemas.BulletinReader]:
    """Who has not confirmed stands first, then by name."""
    return await queries.page_of_readers(session, id, query, now=now)


@endpoint(
    "GET",
    ONE + "/readers.csv",
    roles=SETTINGS_READERS,
    summary="Who has read a bulletin, as a file",
    answers={200: FileAnswer},
)
async def get_bulletin_readers_file(
    id: str, query: schemas.ReaderFileQuery, session: Session, settings: Settings, now: datetime
) -> web.Response:
    readers = await queries.list_readers(session, id, missing=query.missing, now=now)
    body = reader_csv(readers, zone=ZoneInfo(settings.timezone))
    headers = {"Content-Disposition": f'attachment; filename="bulletin-readers-{now:%Y%m%d}.csv"'}
    return web.Response(body=body, content_type="text/csv", charset="utf-8", headers=headers)


@endpoint(
    "GET",
    ONE + "/history",
    roles=SETTINGS_READERS,
    summary="What was done with a bulletin",
    answers={200: Page[HistoryEntry]},
)
async def get_bulletin_history(id: str, query: PageQuery, session: Session) -> Page[HistoryEntry]:
    """Newest first."""
    return await list_history(session, "bulletin", id, query)
