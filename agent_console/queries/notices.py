"""Notices with the names of their places."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from agent_console.http.pagination import Page, fetch_page
from agent_console.queries.places import ids_within
from agent_console.queries.rows import AnySelect, columns_of
from agent_console.schemas import notices as schemas
from contactcenter.config import LANGUAGES
from contactcenter.db import Session
from contactcenter.errors import NotFound
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


async def list_all_notices(
    session: Session, query: schemas.AdminNoticeQuery, *, now: datetime
) -> Page[schemas.AdminNotice]:
    """The soonest first, drafts and what is over too."""
    notices = _notices().where(*_wanted(query, now))
    rows, next_cursor = await fetch_page(session, notices, query, order=(Notice.starts_at, Notice.id))
    return Page[schemas.AdminNotice](items=[_any_notice(row, now) for row in rows], next_cursor=next_cursor)


def _wanted(query: schemas.AdminNoticeQuery, now: datetime) -> list[ColumnElement[bool]]:
    wanted = []
    if query.state is not None:
        wanted.append(_in_state(query.state, now))
    if query.kind is not None:
        wanted.append(Notice.kind == query.kind)
    if query.place is not None:
        wanted.append(Notice.place_id.in_(ids_within(query.place)))
    if query.q:
        titles = (Notice.titles[language].as_string() for language in LANGUAGES)
        wanted.append(or_(*(title.icontains(query.q, autoescape=True) for title in titles)))
    if query.from_ is not None:
        wanted.append(is_not_over(query.from_))
    if query.until is not None:
        wanted.append(Notice.starts_at < query.until)
    return wanted


def _in_state(state: str, now: datetime) -> ColumnElement[bool]:
    out = is_published(now)
    return {
        "draft": Notice.published_at.is_(None),
        "waiting": Notice.published_at > now,
        "planned": and_(out, Notice.starts_at > now),
        "current": and_(out, Notice.starts_at <= now, is_not_over(now)),
        "over": and_(out, Notice.ends_at <= now),
    }[state]


async def get_any_notice(session: Session, notice_id: str, *, now: datetime) -> schemas.AdminNotice:
    """As it is now, also inside the transaction that changes it."""
    await session.flush()
    row = (await session.execute(_notices().where(Notice.id == notice_id))).one_or_none()
    if row is None:
        raise NotFound("There is no such notice.")
    return _any_notice(row, now)


def _any_notice(row: Sequence[Any], now: datetime) -> schemas.AdminNotice:
    values = columns_of(row[0]) | dict(zip(_PLACE, row[1:], strict=True))
    return schemas.AdminNotice.model_validate(values | {"state": _state(row[0], now)})


def _state(notice: Notice, now: datetime) -> str:
    if notice.published_at is None:
        return "draft"
    if notice.published_at > now:
        return "waiting"
    if notice.starts_at > now:
        return "planned"
    return "over" if notice.ends_at is not None and notice.ends_at <= now else "current"
