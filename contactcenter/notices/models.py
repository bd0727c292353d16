"""The table of notices."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

KINDS = ("water", "power", "gas", "lift", "fire_drill", "weather", "works", "cleaning", "security", "event", "other")


class Notice(Base):
    """What whoever answers for a place must know: from its publishing on, until it ends.

    `starts_at` and `ends_at` say when the thing itself happens; a standing fact has no end. Titles and texts are in
    each language. Nobody sees it before `published_at`.
    """

    __tablename__ = "notices"
    __table_args__ = (Index(None, "place_id", "published_at"), Index(None, "starts_at"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    titles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
