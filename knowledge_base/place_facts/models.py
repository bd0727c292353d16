"""The table of place facts."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

KINDS = ("water", "power", "gas", "fire", "parking", "lift", "access", "waste", "other")


class PlaceFact(Base):
    """One fact of an estate, building, floor or unit, in each language; it holds for everything below the place."""

    __tablename__ = "place_facts"
    __table_args__ = (Index(None, "place_id", "kind"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"))
    kind: Mapped[str] = mapped_column(String(16))
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    updated_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
