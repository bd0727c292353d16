"""The table of follow-ups."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

_UNANSWERED = text("answered_at IS NULL AND withdrawn_at IS NULL")


class FollowUp(Base):
    """One question "is it solved?" after one completion of one order.

    `asked_at` is empty where no text could be sent and somebody must call. `withdrawn_at` is set when the order went
    back to work before the owner answered, so that a late answer is never taken for the next completion.
    """

    __tablename__ = "follow_ups"
    __table_args__ = (
        Index(None, "work_order_id"),
        Index("ix_follow_ups_unanswered", "contact_id", postgresql_where=_UNANSWERED, sqlite_where=_UNANSWERED),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    work_order_id: Mapped[str] = mapped_column(ForeignKey("work_orders.id"))
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    verdict: Mapped[str | None] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
