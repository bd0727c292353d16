"""Notices with the names of their places."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.schemas import notices as schemas
from contactcenter.db import Session
from contactcenter.notices.models import Notice
from contactcenter.notices.service import is_not_over, is_published, notices_for
from contactcenter.places.models import Place
from contactcenter.places.service import path_to

_PLACE: dict[str, Any] = {"place_code": Place.code, "place_names": Place.names}


def _notices() -> AnySelect:
    return select(Notice, *_PLACE.values()).join(Place, Place.id == Notice.place_id)


def _notice(row: Sequence[Any]) -> schemas.Notice:
    return schemas.Notice.model_validate(columns_of(row[0]) | dict(zip(_PLACE, row[1:], strict=True)))


async def list_notices(session: Session, query: schemas.NoticeQuery, *, now: datetime) -> Page[schemas.Notice]:
    """The soonest first."""
    notices = _notices().where(is_published(now))
    if query.place is not None:
        notices = notices.where(Notice.place_id.in_([place.id for place in await path_to(session, query.place)]))
    if query.kind is not None:
        notices = notices.where(Notice.kind == query.kind)
    if query.active is not None:
        notices = notices.where(is_not_over(now) if query.active else Notice.ends_at <= now)
    rows, next_cursor = await fetch_page(session, notices, query, order=(Notice.starts_at, Notice.id))
    return Page[schemas.Notice](items=[_notice(row) for row in rows], next_cursor=next_cursor)


async def notices_of(session: Session, place_id: str, *, now: datetime) -> list[schemas.Notice]:
    """What whoever talks with somebody about this place must know now."""
    found = [notice.id for notice in await notices_for(session, place_id, now)]
    query = _notices().where(Notice.id.in_(found)).order_by(Notice.starts_at, Notice.id)
    return [_notice(row) for row in (await session.execute(query)).all()] if found else []
