"""Builders of notices."""

from datetime import datetime, timedelta

from contactcenter.db import Session, new_id
from contactcenter.notices.models import Notice
from contactcenter.places.models import Place

LONG_AGO = timedelta(days=365)
UNLESS_SAID: datetime = datetime.min


async def make_notice(
    session: Session,
    place: Place,
    *,
    title: str = "Water off",
    kind: str = "water",
    starts_at: datetime,
    ends_at: datetime | None = UNLESS_SAID,
    published_at: datetime | None = UNLESS_SAID,
) -> Notice:
    """It ends four hours after it starts and has been published for long, unless said otherwise."""
    notice = Notice(
        id=new_id(),
        kind=kind,
        place_id=place.id,
        titles={"zh-Hant": title, "zh-Hans": title, "en": title},
        texts={"zh-Hant": title, "zh-Hans": title, "en": title},
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4) if ends_at is UNLESS_SAID else ends_at,
        published_at=starts_at - LONG_AGO if published_at is UNLESS_SAID else published_at,
    )
    session.add(notice)
    await session.flush()
    return notice
