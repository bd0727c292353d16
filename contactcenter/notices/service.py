"""Notices that hold for a place. Called by screens."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select

from contactcenter.db import Session
from contactcenter.notices.models import Notice
from contactcenter.places.service import path_to


def is_published(at: datetime) -> ColumnElement[bool]:
    return Notice.published_at <= at


def is_not_over(at: datetime) -> ColumnElement[bool]:
    """What is planned for tomorrow counts today."""
    return or_(Notice.ends_at.is_(None), Notice.ends_at > at)


async def notices_for(session: Session, place_id: str, at: datetime) -> list[Notice]:
    """What is to be known about this place at this moment, the soonest first; a tower's notices are its flats' too."""
    places = [place.id for place in await path_to(session, place_id)]
    query = select(Notice).where(Notice.place_id.in_(places), is_published(at), is_not_over(at))
    return list(await session.scalars(query.order_by(Notice.starts_at, Notice.id)))
