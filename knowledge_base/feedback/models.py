"""Tables of what readers say about articles."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

WRONG, NEW_INFORMATION = "wrong", "new_information"
REPORT_KINDS = (WRONG, NEW_INFORMATION)
OPEN, DONE, DECLINED = "open", "done", "declined"
REPORT_STATES = (OPEN, DONE, DECLINED)


class ArticleVote(Base):
    """Whether an article helped. `voter` is an agent's id, or a digest of who read it on the public help page."""

    __tablename__ = "article_votes"
    __table_args__ = (UniqueConstraint("article_id", "voter"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    voter: Mapped[str] = mapped_column(String(64))
    is_public: Mapped[bool] = mapped_column(Boolean, default=False)
    is_helpful: Mapped[bool] = mapped_column(Boolean)
    comment: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ArticleReport(Base):
    """Somebody says that an article is wrong or old, or knows something new; it is its owner's until `due_at`."""

    __tablename__ = "article_reports"
    __table_args__ = (Index(None, "article_id"), Index(None, "state", "due_at"), Index(None, "owner_id", "state"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    language: Mapped[str] = mapped_column(String(16), default="")
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    reported_by: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    state: Mapped[str] = mapped_column(String(16), default=OPEN)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str] = mapped_column(Text, default="")
    closed_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
