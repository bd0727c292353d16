"""Notices: what is planned or stands, and where."""

from datetime import datetime

from agent_console.http.caller import EVERYONE
from agent_console.http.endpoint import endpoint
from agent_console.http.pagination import Page
from agent_console.queries.notices import list_notices
from agent_console.schemas.notices import Notice, NoticeQuery
from contactcenter.db import Session


@endpoint("GET", "/api/v1/notices", roles=EVERYONE, summary="Notices", answers={200: Page[Notice]})
async def get_notices(query: NoticeQuery, session: Session, now: datetime) -> Page[Notice]:
    """The soonest first. `place` also finds what holds for its tower and estate; `active` leaves out what is over."""
    return await list_notices(session, query, now=now)
