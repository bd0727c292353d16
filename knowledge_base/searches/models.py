"""Tables of searches and of what they teach."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

CONSOLE, SUGGESTION, PUBLIC = "console", "suggestion", "public"
SOURCES = (CONSOLE, SUGGESTION, PUBLIC)
NONE, OPENED, INSERTED, ANSWERED, GAP = "none", "opened", "inserted", "answered", "gap"
OUTCOMES = (NONE, OPENED, INSERTED, ANSWERED, GAP)
PROPOSED, ACCEPTED, DECLINED = "proposed", "accepted", "declined"
# What was done about words that led nowhere: an article is found by them, they mean the same as other words, they were
# noted as a gap, an article is being written, or they need nothing.
QUESTION, SYNONYM, NOTED, WRITING, DISMISSED = "question", "synonym", "gap", "article", "dismissed"
SETTLED_BY = (QUESTION, SYNONYM, NOTED, WRITING, DISMISSED)
LONGEST_WORDS = 400


class Search(Base):
    """One question put to the knowledge base, without numbers and names of people.

    While somebody types, the words grow in one row (`box` names the box they are typed in). On the public page nobody
    is known: `agent_id` and `contact_id` are empty. `outcome` is the best that came of it, `picked_rank` counts from 1.
    """

    __tablename__ = "searches"
    __table_args__ = (
        Index(None, "at"),
        Index(None, "folded"),
        Index(None, "contact_id"),
        Index(None, "box"),
        Index(None, "article_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(16))
    box: Mapped[str] = mapped_column(String(64), default="")
    language: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    folded: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    hits: Mapped[int] = mapped_column(default=0)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    outcome: Mapped[str] = mapped_column(String(16), default=NONE)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    picked_rank: Mapped[int | None]
    picked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class QuestionProposal(Base):
    """Words by which an article was found and used so often that they may become one of its sample questions."""

    __tablename__ = "question_proposals"
    __table_args__ = (UniqueConstraint("article_id", "language", "folded"), Index(None, "state", "times"))

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    language: Mapped[str] = mapped_column(String(16))
    folded: Mapped[str] = mapped_column(String(300))
    question: Mapped[str] = mapped_column(String(300))
    times: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16), default=PROPOSED)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class SettledSearch(Base):
    """Words that led nowhere and were dealt with: only what is searched in vain after `settled_at` is shown again."""

    __tablename__ = "settled_searches"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    folded: Mapped[str] = mapped_column(String(LONGEST_WORDS), unique=True)
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    act: Mapped[str] = mapped_column(String(16))
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    gap_id: Mapped[str | None] = mapped_column(ForeignKey("gaps.id"))
    # Null where it was taken back: they are dead as before.
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    version: Mapped[int] = mapped_column(default=1)
