"""Tables of opening hours, the days that differ from them, and public holidays."""

from datetime import date

from sqlalchemy import JSON, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id


class Calendar(Base):
    """When a line, queue or desk is open, week by week; `weekly` is read by `hours.py`, `region` names the holidays."""

    __tablename__ = "calendars"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    code: Mapped[str] = mapped_column(String(64), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    weekly: Mapped[dict[str, list[list[str]]]] = mapped_column(JSON, default=dict)
    # Empty where no day is a holiday.
    region: Mapped[str] = mapped_column(String(8), default="")
    # Empty where its clock is the desk's.
    timezone: Mapped[str] = mapped_column(String(64), default="")
    version: Mapped[int] = mapped_column(default=1)


class CalendarException(Base):
    """One day on which a calendar differs from its week and from the holidays; without blocks it is closed."""

    __tablename__ = "calendar_exceptions"
    __table_args__ = (UniqueConstraint("calendar_id", "day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    calendar_id: Mapped[str] = mapped_column(ForeignKey("calendars.id"))
    day: Mapped[date] = mapped_column(Date)
    blocks: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)


class Holiday(Base):
    """One public holiday of one region."""

    __tablename__ = "holidays"
    __table_args__ = (UniqueConstraint("region", "day"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    region: Mapped[str] = mapped_column(String(8))
    day: Mapped[date] = mapped_column(Date)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
