"""The table of promises."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

OPEN, KEPT, BROKEN = "open", "kept", "broken"


class Promise(Base):
    """Who told whom that what would happen, and by when. `agent_id` moves at a shift handover."""

    __tablename__ = "promises"
    __table_args__ = (
        Index(None, "agent_id", "state", "due_at"),
        Index(None, "state", "due_at"),
        Index(None, "contact_id"),
        Index(None, "customer_id", "state"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"))
    what: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    state: Mapped[str] = mapped_column(String(16), default=OPEN)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)
