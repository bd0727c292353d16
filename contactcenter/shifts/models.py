"""Tables of shifts, of the weekly patterns they are planned from, and of who is away or missing when."""

from datetime import date, datetime

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime
from contactcenter.shifts.states import PLANNED

_OPEN = text("state = 'open'")


class RosterPattern(Base):
    """One agent's hours on some weekdays (Monday is 0), from week to week; read by `planning.py`.

    `starts` and `ends` are clocks of the desk's time zone; an end that is not after the start is the next morning's.
    Of every `every_weeks` weeks it holds in one: the week of `valid_from`, and each so many weeks after it.
    """

    __tablename__ = "roster_patterns"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    weekdays: Mapped[list[int]] = mapped_column(JSON, default=list)
    starts: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5))
    desk: Mapped[str] = mapped_column(String(64), default="")
    every_weeks: Mapped[int] = mapped_column(default=1)
    valid_from: Mapped[date] = mapped_column(Date)
    valid_until: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)


class Absence(Base):
    """An agent is away: who works the shifts meanwhile, `planning.py` says."""

    __tablename__ = "absences"
    __table_args__ = (Index(None, "agent_id", "starts_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    reason: Mapped[str] = mapped_column(String(200), default="")
    substitute_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    version: Mapped[int] = mapped_column(default=1)


class Shift(Base):
    """One agent's span of duty at a desk. An agent has at most one open shift.

    One planned from a pattern names it and the day it stands for, which makes it unique, whoever takes it over. What
    somebody changed by hand (`is_edited`) is not planned anew. `instead_of_id` is the absent agent it stands in for.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        Index("ix_shifts_one_open", "agent_id", unique=True, postgresql_where=_OPEN, sqlite_where=_OPEN),
        Index(None, "agent_id", "starts_at"),
        Index("uq_shifts_pattern_day", "pattern_id", "pattern_day", unique=True),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"))
    desk: Mapped[str] = mapped_column(String(64), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(String(16), default=PLANNED)
    # Nobody planned it: the agent went available without one.
    is_extra: Mapped[bool] = mapped_column(Boolean, default=False)
    # The agent went available again after its end, and stays so long.
    overtime_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    # Patterns come and go; the day they planned stays named.
    pattern_id: Mapped[str | None] = mapped_column(Id)
    pattern_day: Mapped[date | None] = mapped_column(Date)
    instead_of_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    is_edited: Mapped[bool] = mapped_column(Boolean, default=False)
    version: Mapped[int] = mapped_column(default=1)


class CoverageWarning(Base):
    """A span for which nobody is rostered in a queue, from when it was noticed until it was mended or over."""

    __tablename__ = "coverage_warnings"
    __table_args__ = (UniqueConstraint("queue_id", "starts_at"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    # Queues stand after shifts in the core's order, so the key is named and not imported.
    queue_id: Mapped[str] = mapped_column(ForeignKey("queues.id"))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    noticed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    version: Mapped[int] = mapped_column(default=1)
