"""Tables of shifts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime
from contactcenter.shifts.states import PLANNED

_OPEN = text("state = 'open'")


class Shift(Base):
    """One agent's span of duty at a desk. An agent has at most one open shift."""

    __tablename__ = "shifts"
    __table_args__ = (
        Index("ix_shifts_one_open", "agent_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index(None, "agent_id", "starts_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    desk: Mapped[str] = mapped_column(String(64), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16), default=PLANNED)
    version: Mapped[int] = mapped_column(default=1)
