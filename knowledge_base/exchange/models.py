"""The table of imports that somebody started in the console."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


class ArticleImport(Base):
    """One uploaded file being read; with `applies` it is written, else only looked at.

    `read` counts what was dealt with so far, articles and problems: whoever goes on begins there. `progress` is in
    thousandths of the file. Who works at it holds it until `held_until`.
    """

    __tablename__ = "article_imports"
    __table_args__ = (Index(None, "state", "id"), Index(None, "created_by", "id"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    # A plain id: an upload that nothing else names is removed after a day.
    attachment_id: Mapped[str] = mapped_column(Id)
    name: Mapped[str] = mapped_column(String(255))
    applies: Mapped[bool] = mapped_column(Boolean, default=False)
    # Of new articles: draft or published.
    as_state: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16), default="")
    category: Mapped[str] = mapped_column(String(64), default="")
    audience: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=WAITING)
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    problem_count: Mapped[int] = mapped_column(default=0)
    # The first articles of the file, so that somebody sees what it will look like.
    sample: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    error: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
