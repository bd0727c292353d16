"""Tables of gaps: one question that had no answer, and everybody who asked it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

# open: with the duty manager's assistant; assigned: with a group; writing: its article is a draft or in review;
# answered: published, and everybody who asked is being told; declined: there will be no answer, and why;
# grouped: asks the same as another gap, which goes on for both.
OPEN, ASSIGNED, WRITING, ANSWERED, DECLINED, GROUPED = (
    "open",
    "assigned",
    "writing",
    "answered",
    "declined",
    "grouped",
)
STATES = (OPEN, ASSIGNED, WRITING, ANSWERED, DECLINED, GROUPED)
# Still without an answer: one more who asks the same is added here.
UNANSWERED = (OPEN, ASSIGNED, WRITING)
# pending: not told yet; drafted: an agent looks it over; sent; seen: the agent who asked without an owner saw it;
# failed: could not be sent; skipped: shall not be told, and why.
PENDING, DRAFTED, SENT, SEEN, FAILED, SKIPPED = "pending", "drafted", "sent", "seen", "failed", "skipped"
# Still to be told.
UNTOLD = (PENDING, DRAFTED, FAILED)
# Why an asker is drafted that needs no look of its own: told with another time the same person asked.
SAME_PERSON = "same_person"
TELL_STATES = (PENDING, DRAFTED, SENT, SEEN, FAILED, SKIPPED)
IS_UNANSWERED = text("state IN ('open', 'assigned', 'writing')")
LONGEST_FOLDED = 300


class Gap(Base):
    """`folded` is the question without what only looks different; one unanswered gap stands for all who ask the same.

    Whoever has it now (`owner_id`, else the people of `group_id`, else the assistant) has until `due_at`.
    """

    __tablename__ = "gaps"
    __table_args__ = (
        Index(
            "uq_gaps_unanswered_question",
            "folded",
            unique=True,
            postgresql_where=IS_UNANSWERED,
            sqlite_where=IS_UNANSWERED,
        ),
        Index(None, "state", "id"),
        Index(None, "owner_id", "state"),
        Index(None, "group_id", "state"),
        Index(None, "grouped_into_id"),
        Index(None, "article_id"),
        Index(None, "likeness"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    question: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(String(LONGEST_FOLDED))
    # The question as `likeness.py` hears it: those that differ only in filling words or in characters of one sound.
    likeness: Mapped[str] = mapped_column(String(64), default="")
    words_searched: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=OPEN)
    article_id: Mapped[str | None] = mapped_column(ForeignKey("articles.id"))
    # Since when it waits for that article to be published.
    linked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    assigned_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    assigned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminders: Mapped[int] = mapped_column(default=0)
    # Another gap: no foreign key, so that a backup can be read back row by row.
    grouped_into_id: Mapped[str | None] = mapped_column(Id)
    reason: Mapped[str] = mapped_column(Text, default="")
    # What those who asked are told where no article answers it, in one language.
    answer: Mapped[str] = mapped_column(Text, default="")
    answer_language: Mapped[str] = mapped_column(String(16), default="")
    version: Mapped[int] = mapped_column(default=1)


class GapAsker(Base):
    """One time the question was asked: by whom, on which contact (none from the search box), and who noted it."""

    __tablename__ = "gap_askers"
    __table_args__ = (
        UniqueConstraint("gap_id", "contact_id"),
        Index(None, "agent_id", "at"),
        Index(None, "contact_id"),
        Index(None, "tell_state"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    gap_id: Mapped[str] = mapped_column(ForeignKey("gaps.id"))
    contact_id: Mapped[str | None] = mapped_column(ForeignKey("contacts.id"))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    words_searched: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # Telling: in which words, by whom, by which message or by which promise to call back; `tell_error` says why it
    # could not be, or why it shall not.
    tell_state: Mapped[str] = mapped_column(String(16), default=PENDING)
    tell_text: Mapped[str] = mapped_column(Text, default="")
    tell_agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    tell_message_id: Mapped[str | None] = mapped_column(Id, index=True)
    tell_promise_id: Mapped[str | None] = mapped_column(Id, index=True)
    tell_error: Mapped[str] = mapped_column(Text, default="")
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # When the agent who noted it read the answer.
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
