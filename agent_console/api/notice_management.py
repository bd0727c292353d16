"""Notices as those in charge keep them: drafts, planned, standing, over."""

from datetime import datetime

from agent_console.http.caller import SETTINGS_READERS, Caller
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page, PageQuery
from agent_console.queries import notices as queries
from agent_console.queries.history import list_history
from agent_console.schemas import notices as schemas
from agent_console.schemas.bulletins import TakenBack
from agent_console.schemas.settings import Seen
from agent_console.schemas.supervision import HistoryEntry
from contactcenter.db import Session
from contactcenter.notices import administration

PATH = "/api/v1/admin/notices"
ONE = PATH + "/{id}"


@endpoint("GET", PATH, roles=SETTINGS_READERS, summary="All notices", answers={200: Page[schemas.AdminNotice]})
async def get_admin_notices(
    query: schemas.AdminNoticeQuery, session: Session, now: datetime
) -> Page[schemas.AdminNotice]:
    """The soonest first, drafts too."""
    return await queries.list_all_notices(session, query, now=now)


@endpoint("POST", PATH, roles=SETTINGS_READERS, summary="Add a notice", answers={201: schemas.AdminNotice})
async def post_notice(body: schemas.NewNotice, session: Session, caller: Caller, now: datetime) -> schemas.AdminNotice:
    """Seen from `published_at` on, a draft without it; it ends by itself."""
    notice = await administration.add_notice(session, body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_any_notice(session, notice.id, now=now)


@endpoint(
    "PATCH", ONE, roles=SETTINGS_READERS, summary="Change a notice", answers={200: schemas.AdminNotice}, errors=(409,)
)
async def patch_notice(
    id: str, body: schemas.NoticePatch, session: Session, caller: Caller, now: datetime
) -> schemas.AdminNotice:
    """Whoever has it open sees it at the next look."""
    values = body.columns()
    await administration.change_notice(session, id, values, version=body.version, author_id=caller.agent_id, now=now)
    return await queries.get_any_notice(session, id, now=now)


@endpoint(
    "POST",
    ONE + "/withdraw",
    roles=SETTINGS_READERS,
    summary="Withdraw a notice",
    answers={200: schemas.AdminNotice},
    errors=(409,),
)
async def post_withdraw_notice(
    id: str, body: TakenBack, session: Session, caller: Caller, now: datetime
) -> schemas.AdminNotice:
    """A draft again, which nobody sees; publishing brings it back."""
    await administration.withdraw_notice(session, id, **body.model_dump(), author_id=caller.agent_id, now=now)
    return await queries.get_any_notice(session, id, now=now)


@endpoint("DELETE", ONE, roles=SETTINGS_READERS, summary="Remove a notice", answers={204: None}, errors=(409,))
async def delete_notice(id: str, query: Seen, session: Session, caller: Caller, now: datetime) -> None:
    """Only what nobody sees: a draft, or what was withdrawn."""
    await administration.remove_notice(session, id, version=query.version, author_id=caller.agent_id, now=now)


@endpoint(
    "GET",
    ONE + "/history",
    roles=SETTINGS_READERS,
    summary="What was done with a notice",
    answers={200: Page[HistoryEntry]},
)
async def get_notice_history(id: str, query: PageQuery, session: Session) -> Page[HistoryEntry]:
    """Newest first."""
    return await list_history(session, "notice", id, query)
