"""Tables of emergencies, safety scripts, on-call ladders, and of who was rung for what."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Boolean, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from contactcenter.db import Base, Id, UtcDateTime

# An emergency stands until somebody takes it back or knows better what it is, or another one of its kind comes later.
RAISED, WITHDRAWN, REPLACED, OVER = "raised", "withdrawn", "replaced", "over"
_RAISED = text("state = 'raised'")

CLIMBING, ACKNOWLEDGED, ENDED, GIVEN_UP = "climbing", "acknowledged", "ended", "given_up"
_CLIMBING = text("state = 'climbing'")

# What became of one alert. The first three may still end well.
WAITING, SENT, RINGING = "waiting", "sent", "ringing"
ANSWERED, UNANSWERED, DECLINED, FAILED, DROPPED = "answered", "unanswered", "declined", "failed", "dropped"


class Emergency(Base):
    """One danger that one contact tells of. The database allows one of a kind to stand for a contact at a time.

    What is needed to take it back is kept beside it: the word that lifted it, the class before, the order.
    """

    __tablename__ = "emergencies"
    __table_args__ = (
        Index(
            "uq_emergencies_raised",
            "contact_id",
            "kind",
            unique=True,
            sqlite_where=_RAISED,
            postgresql_where=_RAISED,
        ),
        Index(None, "raised_at"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    kind: Mapped[str] = mapped_column(String(16))
    phrase: Mapped[str] = mapped_column(String(80), default="")
    # The word may be deleted, and the order's table comes after this one: plain ids, no foreign keys.
    word_id: Mapped[str | None] = mapped_column(Id)
    work_order_id: Mapped[str | None] = mapped_column(Id, index=True)
    matter_id: Mapped[str | None] = mapped_column(Id)
    class_before: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default=RAISED)
    raised_at: Mapped[datetime] = mapped_column(UtcDateTime)
    raised_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    reason: Mapped[str] = mapped_column(Text, default="")


class SafetyScript(Base):
    """What to do and to say in one kind of emergency: whom to phone, in which order, and what the caller is told now.

    `region` is that of the emergency numbers (HK, TW, CN); "" stands wherever there is no own one. `numbers` are
    {"name", "number"}; one without a number is for an administrator to fill in.
    """

    __tablename__ = "safety_scripts"
    __table_args__ = (UniqueConstraint("kind", "region", "language"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    region: Mapped[str] = mapped_column(String(8), default="")
    language: Mapped[str] = mapped_column(String(8))
    title: Mapped[str] = mapped_column(String(200))
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)
    say: Mapped[str] = mapped_column(Text, default="")
    numbers: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    version: Mapped[int] = mapped_column(default=1)


class Ladder(Base):
    """Whom a group's emergencies ring, step by step; without a group it stands for all groups that have none.

    `steps` are {"minutes", "targets"}; a target is {"kind": agent | number | address | duty, "id" or "value", "name",
    "language", "channels": [call, sms, email]} as `climbing.py` reads it.
    """

    __tablename__ = "ladders"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    is_active: Mapped[bool] = mapped_column(Boolean, default=True)
    version: Mapped[int] = mapped_column(default=1)


class Escalation(Base):
    """A ladder being climbed for one emergency until somebody acknowledges.

    `steps` are those of the ladder as it was when it began. `round_` and `step` are the rung that rings now, 0 and 0
    before the first; `next_at` is when the next one is due.
    """

    __tablename__ = "escalations"
    __table_args__ = (
        Index("ix_escalations_due", "next_at", sqlite_where=_CLIMBING, postgresql_where=_CLIMBING),
        Index(None, "contact_id", "id"),
        Index(None, "emergency_id"),
        Index(None, "work_order_id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    contact_id: Mapped[str] = mapped_column(ForeignKey("contacts.id"))
    emergency_id: Mapped[str] = mapped_column(ForeignKey("emergencies.id"))
    kind: Mapped[str] = mapped_column(String(16))
    group_id: Mapped[str | None] = mapped_column(ForeignKey("groups.id"))
    ladder_id: Mapped[str | None] = mapped_column(Id)
    work_order_id: Mapped[str | None] = mapped_column(Id)
    # What is told: the place and what it is about, in the owner's words.
    place_names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    subject: Mapped[str] = mapped_column(String(200), default="")
    reference: Mapped[str] = mapped_column(String(24), default="")
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(16), default=CLIMBING)
    round_: Mapped[int] = mapped_column("round", default=0)
    step: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    acknowledged_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    acknowledged_name: Mapped[str] = mapped_column(String(200), default="")
    # keypad, reply, link, order or desk.
    acknowledged_via: Mapped[str] = mapped_column(String(16), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)


class EscalationCall(Base):
    """One alert to one person on one channel. A rung never alerts the same address on the same channel twice."""

    __tablename__ = "escalation_calls"
    __table_args__ = (
        UniqueConstraint("escalation_id", "round", "step", "channel", "address"),
        Index(None, "address", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    escalation_id: Mapped[str] = mapped_column(ForeignKey("escalations.id"))
    round_: Mapped[int] = mapped_column("round")
    step: Mapped[int]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(8), default="zh-Hant")
    channel: Mapped[str] = mapped_column(String(8))
    address: Mapped[str] = mapped_column(String(320))
    state: Mapped[str] = mapped_column(String(16), default=WAITING)
    external_id: Mapped[str | None] = mapped_column(String(255))
    error: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
