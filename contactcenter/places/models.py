"""Tables of the place tree."""

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id

ESTATE, BUILDING, FLOOR, UNIT = "estate", "building", "floor", "unit"
KINDS = (ESTATE, BUILDING, FLOOR, UNIT)


class Place(Base):
    """A node of the tree. `code` is how the desk writes it (3, 3-12, 3-12-B); `note` is a standing instruction."""

    __tablename__ = "places"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("places.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64), unique=True)
    building: Mapped[str] = mapped_column(String(16), default="", index=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")


class PlaceSpelling(Base):
    """One usual way of writing a place, folded by `spelling.fold_spelling`; it stands for one place only."""

    __tablename__ = "place_spellings"

    folded: Mapped[str] = mapped_column(String(120), primary_key=True)
    place_id: Mapped[str] = mapped_column(ForeignKey("places.id"), index=True)
