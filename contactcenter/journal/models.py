"""Tables of the journal: events from outside, and the history of what people and rules did."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

WAITING, PROJECTED, FAILED = "waiting", "projected", "failed"


class InboundEvent(Base):
    """One event as a provider sent it. `id` is the journal's order; `kind` names who can read the body."""

    __tablename__ = "inbound_events"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        Index(
            "ix_inbound_events_waiting",
            "id",
            postgresql_where=text("state = 'waiting'"),
            sqlite_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_inbound_events_failed",
            "id",
            postgresql_where=text("state = 'failed'"),
            sqlite_where=text("state = 'failed'"),
        ),
        Index(
            "ix_inbound_events_media_digest",
            "media_digest",
            postgresql_where=text("media_digest IS NOT NULL"),
            sqlite_where=text("media_digest IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True)
    channel: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(32))
    external_id: Mapped[str] = mapped_column(String(255))
    sender: Mapped[str] = mapped_column(String(320), default="")
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    media_digest: Mapped[str | None] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default=WAITING)
    error: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    projected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # What was answered, where the answer says what happens next (calls): a repeated request gets the same again.
    answer: Mapped[str | None] = mapped_column(Text)


class HistoryEntry(Base):
    """Who did what to which row, and when. Rows are only ever added."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "subject_kind", "subject_id", "id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(Id)
    act: Mapped[str] = mapped_column(String(48))
    author_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
