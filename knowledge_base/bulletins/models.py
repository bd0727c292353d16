"""Tables of bulletins."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime


class Bulletin(Base):
    """A new policy that staff must read and confirm until `due_at`; titles and texts (Markdown) in each language.

    It is for everybody with one of `roles` or in one of `group_ids`; for all staff where both are empty. `questions`
    are [{"id", "texts": {language: words}, "choices": [{language: words}], "right": index}]. Nobody sees it before
    `published_at` or after `withdrawn_at`. `article_id` is where the whole policy stands.
    """

    __tablename__ = "bulletins"
    __table_args__ = (Index(None, "published_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    titles: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    texts: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    roles: Mapped[list[str]] = mapped_column(JSON, default=list)
    group_ids: Mapped[list[str]] = mapped_column(JSON, default=list)
    questions: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class BulletinReading(Base):
    """An agent opened a bulletin; `confirmed_at` once every question was answered rightly. `tries` counts answers."""

    __tablename__ = "bulletin_readings"

    bulletin_id: Mapped[str] = mapped_column(ForeignKey("bulletins.id"), primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), primary_key=True, index=True)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answers: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    tries: Mapped[int] = mapped_column(default=0)
