"""The table of synonyms."""

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id


class SynonymSet(Base):
    """Words of which each finds what the others find, as somebody writes them; Chinese in either script."""

    __tablename__ = "synonym_sets"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    words: Mapped[list[str]] = mapped_column(JSON)
    version: Mapped[int] = mapped_column(default=1)
