"""Tables of gaps: one question that had no answer, and everybody who asked it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

OPEN, ANSWERED = "open", "answered"
STATES = (OPEN, ANSWERED)
LONGEST_FOLDED = 300


class Gap(Base):
    """`folded` is the question without what only looks different; one open gap stands for all who ask the same."""

    __tablename__ = "gaps"
    __table_args__ = (
        Index(
            "uq_gaps_open_question",
            "folded",
            unique=True,
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
        Index(None, "state", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(String(LONGEST_FOLDED))
    words_searched: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=OPEN)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    created_by: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class GapAsker(Base):
    """One time the question was asked: by whom, on which contact (none from the search box), and who noted it."""

    __tablename__ = "gap_askers"
    __table_args__ = (
        UniqueConstraint("gap_id", "contact_id"),
        Index(None, "agent_id", "at"),
        Index(None, "contact_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    gap_id: Mapped[str] = mapped_column(ForeignKey("gaps.id"))
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    words_searched: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
